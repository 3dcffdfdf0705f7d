package dev.ansatz.classical.cvrp;

import ai.timefold.solver.core.api.solver.phase.PhaseCommand;
import ai.timefold.solver.core.api.solver.phase.PhaseCommandContext;
import dev.ansatz.classical.timefold.ListPlan;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A custom phase for a Timefold application of one's own: an engine of this library plans the routes, and the phases after it go on
 * from there.
 *
 * <pre>{@code
 * new SolverConfig()...withPhases(
 *         new CustomPhaseConfig().withCustomPhaseCommands(new RoutingPhase<>(domain, engine, Options.ofTime(ofSeconds(1)))),
 *         new ConstructionHeuristicPhaseConfig(), // places what the engine could not
 *         new LocalSearchPhaseConfig());
 * }</pre>
 *
 * <p>A plan that is complete before the phase is a warm start of the engine where it keeps the capacities, and is only replaced by
 * one that Timefold's own score of the domain prefers. Where the engine refuses the instance or finds no plan, nothing is changed;
 * the log (SLF4J) says why. The engine keeps its own limits: Timefold's termination is looked at before it and after it.
 *
 * <p>Domains with pinned visits, several depots or visits that may stay out are not for this phase.
 */
public final class RoutingPhase<P, V, C> implements PhaseCommand<P> {
    private static final Logger LOG = LoggerFactory.getLogger(RoutingPhase.class);

    private final RoutingDomain<P, V, C> domain;
    private final Solver<CvrpInstance, Routes> engine;
    private final Options<Routes> options;

    /**
     * @param engine any engine for CVRP, such as a policy alone or a hybrid
     * @param options its limits
     */
    public RoutingPhase(RoutingDomain<P, V, C> domain, Solver<CvrpInstance, Routes> engine, Options<Routes> options) {
        this.domain = domain;
        this.engine = engine;
        this.options = options;
    }

    @Override
    public void changeWorkingSolution(PhaseCommandContext<P> context) {
        P plan = context.getWorkingSolution();
        CvrpInstance instance = domain.instance(plan);
        String refusal = engine.refuses(instance);
        if (refusal != null || context.isPhaseTerminated()) {
            LOG.info("No plan by {}: {}", engine.name(), refusal == null ? "time is up." : refusal);
            return;
        }
        Routes present = routes(domain, plan);
        boolean complete =
                Arrays.stream(present.toArray()).mapToInt(route -> route.length).sum() == instance.size();
        Outcome<Routes> outcome = engine.solve(instance, complete ? options.withWarmStart(present) : options);
        Routes routes = outcome.solution();
        if (routes == null) {
            LOG.info("{} found no plan: {}", engine.name(), outcome.notes());
            return;
        }
        boolean taken = ListPlan.improve(
                context, domain.vehicleClass(), domain.vehicles(plan), values(domain, plan, routes), complete);
        LOG.info(
                "Plan by {}: {}{}",
                engine.name(),
                outcome.objective(),
                taken ? "" : ", not better than the present one");
    }

    /** The routes of a plan, empty ones left out. */
    public static <P, V, C> Routes routes(RoutingDomain<P, V, C> domain, P plan) {
        List<C> visits = domain.visits(plan);
        IdentityHashMap<C, Integer> nodes = new IdentityHashMap<>();
        for (int i = 0; i < visits.size(); i++) {
            nodes.put(visits.get(i), i + 1);
        }
        return new Routes(domain.vehicles(plan).stream()
                .map(vehicle -> domain.route(vehicle).stream()
                        .mapToInt(visit -> nodes.getOrDefault(visit, 0))
                        .toArray())
                .toArray(int[][]::new));
    }

    /**
     * Fills the list variables of a plan that no solver works on, before it is given to one: the simple form of a warm start.
     *
     * @throws IllegalArgumentException if there are more routes than vehicles
     */
    public static <P, V, C> void fill(RoutingDomain<P, V, C> domain, P plan, Routes routes) {
        List<V> vehicles = domain.vehicles(plan);
        List<List<C>> values = values(domain, plan, routes);
        for (int v = 0; v < vehicles.size(); v++) {
            List<C> route = domain.route(vehicles.get(v));
            route.clear();
            route.addAll(values.get(v));
        }
    }

    private static <P, V, C> List<List<C>> values(RoutingDomain<P, V, C> domain, P plan, Routes routes) {
        List<V> vehicles = domain.vehicles(plan);
        List<C> visits = domain.visits(plan);
        if (routes.count() > vehicles.size()) {
            throw new IllegalArgumentException(
                    "There are " + routes.count() + " routes for " + vehicles.size() + " vehicles.");
        }
        List<List<C>> values = new java.util.ArrayList<>();
        for (int v = 0; v < vehicles.size(); v++) {
            values.add(
                    v < routes.count()
                            ? Arrays.stream(routes.route(v))
                                    .mapToObj(node -> visits.get(node - 1))
                                    .toList()
                            : List.of());
        }
        return values;
    }
}
