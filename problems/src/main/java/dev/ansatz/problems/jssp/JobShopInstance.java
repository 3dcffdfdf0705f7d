package dev.ansatz.problems.jssp;

import dev.ansatz.problems.Bound;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.NodeIds;
import dev.ansatz.problems.io.Numbers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    private final @Nullable NodeIds jobNames;
    private final @Nullable NodeIds machineNames;
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
        this.jobNames = null;
        this.machineNames = null;
    }

    private JobShopInstance(JobShopInstance same, @Nullable NodeIds jobNames, @Nullable NodeIds machineNames) {
        this.name = same.name;
        this.machines = same.machines;
        this.durations = same.durations;
        this.machineIds = same.machineIds;
        this.bound = same.bound;
        this.jobNames = jobNames;
        this.machineNames = machineNames;
    }

    /** Begins an instance of jobs and machines that are known by ids of the user. */
    public static JobShopBuilder builder(String name) {
        return new JobShopBuilder(name);
    }

    /**
     * Same instance with the user's ids, which violations and pictures show; null for numbers.
     *
     * @throws IllegalArgumentException if there are more or fewer than jobs or machines
     */
    public JobShopInstance withIds(@Nullable NodeIds jobIds, @Nullable NodeIds idsOfMachines) {
        if (jobIds != null && jobIds.size() != jobs()) {
            throw new IllegalArgumentException("There are " + jobIds.size() + " ids for " + jobs() + " jobs.");
        }
        if (idsOfMachines != null && idsOfMachines.size() != machines()) {
            throw new IllegalArgumentException(
                    "There are " + idsOfMachines.size() + " ids for " + machines() + " machines.");
        }
        return new JobShopInstance(this, jobIds, idsOfMachines);
    }

    /** The user's ids of the jobs, or null where they are known by their numbers only. */
    public @Nullable NodeIds jobIds() {
        return jobNames;
    }

    /** The user's ids of the machines, or null where they are known by their numbers only. */
    public @Nullable NodeIds machineIds() {
        return machineNames;
    }

    /** Id of a job: the user's, else its number, counted from 0. */
    public String jobName(int job) {
        return jobNames == null || job >= jobNames.size() ? Integer.toString(job) : jobNames.of(job);
    }

    /** Id of a machine: the user's, else {@link #machineId}. */
    public String machineName(int machine) {
        return machineNames == null ? Integer.toString(machineIds[machine]) : machineNames.of(machine);
    }

    /** The operations of a job in time, in its order; of a complete schedule. */
    public List<PlannedOperation> operationsOfJob(Schedule schedule, String jobId) {
        return planned(schedule).filter(planned -> planned.job().equals(jobId)).toList();
    }

    /** What a machine does, in time; of a complete schedule. */
    public List<PlannedOperation> operationsOnMachine(Schedule schedule, String machine) {
        return planned(schedule)
                .filter(planned -> planned.machine().equals(machine))
                .sorted(Comparator.comparingLong(PlannedOperation::start).thenComparingLong(PlannedOperation::end))
                .toList();
    }

    /** All operations in time, job by job; of a complete schedule. */
    public List<PlannedOperation> operations(Schedule schedule) {
        return planned(schedule).toList();
    }

    private Stream<PlannedOperation> planned(Schedule schedule) {
        return IntStream.range(0, jobs())
                .boxed()
                .flatMap(job -> IntStream.range(0, operations(job))
                        .mapToObj(op -> new PlannedOperation(
                                jobName(job),
                                op,
                                machineName(machine(job, op)),
                                schedule.start(job, op),
                                schedule.start(job, op) + duration(job, op))));
    }

    /**
     * The schedule of which {@link #operations(Schedule)} are given, as a warm start for example.
     *
     * @throws InputException if a job is unknown, or an operation is unknown, missing or given twice; all mistakes at once
     */
    public Schedule schedule(List<PlannedOperation> operations) {
        Mistakes mistakes = new Mistakes(null);
        Map<String, Integer> numbers = new HashMap<>();
        for (int job = 0; job < jobs(); job++) {
            numbers.put(jobName(job), job);
        }
        long[][] starts =
                Arrays.stream(durations).map(row -> new long[row.length]).toArray(long[][]::new);
        boolean[][] given =
                Arrays.stream(durations).map(row -> new boolean[row.length]).toArray(boolean[][]::new);
        for (PlannedOperation planned : operations) {
            Integer job = numbers.get(planned.job());
            int op = planned.number();
            String which = "in a schedule of " + name + ", the operation " + op + " of job '" + planned.job() + "'";
            if (job == null || op < 0 || op >= starts[job].length) {
                mistakes.add(0, which + " is unknown.");
            } else if (given[job][op]) {
                mistakes.add(0, which + " is given twice.");
            } else {
                given[job][op] = true;
                starts[job][op] = planned.start();
            }
        }
        for (int job = 0; job < jobs(); job++) {
            for (int op = 0; op < given[job].length; op++) {
                if (!given[job][op]) {
                    mistakes.add(
                            0,
                            "in a schedule of " + name + ", the operation " + op + " of job '" + jobName(job)
                                    + "' is missing.");
                }
            }
        }
        mistakes.throwIfAny();
        return Schedule.of(starts);
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
                && Objects.equals(jobNames, that.jobNames)
                && Objects.equals(machineNames, that.machineNames)
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
