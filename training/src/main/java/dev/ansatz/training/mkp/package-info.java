/** Training for the multi-dimensional knapsack problem. */
@NullMarked
package dev.ansatz.training.mkp;

import org.jspecify.annotations.NullMarked;
