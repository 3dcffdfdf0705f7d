/**
 * Suites of rich vehicle routing.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.bench.vrp;

import org.jspecify.annotations.NullMarked;
