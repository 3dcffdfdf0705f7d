/**
 * Hybrids of the travelling salesman problem: their tuning, and decomposition into stretches of the tour.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.search.tsp;

import org.jspecify.annotations.NullMarked;
