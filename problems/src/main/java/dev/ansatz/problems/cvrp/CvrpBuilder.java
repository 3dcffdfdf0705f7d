package dev.ansatz.problems.cvrp;

import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.NodeIds;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.PlaceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes an instance of a planning application's orders, known by its own ids: {@link CvrpInstance#builder}. Nothing is checked before
 * {@link #build}, which tells all mistakes at once. Not thread-safe.
 */
public final class CvrpBuilder {
    private record Stop(String id, double x, double y, long demand) {}

    private final String name;
    private final List<Stop> orders = new ArrayList<>();
    private @Nullable Stop depot;
    private @Nullable Long capacity;
    private @Nullable Integer vehicles;
    private @Nullable Double maxRouteLength;
    private double serviceTime;
    private Metric metric = Metric.EXACT_2D;
    private @Nullable ToDoubleBiFunction<String, String> function;
    private double @Nullable [] @Nullable [] matrix;

    CvrpBuilder(String name) {
        this.name = name;
    }

    /** Where routes begin and end; x and y are latitude and longitude where the metric says so. */
    public CvrpBuilder depot(String id, double x, double y) {
        depot = new Stop(id, x, y, 0);
        return this;
    }

    /** The depot of an instance whose {@link #distances} are given. */
    public CvrpBuilder depot(String id) {
        return depot(id, Double.NaN, Double.NaN);
    }

    /** One more order; x and y are latitude and longitude where the metric says so. */
    public CvrpBuilder order(String id, double x, double y, long demand) {
        orders.add(new Stop(id, x, y, demand));
        return this;
    }

    /** One more order of an instance whose {@link #distances} are given. */
    public CvrpBuilder order(String id, long demand) {
        return order(id, Double.NaN, Double.NaN, demand);
    }

    /** Capacity of each vehicle, in the unit of the demands. */
    public CvrpBuilder capacity(long each) {
        capacity = each;
        return this;
    }

    /** At most so many routes; without it as many as are needed. */
    public CvrpBuilder vehicles(int atMost) {
        vehicles = atMost;
        return this;
    }

    /** Limit on the length of each route, to which each order adds {@code serviceTime}. */
    public CvrpBuilder maxRouteLength(double limit, double newServiceTime) {
        maxRouteLength = limit;
        serviceTime = newServiceTime;
        return this;
    }

    /** How distances follow from x and y, {@link Metric#EXACT_2D} unless said otherwise. */
    public CvrpBuilder metric(Metric newMetric) {
        metric = newMetric;
        return this;
    }

    /**
     * Distances from one id to another, such as kilometres or minutes by road, in place of a metric; x and y then only say where orders
     * are drawn. Asked once for each pair and direction, so of a few thousand orders at most.
     */
    public CvrpBuilder distances(ToDoubleBiFunction<String, String> fromTo) {
        function = fromTo;
        matrix = null;
        return this;
    }

    /**
     * Distances in place of a metric, as a matrix.
     *
     * @param fromTo {@code [from][to]}, the depot first and then the orders in the order given; copied by {@link #build}
     */
    public CvrpBuilder distances(double[][] fromTo) {
        matrix = fromTo;
        function = null;
        return this;
    }

    /** All that is wrong: what cannot be, or, where it can, what has no solution. Asks for the distances as {@link #build} does. */
    public List<Issue> validate() {
        List<Issue> issues = new ArrayList<>();
        CvrpInstance instance = instance(issues);
        return instance == null ? issues : Cvrp.PROBLEM.validate(instance);
    }

    /**
     * The instance: its depot is node 0, its customers are the orders in the order given.
     *
     * @throws InputException if something is missing or cannot be; all mistakes at once
     */
    public CvrpInstance build() {
        List<Issue> issues = new ArrayList<>();
        CvrpInstance instance = instance(issues);
        Mistakes.throwIfAny(issues);
        return Objects.requireNonNull(instance);
    }

    /** The instance; null where there are issues. */
    private @Nullable CvrpInstance instance(List<Issue> issues) {
        List<Stop> stops = new ArrayList<>();
        if (depot == null) {
            issues.add(Issue.malformed("depot", List.of(), name + " has no depot."));
        } else {
            stops.add(depot);
        }
        stops.addAll(orders);
        long each = capacity == null ? Long.MAX_VALUE : capacity;
        if (capacity == null || capacity < 0) {
            issues.add(Issue.malformed(
                    "capacity",
                    List.of(),
                    name + (capacity == null ? " has no capacity." : " has a negative capacity.")));
        }
        if (vehicles != null && vehicles < 1) {
            issues.add(Issue.malformed(
                    "vehicles", List.of(), name + " has " + vehicles + " vehicles; it needs at least 1."));
        }
        addNegative("maximum route length", maxRouteLength, issues);
        addNegative("service time", serviceTime, issues);
        for (Stop stop : stops) {
            String fault = CvrpFormats.demandFault(stop.demand(), false, each);
            if (fault != null) {
                issues.add(Issue.malformed(
                        "demand",
                        List.of(stop.id()),
                        "in " + name + ", the demand " + stop.demand() + " of '" + stop.id() + "' " + fault));
            }
        }
        if (stops.stream().mapToDouble(Stop::demand).sum() > Numbers.MAX_EXACT) {
            issues.add(Issue.malformed("demand", List.of(), "the demands of " + name + " sum up to more than 2^53."));
        }
        List<String> ids = stops.stream().map(Stop::id).toList();
        Distances distances = new PlaceTable(
                        name,
                        ids,
                        stops.stream().mapToDouble(Stop::x).toArray(),
                        stops.stream().mapToDouble(Stop::y).toArray(),
                        metric,
                        function,
                        matrix)
                .distances(issues::add);
        if (!issues.isEmpty() || distances == null) {
            return null;
        }
        return new CvrpInstance(
                        name,
                        distances,
                        stops.stream().mapToLong(Stop::demand).toArray(),
                        each,
                        vehicles,
                        maxRouteLength,
                        serviceTime)
                .withIds(new NodeIds(ids));
    }

    private void addNegative(String what, @Nullable Double value, List<Issue> issues) {
        if (value != null && !(value >= 0 && value <= Numbers.MAX_EXACT)) {
            issues.add(Issue.malformed(
                    "route-length",
                    List.of(),
                    "the " + what + " " + Numbers.format(value) + " of " + name + " is "
                            + (value < 0 ? "negative." : value > 0 ? "too large." : "no number.")));
        }
    }
}
