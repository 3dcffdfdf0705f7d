/** Google OR-Tools: its routing library as an engine for TSP and CVRP. */
@NullMarked
package dev.ansatz.classical.ortools;

import org.jspecify.annotations.NullMarked;
