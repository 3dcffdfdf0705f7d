/**
 * Engines of the multi-dimensional knapsack problem.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.classical.mkp;

import org.jspecify.annotations.NullMarked;
