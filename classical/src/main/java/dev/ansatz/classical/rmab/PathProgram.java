package dev.ansatz.classical.rmab;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import dev.ansatz.problems.rmab.ActionConstraint;
import dev.ansatz.problems.rmab.Decision;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The closed walk of the path constraint. A shortest walk over given nodes uses each edge at most once in each direction, so the
 * walk is a set of arcs with as many into as out of each node, at most {@code length} of them, connected to the source wherever
 * an arm is acted on. Connectivity is enforced by cuts: those of the layers around the source at the beginning, the others
 * when a solution violates them. Cuts hold for every step, so they are kept. The program improves on {@link PathHeuristic} where that one is
 * not proven best by the budget alone, within a small deterministic limit of work: on networks of 40 nodes and more a step may
 * keep an action that is not the very best.
 */
final class PathProgram implements ActionMaximiser {
    /** Programs solved for one step at most: on large networks exact answers would take seconds. */
    private static final int MOST_ROUNDS = 4;

    private static final double DETERMINISTIC_SECONDS = 0.02;

    private final ActionConstraint.Path constraint;
    private final CpProgram program = new CpProgram(DETERMINISTIC_SECONDS);
    private final int nodes;
    private final BoolVar[] acted;
    private final int[] tail;
    private final int[] head;
    private final BoolVar[] used;
    private final PathHeuristic heuristic;
    private final int budget;

    PathProgram(RestlessBanditInstance instance, ActionConstraint.Path constraint) {
        this.constraint = constraint;
        this.nodes = instance.size();
        this.budget = instance.budget();
        this.heuristic = new PathHeuristic(nodes, constraint, budget);
        int[] distance = constraint.distances(nodes, constraint.source());
        int most = constraint.length() / 2;
        this.acted = new BoolVar[nodes];
        LinearExprBuilder[] balance = new LinearExprBuilder[nodes];
        LinearExprBuilder[] entered = new LinearExprBuilder[nodes];
        for (int j = 0; j < nodes; j++) {
            acted[j] = program.model.newBoolVar("");
            balance[j] = LinearExpr.newBuilder();
            entered[j] = LinearExpr.newBuilder();
        }
        program.model.addLessOrEqual(LinearExpr.sum(acted), instance.budget());
        List<int[]> arcs = new ArrayList<>();
        for (int[] edge : constraint.edges()) {
            if (isNear(distance[edge[0]], most) && isNear(distance[edge[1]], most)) {
                arcs.add(new int[] {edge[0], edge[1]});
                arcs.add(new int[] {edge[1], edge[0]});
            }
        }
        this.tail = arcs.stream().mapToInt(arc -> arc[0]).toArray();
        this.head = arcs.stream().mapToInt(arc -> arc[1]).toArray();
        this.used = new BoolVar[tail.length];
        for (int k = 0; k < used.length; k++) {
            used[k] = program.model.newBoolVar("");
            balance[tail[k]].addTerm(used[k], -1);
            balance[head[k]].addTerm(used[k], 1);
            entered[head[k]].add(used[k]);
        }
        program.model.addLessOrEqual(LinearExpr.sum(used), constraint.length());
        for (int j = 0; j < nodes; j++) {
            program.model.addEquality(balance[j], 0);
            if (j != constraint.source()) {
                entered[j].addTerm(acted[j], -1);
                program.model.addGreaterOrEqual(entered[j], 0);
            }
        }
        cutLayers(distance);
    }

    private static boolean isNear(int distance, int most) {
        return distance >= 0 && distance <= most;
    }

    /**
     * For each distance d and each connected part of the nodes at distance d or more: whoever acts in the part comes into it.
     * These cuts, among them those of the bridges, leave few for later.
     */
    private void cutLayers(int[] distance) {
        int farthest = Arrays.stream(distance).max().orElse(0);
        for (int d = 2; d <= farthest; d++) {
            boolean[] seen = new boolean[nodes];
            for (int j = 0; j < nodes; j++) {
                if (!seen[j] && distance[j] >= d) {
                    boolean[] part = new boolean[nodes];
                    reach(j, d, distance, part);
                    for (int i = 0; i < nodes; i++) {
                        seen[i] |= part[i];
                    }
                    cut(part);
                }
            }
        }
    }

    /** Marks what is connected to a node by nodes at distance {@code least} or more from the source. */
    private void reach(int from, int least, int[] distance, boolean[] part) {
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(from));
        part[from] = true;
        while (!queue.isEmpty()) {
            int node = queue.remove();
            for (int k = 0; k < tail.length; k++) {
                if (tail[k] == node && !part[head[k]] && distance[head[k]] >= least) {
                    part[head[k]] = true;
                    queue.add(head[k]);
                }
            }
        }
    }

    @Override
    public void maximise(double[][] gains, Decision decision) {
        double best = heuristic.maximise(gains, decision);
        double[] descending = new double[nodes];
        for (int j = 0; j < nodes; j++) {
            descending[j] = -Math.max(0, gains[j][1]);
        }
        Arrays.sort(descending);
        double most = 0;
        for (int j = 0; j < Math.min(budget, nodes); j++) {
            most -= descending[j];
        }
        if (best < most * (1 - 1e-9)) {
            improve(gains, decision, best);
        }
    }

    /** Solves the program for as long as its cuts need, within {@link #MOST_ROUNDS}; keeps a better action only. */
    private void improve(double[][] gains, Decision decision, double known) {
        List<Literal> literals = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int j = 0; j < nodes; j++) {
            literals.add(acted[j]);
            values.add(gains[j][1]);
        }
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (!program.maximise(literals, values)) {
                return;
            }
            boolean[] usedNow = new boolean[used.length];
            for (int k = 0; k < used.length; k++) {
                usedNow[k] = program.isTrue(used[k]);
            }
            boolean[] reached = new boolean[nodes];
            mark(constraint.source(), usedNow, reached);
            double connected = 0;
            double all = 0;
            boolean[] covered = reached.clone();
            for (int j = 0; j < nodes; j++) {
                double gain = program.isTrue(acted[j]) ? Math.max(0, gains[j][1]) : 0;
                all += gain;
                connected += reached[j] ? gain : 0;
                if (!covered[j] && program.isTrue(acted[j])) {
                    boolean[] component = new boolean[nodes];
                    mark(j, usedNow, component);
                    cut(component);
                    for (int i = 0; i < nodes; i++) {
                        covered[i] |= component[i];
                    }
                }
            }
            if (connected > known + 1e-12) {
                decision.clear();
                for (int j = 0; j < nodes; j++) {
                    decision.levels[j] = gains[j][1] > 0 && reached[j] && program.isTrue(acted[j]) ? 1 : 0;
                }
                decision.certificate = walk(usedNow);
                return;
            }
            if (all <= known * (1 + 1e-6)) {
                return; // what the program promises is there already
            }
        }
    }

    private void mark(int from, boolean[] usedNow, boolean[] reached) {
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(from));
        reached[from] = true;
        while (!queue.isEmpty()) {
            int node = queue.remove();
            for (int k = 0; k < tail.length; k++) {
                if (usedNow[k] && tail[k] == node && !reached[head[k]]) {
                    reached[head[k]] = true;
                    queue.add(head[k]);
                }
            }
        }
    }

    /** Acting on a node of a set without the source needs an arc into the set. */
    private void cut(boolean[] set) {
        for (int j = 0; j < nodes; j++) {
            if (set[j]) {
                LinearExprBuilder into = LinearExpr.newBuilder();
                for (int k = 0; k < tail.length; k++) {
                    if (!set[tail[k]] && set[head[k]]) {
                        into.add(used[k]);
                    }
                }
                into.addTerm(acted[j], -1);
                program.model.addGreaterOrEqual(into, 0);
            }
        }
    }

    /** An Eulerian circuit of the arcs around the source (Hierholzer). */
    private int[] walk(boolean[] usedNow) {
        boolean[] left = usedNow.clone();
        ArrayDeque<Integer> stack = new ArrayDeque<>();
        List<Integer> circuit = new ArrayList<>();
        stack.push(constraint.source());
        while (!stack.isEmpty()) {
            int node = stack.element();
            int arc = -1;
            for (int k = 0; k < tail.length && arc < 0; k++) {
                if (left[k] && tail[k] == node) {
                    arc = k;
                }
            }
            if (arc < 0) {
                circuit.add(stack.pop());
            } else {
                left[arc] = false;
                stack.push(head[arc]);
            }
        }
        int[] walk = new int[circuit.size()];
        Arrays.setAll(walk, k -> circuit.get(circuit.size() - 1 - k));
        return walk;
    }
}
