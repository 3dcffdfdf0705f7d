/**
 * Engines of the travelling salesman problem: Lin-Kernighan moves under local perturbation and edge assembly ({@link
 * dev.ansatz.classical.tsp.TspLocalSearch}), greedy edge, the tour heuristics of JGraphT, and the model of the libraries' routing searches.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.classical.tsp;

import org.jspecify.annotations.NullMarked;
