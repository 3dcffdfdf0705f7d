/**
 * Job-shop scheduling: schedules by dispatching rules, insertion of operations into machine sequences, and tabu search with path
 * relinking. Operations are numbered through, job after job, in flat arrays ({@code Shop}).
 */
@NullMarked
package dev.ansatz.classical.jssp;

import org.jspecify.annotations.NullMarked;
