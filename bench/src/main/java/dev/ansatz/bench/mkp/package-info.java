/**
 * Suites of instances of the multi-dimensional knapsack problem for quality benchmarks.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.bench.mkp;

import org.jspecify.annotations.NullMarked;
