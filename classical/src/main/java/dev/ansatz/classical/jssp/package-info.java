/**
 * Job-shop scheduling: schedules by dispatching rules, insertion of operations into machine sequences, and tabu search with path
 * relinking. Operations are numbered through, job after job, in flat arrays ({@code Shop}).
 *
 * @apiNote API: {@link dev.ansatz.classical.jssp.JobShopDomain}, {@link dev.ansatz.classical.jssp.JobShopModelAdapter},
 *     {@link dev.ansatz.classical.jssp.JobShopPhase}; stable from 1.0 on. All else here is internal.
 */
@NullMarked
package dev.ansatz.classical.jssp;

import org.jspecify.annotations.NullMarked;
