/**
 * 0-1 knapsack: instances, training and bundled models.
 */
@NullMarked
package dev.ansatz.neural.knapsack;

import org.jspecify.annotations.NullMarked;
