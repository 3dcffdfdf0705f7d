package dev.ansatz.classical.jssp;

import java.util.Arrays;

/**
 * Machine sequences of some or all operations of a shop: the arcs selected of its disjunctive graph, with heads and tails. An
 * operation outside the sequences still is part of its job. A head is the longest path from the source to the operation, a tail
 * the longest path from its end to the sink.
 *
 * <p>An operation of no duration counts as one time unit here, which rules cycles of such operations out; {@link #starts} knows
 * the true durations.
 */
final class Selection {
    static final int NONE = -1;

    private final Shop shop;
    private final int[] duration;
    private final int[] jobBefore;
    private final int[] jobAfter;
    private final int[] machineBefore;
    private final int[] machineAfter;
    private final int[] firstOnMachine;
    private final int[] order;
    private final int[] waiting;
    private final long[] head;
    private final long[] tail;

    Selection(Shop shop) {
        this.shop = shop;
        int n = shop.size;
        duration = Arrays.stream(shop.duration).map(d -> Math.max(1, d)).toArray();
        jobBefore = new int[n];
        jobAfter = new int[n];
        for (int o = 0; o < n; o++) {
            int j = shop.job[o];
            jobBefore[o] = o > shop.first[j] ? o - 1 : NONE;
            jobAfter[o] = o + 1 < shop.first[j + 1] ? o + 1 : NONE;
        }
        machineBefore = new int[n];
        machineAfter = new int[n];
        Arrays.fill(machineBefore, NONE);
        Arrays.fill(machineAfter, NONE);
        firstOnMachine = new int[shop.machines];
        Arrays.fill(firstOnMachine, NONE);
        order = new int[n];
        waiting = new int[n];
        head = new long[n];
        tail = new long[n];
        update();
    }

    /** The operation before one on its machine, or {@link #NONE}. */
    int machineBefore(int o) {
        return machineBefore[o];
    }

    /** Recomputes all heads and tails; returns the makespan. */
    long update() {
        int count = 0;
        for (int o = 0; o < shop.size; o++) {
            waiting[o] = (jobBefore[o] == NONE ? 0 : 1) + (machineBefore[o] == NONE ? 0 : 1);
            if (waiting[o] == 0) {
                order[count++] = o;
            }
        }
        for (int k = 0; k < count; k++) {
            int o = order[k];
            head[o] = Math.max(end(jobBefore[o]), end(machineBefore[o]));
            count = release(jobAfter[o], count);
            count = release(machineAfter[o], count);
        }
        if (count < shop.size) {
            throw new IllegalStateException("The selection has a cycle.");
        }
        long makespan = 0;
        for (int k = count - 1; k >= 0; k--) {
            int o = order[k];
            tail[o] = Math.max(rest(jobAfter[o]), rest(machineAfter[o]));
            makespan = Math.max(makespan, head[o] + duration[o] + tail[o]);
        }
        return makespan;
    }

    private int release(int o, int count) {
        if (o != NONE && --waiting[o] == 0) {
            order[count] = o;
            return count + 1;
        }
        return count;
    }

    /** Head plus duration, 0 for none. */
    private long end(int o) {
        return o == NONE ? 0 : head[o] + duration[o];
    }

    /** Duration plus tail, 0 for none. */
    private long rest(int o) {
        return o == NONE ? 0 : duration[o] + tail[o];
    }

    /** Takes an operation out of the sequence of its machine. Heads and tails are then out of date. */
    void remove(int o) {
        int before = machineBefore[o];
        int after = machineAfter[o];
        if (before == NONE) {
            firstOnMachine[shop.machine[o]] = after;
        } else {
            machineAfter[before] = after;
        }
        if (after != NONE) {
            machineBefore[after] = before;
        }
        machineBefore[o] = NONE;
        machineAfter[o] = NONE;
    }

    /** Puts an operation behind another one of its machine, or first where that is {@link #NONE}. */
    void insert(int o, int before) {
        int machine = shop.machine[o];
        int after = before == NONE ? firstOnMachine[machine] : machineAfter[before];
        machineBefore[o] = before;
        machineAfter[o] = after;
        if (before == NONE) {
            firstOnMachine[machine] = o;
        } else {
            machineAfter[before] = o;
        }
        if (after != NONE) {
            machineBefore[after] = o;
        }
    }

    /**
     * Where an operation that is in no sequence goes best: behind which one of its machine, or {@link #NONE} for the first place.
     * Of the places that cannot close a cycle the one with the shortest estimated path through the operation, among which an
     * optimal one is (Mastrolilli and Gambardella 2000,
     * doi:10.1002/(SICI)1099-1425(200001/02)3:1&lt;3::AID-JOS32&gt;3.0.CO;2-Y). Heads and tails must be up to date.
     */
    int bestPlace(int o) {
        long headByJob = end(jobBefore[o]);
        long tailByJob = rest(jobAfter[o]);
        int first = firstOnMachine[shop.machine[o]];
        // What must come before the operation ends before its head and has the longer rest: the last place behind such
        // a one.
        int best = NONE;
        for (int k = first; k != NONE; k = machineAfter[k]) {
            if (end(k) <= headByJob && rest(k) > tailByJob) {
                best = k;
            }
        }
        long bestLength = Long.MAX_VALUE;
        int before = best;
        while (true) {
            int after = before == NONE ? first : machineAfter[before];
            long length = Math.max(headByJob, end(before)) + Math.max(tailByJob, rest(after));
            if (length < bestLength) {
                bestLength = length;
                best = before;
            }
            // What must come after it, in the same way.
            if (after == NONE || (end(after) > headByJob && rest(after) <= tailByJob)) {
                return best;
            }
            before = after;
        }
    }

    /** Start times in these sequences by the true durations. Heads must be up to date. */
    long[] starts() {
        long[] starts = new long[shop.size];
        for (int o : order) {
            int byJob = jobBefore[o];
            int byMachine = machineBefore[o];
            starts[o] = Math.max(
                    byJob == NONE ? 0 : starts[byJob] + shop.duration[byJob],
                    byMachine == NONE ? 0 : starts[byMachine] + shop.duration[byMachine]);
        }
        return starts;
    }
}
