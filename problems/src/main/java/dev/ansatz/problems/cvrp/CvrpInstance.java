package dev.ansatz.problems.cvrp;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.distance.NearestNeighbours;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.NodeIds;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.TextScanner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Capacitated vehicle routing problem: routes from and to one depot serve every customer once, no route carries more than the
 * capacity, and the total distance is shortest.
 *
 * @see Cvrp
 */
public final class CvrpInstance implements Instance {
    private final String name;
    private final Distances distances;
    private final long[] demands;
    private final long capacity;
    private final @Nullable Integer maxVehicles;
    private final @Nullable Double maxRouteLength;
    private final double serviceTime;
    private final @Nullable String fleetOrigin;
    private final List<String> notes;
    private final @Nullable NodeIds ids;

    /**
     * @param name name of the instance
     * @param distances distances of node 0 (the depot) and the customers 1..n
     * @param demands demand of each node, {@code [n + 1]}, 0 for the depot
     * @param capacity capacity of each vehicle
     * @param maxVehicles largest number of routes, or null where the fleet is free
     * @param maxRouteLength largest length of a route, service times included, or null
     * @param serviceTime time spent at each customer; counts against {@code maxRouteLength} only, never in the objective
     * @throws IllegalArgumentException if a demand is negative or above the capacity, the demands sum to more than 2^53, or a number
     *     of entries is wrong
     */
    public CvrpInstance(
            String name,
            Distances distances,
            long[] demands,
            long capacity,
            @Nullable Integer maxVehicles,
            @Nullable Double maxRouteLength,
            double serviceTime) {
        this(name, distances, demands, capacity, maxVehicles, maxRouteLength, serviceTime, null, List.of(), null);
    }

    private CvrpInstance(
            String name,
            Distances distances,
            long[] demands,
            long capacity,
            @Nullable Integer maxVehicles,
            @Nullable Double maxRouteLength,
            double serviceTime,
            @Nullable String fleetOrigin,
            List<String> notes,
            @Nullable NodeIds ids) {
        if (demands.length != distances.size()) {
            throw new IllegalArgumentException(
                    "There are " + demands.length + " demands for " + distances.size() + " nodes.");
        }
        if (demands.length < 1 || demands[0] != 0) {
            throw new IllegalArgumentException("Node 0 is the depot; its demand must be 0.");
        }
        if (capacity < 0) {
            throw new IllegalArgumentException("The capacity (" + capacity + ") must not be negative.");
        }
        double load = 0;
        for (int i = 1; i < demands.length; i++) {
            load += demands[i];
            if (demands[i] < 0 || demands[i] > capacity) {
                throw new IllegalArgumentException("The demand of customer " + i + " (" + demands[i]
                        + ") must be between 0 and the capacity (" + capacity + ").");
            }
        }
        if (load > Numbers.MAX_EXACT) {
            throw new IllegalArgumentException("The sum of the demands exceeds 2^53.");
        }
        if (ids != null && ids.size() != demands.length) {
            throw new IllegalArgumentException("There are " + ids.size() + " ids for " + demands.length
                    + " nodes; the first is that of the depot.");
        }
        if (maxVehicles != null && maxVehicles < 1) {
            throw new IllegalArgumentException("The number of vehicles (" + maxVehicles + ") must be at least 1.");
        }
        this.name = name;
        this.distances = distances;
        this.demands = demands.clone();
        this.capacity = capacity;
        this.maxVehicles = maxVehicles;
        this.maxRouteLength = maxRouteLength;
        this.serviceTime = serviceTime;
        this.fleetOrigin = fleetOrigin;
        this.notes = List.copyOf(notes);
        this.ids = ids;
    }

    /** A plain CVRP: free fleet, no limit on the length of a route. */
    public CvrpInstance(String name, Distances distances, long[] demands, long capacity) {
        this(name, distances, demands, capacity, null, null, 0);
    }

    /** Begins an instance of orders that are known by ids of the user. */
    public static CvrpBuilder builder(String name) {
        return new CvrpBuilder(name);
    }

    @Override
    public String name() {
        return name;
    }

    /** Number of customers, without the depot. */
    @Override
    public int size() {
        return demands.length - 1;
    }

    /** Distances of the depot (node 0) and the customers (1..n). */
    public Distances distances() {
        return distances;
    }

    public long demand(int node) {
        return demands[node];
    }

    /** Demand of each node, 0 for the depot. A copy. */
    public long[] demands() {
        return demands.clone();
    }

    public long capacity() {
        return capacity;
    }

    /** Largest number of routes, or null where the fleet is free. */
    public @Nullable Integer maxVehicles() {
        return maxVehicles;
    }

    /** Largest length of a route, service times included, or null. */
    public @Nullable Double maxRouteLength() {
        return maxRouteLength;
    }

    /** Time spent at each customer; counts against {@link #maxRouteLength} only. */
    public double serviceTime() {
        return serviceTime;
    }

    /** The limit of the fleet in words, and where it comes from unless a key of the file says it; null where the fleet is free. */
    public @Nullable String fleetLimit() {
        return maxVehicles == null
                ? null
                : "at most " + maxVehicles + (maxVehicles == 1 ? " vehicle" : " vehicles")
                        + (fleetOrigin == null ? "" : ", from " + fleetOrigin);
    }

    /** How the file was understood: its metric, and a fleet that no key of the file limits. */
    @Override
    public List<String> notes() {
        if (fleetOrigin == null || maxVehicles == null) {
            return notes;
        }
        List<String> all = new ArrayList<>(notes);
        String limit = Objects.requireNonNull(fleetLimit());
        all.add(limit.substring(0, 1).toUpperCase(Locale.ROOT) + limit.substring(1) + ".");
        return List.copyOf(all);
    }

    /** Same instance with other {@linkplain #notes notes}. */
    public CvrpInstance withNotes(List<String> others) {
        return new CvrpInstance(
                name, distances, demands, capacity, maxVehicles, maxRouteLength, serviceTime, fleetOrigin, others, ids);
    }

    /** The user's ids of the depot (node 0) and the customers, or null where they are known by their numbers only. */
    public @Nullable NodeIds ids() {
        return ids;
    }

    /** Id of a node: the user's, else its number. */
    public String id(int node) {
        return ids == null || node < 0 || node >= ids.size() ? Integer.toString(node) : ids.of(node);
    }

    /**
     * Same instance with ids of its nodes, which plans, tables and pictures show; null takes them away.
     *
     * @param newIds the first is that of the depot
     * @throws IllegalArgumentException if there are more or fewer than nodes
     */
    public CvrpInstance withIds(@Nullable NodeIds newIds) {
        return new CvrpInstance(
                name,
                distances,
                demands,
                capacity,
                maxVehicles,
                maxRouteLength,
                serviceTime,
                fleetOrigin,
                notes,
                newIds);
    }

    /** A plan in ids: the customers of each route in order, the depot at both ends left out. */
    public List<List<String>> ids(Routes routes) {
        return Arrays.stream(routes.toArray())
                .map(route -> Arrays.stream(route).mapToObj(this::id).toList())
                .toList();
    }

    /**
     * The plan whose {@link #ids(Routes)} are given, as a warm start for example.
     *
     * @throws InputException if an id is unknown or that of the depot; all such ids at once
     */
    public Routes routes(List<List<String>> plan) {
        Mistakes mistakes = new Mistakes(null);
        int[][] routes = plan.stream()
                .map(route -> route.stream()
                        .mapToInt(id -> customer(id, fault -> mistakes.add(0, "in a plan of " + name + ", " + fault)))
                        .toArray())
                .toArray(int[][]::new);
        mistakes.throwIfAny();
        return new Routes(routes);
    }

    /**
     * Number of the customer of an id: the user's, else its number.
     *
     * @throws InputException if there is none
     */
    public int customer(String id) {
        return customer(id, fault -> {
            throw new InputException(fault);
        });
    }

    /** Customer of an id; where there is none, 0 and what is wrong. */
    int customer(String id, Consumer<String> fault) {
        int node = ids != null
                ? ids.node(id)
                : id.matches("\\d{1,9}") && Integer.parseInt(id) < demands.length ? Integer.parseInt(id) : -1;
        if (node == 0) {
            fault.accept("'" + id + "' is the depot, not a customer.");
        } else if (node < 0) {
            fault.accept("the customer " + TextScanner.quoted(id) + " is unknown to " + name + ".");
        }
        return Math.max(0, node);
    }

    /**
     * Same instance with another capacity of each vehicle.
     *
     * @throws IllegalArgumentException if it is negative or a demand is above it
     */
    public CvrpInstance withCapacity(long newCapacity) {
        return new CvrpInstance(
                name,
                distances,
                demands,
                newCapacity,
                maxVehicles,
                maxRouteLength,
                serviceTime,
                fleetOrigin,
                notes,
                ids);
    }

    /** Same instance with another fleet size; null frees the fleet. */
    public CvrpInstance withMaxVehicles(@Nullable Integer vehicles) {
        return withMaxVehicles(vehicles, null);
    }

    /**
     * Same instance with another fleet size.
     *
     * @param vehicles largest number of routes; null frees the fleet
     * @param origin what the limit was taken from, such as {@code the name A-n32-k5}; null if it was given as such
     */
    public CvrpInstance withMaxVehicles(@Nullable Integer vehicles, @Nullable String origin) {
        return new CvrpInstance(
                name, distances, demands, capacity, vehicles, maxRouteLength, serviceTime, origin, notes, ids);
    }

    /**
     * Same instance with one more customer, whose number is {@code size() + 1}; the others keep theirs.
     *
     * @throws IllegalArgumentException if the distances come from a matrix (give those of the new customer then), or the demand
     *     is above the capacity
     */
    public CvrpInstance withCustomer(double x, double y, long demand) {
        return withCustomer(x, y, demand, oneMore());
    }

    /**
     * {@link #withCustomer(double, double, long)} under the user's id.
     *
     * @throws IllegalArgumentException also if the instance has no ids, or the id is taken
     */
    public CvrpInstance withCustomer(String id, double x, double y, long demand) {
        return withCustomer(x, y, demand, oneMore(id));
    }

    private CvrpInstance withCustomer(double x, double y, long demand, @Nullable NodeIds newIds) {
        if (!(distances instanceof CoordinateDistances points)) {
            throw new IllegalArgumentException(
                    "The distances of " + name + " are a matrix: give the distances of the new customer.");
        }
        int nodes = demands.length;
        double[] xs = new double[nodes + 1];
        double[] ys = new double[nodes + 1];
        for (int node = 0; node < nodes; node++) {
            xs[node] = points.x(node);
            ys[node] = points.y(node);
        }
        xs[nodes] = x;
        ys[nodes] = y;
        return with(new CoordinateDistances(xs, ys, points.metric()), extended(demand), newIds);
    }

    /**
     * Same instance with one more customer, whose number is {@code size() + 1}; the others keep theirs. What the nodes look like
     * on a map is lost.
     *
     * @param from distances from each node, the depot first, to the new customer, {@code [size() + 1]}
     * @param to distances from the new customer to each node
     * @throws IllegalArgumentException if a number of entries is wrong or the demand is above the capacity
     */
    public CvrpInstance withCustomer(double[] from, double[] to, long demand) {
        return withCustomer(from, to, demand, oneMore());
    }

    /**
     * {@link #withCustomer(double[], double[], long)} under the user's id.
     *
     * @throws IllegalArgumentException also if the instance has no ids, or the id is taken
     */
    public CvrpInstance withCustomer(String id, double[] from, double[] to, long demand) {
        return withCustomer(from, to, demand, oneMore(id));
    }

    private CvrpInstance withCustomer(double[] from, double[] to, long demand, @Nullable NodeIds newIds) {
        int nodes = demands.length;
        if (from.length != nodes || to.length != nodes) {
            throw new IllegalArgumentException(
                    "There are " + from.length + " and " + to.length + " distances for " + nodes + " nodes.");
        }
        double[] matrix = new double[Math.multiplyExact(nodes + 1, nodes + 1)];
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < nodes; j++) {
                matrix[i * (nodes + 1) + j] = distances.between(i, j);
            }
            matrix[i * (nodes + 1) + nodes] = from[i];
            matrix[nodes * (nodes + 1) + i] = to[i];
        }
        return with(new MatrixDistances(nodes + 1, matrix, null), extended(demand), newIds);
    }

    /**
     * Same instance without a customer; the numbers of those after it become smaller by one.
     *
     * @throws IllegalArgumentException if there is no such customer
     */
    public CvrpInstance withoutCustomer(int customer) {
        checkCustomer(customer);
        return restrictedTo(IntStream.range(1, demands.length)
                .filter(other -> other != customer)
                .toArray());
    }

    /**
     * Same depot, capacity, fleet and limits with some of the customers only, which are numbered from 1 in the order given.
     *
     * @throws IllegalArgumentException if there is no such customer
     */
    public CvrpInstance restrictedTo(int... customers) {
        int nodes = customers.length + 1;
        int[] old = new int[nodes];
        for (int i = 1; i < nodes; i++) {
            checkCustomer(customers[i - 1]);
            old[i] = customers[i - 1];
        }
        long[] left = new long[nodes];
        Arrays.setAll(left, node -> demands[old[node]]);
        NodeIds leftIds = ids == null ? null : ids.at(old);
        if (distances instanceof CoordinateDistances points) {
            return with(
                    new CoordinateDistances(
                            Arrays.stream(old).mapToDouble(points::x).toArray(),
                            Arrays.stream(old).mapToDouble(points::y).toArray(),
                            points.metric()),
                    left,
                    leftIds);
        }
        double[] matrix = new double[nodes * nodes];
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < nodes; j++) {
                matrix[i * nodes + j] = distances.between(old[i], old[j]);
            }
        }
        double[][] all = distances.coordinates();
        double[][] coordinates = all == null
                ? null
                : Arrays.stream(old).mapToObj(node -> all[node]).toArray(double[][]::new);
        return with(new MatrixDistances(nodes, matrix, coordinates), left, leftIds);
    }

    /**
     * {@linkplain #restrictedTo Restricted} to a customer and those nearest to it on the map.
     *
     * @param size number of customers, at most all
     * @throws IllegalArgumentException if there is no such customer, or the nodes have no coordinates
     */
    public CvrpInstance district(int customer, int size) {
        checkCustomer(customer);
        double[][] xy = distances.onMap();
        if (xy == null) {
            throw new IllegalArgumentException("The nodes of " + name + " have no coordinates.");
        }
        return restrictedTo(NearestNeighbours.onMap(xy, customer, 1, size));
    }

    /**
     * Same instance with another demand of a customer.
     *
     * @throws IllegalArgumentException if there is no such customer or the demand is above the capacity
     */
    public CvrpInstance withDemand(int customer, long demand) {
        checkCustomer(customer);
        long[] changed = demands.clone();
        changed[customer] = demand;
        return with(distances, changed, ids);
    }

    private void checkCustomer(int customer) {
        if (customer < 1 || customer >= demands.length) {
            throw new IllegalArgumentException(
                    "There is no customer " + customer + "; they are numbered from 1 to " + (demands.length - 1) + ".");
        }
    }

    private long[] extended(long demand) {
        long[] more = Arrays.copyOf(demands, demands.length + 1);
        more[demands.length] = demand;
        return more;
    }

    private @Nullable NodeIds oneMore() {
        return ids == null ? null : ids.withNumber();
    }

    private NodeIds oneMore(String id) {
        if (ids == null) {
            throw new IllegalArgumentException("The nodes of " + name + " have no ids.");
        }
        return ids.with(id);
    }

    private CvrpInstance with(Distances newDistances, long[] newDemands, @Nullable NodeIds newIds) {
        return new CvrpInstance(
                name,
                newDistances,
                newDemands,
                capacity,
                maxVehicles,
                maxRouteLength,
                serviceTime,
                fleetOrigin,
                notes,
                newIds);
    }
}
