/**
 * What engines on Timefold Solver (community edition) share.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.classical.timefold;

import org.jspecify.annotations.NullMarked;
