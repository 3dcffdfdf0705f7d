/** Suites of restless bandits and the table of their scores. */
@NullMarked
package dev.ansatz.bench.rmab;

import org.jspecify.annotations.NullMarked;
