package dev.ansatz.classical.vrp;

import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.classical.routing.RoutingTrials;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The routing library of OR-Tools with guided local search: a dimension for loads, time, distance and each other limit, and matrices for
 * each class of vehicles.
 *
 * <p>The best feasible warm start and the library's first-solution strategies are tried together, and the best one is continued, as
 * {@link RoutingTrials} says. Where no strategy finds a feasible solution, and beyond 1,000 stops, it starts from a cheapest insertion, with
 * a note.
 *
 * <p>An iteration is a solution accepted by the library's local search. The search uses no random numbers and one thread: seed and
 * threads have no influence.
 */
public final class OrToolsVrp extends VrpRoutingLibrary {
    /** Beyond, the library needs many seconds for its model of time and loads, and cannot be stopped meanwhile. */
    private static final int MOST_STOPS = 2000;

    /** Beyond, each of its constructions takes seconds. */
    private static final int CONSTRUCTION_STOPS = 1000;

    private static final List<String> STRATEGIES =
            List.of("PARALLEL_CHEAPEST_INSERTION", "PATH_CHEAPEST_ARC", "SAVINGS");

    private static final AtomicBoolean WARM = new AtomicBoolean();

    public OrToolsVrp() {
        super("OR-Tools");
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
    public @Nullable String refuses(VrpInstance instance) {
        return instance.size() > MOST_STOPS
                ? "OR-Tools needs too long to build its routing model of this size: it takes up to " + MOST_STOPS
                        + " stops, not " + instance.size() + "."
                : OrToolsNodes.refuses(instance);
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
    void search(SearchContext<VrpInstance, VrpPlan> run, VrpPlan inserted) {
        OrToolsNatives.load();
        VrpInstance instance = run.instance();
        VrpPlan warm = run.best();
        VrpRoutingFleet fleet =
                VrpRoutingFleet.of(instance, warm == null ? List.of(inserted) : List.of(warm, inserted));
        if (fleet.size() == 0) {
            return;
        }
        OrToolsNodes nodes = new OrToolsNodes(instance, fleet);
        RoutingTrials<VrpPlan> trials =
                new RoutingTrials<>(run, relaxed -> new OrToolsModel(instance, fleet, nodes, relaxed));
        boolean insertable = Vrp.PROBLEM.evaluate(instance, inserted).feasible();
        boolean large = instance.size() > CONSTRUCTION_STOPS && (warm != null || insertable);
        if (large && warm == null) {
            run.offer(inserted, "insertion");
            run.note("OR-Tools needs too long for a first solution of this size; it starts from a cheapest insertion.");
        }
        VrpPlan start = run.best();
        trials.search(
                large ? List.of() : STRATEGIES,
                start == null ? null : stops(instance, fleet, start),
                insertable ? stops(instance, fleet, inserted) : null);
    }

    /** Stops of each vehicle; breaks are placed by the library. */
    private static int @Nullable [][] stops(VrpInstance instance, VrpRoutingFleet fleet, VrpPlan plan) {
        int[][] activities = fleet.activities(plan);
        if (activities == null) {
            return null;
        }
        for (int v = 0; v < activities.length; v++) {
            activities[v] =
                    Arrays.stream(activities[v]).filter(instance::isStop).toArray();
        }
        return activities;
    }
}
