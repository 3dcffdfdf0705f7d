/**
 * Restless bandits: arms that are Markov decision processes, a budget in each step, and optionally a combinatorial constraint on
 * the set of arms acted on.
 *
 * <table>
 * <caption>Data sheet</caption>
 * <tr><th>what</th><th>type and shape</th><th>meaning</th></tr>
 * <tr><td>{@link dev.ansatz.problems.rmab.Arm}</td><td>rows (action, state), sparse</td>
 *   <td>transition probabilities, expected reward of a step, distribution of the first state; action 0 is passive</td></tr>
 * <tr><td>{@link dev.ansatz.problems.rmab.RestlessBanditInstance}</td><td>J arms</td>
 *   <td>arms 0..J-1; budget of a step; horizon, or discount below 1; episodes and seed of the evaluation</td></tr>
 * <tr><td>{@link dev.ansatz.problems.rmab.ActionConstraint}</td><td>or null</td>
 *   <td>capacity, schedule, path, interventions; actions carry a certificate</td></tr>
 * <tr><td>{@link dev.ansatz.problems.rmab.PolicyRecord}</td><td>{@code int[episode][step][]}</td>
 *   <td>the arms acted on; what the validator simulates again</td></tr>
 * <tr><td>objective</td><td>{@code double}, maximised</td>
 *   <td>mean discounted reward of an episode ({@link dev.ansatz.problems.rmab.Simulation})</td></tr>
 * <tr><td>bound</td><td>{@link dev.ansatz.problems.rmab.LagrangianRelaxation}</td><td>on every policy</td></tr>
 * <tr><td>violations</td><td>by the validator</td>
 *   <td>{@code episodes}, {@code steps}, {@code unknown-arm}, {@code dynamics}, {@code budget}, {@code certificate},
 *   {@code capacity}, {@code availability}, {@code double-booking}, {@code edge}, {@code source}, {@code walk-length},
 *   {@code off-path}, {@code intervention}</td></tr>
 * <tr><td>format</td><td>{@code .rmab.json}</td><td>see {@code docs/guide/bandits.md}</td></tr>
 * </table>
 *
 * @apiNote API: stable from 1.0 on.
 */
@NullMarked
package dev.ansatz.problems.rmab;

import org.jspecify.annotations.NullMarked;
