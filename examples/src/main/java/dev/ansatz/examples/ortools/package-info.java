/** A delivery application on OR-Tools' routing library that begins from a plan of Ansatz. */
@NullMarked
package dev.ansatz.examples.ortools;

import org.jspecify.annotations.NullMarked;
