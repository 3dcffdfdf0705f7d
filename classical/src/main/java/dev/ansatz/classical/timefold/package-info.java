/** Timefold Solver (community edition): late acceptance over list variables for TSP and CVRP. */
@NullMarked
package dev.ansatz.classical.timefold;

import org.jspecify.annotations.NullMarked;
