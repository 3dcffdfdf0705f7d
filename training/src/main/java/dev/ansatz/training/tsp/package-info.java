/**
 * Training for the travelling salesman problem.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.training.tsp;

import org.jspecify.annotations.NullMarked;
