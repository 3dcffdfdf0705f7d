package dev.ansatz.classical.op;

import com.google.ortools.constraintsolver.Assignment;
import com.google.ortools.constraintsolver.FirstSolutionStrategy;
import com.google.ortools.constraintsolver.LocalSearchMetaheuristic;
import com.google.ortools.constraintsolver.RoutingIndexManager;
import com.google.ortools.constraintsolver.RoutingModel;
import com.google.ortools.constraintsolver.RoutingSearchParameters;
import com.google.ortools.constraintsolver.SearchLimit;
import com.google.ortools.constraintsolver.main;
import com.google.protobuf.Duration;
import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Orienteering;
import dev.ansatz.problems.op.Visits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The routing library of OR-Tools with guided local search: one vehicle, each node in a disjunction of its own whose penalty is its score, the
 * length as a dimension. Lengths count in the cost, too, less than any difference of scores: guided local search has nothing else to
 * punish. From the best warm start, else from the library's cheapest insertion. An iteration is a solution accepted by the search; seed and
 * threads have no influence.
 */
public final class OrToolsOrienteering implements Solver<OpInstance, Visits> {
    private static final int MOST_NODES = 2048;

    /** The longest path costs so much, and a unit of score twice that. */
    private static final long LENGTH_UNITS = 1L << 16;

    /** Scores with decimals are rounded to parts of the largest. */
    private static final double SCORE_UNITS = 1e6;

    @Override
    public String name() {
        return "ortools";
    }

    @Override
    public String description() {
        return "Google OR-Tools routing: optional nodes at the penalty of their scores, guided local search";
    }

    @Override
    public @Nullable String refuses(OpInstance instance) {
        return instance.size() > MOST_NODES
                ? "OR-Tools holds all distances here: it takes up to " + MOST_NODES + " nodes, not " + instance.size()
                        + "."
                : null;
    }

    @Override
    public void warmUp() {
        OrToolsNatives.load();
    }

    @Override
    public Outcome<Visits> solve(OpInstance instance, Options<Visits> options) {
        checkAccepts(instance);
        SearchContext<OpInstance, Visits> run = new SearchContext<>(Orienteering.PROBLEM, instance, options);
        List<Issue> infeasible = run.infeasible();
        if (!infeasible.isEmpty()) {
            infeasible.forEach(issue -> run.note(new Note.Infeasible(issue)));
            return run.finish(true);
        }
        int[] nodes = instance.reachable();
        if (nodes.length == 0) {
            run.offer(new Visits(), "only solution");
            return run.finish(true);
        }
        if (!run.shouldStop(0) && !run.boundMet()) {
            OrToolsNatives.load();
            try (Search search = new Search(run, instance, nodes)) {
                search.go();
            }
        }
        if (run.best() == null && run.offer(new Visits(), "no visits")) {
            run.note(new Note.Fallback("OR-Tools", "found no solution within the limit", "the direct way"));
        }
        return run.finish(run.boundMet());
    }

    /** One native model and its search: used by one thread and closed there. Native nodes are start, end, then those in reach. */
    private static final class Search implements AutoCloseable {
        private final SearchContext<OpInstance, Visits> run;
        private final int[] nodes;
        private final RoutingIndexManager manager;
        private final RoutingModel model;
        private final List<Object> callbacks = new ArrayList<>();
        private long bestCost = Long.MAX_VALUE;
        private @Nullable RuntimeException failure;
        private @Nullable Error error;

        Search(SearchContext<OpInstance, Visits> run, OpInstance instance, int[] reachable) {
            this.run = run;
            int m = reachable.length + 2;
            nodes = new int[m];
            nodes[0] = instance.start();
            nodes[1] = instance.end();
            System.arraycopy(reachable, 0, nodes, 2, reachable.length);
            manager = new RoutingIndexManager(m, 1, new int[] {0}, new int[] {1});
            model = new RoutingModel(manager);
            WholePath whole = new WholePath(instance);
            long[][] lengths = new long[m][m];
            long[][] costs = new long[m][m];
            double unit = LENGTH_UNITS / Math.max(1.0, whole.limit());
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    lengths[i][j] = whole.distances()[nodes[i]][nodes[j]];
                    costs[i][j] = (long) Math.min(LENGTH_UNITS, Math.ceil(lengths[i][j] * Math.min(1, unit)));
                }
            }
            model.setArcCostEvaluatorOfAllVehicles(model.registerTransitMatrix(costs));
            model.addDimension(model.registerTransitMatrix(lengths), 0, whole.limit(), true, "length");
            double largest = Arrays.stream(instance.scores()).max().orElse(0);
            double scoreUnits = instance.integralScores() && largest <= SCORE_UNITS ? 1 : SCORE_UNITS / largest;
            for (int i = 2; i < m; i++) {
                long penalty = 4 * LENGTH_UNITS * Math.round(scoreUnits * instance.score(nodes[i]));
                model.addDisjunction(new long[] {manager.nodeToIndex(i)}, penalty);
            }
        }

        void go() {
            RoutingSearchParameters parameters = parameters();
            model.closeModelWithParameters(parameters);
            Runnable atSolution = this::atSolution;
            callbacks.add(atSolution);
            model.addAtSolutionCallback(atSolution);
            BooleanSupplier stop = () -> failure != null || error != null || run.shouldStop() || run.boundMet();
            SearchLimit limit = model.solver().makeCustomLimit(stop);
            callbacks.add(stop);
            callbacks.add(limit);
            model.addSearchMonitor(limit);
            Assignment start = start();
            Assignment found = start == null
                    ? model.solveWithParameters(parameters)
                    : model.solveFromAssignmentWithParameters(start, parameters);
            if (failure != null) {
                throw failure;
            }
            if (error != null) {
                throw error;
            }
            if (found != null) {
                offer(found);
            }
        }

        private @Nullable Assignment start() {
            Visits best = run.best();
            if (best == null) {
                return null;
            }
            int[] at = new int[run.instance().size()];
            for (int i = 2; i < nodes.length; i++) {
                at[nodes[i]] = i;
            }
            long[] route = Arrays.stream(best.toArray())
                    .mapToLong(node -> manager.nodeToIndex(at[node]))
                    .toArray();
            Assignment start = model.readAssignmentFromRoutes(new long[][] {route}, true);
            if (start == null) {
                run.note(new Note.WarmStartNotTaken(
                        "OR-Tools", "did not take the warm start; it begins from its own first solution"));
            }
            return start;
        }

        private RoutingSearchParameters parameters() {
            Long limit = run.options().iterationLimit();
            RoutingSearchParameters.Builder builder = main.defaultRoutingSearchParameters().toBuilder()
                    .setFirstSolutionStrategy(FirstSolutionStrategy.Value.LOCAL_CHEAPEST_INSERTION)
                    .setLocalSearchMetaheuristic(LocalSearchMetaheuristic.Value.GUIDED_LOCAL_SEARCH)
                    .setSolutionLimit(limit == null ? Long.MAX_VALUE : Math.max(1, limit));
            if (run.options().timeLimit() != null) {
                long nanos = Math.max(1_000_000, run.remaining().toNanos());
                builder.setTimeLimit(
                        Duration.newBuilder().setSeconds(nanos / 1_000_000_000).setNanos((int)
                                (nanos % 1_000_000_000)));
            }
            return builder.build();
        }

        private void atSolution() {
            try {
                long cost = model.costVar().value();
                if (cost < bestCost) {
                    bestCost = cost;
                    offer(null);
                }
            } catch (RuntimeException e) {
                failure = e; // must not cross native frames
            } catch (Error e) {
                error = e;
            }
        }

        /** Offers the path of an assignment, or of the solution just found where it is null. */
        private void offer(@Nullable Assignment assignment) {
            int[] path = new int[nodes.length];
            int length = 0;
            for (long index = next(assignment, model.start(0)); !model.isEnd(index); index = next(assignment, index)) {
                path[length++] = nodes[manager.indexToNode(index)];
            }
            run.offer(new Visits(Arrays.copyOf(path, length)), "ortools");
        }

        private long next(@Nullable Assignment assignment, long index) {
            return assignment == null ? model.nextVar(index).value() : assignment.value(model.nextVar(index));
        }

        @Override
        public void close() {
            model.delete();
            manager.delete();
            callbacks.clear();
        }
    }
}
