package dev.ansatz.classical.op;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.classical.localsearch.Workers;
import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.distance.NearestNeighbours;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Orienteering;
import dev.ansatz.problems.op.Visits;
import java.util.Comparator;
import java.util.List;

/**
 * Ruin and recreate with simulated annealing, each promising path shortened by 2-opt and Or-opt: {@link PathAnnealing}. Where at most {@value
 * ExactPath#MAX_NODES} nodes are in reach the path is optimal, and proven so. An iteration is one step of ruin and recreate. Each thread
 * searches on its own.
 */
public final class OpLocalSearch implements Solver<OpInstance, Visits> {
    private static final int NEIGHBOURS = 16;
    private static final int DESCENT_NEIGHBOURS = 8;

    @Override
    public String name() {
        return "local-search";
    }

    @Override
    public boolean refinesAnyStart() {
        return true;
    }

    @Override
    public String description() {
        return "ruin and recreate with annealing, 2-opt and Or-opt, from the warm start or a greedy path";
    }

    @Override
    public Outcome<Visits> solve(OpInstance instance, Options<Visits> options) {
        SearchContext<OpInstance, Visits> run = new SearchContext<>(Orienteering.PROBLEM, instance, options);
        List<Issue> infeasible = run.infeasible();
        if (!infeasible.isEmpty()) {
            infeasible.forEach(issue -> run.note(new Note.Infeasible(issue)));
            return run.finish(true);
        }
        int[] nodes = instance.reachable();
        if (nodes.length <= ExactPath.MAX_NODES) {
            Visits optimal = ExactPath.of(instance, nodes);
            if (optimal != null) {
                run.offer(optimal, "exact");
            }
            return run.finish(true);
        }
        List<int[]> starts = run.warmStarts().stream()
                .sorted(Comparator.comparingDouble((Visits visits) ->
                                Orienteering.PROBLEM.evaluate(instance, visits).objective())
                        .reversed())
                .map(Visits::toArray)
                .toList();
        if (starts.isEmpty()) {
            Visits greedy = GreedyPath.of(instance, nodes);
            run.offer(greedy, "greedy");
            starts = List.of(greedy.toArray());
        }
        if (run.shouldStop(0)) {
            return run.finish();
        }
        DistanceLookup distances = new DistanceLookup(instance.distances());
        int[] near = NearestNeighbours.of(instance.distances(), Math.min(NEIGHBOURS, instance.size() - 1));
        List<int[]> from = starts;
        Workers workers = new Workers(run);
        workers.runAll(number -> {
            Xorshift random = new Xorshift(options.seed() * 1_000_003L + number);
            PathPlan plan = new PathPlan(instance, distances);
            PathRuinRecreate moves = new PathRuinRecreate(plan, nodes, near, random);
            PathDescent descent = new PathDescent(plan, near, DESCENT_NEIGHBOURS);
            new PathAnnealing(run, workers, plan, nodes, from, number, moves, descent, random).anneal();
        });
        return run.finish();
    }
}
