/** The 0-1 knapsack problem. */
@NullMarked
package dev.ansatz.problems.knapsack;

import org.jspecify.annotations.NullMarked;
