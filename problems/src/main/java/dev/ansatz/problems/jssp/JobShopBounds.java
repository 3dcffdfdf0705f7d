package dev.ansatz.problems.jssp;

import dev.ansatz.problems.Bound;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Lower bounds on the makespan. An operation has a head, the work of its job before it, and a tail, the work after it.
 *
 * <p>O(N log N) for N operations, but for {@link #best}, which has a limit of its own.
 */
public final class JobShopBounds {
    private JobShopBounds() {}

    /** The best of the bounds of this class. */
    public static long lowerBound(JobShopInstance instance) {
        return (long) best(instance).value();
    }

    /** The best of the bounds of this class, and which one it is; of equal ones the simplest. */
    public static Bound best(JobShopInstance instance) {
        long job = jobBound(instance);
        long machine = oneMachineBound(instance);
        long simple = Math.max(job, machine);
        long raised = EdgeFinding.bound(instance, simple);
        return raised > simple
                ? new Bound(raised, "one-machine relaxation with edge finding")
                : new Bound(simple, job >= machine ? "longest job" : "one-machine relaxation");
    }

    /** Work of the longest job. */
    public static long jobBound(JobShopInstance instance) {
        long bound = 0;
        for (int job = 0; job < instance.jobs(); job++) {
            bound = Math.max(bound, work(instance, job));
        }
        return bound;
    }

    /** Over all machines the largest sum of the least head, the work and the least tail (Taillard 1993). */
    public static long machineBound(JobShopInstance instance) {
        long bound = 0;
        for (OneMachine machine : machines(instance)) {
            if (machine.size > 0) {
                long head = Arrays.stream(machine.head).min().orElse(0);
                long tail = Arrays.stream(machine.tail).min().orElse(0);
                bound = Math.max(bound, head + Arrays.stream(machine.duration).sum() + tail);
            }
        }
        return bound;
    }

    /**
     * Over all machines the optimum of the one-machine problem with heads and tails where operations may be interrupted; never
     * below the {@linkplain #machineBound machine bound}. Solved by Jackson's rule, the longest tail first (Carlier 1982, The
     * one-machine sequencing problem, doi:10.1016/S0377-2217(82)80007-6).
     */
    public static long oneMachineBound(JobShopInstance instance) {
        long bound = 0;
        for (OneMachine machine : machines(instance)) {
            bound = Math.max(bound, preemptive(machine.head, machine.duration, machine.tail));
        }
        return bound;
    }

    /**
     * Optimum of one machine with heads and tails if operations may be interrupted: the largest end plus tail of Jackson's
     * preemptive schedule.
     *
     * @throws IllegalArgumentException if the arrays differ in length
     */
    public static long preemptive(long[] head, long[] duration, long[] tail) {
        int n = head.length;
        if (duration.length != n || tail.length != n) {
            throw new IllegalArgumentException("Heads, durations and tails must be equally many.");
        }
        int[] byHead = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingLong(i -> head[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        long[] left = duration.clone();
        PriorityQueue<Integer> ready = new PriorityQueue<>(Comparator.comparingLong((Integer i) -> -tail[i]));
        long time = 0;
        long bound = 0;
        int next = 0;
        while (next < n || !ready.isEmpty()) {
            if (ready.isEmpty()) {
                time = Math.max(time, head[byHead[next]]);
            }
            while (next < n && head[byHead[next]] <= time) {
                ready.add(byHead[next++]);
            }
            int now = ready.element();
            long until = next < n ? Math.min(time + left[now], head[byHead[next]]) : time + left[now];
            left[now] -= until - time;
            time = until;
            if (left[now] == 0) {
                ready.remove();
                bound = Math.max(bound, time + tail[now]);
            }
        }
        return bound;
    }

    /** Operations of one machine. */
    private static final class OneMachine {
        final long[] head;
        final long[] duration;
        final long[] tail;
        int size;

        OneMachine(int capacity) {
            head = new long[capacity];
            duration = new long[capacity];
            tail = new long[capacity];
        }
    }

    private static OneMachine[] machines(JobShopInstance instance) {
        int[] counts = new int[instance.machines()];
        for (int job = 0; job < instance.jobs(); job++) {
            for (int op = 0; op < instance.operations(job); op++) {
                counts[instance.machine(job, op)]++;
            }
        }
        OneMachine[] machines = Arrays.stream(counts).mapToObj(OneMachine::new).toArray(OneMachine[]::new);
        for (int job = 0; job < instance.jobs(); job++) {
            long head = 0;
            long tail = work(instance, job);
            for (int op = 0; op < instance.operations(job); op++) {
                OneMachine machine = machines[instance.machine(job, op)];
                int duration = instance.duration(job, op);
                tail -= duration;
                machine.head[machine.size] = head;
                machine.duration[machine.size] = duration;
                machine.tail[machine.size++] = tail;
                head += duration;
            }
        }
        return machines;
    }

    private static long work(JobShopInstance instance, int job) {
        long work = 0;
        for (int op = 0; op < instance.operations(job); op++) {
            work += instance.duration(job, op);
        }
        return work;
    }
}
