package dev.ansatz.classical.routing;

import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.NearestOpen;
import dev.ansatz.problems.io.Numbers;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A routing problem as engines with integer arithmetic see it: routes of vehicles from and to node 0, all lengths in {@code long}.
 *
 * <p>Where all lengths of the instance are integers they are taken as they are. Else every length is multiplied by a power of
 * two such that the longest distance is about 2^38, and rounded: an error of at most 2^-39 of the longest distance per arc,
 * well inside the tolerance of the validator, and sums over a million arcs still fit.
 *
 * <p>Immutable and thread-safe.
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
    private final Conversion<S> conversion;

    /**
     * What routes must keep.
     *
     * @param demands by node, 0 at the depot
     * @param capacity of each vehicle, 0 = none
     * @param maxVehicles largest number of routes, null = free
     * @param maxRouteLength limit of distance and service time of a route, null = none
     * @param serviceTime at each customer
     */
    public record Limits(
            long[] demands,
            long capacity,
            @Nullable Integer maxVehicles,
            @Nullable Double maxRouteLength,
            double serviceTime) {}

    /** Solutions of the problem as routes that list customers without node 0, and back. */
    public interface Conversion<S> {
        /** Empty routes are allowed. */
        S solution(int[][] routes);

        /** The routes of a feasible solution. */
        int[][] routes(S solution);

        /** A packing of the demands where all vehicles have to be all but full; null where none was found. */
        default int @Nullable [][] fullFleet(BooleanSupplier stop) {
            return null;
        }

        /** A packing of the demands into the fleet; null where none was found. */
        default int @Nullable [][] packed(BooleanSupplier stop) {
            return null;
        }
    }

    public ScaledRouting(Distances distances, Limits limits, Conversion<S> conversion) {
        double serviceTime = limits.serviceTime();
        Double maxRouteLength = limits.maxRouteLength();
        this.nodes = distances.size();
        this.distances = distances;
        this.exact = distances.integral() && serviceTime == Math.rint(serviceTime);
        this.factor = exact ? 1 : Math.scalb(1.0, SCALED_BITS - Math.getExponent(longest(distances, serviceTime)));
        this.service = scale(serviceTime);
        this.maxLength = maxRouteLength == null ? null : scaleLimit(maxRouteLength);
        this.demands = limits.demands();
        this.capacity = limits.capacity();
        this.maxVehicles = limits.maxVehicles();
        this.conversion = conversion;
        this.matrix = nodes <= MATRIX_NODES ? matrix() : null;
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
        return conversion.solution(routes);
    }

    /** A feasible solution of the instance, to routes without node 0. */
    public int[][] routes(S solution) {
        return conversion.routes(solution);
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
     * Gives a run without a solution a packing, where all vehicles have to be all but full: a library starts
     * from it then.
     *
     * @param nearestNeighbour routes of {@link #nearestNeighbour}
     * @param library name of the library, for a note
     */
    public void startFullFleet(SearchContext<?, S> run, int[][] nearestNeighbour, String library) {
        if (run.best() == null && maxVehicles != null && nearestNeighbour.length > maxVehicles) {
            offerPacking(
                    run,
                    conversion::fullFleet,
                    "The fleet is all but full: " + library + " starts from a packing of the demands.");
        }
    }

    /** Gives a run in which a library has found nothing a packing, where the fleet is limited. */
    public void answerByPacking(SearchContext<?, S> run, String library) {
        if (run.best() == null) {
            offerPacking(
                    run,
                    conversion::packed,
                    library + " found no feasible plan within the limit; the answer is a packing of the demands.");
        }
    }

    private void offerPacking(
            SearchContext<?, S> run, Function<BooleanSupplier, int @Nullable [][]> packing, String note) {
        int[][] routes = packing.apply(run::shouldStop);
        if (routes != null && run.offer(solution(routes), "packing")) {
            run.note(note);
        }
    }
}
