/** Engines of the multi-dimensional knapsack problem. */
@NullMarked
package dev.ansatz.classical.mkp;

import org.jspecify.annotations.NullMarked;
