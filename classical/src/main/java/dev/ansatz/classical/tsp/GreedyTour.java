package dev.ansatz.classical.tsp;

import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;

/** The {@link GreedyEdge} tour as an engine: no limit applies, seed and threads are ignored. */
public final class GreedyTour implements Solver<TspInstance, Tour> {
    @Override
    public String name() {
        return "greedy";
    }

    @Override
    public String description() {
        return "greedy edge construction, shortest edges first";
    }

    @Override
    public Outcome<Tour> solve(TspInstance instance, Options<Tour> options) {
        SearchContext<TspInstance, Tour> run = new SearchContext<>(Tsp.PROBLEM, instance, options);
        run.offer(new Tour(GreedyEdge.tour(instance.distances())), "greedy");
        return run.finish();
    }
}
