package dev.ansatz.problems.cvrp;

import dev.ansatz.problems.InputException;
import dev.ansatz.problems.NodeIds;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.io.Geometry;
import dev.ansatz.problems.io.Mistakes;
import java.util.ArrayList;
import java.util.List;
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
    private @Nullable ToDoubleBiFunction<String, String> distances;

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
     * are drawn. Asked once for each pair, so of a few thousand orders at most.
     */
    public CvrpBuilder distances(ToDoubleBiFunction<String, String> fromTo) {
        distances = fromTo;
        return this;
    }

    /**
     * The instance: its depot is node 0, its customers are the orders in the order given.
     *
     * @throws InputException if something is missing or cannot be; all mistakes at once
     */
    public CvrpInstance build() {
        Mistakes mistakes = new Mistakes(null);
        List<Stop> stops = new ArrayList<>();
        if (depot == null) {
            mistakes.add(0, name + " has no depot.");
        } else {
            stops.add(depot);
        }
        stops.addAll(orders);
        List<String> ids = stops.stream().map(Stop::id).toList();
        String in = "in " + name + ", ";
        NodeIds.check(ids, (fault, node) -> mistakes.add(0, in + fault));
        if (capacity == null || capacity < 0) {
            mistakes.add(0, name + (capacity == null ? " has no capacity." : " has a negative capacity."));
        }
        if (vehicles != null && vehicles < 1) {
            mistakes.add(0, name + " has " + vehicles + " vehicles; it needs at least 1.");
        }
        for (Stop stop : stops) {
            boolean placed = Double.isFinite(stop.x()) && Double.isFinite(stop.y());
            if (distances == null && !placed) {
                mistakes.add(0, in + "'" + stop.id() + "' has no finite coordinates.");
            } else if (metric == Metric.HAVERSINE && placed && (Math.abs(stop.x()) > 90 || Math.abs(stop.y()) > 180)) {
                mistakes.add(0, in + "'" + stop.id() + "' is at no latitude and longitude in degrees.");
            }
            String fault = CvrpFormats.demandFault(stop.demand(), false, capacity == null ? Long.MAX_VALUE : capacity);
            if (fault != null) {
                mistakes.add(0, in + "the demand " + stop.demand() + " of '" + stop.id() + "' " + fault);
            }
        }
        Distances all = distances == null ? null : matrix(stops, distances, mistakes);
        mistakes.throwIfAny();
        if (all == null) {
            all = new CoordinateDistances(
                    stops.stream().mapToDouble(Stop::x).toArray(),
                    stops.stream().mapToDouble(Stop::y).toArray(),
                    metric);
        }
        return new CvrpInstance(
                        name,
                        all,
                        stops.stream().mapToLong(Stop::demand).toArray(),
                        capacity,
                        vehicles,
                        maxRouteLength,
                        serviceTime)
                .withIds(new NodeIds(ids));
    }

    private @Nullable Distances matrix(List<Stop> stops, ToDoubleBiFunction<String, String> fromTo, Mistakes mistakes) {
        int n = stops.size();
        double[] matrix = new double[Math.multiplyExact(n, n)];
        boolean sound = true;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i == j) {
                    continue;
                }
                String from = stops.get(i).id();
                String to = stops.get(j).id();
                double distance = fromTo.applyAsDouble(from, to);
                if (Double.isNaN(distance) || Geometry.distanceFault(distance, n) != null) {
                    mistakes.add(
                            0,
                            "in " + name + ", the distance " + distance + " from '" + from + "' to '" + to
                                    + "' cannot be.");
                    sound = false;
                }
                matrix[i * n + j] = distance;
            }
        }
        if (!sound) {
            return null;
        }
        boolean placed = stops.stream().allMatch(stop -> Double.isFinite(stop.x()) && Double.isFinite(stop.y()));
        boolean degrees = metric == Metric.HAVERSINE; // latitude, longitude: north is up
        return new MatrixDistances(
                n,
                matrix,
                placed
                        ? stops.stream()
                                .map(stop ->
                                        degrees ? new double[] {stop.y(), stop.x()} : new double[] {stop.x(), stop.y()})
                                .toArray(double[][]::new)
                        : null);
    }
}
