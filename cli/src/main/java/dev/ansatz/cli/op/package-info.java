/**
 * How paths of the orienteering problem are shown: picture and summary.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.cli.op;

import org.jspecify.annotations.NullMarked;
