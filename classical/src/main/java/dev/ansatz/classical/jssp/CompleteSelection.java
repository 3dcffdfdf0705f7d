package dev.ansatz.classical.jssp;

import java.util.Arrays;

/**
 * A complete acyclic selection of the disjunctive graph (Roy and Sussmann 1964; Balas 1969), that is, an order of the operations
 * on each machine, with the heads and tails of its semi-active schedule, kept up to date under insertions on a machine.
 *
 * <p>A topological order of all operations is kept as well. A move only changes the order within the window between the two
 * operations, and heads and tails only where the change arrives, along that order (Nowicki and Smutnicki 2005, section 3).
 * Moves that would close a cycle are detected in the window and refused. Nothing is allocated after construction.
 *
 * <p>Operations are numbered job by job; number {@link #none} stands for "no operation" and has head and tail 0.
 */
final class CompleteSelection {
    /** The operation that stands for none; also the number of operations. */
    final int none;

    /** Durations. */
    final int[] duration;

    /** Predecessor and successor in the job. */
    final int[] jobBefore;

    final int[] jobAfter;

    /** Predecessor and successor on the machine. */
    final int[] machineBefore;

    final int[] machineAfter;

    /** Completion time: head plus duration. */
    final int[] end;

    /** Longest path to the end of the schedule, duration included. */
    final int[] tail;

    /** Operations machine by machine, machine k from {@code first[k]} to {@code first[k + 1] - 1}. */
    final int[] sequence;

    final int[] first;

    /** Place of an operation in {@link #sequence}. */
    final int[] place;

    private final int machines;
    private final int[] order;
    private final int[] index;
    private final int[] saved;
    private final int[] aside;
    private final int[] mark;
    private int tick;

    /** Without machine sequences: {@link #load} gives it some. */
    CompleteSelection(Shop shop) {
        int n = shop.size;
        none = n;
        machines = shop.machines;
        first = shop.firstPlace;
        duration = new int[n + 1];
        jobBefore = new int[n + 1];
        jobAfter = new int[n + 1];
        machineBefore = new int[n + 1];
        machineAfter = new int[n + 1];
        end = new int[n + 1];
        tail = new int[n + 1];
        place = new int[n + 1];
        sequence = new int[n];
        order = new int[n];
        index = new int[n + 1];
        saved = new int[n];
        aside = new int[n];
        mark = new int[n + 1];
        jobBefore[n] = n;
        jobAfter[n] = n;
        for (int x = 0; x < n; x++) {
            duration[x] = shop.duration[x];
            jobBefore[x] = shop.isFirst(x) ? n : x - 1;
            jobAfter[x] = shop.isLast(x) ? n : x + 1;
        }
    }

    /** Takes over the machine sequences, laid out as {@link #sequence}; false, with an undefined state, if they are cyclic. */
    boolean load(int[] sequences) {
        System.arraycopy(sequences, 0, sequence, 0, none);
        for (int k = 0; k < machines; k++) {
            int before = none;
            for (int i = first[k]; i < first[k + 1]; i++) {
                int x = sequence[i];
                place[x] = i;
                machineBefore[x] = before;
                machineAfter[before] = x;
                before = x;
            }
            machineAfter[before] = none;
        }
        // Topological order: an operation is appended when both its predecessors are there.
        int size = 0;
        for (int x = 0; x < none; x++) {
            mark[x] = (jobBefore[x] == none ? 0 : 1) + (machineBefore[x] == none ? 0 : 1);
            if (mark[x] == 0) {
                order[size++] = x;
            }
        }
        for (int i = 0; i < size; i++) {
            int x = order[i];
            index[x] = i;
            int a = jobAfter[x];
            if (a != none && --mark[a] == 0) {
                order[size++] = a;
            }
            int b = machineAfter[x];
            if (b != none && --mark[b] == 0) {
                order[size++] = b;
            }
        }
        Arrays.fill(mark, 0);
        tick = 0;
        if (size < none) {
            return false;
        }
        recompute();
        return true;
    }

    /** Recomputes all heads and tails along the topological order. */
    void recompute() {
        for (int i = 0; i < none; i++) {
            int x = order[i];
            end[x] = Math.max(end[jobBefore[x]], end[machineBefore[x]]) + duration[x];
        }
        for (int i = none - 1; i >= 0; i--) {
            int x = order[i];
            tail[x] = Math.max(tail[jobAfter[x]], tail[machineAfter[x]]) + duration[x];
        }
    }

    int head(int x) {
        return end[x] - duration[x];
    }

    int makespan() {
        int longest = 0;
        for (int k = 0; k < machines; k++) {
            int last = first[k + 1] - 1;
            if (last >= first[k]) {
                longest = Math.max(longest, end[sequence[last]]);
            }
        }
        return longest;
    }

    /**
     * Moves the operation at place {@code a} right after the one at the later place {@code b} of the same machine.
     *
     * @return false, with nothing changed, if that would close a cycle
     */
    boolean moveRight(int a, int b) {
        if (!reorderRight(a, b)) {
            return false;
        }
        // Changed predecessors: what came after u, u itself, and what comes after it now; and the other way round.
        int u = sequence[b];
        updateHeads(sequence[a], u, machineAfter[u]);
        updateTails(u, machineBefore[u], machineBefore[sequence[a]]);
        return true;
    }

    /** As {@link #moveRight}, without heads and tails. */
    boolean reorderRight(int a, int b) {
        int u = sequence[a];
        int v = sequence[b];
        int next = machineAfter[u];
        int before = machineBefore[u];
        int after = machineAfter[v];
        machineAfter[before] = next;
        machineBefore[next] = before;
        machineAfter[v] = u;
        machineBefore[u] = v;
        machineAfter[u] = after;
        machineBefore[after] = u;
        int from = index[u];
        int to = index[v];
        System.arraycopy(order, from, saved, from, to - from + 1);
        int now = ++tick;
        mark[u] = now;
        int[] beside = aside;
        beside[0] = u;
        int count = 1;
        int write = from;
        for (int i = from + 1; i <= to; i++) {
            int x = saved[i];
            if (mark[jobBefore[x]] == now || mark[machineBefore[x]] == now) {
                mark[x] = now;
                beside[count++] = x;
            } else {
                order[write] = x;
                index[x] = write++;
            }
        }
        if (mark[v] == now) {
            machineAfter[before] = u;
            machineBefore[u] = before;
            machineAfter[u] = next;
            machineBefore[next] = u;
            machineAfter[v] = after;
            machineBefore[after] = v;
            restoreOrder(from, to);
            return false;
        }
        for (int i = 0; i < count; i++) {
            int x = beside[i];
            order[write] = x;
            index[x] = write++;
        }
        for (int k = a; k < b; k++) {
            int x = sequence[k + 1];
            sequence[k] = x;
            place[x] = k;
        }
        sequence[b] = u;
        place[u] = b;
        return true;
    }

    /**
     * Moves the operation at place {@code b} right before the one at the earlier place {@code a} of the same machine.
     *
     * @return false, with nothing changed, if that would close a cycle
     */
    boolean moveLeft(int a, int b) {
        if (!reorderLeft(a, b)) {
            return false;
        }
        int v = sequence[a];
        updateHeads(v, machineAfter[v], machineAfter[sequence[b]]);
        updateTails(sequence[b], v, machineBefore[v]);
        return true;
    }

    /** As {@link #moveLeft}, without heads and tails. */
    boolean reorderLeft(int a, int b) {
        int u = sequence[a];
        int v = sequence[b];
        int next = machineBefore[v];
        int before = machineBefore[u];
        int after = machineAfter[v];
        machineBefore[after] = next;
        machineAfter[next] = after;
        machineBefore[u] = v;
        machineAfter[v] = u;
        machineBefore[v] = before;
        machineAfter[before] = v;
        int from = index[u];
        int to = index[v];
        System.arraycopy(order, from, saved, from, to - from + 1);
        int now = ++tick;
        mark[v] = now;
        int[] beside = aside;
        beside[0] = v;
        int count = 1;
        int write = to;
        for (int i = to - 1; i >= from; i--) {
            int x = saved[i];
            if (mark[jobAfter[x]] == now || mark[machineAfter[x]] == now) {
                mark[x] = now;
                beside[count++] = x;
            } else {
                order[write] = x;
                index[x] = write--;
            }
        }
        if (mark[u] == now) {
            machineBefore[after] = v;
            machineAfter[v] = after;
            machineBefore[v] = next;
            machineAfter[next] = v;
            machineBefore[u] = before;
            machineAfter[before] = u;
            restoreOrder(from, to);
            return false;
        }
        for (int i = 0; i < count; i++) {
            int x = beside[i];
            order[write] = x;
            index[x] = write--;
        }
        for (int k = b; k > a; k--) {
            int x = sequence[k - 1];
            sequence[k] = x;
            place[x] = k;
        }
        sequence[a] = v;
        place[v] = a;
        return true;
    }

    private void restoreOrder(int from, int to) {
        for (int i = from; i <= to; i++) {
            order[i] = saved[i];
            index[saved[i]] = i;
        }
    }

    /**
     * Recomputes heads along the topological order, from the first of three operations whose predecessors changed as far as changes
     * reach. A plain scan: marking what is affected costs more than recomputing what is not.
     */
    private void updateHeads(int x0, int x1, int x2) {
        int[] ends = end;
        int[] at = index;
        int[] byJob = jobAfter;
        int[] byMachine = machineAfter;
        at[none] = -1;
        int reach = Math.max(at[x0], Math.max(at[x1], at[x2]));
        for (int i = at[x0]; i <= reach; i++) {
            int x = order[i];
            int e = Math.max(ends[jobBefore[x]], ends[machineBefore[x]]) + duration[x];
            if (e != ends[x]) {
                ends[x] = e;
                reach = Math.max(reach, Math.max(at[byJob[x]], at[byMachine[x]]));
            }
        }
    }

    /** Likewise tails, down from the last of three operations whose successors changed. */
    private void updateTails(int x0, int x1, int x2) {
        int[] tails = tail;
        int[] at = index;
        int[] byJob = jobBefore;
        int[] byMachine = machineBefore;
        at[none] = none;
        int reach = Math.min(at[x0], Math.min(at[x1], at[x2]));
        for (int i = at[x0]; i >= reach; i--) {
            int x = order[i];
            int t = Math.max(tails[jobAfter[x]], tails[machineAfter[x]]) + duration[x];
            if (t != tails[x]) {
                tails[x] = t;
                reach = Math.min(reach, Math.min(at[byJob[x]], at[byMachine[x]]));
            }
        }
    }

    /** Recomputes heads and tails from nothing but the sequences and compares. */
    void check() {
        boolean[] done = new boolean[none + 1];
        done[none] = true;
        int[] ends = new int[none + 1];
        int[] tails = new int[none + 1];
        int[] topological = new int[none];
        int size = 0;
        for (boolean progress = true; progress; ) {
            progress = false;
            for (int k = 0; k < machines; k++) {
                for (int i = first[k]; i < first[k + 1]; i++) {
                    int x = sequence[i];
                    int before = i == first[k] ? none : sequence[i - 1];
                    same("machine predecessor", machineBefore[x], before);
                    same("machine successor", machineAfter[x], i + 1 == first[k + 1] ? none : sequence[i + 1]);
                    same("place", place[x], i);
                    same("order", order[index[x]], x);
                    if (!done[x] && done[jobBefore[x]] && done[before]) {
                        ends[x] = Math.max(ends[jobBefore[x]], ends[before]) + duration[x];
                        done[x] = true;
                        topological[size++] = x;
                        progress = true;
                    }
                }
            }
        }
        same("operations without cycle", size, none);
        for (int i = none - 1; i >= 0; i--) {
            int x = topological[i];
            tails[x] = Math.max(tails[jobAfter[x]], tails[machineAfter[x]]) + duration[x];
            same("tail", tail[x], tails[x]);
            same("completion", end[x], ends[x]);
            if ((jobBefore[x] != none && index[jobBefore[x]] >= index[x])
                    || (machineBefore[x] != none && index[machineBefore[x]] >= index[x])) {
                throw new IllegalStateException("Operation " + x + " comes before a predecessor in the order.");
            }
        }
    }

    private static void same(String what, int cached, int recomputed) {
        if (cached != recomputed) {
            throw new IllegalStateException(what + " is " + cached + " but should be " + recomputed + ".");
        }
    }
}
