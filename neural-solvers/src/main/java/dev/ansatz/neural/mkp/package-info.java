/**
 * Multidimensional knapsack: instances, training and bundled models.
 */
@NullMarked
package dev.ansatz.neural.mkp;

import org.jspecify.annotations.NullMarked;
