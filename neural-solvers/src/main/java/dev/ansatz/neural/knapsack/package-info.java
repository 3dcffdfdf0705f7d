/**
 * 0-1 knapsack: instances, training and bundled models.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.neural.knapsack;

import org.jspecify.annotations.NullMarked;
