/**
 * Hybrids of the capacitated vehicle routing problem: their tuning, decomposition into districts, and changes of a running plan.
 *
 * @apiNote API: {@link dev.ansatz.search.cvrp.CvrpChange}; stable from 1.0 on. All else here is internal.
 */
@NullMarked
package dev.ansatz.search.cvrp;

import org.jspecify.annotations.NullMarked;
