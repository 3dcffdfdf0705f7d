/**
 * Engines of the capacitated vehicle routing problem: ruin and recreate with a descent over route moves ({@link
 * dev.ansatz.classical.cvrp.CvrpLocalSearch}), Clarke-Wright savings, packings of a full fleet, and bridges to an application's own OR-Tools
 * model ({@link dev.ansatz.classical.cvrp.RoutingModelAdapter}) and Timefold domain ({@link dev.ansatz.classical.cvrp.RoutingPhase}).
 *
 * @apiNote API: {@link dev.ansatz.classical.cvrp.RoutingDomain}, {@link dev.ansatz.classical.cvrp.RoutingModelAdapter},
 *     {@link dev.ansatz.classical.cvrp.RoutingPhase}; stable from 1.0 on. All else here is internal.
 */
@NullMarked
package dev.ansatz.classical.cvrp;

import org.jspecify.annotations.NullMarked;
