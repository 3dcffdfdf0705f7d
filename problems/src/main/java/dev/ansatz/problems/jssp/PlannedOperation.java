package dev.ansatz.problems.jssp;

/**
 * An operation in time, by the user's ids.
 *
 * @param job id of its job
 * @param number its number in the job, from 0
 * @param machine id of its machine
 * @param start time at which it begins
 * @param end time at which it ends
 */
public record PlannedOperation(String job, int number, String machine, long start, long end) {}
