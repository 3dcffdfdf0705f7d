/**
 * How schedules of job shops are shown: Gantt picture and summary.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.cli.jssp;

import org.jspecify.annotations.NullMarked;
