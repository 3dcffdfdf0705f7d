package dev.ansatz.problems.jssp;

import dev.ansatz.problems.Bound;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Numbers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that are sequences of operations, each with a machine and a duration. A job visits a machine at most once; it may leave
 * machines out. Jobs and operations of a job are numbered from 0. Machines have ids, which are names; here they are numbered from 0
 * in the order of their ids ({@link #machineId}). Immutable.
 */
public final class JobShopInstance implements Instance {
    private final String name;
    private final int[][] machines;
    private final int[][] durations;
    private final int[] machineIds;
    private volatile @Nullable Bound bound;

    /**
     * @param name of the instance, not blank
     * @param machines {@code [job][operation]}, the id of the machine of each operation in the order of the job
     * @param durations {@code [job][operation]}, not negative
     * @throws IllegalArgumentException if the shapes differ, there is no job, a job is empty or visits a machine twice, a number
     *     is negative, or the sum of all durations exceeds 2^53
     */
    public JobShopInstance(String name, int[][] machines, int[][] durations) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("The name must not be blank.");
        }
        if (machines.length == 0) {
            throw new IllegalArgumentException("There are no jobs.");
        }
        if (machines.length != durations.length) {
            throw new IllegalArgumentException("There are machines for " + machines.length + " jobs and durations for "
                    + durations.length + " jobs.");
        }
        this.name = name;
        this.machines = copy(machines);
        this.durations = copy(durations);
        double total = 0;
        for (int job = 0; job < machines.length; job++) {
            int[] order = this.machines[job];
            if (order.length == 0) {
                throw new IllegalArgumentException("Job " + job + " has no operations.");
            }
            if (order.length != this.durations[job].length) {
                throw new IllegalArgumentException("Job " + job + " has " + order.length + " machines and "
                        + this.durations[job].length + " durations.");
            }
            int[] sorted = order.clone();
            Arrays.sort(sorted);
            if (sorted[0] < 0) {
                throw new IllegalArgumentException(
                        "Job " + job + " visits machine " + sorted[0] + "; machines are numbered" + " from 0.");
            }
            for (int k = 1; k < sorted.length; k++) {
                if (sorted[k] == sorted[k - 1]) {
                    throw new IllegalArgumentException("Job " + job + " visits machine " + sorted[k] + " twice.");
                }
            }
            for (int duration : this.durations[job]) {
                if (duration < 0) {
                    throw new IllegalArgumentException("Job " + job + " has the negative duration " + duration + ".");
                }
                total += duration;
            }
        }
        if (total > Numbers.MAX_EXACT) {
            throw new IllegalArgumentException("The sum of all durations exceeds 2^53.");
        }
        this.machineIds = distinct(this.machines);
        if (machineIds[machineIds.length - 1] != machineIds.length - 1) {
            for (int[] order : this.machines) {
                Arrays.setAll(order, op -> Arrays.binarySearch(machineIds, order[op]));
            }
        }
    }

    /** {@link JobShopBounds#best}, computed on first use: each run begins with it. */
    public Bound bound() {
        Bound known = bound;
        if (known == null) {
            known = JobShopBounds.best(this);
            bound = known;
        }
        return known;
    }

    /** All values in ascending order, once each. */
    private static int[] distinct(int[][] rows) {
        int[] all = new int[Arrays.stream(rows).mapToInt(row -> row.length).sum()];
        int count = 0;
        for (int[] row : rows) {
            System.arraycopy(row, 0, all, count, row.length);
            count += row.length;
        }
        Arrays.sort(all);
        int kept = 0;
        for (int k = 0; k < all.length; k++) {
            if (k == 0 || all[k] != all[k - 1]) {
                all[kept++] = all[k];
            }
        }
        return Arrays.copyOf(all, kept);
    }

    private static int[][] copy(int[][] rows) {
        return Arrays.stream(rows).map(int[]::clone).toArray(int[][]::new);
    }

    @Override
    public String name() {
        return name;
    }

    /** Number of jobs. */
    @Override
    public int size() {
        return machines.length;
    }

    /** Number of jobs, at least 1. */
    public int jobs() {
        return machines.length;
    }

    /** Number of machines, at least 1. */
    public int machines() {
        return machineIds.length;
    }

    /** The id by which files and pictures call a machine; usually its number. */
    public int machineId(int machine) {
        return machineIds[machine];
    }

    /** Number of operations of a job, from 1 to {@link #machines()}. */
    public int operations(int job) {
        return machines[job].length;
    }

    /** Machine of the operation number {@code op} of a job, from 0 to {@link #machines()} - 1. */
    public int machine(int job, int op) {
        return machines[job][op];
    }

    /** Duration of the operation number {@code op} of a job, not negative. */
    public int duration(int job, int op) {
        return durations[job][op];
    }

    /** Whether every job visits every machine, as in the {@code .jsp} format. */
    public boolean isComplete() {
        return Arrays.stream(machines).allMatch(order -> order.length == machines());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JobShopInstance that
                && name.equals(that.name)
                && Arrays.equals(machineIds, that.machineIds)
                && Arrays.deepEquals(machines, that.machines)
                && Arrays.deepEquals(durations, that.durations);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.deepHashCode(machines) + Arrays.deepHashCode(durations);
    }

    @Override
    public String toString() {
        return name + " (" + jobs() + " jobs, " + machines() + " machines)";
    }
}
