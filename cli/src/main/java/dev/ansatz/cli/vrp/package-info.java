/**
 * How plans of rich vehicle routing are shown: map, chart of the day, summary.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.cli.vrp;

import org.jspecify.annotations.NullMarked;
