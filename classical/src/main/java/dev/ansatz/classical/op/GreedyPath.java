package dev.ansatz.classical.op;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Orienteering;
import dev.ansatz.problems.op.Visits;
import java.util.Arrays;
import java.util.List;

/**
 * Insertion of the node with the largest score per extra length, until none fits: O(n²) time. As an engine no limit applies, seed and threads
 * are ignored.
 */
public final class GreedyPath implements Solver<OpInstance, Visits> {
    @Override
    public String name() {
        return "greedy";
    }

    @Override
    public String description() {
        return "insertion of the node with the largest score per extra length";
    }

    @Override
    public Outcome<Visits> solve(OpInstance instance, Options<Visits> options) {
        SearchContext<OpInstance, Visits> run = new SearchContext<>(Orienteering.PROBLEM, instance, options);
        List<Issue> infeasible = run.infeasible();
        if (!infeasible.isEmpty()) {
            infeasible.forEach(issue -> run.note(new Note.Infeasible(issue)));
            return run.finish(true);
        }
        run.offer(of(instance, instance.reachable()), "greedy");
        return run.finish(run.boundMet());
    }

    /** The greedy path, where the way from start to end alone is within the limit. */
    static Visits of(OpInstance instance, int[] nodes) {
        PathPlan plan = new PathPlan(instance, new DistanceLookup(instance.distances()));
        int m = nodes.length;
        // The cheapest place of each node, as the edge from one node: only the new edges have to be looked at after an
        // insertion.
        double[] detours = new double[m];
        int[] behind = new int[m];
        for (int i = 0; i < m; i++) {
            behind[i] = plan.route[plan.cheapest(nodes[i]) - 1];
            detours[i] = plan.detour;
        }
        boolean[] open = new boolean[m];
        Arrays.fill(open, true);
        while (true) {
            int best = -1;
            double bestValue = -1;
            for (int i = 0; i < m; i++) {
                if (open[i] && plan.length + detours[i] <= plan.limit) {
                    double value = plan.scores[nodes[i]] / Math.max(1e-9, detours[i]);
                    if (value > bestValue) {
                        best = i;
                        bestValue = value;
                    }
                }
            }
            if (best < 0) {
                return plan.visits();
            }
            int node = nodes[best];
            int at = plan.position[behind[best]] + 1;
            plan.detour = detours[best];
            plan.insert(node, at);
            open[best] = false;
            for (int i = 0; i < m; i++) {
                if (open[i]) {
                    update(plan, nodes[i], i, at, detours, behind);
                }
            }
        }
    }

    /** After an insertion at a position: a node whose place it took is looked at anew, the others at the two new edges. */
    private static void update(PathPlan plan, int node, int i, int at, double[] detours, int[] behind) {
        if (behind[i] == plan.route[at - 1]) {
            behind[i] = plan.route[plan.cheapest(node) - 1];
            detours[i] = plan.detour;
            return;
        }
        for (int p = at; p <= at + 1; p++) {
            double extra = plan.distances.of(plan.route[p - 1], node)
                    + plan.distances.of(node, plan.route[p])
                    - plan.distances.of(plan.route[p - 1], plan.route[p]);
            if (extra < detours[i]) {
                detours[i] = extra;
                behind[i] = plan.route[p - 1];
            }
        }
    }
}
