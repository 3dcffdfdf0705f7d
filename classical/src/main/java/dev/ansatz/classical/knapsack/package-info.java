/** Engines of the 0-1 knapsack problem. */
@NullMarked
package dev.ansatz.classical.knapsack;

import org.jspecify.annotations.NullMarked;
