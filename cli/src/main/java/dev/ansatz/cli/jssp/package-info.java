/** How schedules of job shops are shown: Gantt picture and summary. */
@NullMarked
package dev.ansatz.cli.jssp;

import org.jspecify.annotations.NullMarked;
