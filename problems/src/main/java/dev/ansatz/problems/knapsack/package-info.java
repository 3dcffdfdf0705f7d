/**
 * The 0-1 knapsack problem.
 *
 * <table>
 * <caption>Data sheet</caption>
 * <tr><th>what</th><th>type and shape</th><th>meaning</th></tr>
 * <tr><td>{@link dev.ansatz.problems.knapsack.KnapsackInstance}</td><td>{@code long[n]} profits and weights, capacity</td>
 *   <td>not negative, at most 2^53; ids of files are kept</td></tr>
 * <tr><td>{@link dev.ansatz.problems.items.ItemSet}</td><td>{@code int[k]}</td>
 *   <td>items 0..n-1, ascending; files call them by their ids (1..n where the file gives none)</td></tr>
 * <tr><td>objective</td><td>{@code double}, maximised</td><td>total profit, exact: at most 2^53</td></tr>
 * <tr><td>violations</td><td>by the validator {@link dev.ansatz.problems.knapsack.Knapsack#evaluate}</td>
 *   <td>{@code overweight} (weight above the capacity), {@code unknown-item}, {@code repeated-item} (count)</td></tr>
 * <tr><td>formats</td><td>{@code .kp}, {@code .json}</td><td>two layouts; see {@code docs/guide/knapsack.md}</td></tr>
 * <tr><td>generators</td><td>{@code uniform} and Pisinger's classes</td><td>see {@code docs/guide/knapsack.md}</td></tr>
 * <tr><td>upper bounds</td><td>{@link dev.ansatz.problems.knapsack.KnapsackBounds}</td><td>Dantzig, Martello and Toth</td></tr>
 * </table>
 *
 * @apiNote API: stable from 1.0 on.
 */
@NullMarked
package dev.ansatz.problems.knapsack;

import org.jspecify.annotations.NullMarked;
