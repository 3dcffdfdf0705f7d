/** Benchmarks: JMH micro benchmarks, time to target, and quality under equal budgets. */
@NullMarked
package dev.ansatz.bench;

import org.jspecify.annotations.NullMarked;
