/**
 * Engines of the orienteering problem.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.classical.op;

import org.jspecify.annotations.NullMarked;
