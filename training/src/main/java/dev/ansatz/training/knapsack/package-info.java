/** Training for the 0-1 knapsack problem. */
@NullMarked
package dev.ansatz.training.knapsack;

import org.jspecify.annotations.NullMarked;
