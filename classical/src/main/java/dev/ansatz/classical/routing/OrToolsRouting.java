package dev.ansatz.classical.routing;

import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.SearchContext;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The routing library of OR-Tools with guided local search (Voudouris and Tsang 1999) for problems with a {@link RoutingModel}.
 *
 * <p>The best feasible warm start, if there is one, and each suitable first-solution strategy of the library are tried together
 * with the search after them, for a fifth of the budget in all, and the best one is continued: the start decides more than the
 * search after it. Beyond {@link ScaledRouting#MATRIX_NODES} nodes a warm start is continued at once and without one only
 * PATH_CHEAPEST_ARC is used, beyond 5,000 a nearest-neighbour construction. That the library really took the warm start is
 * verified by its cost, and noted where it did not.
 *
 * <p>An iteration is a solution accepted by the library's local search. The search uses no random numbers and one thread: seed
 * and threads have no influence. Where no strategy finds a feasible solution, as happens with a tight fleet, customers are made
 * optional at a penalty and the local search inserts them.
 */
public final class OrToolsRouting<I extends Instance, S> extends LibraryRouting<I, S> {
    /** Beyond, its construction by callbacks takes tens of seconds; nearest neighbour, much the same, one. */
    private static final int CONSTRUCTION_NODES = 5000;
    /** Beyond, the library needs minutes for its model, and cannot be stopped meanwhile. */
    private static final int MOST_CUSTOMERS = 30_000;

    private static final AtomicBoolean WARM = new AtomicBoolean();

    public OrToolsRouting(RoutingModel<I, S> model) {
        super(model, "OR-Tools", "found no first solution within the limit");
    }

    @Override
    public String name() {
        return "ortools";
    }

    @Override
    public String description() {
        return "Google OR-Tools routing: best of its first solutions, then guided local search";
    }

    @Override
    public @Nullable String refuses(I instance) {
        return instance.size() > MOST_CUSTOMERS
                ? "OR-Tools needs minutes to build its routing model of this size: it takes up to " + MOST_CUSTOMERS
                        + " nodes, not " + instance.size() + "."
                : null;
    }

    /** One tiny run, once: loads the classes of the library's parameters (0.2-0.4 s). */
    @Override
    public void warmUp() {
        OrToolsNatives.load();
        if (!WARM.getAndSet(true)) {
            solveTiny(5);
        }
    }

    @Override
    void search(SearchContext<I, S> run, ScaledRouting<S> routing, int[][] nearestNeighbour) {
        OrToolsNatives.load();
        Integer fleet = routing.maxVehicles();
        if (routing.nodes() > CONSTRUCTION_NODES && (fleet == null || nearestNeighbour.length <= fleet)) {
            if (run.offer(routing.solution(nearestNeighbour), "nearest neighbour")
                    && run.warmStarts().isEmpty()) {
                run.note(
                        "OR-Tools needs too long for a first solution of this size; it starts from nearest-neighbour routes.");
            }
        }
        routing.startFullFleet(run, nearestNeighbour, "OR-Tools");
        S warmStart = run.best();
        int[][] start = warmStart == null ? null : routing.routes(warmStart);
        int vehicles = routing.vehicles(nearestNeighbour);
        if (start != null) {
            vehicles = Math.max(vehicles, start.length);
        }
        if (routing.nodes() <= ScaledRouting.MATRIX_NODES) {
            int most = vehicles;
            new RoutingTrials<>(run, relaxed -> new ScaledNative<>(routing, most, relaxed))
                    .search(model.firstSolutionStrategies(), start, null);
            return;
        }
        try (RoutingSearch<S> search = new RoutingSearch<>(run, new ScaledNative<>(routing, vehicles, false))) {
            if (start != null) {
                if (search.improve(start) || run.shouldStop()) {
                    return;
                }
                run.note(RoutingTrials.NOT_TAKEN);
            }
        }
        try (RoutingSearch<S> search = new RoutingSearch<>(run, new ScaledNative<>(routing, vehicles, false))) {
            search.construct("PATH_CHEAPEST_ARC");
        }
    }
}
