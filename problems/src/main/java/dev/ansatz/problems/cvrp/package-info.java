/**
 * The capacitated vehicle routing problem: one depot, equal vehicles, a free or limited fleet, and optionally a limit on the
 * length of each route.
 *
 * <table>
 * <caption>Data sheet</caption>
 * <tr><th>what</th><th>type and shape</th><th>meaning</th></tr>
 * <tr><td>{@link dev.ansatz.problems.cvrp.CvrpInstance}</td><td>{@code Distances} of n + 1 nodes</td>
 *   <td>node 0 is the depot, nodes 1..n are the customers; in the unit of the file; may be asymmetric as a matrix</td></tr>
 * <tr><td>demands</td><td>{@code long[n + 1]}</td><td>0 for the depot, else 0..capacity</td></tr>
 * <tr><td>capacity</td><td>{@code long}</td><td>of each vehicle, in the unit of the demands</td></tr>
 * <tr><td>maxVehicles</td><td>{@code Integer} or null</td><td>largest number of routes; null = free fleet</td></tr>
 * <tr><td>maxRouteLength, serviceTime</td><td>{@code Double} or null, {@code double}</td>
 *   <td>limit on distance + serviceTime * customers of each route; service time is not part of the objective</td></tr>
 * <tr><td>{@link dev.ansatz.problems.cvrp.Routes}</td><td>{@code int[routes][]}</td>
 *   <td>customers 1..n in order, the depot at both ends implied. Customer k is node k + 1 of a file whose depot is node 1; with
 *   another depot, customers are numbered in the order of the nodes, the depot left out</td></tr>
 * <tr><td>objective</td><td>{@code double}, minimised</td>
 *   <td>total distance; exact for integral distances (readers refuse what could exceed 2^53)</td></tr>
 * <tr><td>violations</td><td>by the validator {@link dev.ansatz.problems.cvrp.Cvrp#evaluate}</td>
 *   <td>{@code unknown-customer}, {@code missing-customer}, {@code repeated-customer} (count), {@code capacity} (load above
 *   it), {@code route-length} (length above the limit), {@code vehicles} (routes too many)</td></tr>
 * <tr><td>formats</td><td>{@code .vrp}, {@code .sol}, {@code .json}</td><td>CVRPLIB, JSON; see {@code docs/guide/formats.md}</td></tr>
 * <tr><td>generator</td><td>{@code uniform}, {@code clustered}, {@code x}, {@code district}, {@code recurring}, {@code explosion}, {@code rotation}</td>
 *   <td>Kool et al. (2019) scaled by 10,000; Uchoa et al. (2017), types also spelled as in {@code x-C-RC-Q}</td></tr>
 * <tr><td>test sets</td><td>{@link dev.ansatz.problems.cvrp.KoolTestSets}</td>
 *   <td>the published sets on the unit square, unrounded, bit by bit</td></tr>
 * <tr><td>JGraphT</td><td>{@link dev.ansatz.problems.cvrp.CvrpGraph}</td><td>complete graph, routes as graph</td></tr>
 * </table>
 *
 * @apiNote API: stable from 1.0 on.
 */
@NullMarked
package dev.ansatz.problems.cvrp;

import org.jspecify.annotations.NullMarked;
