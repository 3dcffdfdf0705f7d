package dev.ansatz.problems.jssp;

import java.util.Arrays;

/**
 * A lower bound on the makespan by refutation: a makespan is refuted if the heads and tails that it leaves to the operations, raised
 * by edge finding on each machine (Carlier and Pinson 1994, Adjustment of heads and tails for the job-shop problem,
 * doi:10.1016/0377-2217(94)90379-4) and by the order of each job until nothing changes, leave an operation no time.
 *
 * <p>The rule on one machine is the quadratic algorithm of Baptiste, Le Pape and Nuijten (2001, Constraint-Based Scheduling, section
 * 2.1.4). Work is limited by a number of steps, some milliseconds: on a large shop, where the one-machine relaxation is nearly exact,
 * the bound may stay as it was. Deterministic.
 */
final class EdgeFinding {
    /** Pairs of operations looked at in all. */
    private static final long MOST_STEPS = 2_000_000;

    private final int size;
    private final int[] duration;
    private final long[] head;
    private final long[] tail;
    private final int[] before;
    private final int[] after;

    /** Operations of each machine. */
    private final int[][] onMachine;

    private final int[] machineOf;
    private final long[] start;
    private final long[] end;
    private final boolean[] dirty;
    private final int[] queue;
    private int queued;
    private long steps;

    // One machine, seen forwards or backwards: heads, dues and what the rule makes of the heads.
    private final long[] release;
    private final long[] due;
    private final long[] raised;
    private final long[] suffix;

    private EdgeFinding(JobShopInstance shop) {
        int n = 0;
        for (int job = 0; job < shop.jobs(); job++) {
            n += shop.operations(job);
        }
        size = n;
        duration = new int[n];
        head = new long[n];
        tail = new long[n];
        before = new int[n];
        after = new int[n];
        machineOf = new int[n];
        int[] counts = new int[shop.machines()];
        int o = 0;
        for (int job = 0; job < shop.jobs(); job++) {
            int operations = shop.operations(job);
            long done = 0;
            for (int op = 0; op < operations; op++, o++) {
                duration[o] = shop.duration(job, op);
                machineOf[o] = shop.machine(job, op);
                counts[machineOf[o]]++;
                before[o] = op == 0 ? -1 : o - 1;
                after[o] = op + 1 == operations ? -1 : o + 1;
                head[o] = done;
                done += duration[o];
            }
            long left = 0;
            for (int p = o - 1; p >= o - operations; p--) {
                tail[p] = left;
                left += duration[p];
            }
        }
        onMachine = new int[shop.machines()][];
        for (int machine = 0; machine < onMachine.length; machine++) {
            onMachine[machine] = new int[counts[machine]];
        }
        Arrays.fill(counts, 0);
        int largest = 0;
        for (int p = 0; p < n; p++) {
            onMachine[machineOf[p]][counts[machineOf[p]]++] = p;
            largest = Math.max(largest, counts[machineOf[p]]);
        }
        start = new long[n];
        end = new long[n];
        dirty = new boolean[onMachine.length];
        queue = new int[onMachine.length];
        release = new long[largest];
        due = new long[largest];
        raised = new long[largest];
        suffix = new long[largest];
    }

    /**
     * The largest bound found.
     *
     * @param known a proven lower bound, the least that is returned
     */
    static long bound(JobShopInstance shop, long known) {
        EdgeFinding rule = new EdgeFinding(shop);
        long refuted = known - 1;
        long step = 1;
        while (rule.refutes(refuted + step)) {
            refuted += step;
            step *= 2;
        }
        for (long low = refuted, high = refuted + step; high - low > 1; ) {
            long middle = (low + high) >>> 1;
            if (rule.refutes(middle)) {
                low = middle;
                refuted = middle;
            } else {
                high = middle;
            }
        }
        return refuted + 1;
    }

    /** Whether no schedule ends by then; false also where the steps are used up. */
    private boolean refutes(long makespan) {
        for (int o = 0; o < size; o++) {
            start[o] = head[o];
            end[o] = makespan - tail[o];
            if (end[o] - start[o] < duration[o]) {
                return true;
            }
        }
        queued = 0;
        for (int machine = 0; machine < onMachine.length; machine++) {
            enqueue(machine);
        }
        int next = 0;
        while (queued > 0) {
            int machine = queue[next];
            next = next + 1 == queue.length ? 0 : next + 1;
            queued--;
            dirty[machine] = false;
            long n = onMachine[machine].length;
            steps += 2 * n * n;
            if (steps > MOST_STEPS) {
                clear(next);
                return false;
            }
            if (!forwards(machine, next) || !backwards(machine, next)) {
                clear(next);
                return true;
            }
        }
        return false;
    }

    private void enqueue(int machine) {
        queue[queued++] = machine;
        dirty[machine] = true;
    }

    private void clear(int next) {
        for (int k = 0; k < queued; k++) {
            dirty[queue[(next + k) % queue.length]] = false;
        }
        queued = 0;
    }

    private void touch(int machine, int next) {
        if (!dirty[machine]) {
            dirty[machine] = true;
            queue[(next + queued++) % queue.length] = machine;
        }
    }

    /** Raises earliest starts; false if some operation has no time. */
    private boolean forwards(int machine, int next) {
        int[] operations = onMachine[machine];
        sort(operations, start, false);
        for (int i = 0; i < operations.length; i++) {
            release[i] = start[operations[i]];
            due[i] = end[operations[i]];
        }
        if (!raise(operations)) {
            return false;
        }
        for (int i = 0; i < operations.length; i++) {
            if (raised[i] > release[i]) {
                long earliest = raised[i];
                for (int o = operations[i]; o >= 0 && earliest > start[o]; o = after[o]) {
                    start[o] = earliest;
                    earliest += duration[o];
                    if (earliest > end[o]) {
                        return false;
                    }
                    touch(machineOf[o], next);
                }
            }
        }
        return true;
    }

    /** Lowers latest ends: the same with time running backwards. */
    private boolean backwards(int machine, int next) {
        int[] operations = onMachine[machine];
        sort(operations, end, true);
        for (int i = 0; i < operations.length; i++) {
            release[i] = -end[operations[i]];
            due[i] = -start[operations[i]];
        }
        if (!raise(operations)) {
            return false;
        }
        for (int i = 0; i < operations.length; i++) {
            if (raised[i] > release[i]) {
                long latest = -raised[i];
                for (int o = operations[i]; o >= 0 && latest < end[o]; o = before[o]) {
                    end[o] = latest;
                    latest -= duration[o];
                    if (latest < start[o]) {
                        return false;
                    }
                    touch(machineOf[o], next);
                }
            }
        }
        return true;
    }

    /** Insertion sort: the order changes little from one time to the next. */
    private static void sort(int[] operations, long[] key, boolean falling) {
        for (int i = 1; i < operations.length; i++) {
            int o = operations[i];
            int j = i - 1;
            while (j >= 0 && (falling ? key[operations[j]] < key[o] : key[operations[j]] > key[o])) {
                operations[j + 1] = operations[j];
                j--;
            }
            operations[j + 1] = o;
        }
    }

    /**
     * For each operation the largest end of a set that must come before it, or its release. Operations are sorted by release.
     *
     * @return false if a set does not fit between its first release and its last due
     */
    private boolean raise(int[] operations) {
        int n = operations.length;
        System.arraycopy(release, 0, raised, 0, n);
        for (int k = 0; k < n; k++) {
            long limit = due[k];
            long work = 0;
            long complete = Long.MIN_VALUE;
            for (int i = n - 1; i >= 0; i--) {
                if (due[i] <= limit) {
                    work += duration[operations[i]];
                    complete = Math.max(complete, release[i] + work);
                    if (complete > limit) {
                        return false;
                    }
                }
                suffix[i] = complete;
            }
            long through = Long.MIN_VALUE / 2;
            for (int i = 0; i < n; i++) {
                int p = duration[operations[i]];
                if (due[i] <= limit) {
                    through = Math.max(through, release[i] + work);
                    work -= p;
                } else {
                    if (work > 0 && release[i] + work + p > limit) {
                        raised[i] = Math.max(raised[i], suffix[i]);
                    }
                    if (through + p > limit) {
                        raised[i] = Math.max(raised[i], complete);
                    }
                }
            }
        }
        return true;
    }
}
