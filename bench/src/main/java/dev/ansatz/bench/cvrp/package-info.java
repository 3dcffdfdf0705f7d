/**
 * Suites of instances of the capacitated vehicle routing problem for quality benchmarks.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.bench.cvrp;

import org.jspecify.annotations.NullMarked;
