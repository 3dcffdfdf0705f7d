/**
 * Training for the capacitated vehicle routing problem.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.training.cvrp;

import org.jspecify.annotations.NullMarked;
