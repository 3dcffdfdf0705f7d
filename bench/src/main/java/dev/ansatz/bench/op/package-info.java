/**
 * Suites of instances of the orienteering problem for quality benchmarks.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.bench.op;

import org.jspecify.annotations.NullMarked;
