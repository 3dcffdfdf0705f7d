/**
 * Suites of instances of the 0-1 knapsack problem for quality benchmarks.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.bench.knapsack;

import org.jspecify.annotations.NullMarked;
