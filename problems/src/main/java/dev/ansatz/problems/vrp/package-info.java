/**
 * Rich vehicle routing: fleets of several types serve jobs and shipments with time windows, or leave them out at a price.
 *
 * <table>
 * <caption>Data sheet</caption>
 * <tr><th>what</th><th>type</th><th>meaning</th></tr>
 * <tr><td>{@link dev.ansatz.problems.vrp.VrpInstance}</td><td>whole numbers, {@code long}</td>
 *   <td>locations, {@link dev.ansatz.problems.vrp.Travel} by profile, tasks, groups, vehicle types; the
 *   {@link dev.ansatz.problems.vrp.Scale} says how many make one of the user's units</td></tr>
 * <tr><td>{@link dev.ansatz.problems.vrp.VrpPlan}</td><td>routes of activities</td>
 *   <td>each has a vehicle type and its stops, reloads and breaks in order; what is on no route is left out</td></tr>
 * <tr><td>{@link dev.ansatz.problems.vrp.VrpSchedule}</td><td>by the validator</td>
 *   <td>times, loads, costs by term, what is unserved, violations</td></tr>
 * <tr><td>objective</td><td>{@code double}, minimised</td>
 *   <td>{@link dev.ansatz.problems.vrp.Objective}: costs and penalties, or unserved, vehicles and distance in this order</td></tr>
 * <tr><td>violations</td><td></td><td>{@code unserved}, {@code repeated}, {@code capacity}, {@code window}, {@code shift},
 *   {@code duration}, {@code driving}, {@code distance}, {@code stops}, {@code trips}, {@code skill}, {@code precedence},
 *   {@code shipment}, {@code ride}, {@code group}, {@code break}, {@code order}, {@code release}, {@code unreachable},
 *   {@code vehicles}, {@code unknown-task}, {@code unknown-vehicle}, {@code vehicle}</td></tr>
 * </table>
 *
 * @apiNote API: stable from 1.0 on.
 */
@NullMarked
package dev.ansatz.problems.vrp;

import org.jspecify.annotations.NullMarked;
