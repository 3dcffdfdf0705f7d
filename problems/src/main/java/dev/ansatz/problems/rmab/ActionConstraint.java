package dev.ansatz.problems.rmab;

import dev.ansatz.problems.Violation;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A combinatorial constraint on the arms acted on in one step: the four domains of coupled restless bandits of Xu, Wilder,
 * Khalil and Tambe, "Reinforcement learning with combinatorial actions for coupled restless bandits" (ICLR 2025,
 * arXiv:2503.01919).
 *
 * <p>Whether a set of arms is allowed is a hard question by itself (a packing, a closed walk), so an action comes with a
 * <em>certificate</em> that shows how it is done; checking it is quick and needs no solver.
 */
public sealed interface ActionConstraint {
    /** Identity in files. */
    String type();

    /**
     * Reports what is wrong with an action.
     *
     * @param levels action of each arm
     * @param certificate as each constraint defines it
     * @param budget of the instance
     * @param report is told each violation, with {@code where} filled in
     */
    void check(int[] levels, int[] certificate, int budget, String where, Consumer<Violation> report);

    /**
     * Linear inequalities {@code sum of row[j] * levels[j] <= row[arms]} that every allowed action satisfies, with coefficients
     * that are not negative: what a relaxation may rely on.
     */
    List<double[]> validInequalities(int arms, int budget);

    /**
     * Capacity-constrained: each worker i serves arms of total cost at most {@code capacities[i]}, each arm is served by at most
     * one worker. There is no budget beside it.
     *
     * <p>Certificate: the worker (from 0) of each arm acted on, arms in ascending order.
     */
    record Capacity(int[] costs, int[] capacities) implements ActionConstraint {
        @Override
        public String type() {
            return "capacity";
        }

        @Override
        public void check(int[] levels, int[] certificate, int budget, String where, Consumer<Violation> report) {
            long[] load = new long[capacities.length];
            int served = 0;
            for (int j = 0; j < levels.length; j++) {
                if (levels[j] > 0) {
                    int worker = served < certificate.length ? certificate[served] : -1;
                    if (worker < 0 || worker >= capacities.length) {
                        report.accept(new Violation("certificate", where + ", arm " + j + " has no worker", 1));
                    } else {
                        load[worker] += costs[j];
                    }
                    served++;
                }
            }
            for (int i = 0; i < load.length; i++) {
                if (load[i] > capacities[i]) {
                    report.accept(new Violation("capacity", where + ", worker " + i, load[i] - capacities[i]));
                }
            }
        }

        /** Total capacity, and for each cost c: arms of cost c or more fit at most floor(capacity / c) times to a worker. */
        @Override
        public List<double[]> validInequalities(int arms, int budget) {
            List<double[]> rows = new java.util.ArrayList<>();
            int[] distinct = Arrays.stream(costs).sorted().distinct().toArray();
            for (int c : distinct) {
                double[] weighted = new double[arms + 1];
                double[] counted = new double[arms + 1];
                for (int j = 0; j < arms; j++) {
                    weighted[j] = costs[j] >= c ? costs[j] : 0;
                    counted[j] = costs[j] >= c ? 1 : 0;
                }
                for (int capacity : capacities) {
                    weighted[arms] += capacity >= c ? capacity : 0;
                    counted[arms] += c == 0 ? arms : capacity / c;
                }
                rows.add(weighted);
                rows.add(counted);
            }
            return rows;
        }
    }

    /**
     * Schedule-constrained: an arm acted on takes two appointments, each with a worker in a slot where both are available; a
     * worker has at most one appointment in each slot. At most {@code budget} arms.
     *
     * <p>Certificate: worker, slot, worker, slot (from 0) of each arm acted on, arms in ascending order.
     *
     * @param slots number of slots
     * @param armSlots slots in which each arm is available
     * @param workerSlots slots in which each worker is available
     */
    record Schedule(int slots, int[][] armSlots, int[][] workerSlots) implements ActionConstraint {
        private static final int MOST_SUBSETS = 1 << 10;

        @Override
        public String type() {
            return "schedule";
        }

        @Override
        public void check(int[] levels, int[] certificate, int budget, String where, Consumer<Violation> report) {
            checkBudget(levels, budget, where, report);
            boolean[][] busy = new boolean[workerSlots.length][slots];
            int position = 0;
            for (int j = 0; j < levels.length; j++) {
                for (int visit = 0; levels[j] > 0 && visit < 2; visit++) {
                    int worker = position < certificate.length ? certificate[position] : -1;
                    int slot = position + 1 < certificate.length ? certificate[position + 1] : -1;
                    position += 2;
                    if (worker < 0 || worker >= workerSlots.length || slot < 0 || slot >= slots) {
                        report.accept(new Violation("certificate", where + ", arm " + j + " lacks an appointment", 1));
                    } else if (!contains(armSlots[j], slot) || !contains(workerSlots[worker], slot)) {
                        report.accept(new Violation(
                                "availability",
                                where + ", arm " + j + " with worker " + worker + " in slot " + slot,
                                1));
                    } else if (busy[worker][slot]) {
                        report.accept(
                                new Violation("double-booking", where + ", worker " + worker + " in slot " + slot, 1));
                    } else {
                        busy[worker][slot] = true;
                    }
                }
            }
        }

        private static boolean contains(int[] values, int value) {
            for (int v : values) {
                if (v == value) {
                    return true;
                }
            }
            return false;
        }

        /** Number of workers available in each slot. */
        public int[] workersBySlot() {
            int[] count = new int[slots];
            for (int[] available : workerSlots) {
                for (int slot : available) {
                    count[slot]++;
                }
            }
            return count;
        }

        /** The budget, and Hall's condition of each set of slots: arms available only there take two appointments there. */
        @Override
        public List<double[]> validInequalities(int arms, int budget) {
            List<double[]> rows = new java.util.ArrayList<>();
            rows.add(count(arms, budget));
            int[] workers = workersBySlot();
            for (int subset = 1; subset < 1 << Math.min(slots, 30) && subset < MOST_SUBSETS; subset++) {
                double[] row = new double[arms + 1];
                boolean any = false;
                for (int j = 0; j < arms; j++) {
                    boolean inside = true;
                    for (int slot : armSlots[j]) {
                        inside &= slot < 30 && (subset >> slot & 1) == 1;
                    }
                    row[j] = inside ? 2 : 0;
                    any |= inside;
                }
                for (int slot = 0; slot < slots; slot++) {
                    row[arms] += (subset >> slot & 1) * workers[slot];
                }
                if (any) {
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    /**
     * Path-constrained: arms are nodes of an undirected graph; the arms acted on must lie on a closed walk from {@code source} of
     * at most {@code length} edges (waiting at a node counts as no edge). At most {@code budget} arms.
     *
     * <p>Certificate: the nodes of the walk from source to source; empty where nothing is acted on.
     */
    record Path(int source, int length, int[][] edges) implements ActionConstraint {
        @Override
        public String type() {
            return "path";
        }

        /** Neighbours of each node. */
        public int[][] neighbours(int arms) {
            int[] degree = new int[arms];
            for (int[] edge : edges) {
                degree[edge[0]]++;
                degree[edge[1]]++;
            }
            int[][] neighbours = new int[arms][];
            for (int j = 0; j < arms; j++) {
                neighbours[j] = new int[degree[j]];
            }
            for (int[] edge : edges) {
                neighbours[edge[0]][--degree[edge[0]]] = edge[1];
                neighbours[edge[1]][--degree[edge[1]]] = edge[0];
            }
            return neighbours;
        }

        /** Number of edges from {@code from} to each node, -1 where there is no path. */
        public int[] distances(int arms, int from) {
            int[][] neighbours = neighbours(arms);
            int[] distance = new int[arms];
            Arrays.fill(distance, -1);
            distance[from] = 0;
            ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(from));
            while (!queue.isEmpty()) {
                int node = queue.remove();
                for (int next : neighbours[node]) {
                    if (distance[next] < 0) {
                        distance[next] = distance[node] + 1;
                        queue.add(next);
                    }
                }
            }
            return distance;
        }

        @Override
        public void check(int[] levels, int[] certificate, int budget, String where, Consumer<Violation> report) {
            checkBudget(levels, budget, where, report);
            int arms = levels.length;
            boolean[] visited = new boolean[arms];
            int edgeCount = 0;
            for (int k = 0; k < certificate.length; k++) {
                int node = certificate[k];
                if (node < 0 || node >= arms) {
                    report.accept(new Violation("certificate", where + ", node " + node + " does not exist", 1));
                    return;
                }
                visited[node] = true;
                if (k > 0 && node != certificate[k - 1]) {
                    edgeCount++;
                    if (!hasEdge(certificate[k - 1], node)) {
                        report.accept(new Violation("edge", where + ", from " + certificate[k - 1] + " to " + node, 1));
                    }
                }
            }
            if (certificate.length > 0 && (certificate[0] != source || certificate[certificate.length - 1] != source)) {
                report.accept(new Violation("source", where + ", the walk does not begin and end at " + source, 1));
            }
            if (edgeCount > length) {
                report.accept(new Violation("walk-length", where, edgeCount - length));
            }
            for (int j = 0; j < arms; j++) {
                if (levels[j] > 0 && !visited[j]) {
                    report.accept(new Violation("off-path", where + ", arm " + j, 1));
                }
            }
        }

        private boolean hasEdge(int a, int b) {
            for (int[] edge : edges) {
                if ((edge[0] == a && edge[1] == b) || (edge[0] == b && edge[1] == a)) {
                    return true;
                }
            }
            return false;
        }

        /**
         * The budget; and at most {@code length - 2 d + 1} nodes at distance d or more: d edges lead to the first of them and d
         * back from the last.
         */
        @Override
        public List<double[]> validInequalities(int arms, int budget) {
            List<double[]> rows = new java.util.ArrayList<>();
            rows.add(count(arms, budget));
            int[] distance = distances(arms, source);
            int farthest = Arrays.stream(distance).max().orElse(0);
            for (int d = 1; d <= farthest + 1; d++) {
                int most = Math.max(0, length - 2 * d + 1);
                if (most >= budget) {
                    continue;
                }
                double[] row = new double[arms + 1];
                for (int j = 0; j < arms; j++) {
                    row[j] = distance[j] < 0 || distance[j] >= d ? 1 : 0;
                }
                row[arms] = most;
                rows.add(row);
                if (most == 0) {
                    break;
                }
            }
            return rows;
        }
    }

    /**
     * Multiple interventions: at most {@code budget} of {@code count} interventions are chosen; the action of an arm is the number
     * of chosen interventions among {@code links[arm]}, so that one intervention acts on several arms at once.
     *
     * <p>Certificate: the interventions chosen (from 0), each once.
     */
    record Interventions(int count, int[][] links) implements ActionConstraint {
        @Override
        public String type() {
            return "interventions";
        }

        @Override
        public void check(int[] levels, int[] certificate, int budget, String where, Consumer<Violation> report) {
            boolean[] chosen = new boolean[count];
            for (int i : certificate) {
                if (i < 0 || i >= count || chosen[i]) {
                    report.accept(
                            new Violation("certificate", where + ", intervention " + i + " is unknown or repeated", 1));
                } else {
                    chosen[i] = true;
                }
            }
            if (certificate.length > budget) {
                report.accept(new Violation("budget", where, certificate.length - budget));
            }
            for (int j = 0; j < levels.length; j++) {
                int expected = 0;
                for (int i : links[j]) {
                    expected += chosen[i] ? 1 : 0;
                }
                if (levels[j] != expected) {
                    report.accept(new Violation(
                            "intervention",
                            where + ", arm " + j + " has action " + levels[j] + " instead of " + expected,
                            Math.abs(levels[j] - expected)));
                }
            }
        }

        /** Each arm weighs 1 / (largest number of arms that one of its interventions reaches): an intervention counts at most 1. */
        @Override
        public List<double[]> validInequalities(int arms, int budget) {
            int[] reach = new int[count];
            for (int[] link : links) {
                for (int i : link) {
                    reach[i]++;
                }
            }
            double[] row = new double[arms + 1];
            for (int j = 0; j < arms; j++) {
                int widest = 0;
                for (int i : links[j]) {
                    widest = Math.max(widest, reach[i]);
                }
                row[j] = widest == 0 ? 0 : 1.0 / widest;
            }
            row[arms] = budget;
            return List.of(row);
        }
    }

    /** The row of the budget. */
    static double[] count(int arms, int budget) {
        double[] row = new double[arms + 1];
        Arrays.fill(row, 0, arms, 1);
        row[arms] = budget;
        return row;
    }

    /** Reports where the sum of levels exceeds the budget. */
    static void checkBudget(int[] levels, int budget, String where, Consumer<Violation> report) {
        long used = 0;
        for (int level : levels) {
            used += level;
        }
        if (used > budget) {
            report.accept(new Violation("budget", where, used - budget));
        }
    }
}
