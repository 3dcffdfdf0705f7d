/**
 * Hybrids of the 0-1 knapsack problem: how policies and engines are tuned to each other.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.search.knapsack;

import org.jspecify.annotations.NullMarked;
