/**
 * A delivery application on Timefold that begins from a plan of Ansatz.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.examples.timefold;

import org.jspecify.annotations.NullMarked;
