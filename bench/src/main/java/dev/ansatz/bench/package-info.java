/**
 * Benchmarks: JMH micro benchmarks, time to target, and quality under equal budgets.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.bench;

import org.jspecify.annotations.NullMarked;
