package dev.ansatz.problems.jssp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;

/**
 * A job shop and its schedules as JGraphT graphs, and critical paths. Vertices are the operations, {@link Operation#SOURCE} and
 * {@link Operation#SINK}; an arc weighs the duration of the operation it leaves (Roy and Sussmann 1964).
 */
public final class JobShopGraph {
    private JobShopGraph() {}

    /** Operation number {@code index} of a job, both from 0. */
    public record Operation(int job, int index) {
        /** Before the first operation of every job. */
        public static final Operation SOURCE = new Operation(-1, 0);
        /** After the last operation of every job. */
        public static final Operation SINK = new Operation(-1, 1);

        @Override
        public String toString() {
            return equals(SOURCE) ? "source" : equals(SINK) ? "sink" : "job " + job + " operation " + index;
        }
    }

    /**
     * The disjunctive graph: an arc between successive operations of a job, and arcs in both directions between any two
     * operations of a machine. O(jobs² · machines) memory.
     */
    public static Graph<Operation, DefaultWeightedEdge> disjunctive(JobShopInstance instance) {
        Graph<Operation, DefaultWeightedEdge> graph = conjunctive(instance);
        for (List<Operation> operations : byMachine(instance)) {
            for (Operation one : operations) {
                for (Operation other : operations) {
                    if (!one.equals(other)) {
                        arc(graph, instance, one, other);
                    }
                }
            }
        }
        return graph;
    }

    /**
     * The acyclic selection of a schedule: of the arcs between operations of a machine those from each operation to the next one.
     * Its longest path from source to sink is the makespan after all operations are moved to the left in this order.
     *
     * @throws IllegalArgumentException if the schedule is not feasible
     */
    public static Graph<Operation, DefaultWeightedEdge> of(JobShopInstance instance, Schedule schedule) {
        Graph<Operation, DefaultWeightedEdge> graph = conjunctive(instance);
        for (List<Operation> operations : machineSequences(instance, schedule)) {
            for (int k = 1; k < operations.size(); k++) {
                arc(graph, instance, operations.get(k - 1), operations.get(k));
            }
        }
        return graph;
    }

    private static Graph<Operation, DefaultWeightedEdge> conjunctive(JobShopInstance instance) {
        Graph<Operation, DefaultWeightedEdge> graph = new SimpleDirectedWeightedGraph<>(DefaultWeightedEdge.class);
        graph.addVertex(Operation.SOURCE);
        graph.addVertex(Operation.SINK);
        for (int job = 0; job < instance.jobs(); job++) {
            Operation previous = Operation.SOURCE;
            for (int op = 0; op < instance.operations(job); op++) {
                Operation operation = new Operation(job, op);
                graph.addVertex(operation);
                arc(graph, instance, previous, operation);
                previous = operation;
            }
            arc(graph, instance, previous, Operation.SINK);
        }
        return graph;
    }

    private static void arc(
            Graph<Operation, DefaultWeightedEdge> graph, JobShopInstance instance, Operation from, Operation to) {
        DefaultWeightedEdge edge = graph.addEdge(from, to);
        graph.setEdgeWeight(edge, from.equals(Operation.SOURCE) ? 0 : instance.duration(from.job, from.index));
    }

    private static List<List<Operation>> byMachine(JobShopInstance instance) {
        List<List<Operation>> byMachine = new ArrayList<>();
        for (int machine = 0; machine < instance.machines(); machine++) {
            byMachine.add(new ArrayList<>());
        }
        for (int job = 0; job < instance.jobs(); job++) {
            for (int op = 0; op < instance.operations(job); op++) {
                byMachine.get(instance.machine(job, op)).add(new Operation(job, op));
            }
        }
        return byMachine;
    }

    private static Comparator<Operation> inTime(JobShopInstance instance, Schedule schedule) {
        // One order for all machines and jobs, so that operations of no duration cannot close a cycle.
        return Comparator.comparingLong((Operation o) -> schedule.start(o.job, o.index))
                .thenComparingLong(o -> schedule.start(o.job, o.index) + instance.duration(o.job, o.index))
                .thenComparingInt(Operation::index)
                .thenComparingInt(Operation::job);
    }

    private static void requireFeasible(JobShopInstance instance, Schedule schedule) {
        if (!JobShop.PROBLEM.evaluate(instance, schedule).feasible()) {
            throw new IllegalArgumentException("The schedule is not feasible for " + instance.name() + ".");
        }
    }

    /**
     * The operations of each machine in the order of a schedule.
     *
     * @throws IllegalArgumentException if the schedule is not feasible
     */
    public static List<List<Operation>> machineSequences(JobShopInstance instance, Schedule schedule) {
        requireFeasible(instance, schedule);
        List<List<Operation>> sequences = byMachine(instance);
        sequences.forEach(operations -> operations.sort(inTime(instance, schedule)));
        return sequences;
    }

    /**
     * The same orders on all machines with every operation as early as they allow: never a larger makespan.
     *
     * @throws IllegalArgumentException if the schedule is not feasible
     */
    public static Schedule semiActive(JobShopInstance instance, Schedule schedule) {
        requireFeasible(instance, schedule);
        long[][] starts = new long[instance.jobs()][];
        Arrays.setAll(starts, job -> new long[instance.operations(job)]);
        long[] jobFree = new long[instance.jobs()];
        long[] machineFree = new long[instance.machines()];
        for (Operation o : inOrder(instance, schedule)) {
            int machine = instance.machine(o.job, o.index);
            long start = Math.max(jobFree[o.job], machineFree[machine]);
            starts[o.job][o.index] = start;
            jobFree[o.job] = start + instance.duration(o.job, o.index);
            machineFree[machine] = jobFree[o.job];
        }
        return Schedule.of(starts);
    }

    /** All operations in a topological order of the schedule's graph. */
    private static List<Operation> inOrder(JobShopInstance instance, Schedule schedule) {
        List<Operation> all = new ArrayList<>();
        byMachine(instance).forEach(all::addAll);
        all.sort(inTime(instance, schedule));
        return all;
    }

    /**
     * A longest path from source to sink in the graph of a schedule, without these two: no order on a machine that keeps this
     * path has a smaller makespan. In a schedule without idle slack it ends at the makespan and has no gaps.
     *
     * @throws IllegalArgumentException if the schedule is not feasible
     */
    public static List<Operation> criticalPath(JobShopInstance instance, Schedule schedule) {
        Schedule early = semiActive(instance, schedule);
        Operation[] lastOnMachine = new Operation[instance.machines()];
        Operation[][] before = new Operation[instance.jobs()][];
        Arrays.setAll(before, job -> new Operation[instance.operations(job)]);
        Operation last = null;
        long end = -1;
        for (Operation o : inOrder(instance, schedule)) {
            int machine = instance.machine(o.job, o.index);
            long start = early.start(o.job, o.index);
            Operation onMachine = lastOnMachine[machine];
            if (o.index > 0 && end(instance, early, new Operation(o.job, o.index - 1)) == start) {
                before[o.job][o.index] = new Operation(o.job, o.index - 1);
            } else if (onMachine != null && end(instance, early, onMachine) == start) {
                before[o.job][o.index] = onMachine;
            }
            lastOnMachine[machine] = o;
            if (end(instance, early, o) > end) {
                end = end(instance, early, o);
                last = o;
            }
        }
        List<Operation> path = new ArrayList<>();
        for (Operation o = last; o != null; o = before[o.job][o.index]) {
            path.add(o);
        }
        Collections.reverse(path);
        return path;
    }

    private static long end(JobShopInstance instance, Schedule schedule, Operation o) {
        return schedule.start(o.job, o.index) + instance.duration(o.job, o.index);
    }
}
