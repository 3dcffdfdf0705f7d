/**
 * Training for the multi-dimensional knapsack problem.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.training.mkp;

import org.jspecify.annotations.NullMarked;
