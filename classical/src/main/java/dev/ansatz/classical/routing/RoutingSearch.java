package dev.ansatz.classical.routing;

import com.google.ortools.constraintsolver.Assignment;
import com.google.ortools.constraintsolver.FirstSolutionStrategy;
import com.google.ortools.constraintsolver.LocalSearchMetaheuristic;
import com.google.ortools.constraintsolver.RoutingIndexManager;
import com.google.ortools.constraintsolver.RoutingModel;
import com.google.ortools.constraintsolver.RoutingSearchParameters;
import com.google.ortools.constraintsolver.SavingsParameters;
import com.google.ortools.constraintsolver.SearchLimit;
import com.google.ortools.constraintsolver.main;
import com.google.protobuf.Duration;
import dev.ansatz.problems.SearchContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One native routing model and one search on it. Used by one thread and closed there, with its model. */
public final class RoutingSearch<S> implements AutoCloseable {
    /** Building an incumbent may take this part of the search at most; the last one is never lost. */
    private static final int INCUMBENT_COST_SHARE = 20;
    /** Part of the remaining time after which a trial without any solution ends. */
    private static final double HARD_SHARE = 0.25;
    /** A strategy that fails is followed by the library's exhaustive search; it may backtrack so often. */
    private static final long MAX_FAILURES = 1000;
    /** Memory for savings; the library's default of 6 GB is more than a small machine has. */
    private static final double SAVINGS_BYTES = 5e8;

    /** A tiny instance may have no second solution, and the library looks for one for ever. */
    private static final int TINY_NODES = 30;

    /** Looks at the limits without a new solution after which a run without a time limit ends, on tiny instances. */
    private static final long MAX_CHECKS = 200_000;

    private final SearchContext<?, S> run;
    private final NativeRouting<S> routing;
    private final int vehicles;
    private final RoutingIndexManager manager;
    private final RoutingModel model;
    private final int[] nodeOfIndex;
    private @Nullable RuntimeException failure;
    private @Nullable Error error;
    private long startCost;
    private long firstCost = -1;
    private double firstSeconds;
    private long bestCost = Long.MAX_VALUE;
    private long solutions;
    private long solutionsBefore;
    private long checks;
    private long nextIncumbentNanos = Long.MIN_VALUE;
    private boolean closed;
    private boolean trial;
    private double hardEnd = Double.POSITIVE_INFINITY;
    private double softEnd = Double.POSITIVE_INFINITY;
    private int @Nullable [][] bestRoutes;
    private String strategy = "";
    private String phase = "ortools";

    /** @param routing closed with this search */
    public RoutingSearch(SearchContext<?, S> run, NativeRouting<S> routing) {
        this.run = run;
        this.routing = routing;
        manager = routing.manager;
        model = routing.model;
        vehicles = model.vehicles();
        nodeOfIndex = new int[manager.getNumberOfIndices()];
        Arrays.setAll(nodeOfIndex, manager::indexToNode);
    }

    /** Iterations used by earlier searches of the run. */
    public void countFrom(long spent) {
        solutionsBefore = spent;
    }

    /** Solutions that this search accepted. */
    public long solutions() {
        return solutions;
    }

    /** Whether a feasible solution was found. */
    public boolean found() {
        return bestRoutes != null;
    }

    /** When the first solution was there, in seconds of the run. */
    public double firstSeconds() {
        return firstSeconds;
    }

    /** Scaled cost of the best solution found. */
    public long bestCost() {
        return bestCost;
    }

    /** Name of the first-solution strategy. */
    public String strategy() {
        return strategy;
    }

    /**
     * Constructs and searches for a share of the budget. The first solution is waited for a quarter of what is left.
     *
     * @param seconds how long to search
     * @param maxSolutions how many solutions to accept at most
     */
    public void trial(String firstSolution, double seconds, long maxSolutions) {
        trial = true;
        if (run.options().timeLimit() != null) {
            hardEnd = run.seconds() + HARD_SHARE * run.remaining().toNanos() * 1e-9;
            softEnd = run.seconds() + seconds;
        }
        construct(firstSolution, maxSolutions);
    }

    /**
     * Searches from given routes for a share of the budget.
     *
     * @return whether the library really started from these routes
     */
    public boolean trial(int[][] start, double seconds, long maxSolutions) {
        if (run.options().timeLimit() != null) {
            softEnd = run.seconds() + seconds;
        }
        strategy = "the warm start";
        boolean taken = improve(start, maxSolutions);
        if (taken && bestRoutes == null) {
            bestRoutes = start; // nothing better was found
            bestCost = startCost;
        }
        return taken;
    }

    /** Goes on from the best solution of a trial until the run ends, on the same native model. */
    public void continueFromBest(long spent) {
        trial = false;
        softEnd = Double.POSITIVE_INFINITY;
        solutionsBefore = spent;
        improve(Objects.requireNonNull(bestRoutes));
    }

    /** Constructs and goes on with guided local search until the run ends. */
    public void construct(String firstSolution) {
        construct(firstSolution, solutionsLeft());
    }

    private void construct(String firstSolution, long maxSolutions) {
        strategy = firstSolution.toLowerCase(Locale.ROOT).replace('_', '-');
        phase = "ortools " + strategy;
        RoutingSearchParameters parameters = parameters(firstSolution, maxSolutions);
        prepare(parameters);
        Assignment found = model.solveWithParameters(parameters);
        rethrow();
        if (found != null) {
            bestRoutes = offer(found);
        }
    }

    /**
     * Guided local search from given routes until the run ends.
     *
     * @return whether the library really started from these routes
     */
    public boolean improve(int[][] start) {
        return improve(start, solutionsLeft());
    }

    private boolean improve(int[][] start, long maxSolutions) {
        phase = "ortools";
        // Closing first: readAssignmentFromRoutes would close the model with default parameters, and the metaheuristic
        // asked for would silently be ignored.
        prepare(parameters("PATH_CHEAPEST_ARC", maxSolutions));
        long[][] routes = new long[vehicles][];
        for (int v = 0; v < vehicles; v++) {
            routes[v] = v < start.length ? manager.nodesToIndices(start[v]) : new long[0];
        }
        Assignment initial = model.readAssignmentFromRoutes(routes, true);
        long known = routing.cost(start);
        if (initial == null || (known >= 0 && initial.objectiveValue() != known)) {
            return false;
        }
        startCost = initial.objectiveValue();
        firstCost = -1;
        Assignment found =
                model.solveFromAssignmentWithParameters(initial, parameters("PATH_CHEAPEST_ARC", maxSolutions));
        rethrow();
        if (found != null) {
            bestRoutes = offer(found);
        }
        return firstCost < 0 || firstCost <= startCost;
    }

    private long solutionsLeft() {
        Long limit = run.options().iterationLimit();
        return limit == null ? Long.MAX_VALUE : Math.max(1, limit - solutionsBefore);
    }

    private RoutingSearchParameters parameters(String firstSolution, long maxSolutions) {
        RoutingSearchParameters.Builder builder = main.defaultRoutingSearchParameters().toBuilder()
                .setFirstSolutionStrategy(FirstSolutionStrategy.Value.valueOf(firstSolution))
                .setLocalSearchMetaheuristic(LocalSearchMetaheuristic.Value.GUIDED_LOCAL_SEARCH)
                .setSavingsParameters(SavingsParameters.newBuilder()
                        .setNeighborsRatio(Math.min(1, 200.0 / manager.getNumberOfNodes()))
                        .setMaxMemoryUsageBytes(SAVINGS_BYTES)
                        .setArcCoefficient(1))
                .setSolutionLimit(maxSolutions);
        if (run.options().timeLimit() != null) {
            long nanos = Math.max(1_000_000, run.remaining().toNanos());
            builder.setTimeLimit(
                    Duration.newBuilder().setSeconds(nanos / 1_000_000_000).setNanos((int) (nanos % 1_000_000_000)));
        }
        return builder.build();
    }

    private boolean givesUp() {
        return run.seconds() > hardEnd || model.solver().failures() > MAX_FAILURES;
    }

    private void prepare(RoutingSearchParameters parameters) {
        if (closed) {
            return;
        }
        closed = true;
        model.closeModelWithParameters(parameters);
        Runnable atSolution = this::atSolution;
        routing.keep(atSolution);
        model.addAtSolutionCallback(atSolution);
        boolean mayRunDry = run.options().timeLimit() == null && manager.getNumberOfNodes() <= TINY_NODES;
        BooleanSupplier stop = () -> failure != null
                || error != null
                || (mayRunDry && ++checks > MAX_CHECKS)
                || run.shouldStop()
                || (solutions > 0 ? run.seconds() > softEnd : trial && givesUp());
        SearchLimit limit = model.solver().makeCustomLimit(stop);
        routing.keep(stop);
        routing.keep(limit);
        model.addSearchMonitor(limit);
    }

    /** Called at every accepted neighbour: most are no improvement under guided local search. */
    private void atSolution() {
        try {
            solutions++;
            checks = 0;
            long cost = model.costVar().value();
            if (firstCost < 0) {
                firstCost = cost;
                firstSeconds = run.seconds();
            }
            if (cost >= bestCost) {
                return;
            }
            bestCost = cost;
            long begin = System.nanoTime();
            if (nextIncumbentNanos != Long.MIN_VALUE && begin - nextIncumbentNanos < 0) {
                return; // a descent in thousands of small steps: only some of them are worth a copy
            }
            offer(null);
            long end = System.nanoTime();
            nextIncumbentNanos = end + (end - begin) * INCUMBENT_COST_SHARE;
        } catch (RuntimeException e) {
            failure = e; // must not cross native frames
        } catch (Error e) {
            error = e;
        }
    }

    /** Offers the routes of an assignment, or those of the solution just found where it is null. */
    private int[][] offer(@Nullable Assignment assignment) {
        int[][] routes = new int[vehicles][];
        int[] buffer = new int[manager.getNumberOfNodes()];
        for (int v = 0; v < vehicles; v++) {
            int length = 0;
            long index = next(assignment, model.start(v));
            while (!model.isEnd(index)) {
                buffer[length++] = nodeOfIndex[(int) index];
                index = next(assignment, index);
            }
            routes[v] = Arrays.copyOf(buffer, length);
        }
        S solution = routing.solution(routes, assignment);
        if (solution != null) {
            run.offer(solution, phase);
        }
        return routes;
    }

    private long next(@Nullable Assignment assignment, long index) {
        return assignment == null ? model.nextVar(index).value() : assignment.value(model.nextVar(index));
    }

    private void rethrow() {
        if (failure != null) {
            throw failure;
        }
        if (error != null) {
            throw error;
        }
    }

    @Override
    public void close() {
        routing.close();
    }
}
