/**
 * Engines of the 0-1 knapsack problem.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.classical.knapsack;

import org.jspecify.annotations.NullMarked;
