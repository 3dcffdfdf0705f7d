/** What engines on Timefold Solver (community edition) share. */
@NullMarked
package dev.ansatz.classical.timefold;

import org.jspecify.annotations.NullMarked;
