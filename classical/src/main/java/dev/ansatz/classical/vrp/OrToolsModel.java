package dev.ansatz.classical.vrp;

import com.google.ortools.constraintsolver.Assignment;
import com.google.ortools.constraintsolver.BoundCost;
import com.google.ortools.constraintsolver.IntVar;
import com.google.ortools.constraintsolver.IntervalVar;
import com.google.ortools.constraintsolver.RoutingDimension;
import com.google.ortools.constraintsolver.RoutingIndexManager;
import com.google.ortools.constraintsolver.Solver;
import dev.ansatz.classical.routing.NativeRouting;
import dev.ansatz.problems.vrp.Stop;
import dev.ansatz.problems.vrp.Task;
import dev.ansatz.problems.vrp.TaskGroup;
import dev.ansatz.problems.vrp.TimeWindows;
import dev.ansatz.problems.vrp.VehicleType;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.LongBinaryOperator;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An instance as a native model: a node for each stop, one for each place where vehicles begin or end, one without a place for open
 * routes; a dimension for each limit that may bind.
 */
final class OrToolsModel extends NativeRouting<VrpPlan> {
    private final VrpInstance instance;
    private final VrpRoutingFleet fleet;
    private final OrToolsNodes nodes;
    private final boolean relaxed;
    private final Solver solver;
    private final long horizon;
    private final @Nullable RoutingDimension time;
    private final IntervalVar[][] breaks;

    /** @param relaxed whether required tasks may be left out at a penalty; such routes are no solution */
    OrToolsModel(VrpInstance instance, VrpRoutingFleet fleet, OrToolsNodes nodes, boolean relaxed) {
        super(new RoutingIndexManager(nodes.count(), fleet.size(), nodes.starts(), nodes.ends()));
        this.instance = instance;
        this.fleet = fleet;
        this.nodes = nodes;
        this.relaxed = relaxed;
        solver = model.solver();
        horizon = nodes.horizon();
        breaks = new IntervalVar[fleet.size()][0];
        addCosts();
        time = OrToolsNodes.isTimed(instance) ? addTime() : null;
        addLimits();
        addLoads();
        addOrder();
        addTasks();
        addGroups();
        if (instance.minRoutes() > 0) {
            IntVar[] used = new IntVar[fleet.size()];
            Arrays.setAll(used, model::activeVehicleVar);
            solver.addConstraint(solver.makeSumGreaterOrEqual(used, instance.minRoutes()));
        }
    }

    private VehicleType type(int vehicle) {
        return instance.type(fleet.types()[vehicle]);
    }

    private long index(int stop) {
        return manager.nodeToIndex(stop);
    }

    /** Registers what an arc costs or takes: a matrix, without calls back into the JVM, or beyond some size a function. */
    private int transit(OrToolsNodes.Arcs arcs) {
        if (nodes.count() <= OrToolsNodes.MATRIX_NODES) {
            long[][] matrix = new long[nodes.count()][nodes.count()];
            for (int i = 0; i < matrix.length; i++) {
                for (int j = 0; j < matrix.length; j++) {
                    matrix[i][j] = arcs.of(i, j);
                }
            }
            return model.registerTransitMatrix(matrix);
        }
        int[] nodeOf = new int[manager.getNumberOfIndices()];
        Arrays.setAll(nodeOf, manager::indexToNode);
        LongBinaryOperator callback = keep((from, to) -> arcs.of(nodeOf[(int) from], nodeOf[(int) to]));
        return model.registerTransitCallback(callback);
    }

    /** The evaluator of each vehicle where those of one class, by a key, share one. */
    private int[] transits(IntFunction<Object> key, IntFunction<OrToolsNodes.Arcs> arcs) {
        Map<Object, Integer> known = new HashMap<>();
        int[] evaluators = new int[fleet.size()];
        for (int v = 0; v < evaluators.length; v++) {
            int kind = fleet.types()[v];
            evaluators[v] = known.computeIfAbsent(key.apply(kind), k -> transit(arcs.apply(kind)));
        }
        return evaluators;
    }

    private void addCosts() {
        int[] evaluators = transits(nodes::costClass, nodes::costs);
        for (int v = 0; v < fleet.size(); v++) {
            model.setArcCostEvaluatorOfVehicle(evaluators[v], v);
            model.setFixedCostOfVehicle(instance.costs(fleet.types()[v]).fixed() + instance.vehicleWeight(), v);
        }
    }

    private RoutingDimension addTime() {
        int[] evaluators = transits(kind -> instance.type(kind).profile(), nodes::times);
        model.addDimensionWithVehicleTransits(evaluators, horizon, horizon, false, "time");
        RoutingDimension dimension = model.getMutableDimension("time");
        for (int s = 0; s < instance.size(); s++) {
            TimeWindows windows = instance.stop(s).windows();
            IntVar start = dimension.cumulVar(index(s));
            start.setRange(Math.max(0, windows.earliest()), Math.min(horizon, windows.latest()));
            for (int w = 1; w < windows.count(); w++) {
                start.removeInterval(windows.latest(w - 1) + 1, windows.earliest(w) - 1);
            }
        }
        for (int v = 0; v < fleet.size(); v++) {
            VehicleType type = type(v);
            dimension.cumulVar(model.start(v)).setRange(type.shiftStart(), Math.min(horizon, type.latestStart()));
            dimension.cumulVar(model.end(v)).setMax(Math.min(horizon, type.shiftEnd()));
            if (type.maxDuration() < horizon) {
                dimension.setSpanUpperBoundForVehicle(type.maxDuration(), v);
            }
            VehicleType.Costs costs = instance.costs(fleet.types()[v]);
            if (costs.duration() > 0) {
                dimension.setSpanCostCoefficientForVehicle(costs.duration(), v);
            }
            if (costs.overtime() > 0 && type.regularDuration() < horizon) {
                dimension.setSoftSpanUpperBoundForVehicle(
                        keep(new BoundCost(type.regularDuration(), costs.overtime())), v);
            }
            if (!costs.timed() && type.maxDuration() >= horizon) {
                model.addVariableMinimizedByFinalizer(dimension.cumulVar(model.end(v)));
            }
            addBreaks(dimension, v);
        }
        addReleases(dimension);
        return dimension;
    }

    /** A break of a vehicle that is used lies between its departure and its end. */
    private void addBreaks(RoutingDimension dimension, int vehicle) {
        List<VehicleType.Break> all = type(vehicle).breaks();
        if (all.isEmpty()) {
            return;
        }
        IntVar used = model.activeVehicleVar(vehicle);
        breaks[vehicle] = new IntervalVar[all.size()];
        for (int b = 0; b < all.size(); b++) {
            TimeWindows windows = all.get(b).windows();
            long duration = all.get(b).duration();
            String name = "break " + vehicle + " " + b;
            IntVar start = solver.makeIntVar(windows.earliest(), Math.min(horizon, windows.latest()), name);
            for (int w = 1; w < windows.count(); w++) {
                start.removeInterval(windows.latest(w - 1) + 1, windows.earliest(w) - 1);
            }
            breaks[vehicle][b] = solver.makeFixedDurationIntervalVar(start, duration, used, name);
            var slack = solver.makeProd(used.isEqual(0), 2 * horizon + duration);
            solver.addConstraint(
                    solver.makeGreaterOrEqual(solver.makeSum(start, slack), dimension.cumulVar(model.start(vehicle))));
            solver.addConstraint(solver.makeGreaterOrEqual(
                    solver.makeSum(dimension.cumulVar(model.end(vehicle)), slack), solver.makeSum(start, duration)));
            model.addVariableMinimizedByFinalizer(start);
        }
        long[] visits = new long[(int) model.size()];
        for (int i = 0; i < visits.length; i++) {
            visits[i] = nodes.service(manager.indexToNode(i));
        }
        dimension.setBreakIntervalsOfVehicle(breaks[vehicle], vehicle, visits);
    }

    /** A dimension that is the departure all along the route: each task bounds it from below. */
    private void addReleases(RoutingDimension dimension) {
        if (instance.tasks().stream().noneMatch(task -> task.release() > 0)) {
            return;
        }
        int still = model.registerUnaryTransitVector(new long[nodes.count()]);
        model.addDimension(still, 0, horizon, false, "release");
        RoutingDimension departure = model.getMutableDimension("release");
        for (int s = 0; s < instance.size(); s++) {
            departure
                    .cumulVar(index(s))
                    .setMin(Math.min(
                            horizon, instance.task(instance.stop(s).task()).release()));
        }
        for (int v = 0; v < fleet.size(); v++) {
            solver.addConstraint(
                    solver.makeEquality(departure.cumulVar(model.start(v)), dimension.cumulVar(model.start(v))));
        }
    }

    private boolean anyType(Predicate<VehicleType> what) {
        return instance.types().stream().anyMatch(what);
    }

    private long[] byVehicle(ToLongFunction<VehicleType> limit) {
        long[] limits = new long[fleet.size()];
        Arrays.setAll(limits, v -> limit.applyAsLong(type(v)));
        return limits;
    }

    private void addLimits() {
        if (anyType(type -> type.maxDistance() < TimeWindows.FOREVER)) {
            int[] evaluators = transits(kind -> instance.type(kind).profile(), nodes::distances);
            model.addDimensionWithVehicleTransitAndCapacity(
                    evaluators, 0, byVehicle(VehicleType::maxDistance), true, "distance");
        }
        if (anyType(type -> type.maxDriving() < TimeWindows.FOREVER)) {
            int[] evaluators = transits(kind -> instance.type(kind).profile(), nodes::drives);
            model.addDimensionWithVehicleTransitAndCapacity(
                    evaluators, 0, byVehicle(VehicleType::maxDriving), true, "driving");
        }
        boolean pairs = instance.tasks().stream().anyMatch(Task::isShipment);
        if (pairs || anyType(type -> type.maxStops() < instance.size())) {
            int one = model.registerUnaryTransitVector(nodes.unary(stop -> 1));
            model.addDimensionWithVehicleCapacity(
                    one, 0, byVehicle(type -> Math.min(type.maxStops(), instance.size())), true, "stops");
        }
        if (nodes.hasUnreachable()) {
            int[] evaluators = transits(kind -> instance.type(kind).profile(), nodes::barred);
            model.addDimensionWithVehicleTransitAndCapacity(evaluators, 0, new long[fleet.size()], true, "ways");
        }
    }

    private void addLoads() {
        for (int d = 0; d < instance.dimensions().size(); d++) {
            int dimension = d;
            long delivered = 0;
            long other = 0;
            for (Stop stop : instance.stops()) {
                boolean job = !instance.task(stop.task()).isShipment();
                delivered += job ? stop.delivery()[d] : 0;
                other += stop.pickup()[d];
            }
            long[] free = byVehicle(type -> type.capacity()[dimension] - type.initialLoad()[dimension]);
            if (delivered + other <= Arrays.stream(free).min().orElse(0)) {
                continue;
            }
            long all = delivered + other;
            long[] capacities =
                    Arrays.stream(free).map(capacity -> Math.min(capacity, all)).toArray();
            long[] deliveries =
                    nodes.unary(stop -> instance.task(stop.task()).isShipment() ? 0 : stop.delivery()[dimension]);
            if (other == 0) {
                addLoad(deliveries, capacities, true, "load " + d);
                continue;
            }
            long[] changes = nodes.unary(stop -> stop.pickup()[dimension] - stop.delivery()[dimension]);
            addLoad(changes, capacities, delivered == 0, "load " + d);
            if (delivered > 0) {
                // What is aboard at the start is all that will be delivered.
                addLoad(deliveries, capacities, true, "delivered " + d);
                RoutingDimension load = model.getMutableDimension("load " + d);
                RoutingDimension sum = model.getMutableDimension("delivered " + d);
                for (int v = 0; v < fleet.size(); v++) {
                    solver.addConstraint(
                            solver.makeEquality(load.cumulVar(model.start(v)), sum.cumulVar(model.end(v))));
                }
            }
        }
    }

    private void addLoad(long[] changes, long[] capacities, boolean fromZero, String name) {
        model.addDimensionWithVehicleCapacity(model.registerUnaryTransitVector(changes), 0, capacities, fromZero, name);
    }

    private static boolean any(long[] amounts) {
        return Arrays.stream(amounts).anyMatch(amount -> amount > 0);
    }

    /** Counts pickups before each delivery, of which there must be none, and deliveries before each pickup. */
    private void addOrder() {
        if (anyType(type -> type.order() != VehicleType.Order.FREE)) {
            int pickups = model.registerUnaryTransitVector(nodes.unary(stop -> any(stop.pickup()) ? 1 : 0));
            int none = model.registerUnaryTransitVector(new long[nodes.count()]);
            int[] evaluators = new int[fleet.size()];
            Arrays.setAll(evaluators, v -> type(v).order() == VehicleType.Order.FREE ? none : pickups);
            model.addDimensionWithVehicleTransits(evaluators, 0, instance.size(), true, "pickups before");
            RoutingDimension before = model.getMutableDimension("pickups before");
            for (int s = 0; s < instance.size(); s++) {
                if (any(instance.stop(s).delivery())) {
                    before.cumulVar(index(s)).setMax(0);
                }
            }
        }
        if (anyType(type -> type.order() == VehicleType.Order.DELIVERIES_FIRST_AND_NEEDED)) {
            int deliveries = model.registerUnaryTransitVector(nodes.unary(stop -> any(stop.delivery()) ? 1 : 0));
            model.addDimension(deliveries, 0, instance.size() + 1L, false, "deliveries before");
            RoutingDimension before = model.getMutableDimension("deliveries before");
            for (int s = 0; s < instance.size(); s++) {
                if (any(instance.stop(s).pickup()) && !any(instance.stop(s).delivery())) {
                    before.cumulVar(index(s)).setMin(1);
                }
            }
            for (int v = 0; v < fleet.size(); v++) {
                boolean needed = type(v).order() == VehicleType.Order.DELIVERIES_FIRST_AND_NEEDED;
                before.cumulVar(model.start(v)).setValue(needed ? 0 : 1);
            }
        }
    }

    private void addTasks() {
        List<List<Integer>> groups = instance.groupsByTask();
        long dear = nodes.dearest();
        for (int t = 0; t < instance.tasks().size(); t++) {
            Task task = instance.task(t);
            boolean oneOf = groups.get(t).stream()
                    .anyMatch(g -> instance.groups().get(g).kind() == TaskGroup.Kind.ONE_OF);
            boolean optional = !task.required() || relaxed;
            if (optional && !oneOf) {
                model.addDisjunction(new long[] {index(task.stop())}, task.required() ? dear : instance.penalty(t));
            }
            if (optional && task.isShipment()) {
                model.addDisjunction(new long[] {index(task.delivery())}, 0);
            }
            long[] barred = barred(t);
            for (int stop : instance.stopsOf(t)) {
                if (barred.length > 0) {
                    model.vehicleVar(index(stop)).removeValues(barred);
                }
            }
            if (task.isShipment()) {
                addShipment(task);
            }
        }
    }

    /** Vehicles that may not serve a task. */
    private long[] barred(int task) {
        List<Long> barred = new ArrayList<>();
        for (int v = 0; v < fleet.size(); v++) {
            if (!instance.suits(task, fleet.types()[v])) {
                barred.add((long) v);
            }
        }
        return barred.stream().mapToLong(Long::longValue).toArray();
    }

    private void addShipment(Task task) {
        long pickup = index(task.stop());
        long delivery = index(task.delivery());
        model.addPickupAndDelivery(pickup, delivery);
        solver.addConstraint(solver.makeEquality(model.vehicleVar(pickup), model.vehicleVar(delivery)));
        RoutingDimension count = model.getMutableDimension("stops");
        solver.addConstraint(solver.makeLessOrEqual(count.cumulVar(pickup), count.cumulVar(delivery)));
        if (time != null && task.maxRide() < horizon) {
            long most = task.maxRide() + nodes.service(task.stop());
            solver.addConstraint(
                    solver.makeLessOrEqual(time.cumulVar(delivery), solver.makeSum(time.cumulVar(pickup), most)));
        }
    }

    private void addGroups() {
        for (TaskGroup group : instance.groups()) {
            long[] members = Arrays.stream(group.tasks())
                    .mapToLong(task -> index(instance.task(task).stop()))
                    .toArray();
            if (members.length == 0) {
                continue;
            }
            if (group.kind() == TaskGroup.Kind.ONE_OF) {
                if (!group.required()) {
                    model.addDisjunction(members, instance.penalty(group));
                } else if (relaxed) {
                    model.addDisjunction(members, nodes.dearest());
                } else {
                    model.addDisjunction(members);
                }
                continue;
            }
            for (int i = 0; i < members.length; i++) {
                for (int j = 0; j < i; j++) {
                    boolean together = group.kind() == TaskGroup.Kind.SAME_ROUTE;
                    boolean required = instance.task(group.tasks()[i]).required()
                            && instance.task(group.tasks()[j]).required();
                    if (together && required && !relaxed) {
                        // The library moves what it knows to be on one vehicle together.
                        solver.addConstraint(
                                solver.makeEquality(model.vehicleVar(members[i]), model.vehicleVar(members[j])));
                    } else {
                        addPair(members[i], members[j], together);
                    }
                }
            }
        }
    }

    private void addPair(long one, long other, boolean together) {
        IntVar same = solver.makeIsEqualVar(model.vehicleVar(one), model.vehicleVar(other));
        var both = solver.makeSum(model.activeVar(one), model.activeVar(other));
        solver.addConstraint(
                together
                        ? solver.makeGreaterOrEqual(solver.makeSum(same, 1), both)
                        : solver.makeLessOrEqual(solver.makeSum(same, both), 2));
    }

    @Override
    public long cost(int[][] routes) {
        if (time != null && instance.types().stream().anyMatch(this::isTimed)) {
            return -1;
        }
        VrpRoutingEvaluator evaluator = new VrpRoutingEvaluator(instance);
        boolean[] served = new boolean[instance.size()];
        long cost = 0;
        for (int v = 0; v < routes.length; v++) {
            cost += evaluator
                    .evaluate(fleet.types()[v], routes[v], routes[v].length)
                    .cost();
            for (int stop : routes[v]) {
                served[stop] = true;
            }
        }
        for (int t = 0; t < instance.tasks().size(); t++) {
            cost += served[instance.task(t).stop()] ? 0 : instance.penalty(t);
        }
        for (TaskGroup group : instance.groups()) {
            boolean any = Arrays.stream(group.tasks())
                    .anyMatch(task -> served[instance.task(task).stop()]);
            cost += group.kind() == TaskGroup.Kind.ONE_OF && !any ? instance.penalty(group) : 0;
        }
        return cost;
    }

    private boolean isTimed(VehicleType type) {
        return instance.costs(instance.types().indexOf(type)).timed();
    }

    @Override
    public @Nullable VrpPlan solution(int[][] routes, @Nullable Assignment assignment) {
        int[][] activities = new int[routes.length][];
        for (int v = 0; v < routes.length; v++) {
            activities[v] =
                    routes[v].length == 0 || breaks[v].length == 0 ? routes[v] : withBreaks(v, routes[v], assignment);
        }
        return relaxed && lacksRequired(routes) ? null : fleet.plan(instance, activities);
    }

    private boolean lacksRequired(int[][] routes) {
        boolean[] served = new boolean[instance.size()];
        for (int[] route : routes) {
            for (int stop : route) {
                served[stop] = true;
            }
        }
        return instance.tasks().stream().anyMatch(task -> task.required() && !served[task.stop()])
                || instance.groups().stream()
                        .anyMatch(group -> group.kind() == TaskGroup.Kind.ONE_OF
                                && group.required()
                                && Arrays.stream(group.tasks())
                                        .noneMatch(task ->
                                                served[instance.task(task).stop()]));
    }

    /** Each break stands before the first stop that is served after it. */
    private int[] withBreaks(int vehicle, int[] route, @Nullable Assignment assignment) {
        IntervalVar[] own = breaks[vehicle];
        Integer[] order = new Integer[own.length];
        long[] starts = new long[own.length];
        for (int b = 0; b < own.length; b++) {
            order[b] = b;
            starts[b] = assignment == null ? own[b].startMin() : assignment.startMin(own[b]);
        }
        Arrays.sort(order, Comparator.comparingLong(b -> starts[b]));
        int[] activities = new int[route.length + own.length];
        int length = 0;
        int next = 0;
        RoutingDimension times = Objects.requireNonNull(time);
        for (int stop : route) {
            IntVar start = times.cumulVar(index(stop));
            long at = assignment == null ? start.min() : assignment.min(start);
            while (next < own.length && starts[order[next]] + own[order[next]].durationMin() <= at) {
                activities[length++] = instance.breakActivity(fleet.types()[vehicle], order[next++]);
            }
            activities[length++] = stop;
        }
        while (next < own.length) {
            activities[length++] = instance.breakActivity(fleet.types()[vehicle], order[next++]);
        }
        return activities;
    }
}
