/** Suites of instances of the travelling salesman problem for quality benchmarks. */
@NullMarked
package dev.ansatz.bench.tsp;

import org.jspecify.annotations.NullMarked;
