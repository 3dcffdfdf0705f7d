package dev.ansatz.classical.jobshop;

import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.util.Arrays;

/** A job shop in flat arrays: the operations of job j are {@code first[j]} to {@code first[j + 1] - 1}. */
final class Shop {
    final int jobs;
    final int machines;
    /** Number of operations. */
    final int size;

    final int[] first;
    final int[] job;
    final int[] machine;
    final int[] duration;

    Shop(JobShopInstance instance) {
        jobs = instance.jobs();
        machines = instance.machines();
        first = new int[jobs + 1];
        for (int j = 0; j < jobs; j++) {
            first[j + 1] = Math.addExact(first[j], instance.operations(j));
        }
        size = first[jobs];
        job = new int[size];
        machine = new int[size];
        duration = new int[size];
        for (int j = 0; j < jobs; j++) {
            for (int o = first[j]; o < first[j + 1]; o++) {
                job[o] = j;
                machine[o] = instance.machine(j, o - first[j]);
                duration[o] = instance.duration(j, o - first[j]);
            }
        }
    }

    /** The schedule of start times by operation. */
    Schedule schedule(long[] starts) {
        long[][] rows = new long[jobs][];
        for (int j = 0; j < jobs; j++) {
            rows[j] = Arrays.copyOfRange(starts, first[j], first[j + 1]);
        }
        return Schedule.of(rows);
    }
}
