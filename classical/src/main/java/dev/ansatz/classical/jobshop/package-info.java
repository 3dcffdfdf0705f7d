/**
 * Constructive heuristics for the job-shop scheduling problem: schedules by dispatching rules, and insertion of operations into
 * machine sequences. Operations are numbered through, job after job, in flat arrays ({@code Shop}).
 */
@NullMarked
package dev.ansatz.classical.jobshop;

import org.jspecify.annotations.NullMarked;
