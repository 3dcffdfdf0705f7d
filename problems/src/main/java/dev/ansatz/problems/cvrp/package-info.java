/** Capacitated vehicle routing problem: instance, routes, validator, CVRPLIB and JSON formats, generators, JGraphT view. */
@NullMarked
package dev.ansatz.problems.cvrp;

import org.jspecify.annotations.NullMarked;
