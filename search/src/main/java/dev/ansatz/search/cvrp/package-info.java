/** Hybrids of the capacitated vehicle routing problem: their tuning, decomposition into districts, and changes of a running plan. */
@NullMarked
package dev.ansatz.search.cvrp;

import org.jspecify.annotations.NullMarked;
