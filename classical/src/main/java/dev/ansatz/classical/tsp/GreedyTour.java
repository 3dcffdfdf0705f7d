package dev.ansatz.classical.tsp;

import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;

/** The {@link GreedyEdge} tour, or that of {@link GreedyArcs}, as an engine: no limit applies, seed and threads are ignored. */
public final class GreedyTour implements Solver<TspInstance, Tour> {
    @Override
    public String name() {
        return "greedy";
    }

    @Override
    public String description() {
        return "greedy edge construction, shortest edges first";
    }

    /** Greedy tour of the cities by edges, of asymmetric distances by arcs. */
    static int[] tour(TspInstance instance) {
        return instance.symmetric() ? GreedyEdge.tour(instance.distances()) : GreedyArcs.tour(instance.distances());
    }

    @Override
    public Outcome<Tour> solve(TspInstance instance, Options<Tour> options) {
        SearchContext<TspInstance, Tour> run = new SearchContext<>(Tsp.PROBLEM, instance, options);
        run.offer(new Tour(tour(instance)), "greedy");
        return run.finish();
    }
}
