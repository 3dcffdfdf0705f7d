/**
 * The multi-dimensional knapsack problem: choose items of largest total profit such that the total weight in every dimension
 * stays within the capacity there.
 *
 * <table>
 * <caption>Data sheet</caption>
 * <tr><th>what</th><th>type and shape</th><th>meaning</th></tr>
 * <tr><td>{@link dev.ansatz.problems.mkp.MultiKnapsackInstance}</td><td>n items, m constraints</td><td>all data at least 0</td></tr>
 * <tr><td>profits</td><td>{@code long[n]}, {@code long profitScale}</td>
 *   <td>in units of 1 / profitScale, which is 1 unless the file has decimals</td></tr>
 * <tr><td>weights</td><td>{@code long[m][n]}</td><td>of each item in each constraint</td></tr>
 * <tr><td>capacities</td><td>{@code long[m]}</td><td>of each constraint, in the unit of its weights</td></tr>
 * <tr><td>{@link dev.ansatz.problems.items.ItemSet}</td><td>{@code int[]}</td>
 *   <td>the chosen items 0..n-1; 1..n in files</td></tr>
 * <tr><td>objective</td><td>{@code double}, maximised</td>
 *   <td>total profit, exact (readers refuse what could exceed 2^53)</td></tr>
 * <tr><td>violations</td><td>by the validator {@link dev.ansatz.problems.mkp.MultiKnapsack#evaluate}</td>
 *   <td>{@code capacity} (weight above it, by constraint), {@code unknown-item}, {@code repeated-item} (count)</td></tr>
 * <tr><td>formats</td><td>{@code .mkp}, {@code .sol}, {@code .json}</td>
 *   <td>OR-Library, also several problems in a file; see {@code docs/guide/multi-dimensional-knapsack.md}</td></tr>
 * <tr><td>generator</td><td>{@code chu-beasley}, {@code uniform}</td>
 *   <td>Chu and Beasley (1998); also with constraints and tightness as in {@code chu-beasley-10-0.25}</td></tr>
 * </table>
 *
 * @apiNote API: stable from 1.0 on.
 */
@NullMarked
package dev.ansatz.problems.mkp;

import org.jspecify.annotations.NullMarked;
