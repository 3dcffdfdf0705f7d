/** A delivery application on Timefold that begins from a plan of Ansatz. */
@NullMarked
package dev.ansatz.examples.timefold;

import org.jspecify.annotations.NullMarked;
