package dev.ansatz.classical.vrp;

import ai.timefold.solver.core.api.solver.phase.PhaseCommand;
import ai.timefold.solver.core.api.solver.phase.PhaseCommandContext;
import dev.ansatz.classical.timefold.ListPlan;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A custom phase for a Timefold application of one's own with windows, several kinds of vehicles, depots or shipments: an engine of this
 * library plans the routes, and the phases after it go on from there. Visits that the engine leaves out stay as they are where they
 * stand on no list.
 *
 * <p>A plan that is there before the phase is a warm start of the engine where it is feasible by the validator; a complete one is only
 * replaced by one that Timefold's own score of the domain prefers. Where the engine refuses the instance or finds no plan, nothing is
 * changed; the log (SLF4J) says why. The engine keeps its own limits. Domains with pinned visits are not for this phase.
 */
public final class VrpRoutingPhase<P, V, C> implements PhaseCommand<P> {
    private static final Logger LOG = LoggerFactory.getLogger(VrpRoutingPhase.class);

    private final VrpRoutingDomain<P, V, C> domain;
    private final Solver<VrpInstance, VrpPlan> engine;
    private final Options<VrpPlan> options;

    /**
     * @param engine any engine for rich routing
     * @param options its limits
     */
    public VrpRoutingPhase(
            VrpRoutingDomain<P, V, C> domain, Solver<VrpInstance, VrpPlan> engine, Options<VrpPlan> options) {
        this.domain = domain;
        this.engine = engine;
        this.options = options;
    }

    @Override
    public void changeWorkingSolution(PhaseCommandContext<P> context) {
        P plan = context.getWorkingSolution();
        VrpInstance instance = domain.instance(plan);
        checkMatches(instance, plan);
        String refusal = engine.refuses(instance);
        if (refusal != null || context.isPhaseTerminated()) {
            LOG.info("No plan by {}: {}", engine.name(), refusal == null ? "time is up." : refusal);
            return;
        }
        VrpPlan present = plan(domain, plan);
        int placed = present.routes().stream()
                .mapToInt(route -> route.activities().length)
                .sum();
        Outcome<VrpPlan> outcome = engine.solve(instance, placed > 0 ? options.withWarmStart(present) : options);
        VrpPlan found = outcome.solution();
        if (found == null) {
            LOG.info("{} found no plan: {}", engine.name(), outcome.notes());
            return;
        }
        boolean taken = ListPlan.improve(
                context,
                domain.vehicleClass(),
                domain.vehicles(plan),
                values(domain, plan, found),
                placed == instance.size());
        LOG.info(
                "Plan by {}: {}{}",
                engine.name(),
                outcome.objective(),
                taken ? "" : ", not better than the present one");
    }

    private void checkMatches(VrpInstance instance, P plan) {
        if (instance.size() != domain.visits(plan).size()
                || instance.types().size() != domain.vehicles(plan).size()
                || instance.types().stream().anyMatch(type -> type.number() != 1)) {
            throw new IllegalArgumentException("The instance must have a stop for each of the "
                    + domain.visits(plan).size() + " visits, and a type of one vehicle for each of the "
                    + domain.vehicles(plan).size() + " vehicles.");
        }
    }

    /** The routes of a planning solution, empty ones left out. */
    public static <P, V, C> VrpPlan plan(VrpRoutingDomain<P, V, C> domain, P plan) {
        List<C> visits = domain.visits(plan);
        IdentityHashMap<C, Integer> stops = new IdentityHashMap<>();
        for (int i = 0; i < visits.size(); i++) {
            stops.put(visits.get(i), i);
        }
        List<V> vehicles = domain.vehicles(plan);
        List<VrpPlan.Route> routes = new ArrayList<>();
        for (int v = 0; v < vehicles.size(); v++) {
            int[] activities = domain.route(vehicles.get(v)).stream()
                    .mapToInt(visit -> stops.getOrDefault(visit, -1))
                    .toArray();
            routes.add(new VrpPlan.Route(v, activities));
        }
        return new VrpPlan(routes);
    }

    /** Fills the list variables of a planning solution that no solver works on: the simple form of a warm start. */
    public static <P, V, C> void fill(VrpRoutingDomain<P, V, C> domain, P plan, VrpPlan routes) {
        List<V> vehicles = domain.vehicles(plan);
        List<List<C>> values = values(domain, plan, routes);
        for (int v = 0; v < vehicles.size(); v++) {
            List<C> route = domain.route(vehicles.get(v));
            route.clear();
            route.addAll(values.get(v));
        }
    }

    private static <P, V, C> List<List<C>> values(VrpRoutingDomain<P, V, C> domain, P plan, VrpPlan routes) {
        List<C> visits = domain.visits(plan);
        List<List<C>> values = new ArrayList<>();
        domain.vehicles(plan).forEach(vehicle -> values.add(List.of()));
        for (VrpPlan.Route route : routes.routes()) {
            values.set(
                    route.type(),
                    Arrays.stream(route.activities())
                            .filter(activity -> activity < visits.size())
                            .mapToObj(visits::get)
                            .toList());
        }
        return values;
    }
}
