/** Suites of instances of the capacitated vehicle routing problem for quality benchmarks. */
@NullMarked
package dev.ansatz.bench.cvrp;

import org.jspecify.annotations.NullMarked;
