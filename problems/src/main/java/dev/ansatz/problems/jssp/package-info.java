/**
 * The job-shop scheduling problem: jobs are fixed sequences of operations, each operation needs one machine for its whole
 * duration without interruption, a machine works on one operation at a time; the last end is minimised.
 *
 * <table>
 * <caption>Data sheet</caption>
 * <tr><th>what</th><th>type and shape</th><th>meaning</th></tr>
 * <tr><td>{@link dev.ansatz.problems.jssp.JobShopInstance}</td><td>{@code int[jobs][operations]}, twice</td>
 *   <td>machine and duration of each operation, all from 0; a job visits a machine at most once</td></tr>
 * <tr><td>{@link dev.ansatz.problems.jssp.Schedule}</td><td>{@code long[jobs][operations]}</td>
 *   <td>start time of each operation in the order of its job, in the unit of the durations</td></tr>
 * <tr><td>objective</td><td>{@code double}, minimised</td><td>makespan: the largest end; an exact integer</td></tr>
 * <tr><td>violations</td><td>by the validator {@link dev.ansatz.problems.jssp.JobShop#evaluate}</td>
 *   <td>{@code job-order}, {@code overlap}, {@code negative-start} (time units), {@code missing-job}, {@code unknown-job},
 *   {@code missing-operation}, {@code unknown-operation} (count)</td></tr>
 * <tr><td>formats</td><td>{@code .jsp}, {@code .sol}, {@code .json}</td><td>see {@code docs/guide/scheduling.md}</td></tr>
 * <tr><td>generator</td><td>{@code uniform}, {@code taillard}, {@code l2d}, {@code ta01} to {@code ta80}</td>
 *   <td>see {@link dev.ansatz.problems.jssp.Taillard} and {@link dev.ansatz.problems.jssp.L2dTestSets}</td></tr>
 * <tr><td>bounds</td><td>{@link dev.ansatz.problems.jssp.JobShopBounds}</td>
 *   <td>job bound, machine bound, preemptive one-machine bound</td></tr>
 * <tr><td>JGraphT</td><td>{@link dev.ansatz.problems.jssp.JobShopGraph}</td>
 *   <td>disjunctive graph, selection of a schedule, critical path</td></tr>
 * </table>
 *
 * @apiNote API: stable from 1.0 on.
 */
@NullMarked
package dev.ansatz.problems.jssp;

import org.jspecify.annotations.NullMarked;
