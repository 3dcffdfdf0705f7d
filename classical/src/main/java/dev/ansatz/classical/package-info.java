/** Classical engines for the problems: OR-Tools, Timefold and JGraphT adapters and our own search. */
@NullMarked
package dev.ansatz.classical;

import org.jspecify.annotations.NullMarked;
