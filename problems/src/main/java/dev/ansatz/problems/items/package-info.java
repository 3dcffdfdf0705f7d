/**
 * Sets of items: the solutions of all problems that choose some of them.
 *
 * @apiNote API: stable from 1.0 on.
 */
@NullMarked
package dev.ansatz.problems.items;

import org.jspecify.annotations.NullMarked;
