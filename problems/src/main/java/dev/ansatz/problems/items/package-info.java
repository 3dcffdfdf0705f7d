/** Sets of items: the solutions of all problems that choose some of them. */
@NullMarked
package dev.ansatz.problems.items;

import org.jspecify.annotations.NullMarked;
