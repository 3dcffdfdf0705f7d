package dev.ansatz.classical.jssp;

import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A job shop in flat arrays: the operations of job j are {@code first[j]} to {@code first[j + 1] - 1}. Immutable by convention.
 *
 * <p>Machine sequences are one array of operations, machine by machine: those of machine k at places {@code firstPlace[k]} to
 * {@code firstPlace[k + 1] - 1}.
 */
public final class Shop {
    final int jobs;
    final int machines;
    /** Number of operations. */
    final int size;

    final int[] first;
    final int[] job;
    final int[] machine;
    final int[] duration;
    final int[] firstPlace;

    public Shop(JobShopInstance instance) {
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
        firstPlace = new int[machines + 1];
        for (int j = 0; j < jobs; j++) {
            for (int o = first[j]; o < first[j + 1]; o++) {
                job[o] = j;
                machine[o] = instance.machine(j, o - first[j]);
                duration[o] = instance.duration(j, o - first[j]);
                firstPlace[machine[o] + 1]++;
            }
        }
        for (int k = 0; k < machines; k++) {
            firstPlace[k + 1] += firstPlace[k];
        }
    }

    public int jobs() {
        return jobs;
    }

    public int machines() {
        return machines;
    }

    /** Number of operations. */
    public int size() {
        return size;
    }

    /** First operation of a job; for the number of jobs the number of operations. */
    public int first(int j) {
        return first[j];
    }

    public int machine(int o) {
        return machine[o];
    }

    public int duration(int o) {
        return duration[o];
    }

    public boolean isFirst(int o) {
        return o == first[job[o]];
    }

    public boolean isLast(int o) {
        return o + 1 == first[job[o] + 1];
    }

    /** Sum of all durations: no semi-active schedule is longer. */
    public long work() {
        return Arrays.stream(duration).asLongStream().sum();
    }

    /** Start of an operation in a schedule. */
    public long start(Schedule schedule, int o) {
        return schedule.start(job[o], o - first[job[o]]);
    }

    /** The schedule of start times by operation. */
    public Schedule schedule(long[] starts) {
        long[][] rows = new long[jobs][];
        for (int j = 0; j < jobs; j++) {
            rows[j] = Arrays.copyOfRange(starts, first[j], first[j + 1]);
        }
        return Schedule.of(rows);
    }

    /** The machine sequences of a feasible schedule. */
    public int[] sequences(Schedule schedule) {
        // In this order operations of no duration never come before a predecessor.
        int[] inTime = Arrays.stream(indices())
                .sorted(Comparator.<Integer>comparingLong(o -> start(schedule, o))
                        .thenComparingLong(o -> start(schedule, o) + duration[o])
                        .thenComparingInt(o -> o - first[job[o]])
                        .thenComparingInt(o -> o))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] next = firstPlace.clone();
        int[] sequences = new int[size];
        for (int o : inTime) {
            sequences[next[machine[o]]++] = o;
        }
        return sequences;
    }

    private Integer[] indices() {
        Integer[] indices = new Integer[size];
        Arrays.setAll(indices, o -> o);
        return indices;
    }

    /**
     * The semi-active schedule of machine sequences.
     *
     * @throws IllegalArgumentException if they are cyclic
     */
    public Schedule schedule(int[] sequences) {
        int[] after = new int[size];
        int[] waiting = new int[size];
        for (int k = 0; k < machines; k++) {
            for (int i = firstPlace[k]; i < firstPlace[k + 1]; i++) {
                after[sequences[i]] = i + 1 == firstPlace[k + 1] ? -1 : sequences[i + 1];
                waiting[sequences[i]] = i == firstPlace[k] ? 0 : 1;
            }
        }
        int[] order = new int[size];
        int count = 0;
        for (int o = 0; o < size; o++) {
            waiting[o] += isFirst(o) ? 0 : 1;
            if (waiting[o] == 0) {
                order[count++] = o;
            }
        }
        long[] starts = new long[size];
        for (int i = 0; i < count; i++) {
            int o = order[i];
            long end = starts[o] + duration[o];
            if (!isLast(o)) {
                starts[o + 1] = Math.max(starts[o + 1], end);
                if (--waiting[o + 1] == 0) {
                    order[count++] = o + 1;
                }
            }
            int next = after[o];
            if (next >= 0) {
                starts[next] = Math.max(starts[next], end);
                if (--waiting[next] == 0) {
                    order[count++] = next;
                }
            }
        }
        if (count < size) {
            throw new IllegalArgumentException("The machine sequences are cyclic.");
        }
        return schedule(starts);
    }
}
