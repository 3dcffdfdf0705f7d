/**
 * Multidimensional knapsack: instances, training and bundled models.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.neural.mkp;

import org.jspecify.annotations.NullMarked;
