/**
 * Random points of the generators, and random number generators that must be bit-exact with those of published test sets.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.problems.random;

import org.jspecify.annotations.NullMarked;
