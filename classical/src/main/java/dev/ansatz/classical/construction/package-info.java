/** Constructive heuristics: greedy edge for the TSP, Clarke-Wright savings for the CVRP. Deterministic, near-linear in memory. */
@NullMarked
package dev.ansatz.classical.construction;

import org.jspecify.annotations.NullMarked;
