package dev.ansatz.classical.cvrp;

import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.distance.MatrixDistances;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a planning domain of one's own, vehicles with a list variable of visits, maps to the capacitated vehicle routing problem.
 * What the domain knows beyond that (time windows, skills) is not seen by the plan that is made from it, only by Timefold's score
 * of it. Implementations are stateless.
 *
 * @param <P> class of the planning solution
 * @param <V> class of the vehicles, the planning entities
 * @param <C> class of the visits, the values of their list variable
 * @see RoutingPhase
 */
public interface RoutingDomain<P, V, C> {
    /** Class of the planning entities. */
    Class<V> vehicleClass();

    /** All vehicles, in a fixed order. */
    List<V> vehicles(P plan);

    /** All visits, in a fixed order. */
    List<C> visits(P plan);

    /** The list variable of a vehicle itself, not a copy. */
    List<C> route(V vehicle);

    /** Capacity of a vehicle. The smallest one counts for all. */
    long capacity(V vehicle);

    /** What a visit takes of the capacity of a vehicle. */
    long demand(C visit);

    /** Distance, cost or time between two visits; null is the depot. Finite and not negative. */
    double distance(P plan, @Nullable C from, @Nullable C to);

    /** Planar coordinates {x, y} of a visit, or of the depot where it is null; null where there are none. Policies need them. */
    default double @Nullable [] location(P plan, @Nullable C visit) {
        return null;
    }

    /**
     * The instance of a plan: node 0 is the depot, node i the visit i - 1 of {@link #visits}. The fleet is limited to the vehicles
     * that there are.
     *
     * @throws IllegalArgumentException if there is no vehicle, or a demand is above the capacity
     */
    default CvrpInstance instance(P plan) {
        List<V> vehicles = vehicles(plan);
        List<C> visits = visits(plan);
        int n = visits.size() + 1;
        double[] matrix = new double[Math.multiplyExact(n, n)];
        long[] demands = new long[n];
        double[][] coordinates = new double[n][];
        boolean located = true;
        for (int i = 0; i < n; i++) {
            C from = i == 0 ? null : visits.get(i - 1);
            demands[i] = from == null ? 0 : demand(from);
            double[] location = location(plan, from);
            located &= location != null;
            coordinates[i] = location == null ? new double[2] : location;
            for (int j = 0; j < n; j++) {
                matrix[i * n + j] = i == j ? 0 : distance(plan, from, j == 0 ? null : visits.get(j - 1));
            }
        }
        long capacity = vehicles.stream()
                .mapToLong(this::capacity)
                .min()
                .orElseThrow(() -> new IllegalArgumentException("There are no vehicles."));
        return new CvrpInstance(
                "plan",
                new MatrixDistances(n, matrix, located ? coordinates : null),
                demands,
                capacity,
                vehicles.size(),
                null,
                0);
    }
}
