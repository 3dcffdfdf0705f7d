/** Suites of instances of the multi-dimensional knapsack problem for quality benchmarks. */
@NullMarked
package dev.ansatz.bench.mkp;

import org.jspecify.annotations.NullMarked;
