/**
 * The orienteering problem: a path from a start to an end, not longer than a limit, that collects the largest sum of scores.
 *
 * <table>
 * <caption>Data sheet</caption>
 * <tr><th>what</th><th>type and shape</th><th>meaning</th></tr>
 * <tr><td>{@link dev.ansatz.problems.op.OpInstance}</td><td>{@code Distances} of n nodes</td>
 *   <td>not negative, in the unit of the file; may be asymmetric as a matrix</td></tr>
 * <tr><td>scores</td><td>{@code double[n]}</td><td>not negative; those of start and end are always collected, once</td></tr>
 * <tr><td>limit</td><td>{@code double}</td><td>largest length of the path</td></tr>
 * <tr><td>start, end</td><td>{@code int}</td><td>nodes, which may be the same</td></tr>
 * <tr><td>{@link dev.ansatz.problems.op.Visits}</td><td>{@code int[]}</td>
 *   <td>the nodes between start and end in order, neither of these among them. Files number nodes from 1</td></tr>
 * <tr><td>objective</td><td>{@code double}, maximised</td><td>sum of the scores; exact for integral ones</td></tr>
 * <tr><td>violations</td><td>by the validator {@link dev.ansatz.problems.op.Orienteering#evaluate}</td>
 *   <td>{@code unknown-node}, {@code repeated-node} (count), {@code length} (above the limit)</td></tr>
 * <tr><td>formats</td><td>{@code .oplib}, {@code .txt}, {@code .sol}, {@code .json}</td>
 *   <td>OPLib, Tsiligirides and Chao, JSON; see {@code docs/guide/formats.md}</td></tr>
 * <tr><td>generator</td><td>{@code distance}, {@code uniform}, {@code constant}</td><td>Kool et al. (2019), scaled</td></tr>
 * <tr><td>bound</td><td>fractional knapsack</td><td>of the nodes in reach, each with half of its two shortest ways</td></tr>
 * </table>
 *
 * @apiNote API: stable from 1.0 on.
 */
@NullMarked
package dev.ansatz.problems.op;

import org.jspecify.annotations.NullMarked;
