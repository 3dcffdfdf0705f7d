package dev.ansatz.classical.vrp;

import com.google.ortools.constraintsolver.Assignment;
import com.google.ortools.constraintsolver.IntVar;
import com.google.ortools.constraintsolver.RoutingDimension;
import com.google.ortools.constraintsolver.RoutingIndexManager;
import com.google.ortools.constraintsolver.RoutingModel;
import com.google.ortools.constraintsolver.RoutingSearchParameters;
import dev.ansatz.problems.vrp.Travel;
import dev.ansatz.problems.vrp.VrpBuilder;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A routing model of OR-Tools of one's own, with time windows, several kinds of vehicles, depots, shipments and nodes that may stay out,
 * as an instance of this library, and a plan of this library as the start of its search.
 *
 * <pre>{@code
 * var adapter = OrToolsModelAdapter.of(manager, model, new OrToolsModelAdapter.Dimensions("Time", List.of("Load")), pairs, parameters);
 * Outcome<VrpPlan> plan = engine.solve(adapter.instance(), Options.ofTime(ofSeconds(1)));
 * Assignment start = adapter.assignment(plan.best());
 * Assignment end = model.solveFromAssignmentWithParameters(start, parameters);
 * }</pre>
 *
 * <p>Read are arc and fixed costs of each vehicle, windows without holes, span limits and costs of the time dimension, capacities, the
 * vehicles that a node allows, and penalties of single nodes. Where a vehicle waits is free, within the slack of the model. What the model
 * knows beyond that (holes, breaks, soft bounds, disjunctions of several nodes, other dimensions) the plan is made without;
 * {@link #assignment} says whether the model accepts it. Used by one thread, as the model is.
 */
public final class OrToolsModelAdapter {
    /**
     * Names of the dimensions that are read.
     *
     * @param time of service, whose transits are the service at the node that is left and the way; null where there is none
     * @param loads whose transits are the demands of the nodes that are left, all of one sign, from 0 at the start
     */
    public record Dimensions(@Nullable String time, List<String> loads) {
        public Dimensions {
            loads = List.copyOf(loads);
        }
    }

    private final RoutingIndexManager manager;
    private final RoutingModel model;
    private final Dimensions dimensions;
    /** Node of each stop of the instance. */
    private final List<Integer> nodes = new ArrayList<>();

    private final VrpInstance instance;

    private OrToolsModelAdapter(RoutingIndexManager manager, RoutingModel model, Dimensions dimensions, int[][] pairs) {
        this.manager = manager;
        this.model = model;
        this.dimensions = dimensions;
        instance = read(pairs);
    }

    /**
     * Reads a model and closes it: constraints and dimensions cannot be added after that.
     *
     * @param pairs nodes {pickup, delivery} of the shipments of the model, which it does not tell
     * @param parameters those of the later search: OR-Tools fixes the metaheuristic when the model is closed
     * @throws IllegalArgumentException if there is no such dimension, or a pair is none of the model
     */
    public static OrToolsModelAdapter of(
            RoutingIndexManager manager,
            RoutingModel model,
            Dimensions dimensions,
            int[][] pairs,
            RoutingSearchParameters parameters) {
        List<String> names = new ArrayList<>(dimensions.loads());
        if (dimensions.time() != null) {
            names.add(dimensions.time());
        }
        for (String name : names) {
            if (!model.hasDimension(name)) {
                throw new IllegalArgumentException("The model has no dimension '" + name + "'.");
            }
        }
        for (int[] pair : pairs) {
            if (!model.IsPickup(manager.nodeToIndex(pair[0])) || !model.IsDelivery(manager.nodeToIndex(pair[1]))) {
                throw new IllegalArgumentException(
                        "The model has no pickup at node " + pair[0] + " with a delivery at node " + pair[1] + ".");
            }
        }
        model.closeModelWithParameters(parameters);
        return new OrToolsModelAdapter(manager, model, dimensions, pairs);
    }

    /** The instance: a location {@code n<node>} for each node, a type {@code v<index>} for each vehicle. It has no coordinates. */
    public VrpInstance instance() {
        return instance;
    }

    /** Node of the index manager of a stop of the instance. */
    public int node(int stop) {
        return nodes.get(stop);
    }

    private VrpInstance read(int[][] pairs) {
        VrpBuilder builder = VrpInstance.builder("routing model");
        int n = manager.getNumberOfNodes();
        boolean[] terminal = new boolean[n];
        for (int v = 0; v < model.vehicles(); v++) {
            terminal[manager.indexToNode(model.start(v))] = true;
            terminal[manager.indexToNode(model.end(v))] = true;
        }
        for (int node = 0; node < n; node++) {
            builder.location("n" + node);
        }
        List<RoutingDimension> loads =
                dimensions.loads().stream().map(model::getMutableDimension).toList();
        RoutingDimension time = dimensions.time() == null ? null : model.getMutableDimension(dimensions.time());
        Map<List<Object>, String> profiles = new HashMap<>();
        for (int v = 0; v < model.vehicles(); v++) {
            addVehicle(builder, v, n, time, loads, profiles);
        }
        int[] delivery = new int[n];
        Arrays.fill(delivery, -1);
        boolean[] delivered = new boolean[n];
        for (int[] pair : pairs) {
            delivery[pair[0]] = pair[1];
            delivered[pair[1]] = true;
        }
        for (int node = 0; node < n; node++) {
            if (terminal[node] || delivered[node]) {
                continue;
            }
            nodes.add(node);
            if (delivery[node] >= 0) {
                nodes.add(delivery[node]);
                addShipment(builder, node, delivery[node], time, loads);
            } else {
                addJob(builder, node, time, loads);
            }
        }
        return builder.build();
    }

    private void addVehicle(
            VrpBuilder builder,
            int v,
            int n,
            @Nullable RoutingDimension time,
            List<RoutingDimension> loads,
            Map<List<Object>, String> profiles) {
        long[][] costs = new long[n][n];
        long[][] durations = new long[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    long from = leaving(i, v);
                    long to = arriving(j, v);
                    costs[i][j] = Math.min(Travel.UNREACHABLE, model.getArcCostForVehicle(from, to, v));
                    durations[i][j] =
                            time == null ? 0 : Math.min(Travel.UNREACHABLE, time.getTransitValue(from, to, v));
                }
            }
        }
        String profile = profiles.computeIfAbsent(
                List.of(
                        Arrays.deepHashCode(costs),
                        Arrays.deepHashCode(durations),
                        model.getVehicleClassIndexOfVehicle(v)),
                key -> {
                    String id = "p" + profiles.size();
                    builder.profile(id, durations, costs);
                    return id;
                });
        long[] capacity = loads.stream()
                .mapToLong(load -> load.cumulVar(model.end(v)).max())
                .toArray();
        builder.vehicle("v" + v, vehicle -> {
            vehicle.start("n" + manager.indexToNode(model.start(v)))
                    .end("n" + manager.indexToNode(model.end(v)))
                    .profile(profile)
                    .capacity(capacity)
                    .fixedCost(model.getFixedCostOfVehicle(v))
                    .costPerDistance(1);
            if (time != null) {
                IntVar start = time.cumulVar(model.start(v));
                vehicle.shift(start.min(), time.cumulVar(model.end(v)).max())
                        .latestStart(start.max())
                        .costPerTime(time.getSpanCostCoefficientForVehicle(v));
                long span = time.getSpanUpperBoundForVehicle(v);
                if (span < Travel.UNREACHABLE) {
                    vehicle.maxDuration(span);
                }
            }
        });
    }

    /** A depot has one index for each start and end, another node has one. */
    private long leaving(int node, int vehicle) {
        return node == manager.indexToNode(model.start(vehicle)) ? model.start(vehicle) : indexOf(node);
    }

    private long arriving(int node, int vehicle) {
        return node == manager.indexToNode(model.end(vehicle)) ? model.end(vehicle) : indexOf(node);
    }

    private long indexOf(int node) {
        for (int v = 0; v < model.vehicles(); v++) {
            if (manager.indexToNode(model.start(v)) == node) {
                return model.start(v);
            }
        }
        long index = manager.nodeToIndex(node);
        return index >= 0 && index < model.size() ? index : model.start(0);
    }

    private long[] demands(int node, List<RoutingDimension> loads) {
        return loads.stream()
                .mapToLong(load -> load.getTransitValue(manager.nodeToIndex(node), model.end(0), 0))
                .toArray();
    }

    private void addJob(VrpBuilder builder, int node, @Nullable RoutingDimension time, List<RoutingDimension> loads) {
        builder.job("n" + node, job -> {
            job.at("n" + node).pickup(demands(node, loads));
            if (time != null) {
                IntVar start = time.cumulVar(manager.nodeToIndex(node));
                job.window(start.min(), start.max());
            }
            common(job, node);
        });
    }

    private void addShipment(
            VrpBuilder builder,
            int pickup,
            int delivery,
            @Nullable RoutingDimension time,
            List<RoutingDimension> loads) {
        builder.shipment("n" + pickup, shipment -> {
            shipment.amount(demands(pickup, loads))
                    .from(end -> end(end.id("n" + pickup), pickup, time))
                    .to(end -> end(end.id("n" + delivery), delivery, time));
            common(shipment, pickup);
        });
    }

    private void end(VrpBuilder.StopSpec end, int node, @Nullable RoutingDimension time) {
        end.at("n" + node);
        if (time != null) {
            IntVar start = time.cumulVar(manager.nodeToIndex(node));
            end.window(start.min(), start.max());
        }
    }

    private void common(VrpBuilder.TaskSpec task, int node) {
        long index = manager.nodeToIndex(node);
        int[] disjunctions = model.getDisjunctionIndices(index);
        if (disjunctions.length > 0 && model.getDisjunctionPenalty(disjunctions[0]) >= 0) {
            task.optional(model.getDisjunctionPenalty(disjunctions[0]));
        }
        List<String> allowed = new ArrayList<>();
        for (int v = 0; v < model.vehicles(); v++) {
            if (model.vehicleVar(index).contains(v)) {
                allowed.add("v" + v);
            }
        }
        if (allowed.size() < model.vehicles()) {
            task.vehicles(allowed);
        }
    }

    /**
     * A plan as an assignment to start the search from.
     *
     * @return null if the model does not accept the plan
     */
    public @Nullable Assignment assignment(VrpPlan plan) {
        long[][] routes = new long[model.vehicles()][0];
        for (VrpPlan.Route route : plan.routes()) {
            routes[route.type()] = Arrays.stream(route.activities())
                    .mapToLong(stop -> manager.nodeToIndex(nodes.get(stop)))
                    .toArray();
        }
        return model.readAssignmentFromRoutes(routes, true);
    }
}
