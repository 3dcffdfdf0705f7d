package dev.ansatz.classical.routing;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.io.Issue;
import java.util.List;

/**
 * The routing search of a library for a problem with a {@link RoutingModel}. What is the same for all: instances that are proven infeasible
 * or have one solution are answered at once; where the library finds nothing, the answer is a packing of the demands, else
 * nearest-neighbour routes.
 */
abstract class LibraryRouting<I extends Instance, S> implements Solver<I, S> {
    private static final int WARM_UP_SIZE = 5;

    final RoutingModel<I, S> model;
    final Problem<I, S> problem;
    private final String library;
    private final String nothingFound;

    /**
     * @param library its name for people
     * @param nothingFound what is said where it found nothing within the limit
     */
    LibraryRouting(RoutingModel<I, S> model, String library, String nothingFound) {
        this.model = model;
        this.problem = model.problem();
        this.library = library;
        this.nothingFound = nothingFound;
    }

    /** One tiny run, which loads the classes of the library. */
    final void solveTiny(long iterations) {
        String distribution = problem.generator().defaultDistribution();
        solve(problem.generate(WARM_UP_SIZE, 1, distribution), Options.ofIterations(iterations));
    }

    @Override
    public final Outcome<S> solve(I instance, Options<S> options) {
        checkAccepts(instance);
        SearchContext<I, S> run = new SearchContext<>(problem, instance, options);
        ScaledRouting<S> routing = model.scaled(instance);
        List<Issue> infeasible = run.infeasible();
        if (!infeasible.isEmpty()) {
            infeasible.forEach(issue -> run.note(new Note.Infeasible(issue)));
            return run.finish(true);
        }
        int[][] nearestNeighbour = routing.nearestNeighbour();
        if (routing.nodes() <= model.trivialNodes(instance)) {
            run.offer(routing.solution(nearestNeighbour), "only solution");
            return run.finish(true);
        }
        search(run, routing, nearestNeighbour);
        routing.answerByPacking(run, library);
        if (run.best() == null && run.offer(routing.solution(nearestNeighbour), "nearest neighbour")) {
            run.note(new Note.Fallback(library, nothingFound, "a nearest-neighbour construction"));
        }
        return run.finish();
    }

    /**
     * Runs the search of the library.
     *
     * @param nearestNeighbour routes of {@link ScaledRouting#nearestNeighbour}
     */
    abstract void search(SearchContext<I, S> run, ScaledRouting<S> routing, int[][] nearestNeighbour);
}
