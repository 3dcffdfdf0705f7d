/**
 * Suites of instances of the travelling salesman problem for quality benchmarks.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.bench.tsp;

import org.jspecify.annotations.NullMarked;
