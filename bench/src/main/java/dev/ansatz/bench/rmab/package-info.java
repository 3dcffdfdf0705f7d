/**
 * Suites of restless bandits and the table of their scores.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.bench.rmab;

import org.jspecify.annotations.NullMarked;
