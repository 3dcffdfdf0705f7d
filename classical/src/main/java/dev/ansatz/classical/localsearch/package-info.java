/**
 * Our own anytime local search: Lin-Kernighan moves under local perturbation for the TSP, ruin and recreate with a descent
 * over route moves for the CVRP. Both give a first solution in milliseconds and improve it until a limit is met.
 */
@NullMarked
package dev.ansatz.classical.localsearch;

import org.jspecify.annotations.NullMarked;
