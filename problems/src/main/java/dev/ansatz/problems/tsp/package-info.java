/**
 * The travelling salesman problem, symmetric and asymmetric.
 *
 * <table>
 * <caption>Data sheet</caption>
 * <tr><th>what</th><th>type and shape</th><th>meaning</th></tr>
 * <tr><td>{@link dev.ansatz.problems.tsp.TspInstance}</td><td>name, {@code Distances} of n cities</td>
 *   <td>not negative, symmetric except under a matrix that is not, in the unit of the file; integral except under EXACT_2D or a real matrix</td></tr>
 * <tr><td>{@link dev.ansatz.problems.tsp.Tour}</td><td>{@code int[n]}</td>
 *   <td>cities 0..n-1 in order; the way back to the first is implied. Files number cities from 1</td></tr>
 * <tr><td>objective</td><td>{@code double}, minimised</td>
 *   <td>length of the closed tour; exact for integral distances (readers refuse what could exceed 2^53)</td></tr>
 * <tr><td>violations</td><td>by the validator {@link dev.ansatz.problems.tsp.Tsp#evaluate}</td>
 *   <td>{@code unknown-city}, {@code missing-city}, {@code repeated-city} (count), with the city as files number it</td></tr>
 * <tr><td>formats</td><td>{@code .tsp}, {@code .atsp}, {@code .tour}, {@code .json}</td>
 *   <td>TSPLIB 95 (EUC_2D, CEIL_2D, ATT, GEO, EXPLICIT in five forms), JSON; see {@code docs/guide/formats.md}</td></tr>
 * <tr><td>generator</td><td>{@code uniform}, {@code clustered}, {@code explosion}, {@code rotation}</td><td>EUC_2D on the integer grid [0, 10,000]²</td></tr>
 * <tr><td>test sets</td><td>{@link dev.ansatz.problems.tsp.KoolTestSets}</td>
 *   <td>the published sets on the unit square, unrounded, bit by bit</td></tr>
 * <tr><td>lower bound</td><td>{@link dev.ansatz.problems.tsp.HeldKarpBound}</td><td>1-tree ascent, always valid; symmetric distances</td></tr>
 * <tr><td></td><td>{@link dev.ansatz.problems.tsp.AssignmentBound}</td><td>assignment problem; asymmetric distances</td></tr>
 * <tr><td>JGraphT</td><td>{@link dev.ansatz.problems.tsp.TspGraph}</td><td>complete graph, tour as graph and back</td></tr>
 * </table>
 *
 * @apiNote API: stable from 1.0 on.
 */
@NullMarked
package dev.ansatz.problems.tsp;

import org.jspecify.annotations.NullMarked;
