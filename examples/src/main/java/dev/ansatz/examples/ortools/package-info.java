/**
 * A delivery application on OR-Tools' routing library that begins from a plan of Ansatz.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.examples.ortools;

import org.jspecify.annotations.NullMarked;
