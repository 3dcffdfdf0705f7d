package dev.ansatz.problems.cvrp;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.distance.Distances;
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

    /**
     * @param name name of the instance
     * @param distances distances of node 0 (the depot) and the customers 1..n
     * @param demands demand of each node, {@code [n + 1]}, 0 for the depot
     * @param capacity capacity of each vehicle
     * @param maxVehicles largest number of routes, or null where the fleet is free
     * @param maxRouteLength largest length of a route, service times included, or null
     * @param serviceTime time spent at each customer; counts against {@code maxRouteLength} only, never in the objective
     * @throws IllegalArgumentException if a demand is negative or above the capacity, or a number of entries is wrong
     */
    public CvrpInstance(
            String name,
            Distances distances,
            long[] demands,
            long capacity,
            @Nullable Integer maxVehicles,
            @Nullable Double maxRouteLength,
            double serviceTime) {
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
        for (int i = 1; i < demands.length; i++) {
            if (demands[i] < 0 || demands[i] > capacity) {
                throw new IllegalArgumentException("The demand of customer " + i + " (" + demands[i]
                        + ") must be between 0 and the capacity (" + capacity + ").");
            }
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
    }

    /** A plain CVRP: free fleet, no limit on the length of a route. */
    public CvrpInstance(String name, Distances distances, long[] demands, long capacity) {
        this(name, distances, demands, capacity, null, null, 0);
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

    /** Same instance with another fleet size; null frees the fleet. */
    public CvrpInstance withMaxVehicles(@Nullable Integer vehicles) {
        return new CvrpInstance(name, distances, demands, capacity, vehicles, maxRouteLength, serviceTime);
    }
}
