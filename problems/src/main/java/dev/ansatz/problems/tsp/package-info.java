/** Travelling salesman problem: instance, tour, validator, TSPLIB and JSON formats, generators, Held-Karp bound, JGraphT view. */
@NullMarked
package dev.ansatz.problems.tsp;

import org.jspecify.annotations.NullMarked;
