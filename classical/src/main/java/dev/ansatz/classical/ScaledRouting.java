package dev.ansatz.classical;

import dev.ansatz.classical.construction.Packing;
import dev.ansatz.problems.Numbers;
import dev.ansatz.problems.Run;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.NearestOpen;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A TSP or CVRP as engines with integer arithmetic see it: routes of vehicles from and to node 0, all lengths in {@code long}.
 *
 * <p>Where all lengths of the instance are integers they are taken as they are. Else every length is multiplied by a power of
 * two such that the longest distance is about 2^38, and rounded: an error of at most 2^-39 of the longest distance per arc,
 * well inside the tolerance of the validator, and sums over a million arcs still fit.
 *
 * <p>A TSP is one vehicle without capacity that starts at city 0. Immutable and thread-safe.
 */
public final class ScaledRouting<S> {
    /** Up to this number of nodes all distances are held in a matrix (32 MB); beyond they are computed. */
    public static final int MATRIX_NODES = 2048;

    /** From this number of nodes on, nearest nodes are looked for in a tree: near is by coordinates then, not by rounded lengths. */
    private static final int TREE_NODES = 5000;

    private static final int SCALED_BITS = 38;
    /** Half of the validator's tolerance, so that a route exactly at the limit survives the rounding. */
    private static final double LIMIT_SLACK = 5e-10;

    private final int nodes;
    private final Distances distances;
    private final long @Nullable [] matrix;
    private final double factor;
    private final boolean exact;
    private final long[] demands;
    private final long capacity;
    private final @Nullable Integer maxVehicles;
    private final @Nullable Long maxLength;
    private final long service;
    private final Function<int[][], S> toSolution;
    private final Function<S, int[][]> toRoutes;
    private final Function<BooleanSupplier, int @Nullable [][]> fullFleet;
    private final Function<BooleanSupplier, int @Nullable [][]> packed;

    private ScaledRouting(
            Distances distances,
            double serviceTime,
            @Nullable Double maxRouteLength,
            long[] demands,
            long capacity,
            @Nullable Integer maxVehicles,
            Function<int[][], S> toSolution,
            Function<S, int[][]> toRoutes,
            Function<BooleanSupplier, int @Nullable [][]> fullFleet,
            Function<BooleanSupplier, int @Nullable [][]> packed) {
        this.nodes = distances.size();
        this.distances = distances;
        this.exact = distances.integral() && serviceTime == Math.rint(serviceTime);
        this.factor = exact ? 1 : Math.scalb(1.0, SCALED_BITS - Math.getExponent(longest(distances, serviceTime)));
        this.service = scale(serviceTime);
        this.maxLength = maxRouteLength == null ? null : scaleLimit(maxRouteLength);
        this.demands = demands;
        this.capacity = capacity;
        this.maxVehicles = maxVehicles;
        this.toSolution = toSolution;
        this.toRoutes = toRoutes;
        this.fullFleet = fullFleet;
        this.packed = packed;
        this.matrix = nodes <= MATRIX_NODES ? matrix() : null;
    }

    public static ScaledRouting<Tour> of(TspInstance instance) {
        return new ScaledRouting<>(
                instance.distances(),
                0,
                null,
                new long[instance.size()],
                0,
                1,
                routes -> {
                    int[] route = routes.length == 0 ? new int[0] : routes[0];
                    int[] order = new int[route.length + 1];
                    System.arraycopy(route, 0, order, 1, route.length);
                    return new Tour(order);
                },
                tour -> new int[][] {fromCityZero(tour.order())},
                stop -> null,
                stop -> null);
    }

    public static ScaledRouting<Routes> of(CvrpInstance instance) {
        return new ScaledRouting<>(
                instance.distances(),
                instance.serviceTime(),
                instance.maxRouteLength(),
                instance.demands(),
                instance.capacity(),
                instance.maxVehicles(),
                Routes::new,
                Routes::toArray,
                stop -> Packing.tight(instance, stop),
                stop -> Packing.withinFleet(instance, stop));
    }

    private static int[] fromCityZero(int[] order) {
        int start = 0;
        while (order[start] != 0) {
            start++;
        }
        int[] rest = new int[order.length - 1];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = order[(start + 1 + i) % order.length];
        }
        return rest;
    }

    /** An upper bound of the longest distance, tight within the diagonal of the bounding box; never 0. */
    private static double longest(Distances distances, double serviceTime) {
        double longest = serviceTime;
        if (distances instanceof CoordinateDistances points) {
            double minX = Double.POSITIVE_INFINITY;
            double maxX = Double.NEGATIVE_INFINITY;
            double minY = Double.POSITIVE_INFINITY;
            double maxY = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < points.size(); i++) {
                minX = Math.min(minX, points.x(i));
                maxX = Math.max(maxX, points.x(i));
                minY = Math.min(minY, points.y(i));
                maxY = Math.max(maxY, points.y(i));
            }
            longest = Math.max(longest, points.metric().longestWithin(maxX - minX, maxY - minY));
        } else {
            for (int i = 0; i < distances.size(); i++) {
                for (int j = 0; j < distances.size(); j++) {
                    longest = Math.max(longest, distances.between(i, j));
                }
            }
        }
        return longest > 0 ? longest : 1;
    }

    private long[] matrix() {
        long[] all = new long[nodes * nodes];
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < nodes; j++) {
                all[i * nodes + j] = scale(distances.between(i, j));
            }
        }
        return all;
    }

    private long scale(double length) {
        return exact ? (long) length : Math.round(length * factor);
    }

    private long scaleLimit(double limit) {
        double scaled = exact ? limit : limit * factor;
        return (long) Math.floor(Math.min(scaled * (1 + LIMIT_SLACK), Numbers.MAX_EXACT * 64));
    }

    /** Number of nodes, node 0 (the depot, or the first city) included. */
    public int nodes() {
        return nodes;
    }

    /** Scaled distance. */
    public long distance(int i, int j) {
        return matrix != null ? matrix[i * nodes + j] : scale(distances.between(i, j));
    }

    public long demand(int node) {
        return demands[node];
    }

    public boolean hasCapacity() {
        return capacity > 0;
    }

    public long capacity() {
        return capacity;
    }

    /** Scaled service time at each customer; counts against {@link #maxLength} only. */
    public long service() {
        return service;
    }

    /** Scaled limit of distance and service time of a route, or null. */
    public @Nullable Long maxLength() {
        return maxLength;
    }

    /** Largest number of routes, or null where the fleet is free. */
    public @Nullable Integer maxVehicles() {
        return maxVehicles;
    }

    /** Factor by which lengths of the instance were multiplied; 1 where they are integers. */
    public double factor() {
        return factor;
    }

    /** Sum of the scaled distances of routes that list customers without node 0. */
    public long cost(int[][] routes) {
        long cost = 0;
        for (int[] route : routes) {
            int previous = 0;
            for (int node : route) {
                cost += distance(previous, node);
                previous = node;
            }
            cost += distance(previous, 0);
        }
        return cost;
    }

    /** Routes without node 0, to a solution of the instance. Empty routes are allowed. */
    public S solution(int[][] routes) {
        return toSolution.apply(routes);
    }

    /** A feasible solution of the instance, to routes without node 0. */
    public int[][] routes(S solution) {
        return toRoutes.apply(solution);
    }

    /**
     * How many vehicles an engine should offer: the fleet where it is limited, else a quarter more than the nearest-neighbour
     * routes need, since engines slow down with every vehicle that stays empty.
     *
     * @param nearestNeighbour routes of {@link #nearestNeighbour}
     */
    public int vehicles(int[][] nearestNeighbour) {
        Integer limit = maxVehicles;
        int customers = Math.max(1, nodes - 1);
        return Math.min(
                customers, limit != null ? limit : (int) Math.min(customers, nearestNeighbour.length * 5L / 4 + 3));
    }

    /**
     * Always the nearest unserved customer that still fits, else back to the depot and on with the next vehicle. Ignores a limit
     * on the fleet, and the largest length where a customer is alone on its route. O(n²) time up to {@value #TREE_NODES} nodes and
     * without coordinates, else about O(n log n); O(n) memory.
     */
    public int[][] nearestNeighbour() {
        if (nodes > TREE_NODES && distances instanceof CoordinateDistances points) {
            return nearestNeighbourByTree(points);
        }
        int[] open = new int[nodes - 1];
        Arrays.setAll(open, i -> i + 1);
        int left = open.length;
        int[][] routes = new int[nodes][];
        int count = 0;
        int[] route = new int[nodes];
        while (left > 0) {
            int length = 0;
            long load = 0;
            long duration = 0;
            int last = 0;
            while (true) {
                int nearest = -1;
                long nearestDistance = Long.MAX_VALUE;
                for (int k = 0; k < left; k++) {
                    int node = open[k];
                    if (load + demands[node] > capacity) {
                        continue;
                    }
                    long d = distance(last, node);
                    if (d < nearestDistance
                            && (maxLength == null
                                    || length == 0
                                    || duration + d + service + distance(node, 0) <= maxLength)) {
                        nearest = k;
                        nearestDistance = d;
                    }
                }
                if (nearest < 0) {
                    break;
                }
                int node = open[nearest];
                open[nearest] = open[--left];
                route[length++] = node;
                load += demands[node];
                duration += nearestDistance + service;
                last = node;
            }
            routes[count++] = Arrays.copyOf(route, length);
        }
        return Arrays.copyOf(routes, count);
    }

    private int[][] nearestNeighbourByTree(CoordinateDistances points) {
        NearestOpen open = new NearestOpen(points, demands);
        open.close(0);
        int[][] routes = new int[nodes][];
        int count = 0;
        int[] route = new int[nodes];
        for (int left = nodes - 1; left > 0; ) {
            int length = 0;
            long load = 0;
            long duration = 0;
            int last = 0;
            while (left > 0) {
                int from = last;
                long before = duration + service;
                boolean alone = length == 0;
                int node = open.nearest(
                        from,
                        capacity - load,
                        to -> maxLength == null || alone || before + distance(from, to) + distance(to, 0) <= maxLength);
                if (node < 0) {
                    break;
                }
                open.close(node);
                left--;
                route[length++] = node;
                load += demands[node];
                duration = before + distance(from, node);
                last = node;
            }
            routes[count++] = Arrays.copyOf(route, length);
        }
        return Arrays.copyOf(routes, count);
    }

    /**
     * Gives a run without a solution a {@linkplain Packing#tight packing}, where all vehicles have to be all but full: a library starts
     * from it then.
     *
     * @param nearestNeighbour routes of {@link #nearestNeighbour}
     * @param library name of the library, for a note
     */
    public void startFullFleet(Run<?, S> run, int[][] nearestNeighbour, String library) {
        if (run.best() == null && maxVehicles != null && nearestNeighbour.length > maxVehicles) {
            offerPacking(
                    run, fullFleet, "The fleet is all but full: " + library + " starts from a packing of the demands.");
        }
    }

    /** Gives a run in which a library has found nothing a {@linkplain Packing#withinFleet packing}, where the fleet is limited. */
    public void answerByPacking(Run<?, S> run, String library) {
        if (run.best() == null) {
            offerPacking(
                    run,
                    packed,
                    library + " found no feasible plan within the limit; the answer is a packing of the demands.");
        }
    }

    private void offerPacking(Run<?, S> run, Function<BooleanSupplier, int @Nullable [][]> packing, String note) {
        int[][] routes = packing.apply(run::shouldStop);
        if (routes != null && run.offer(solution(routes), "packing")) {
            run.note(note);
        }
    }
}
