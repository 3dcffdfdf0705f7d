/**
 * Classical engines for the problems: OR-Tools, Timefold and JGraphT adapters and our own search.
 *
 * @apiNote SPI: stable from 1.0 on; interfaces that plug-ins implement may get methods with a default.
 */
@NullMarked
package dev.ansatz.classical;

import org.jspecify.annotations.NullMarked;
