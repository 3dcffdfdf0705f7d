package dev.ansatz.classical.routing;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import java.util.List;

/** How a problem of one kind of vehicles is given to the routing searches of libraries. Stateless. */
public interface RoutingModel<I extends Instance, S> {
    Problem<I, S> problem();

    /** The instance in integers. */
    ScaledRouting<S> scaled(I instance);

    /** Up to so many nodes there is only one solution. */
    int trivialNodes(I instance);

    /** No solution has fewer vehicles. */
    long leastVehicles(I instance);

    /** First-solution strategies of OR-Tools that suit, by name. */
    List<String> firstSolutionStrategies();

    /** Whether Timefold's search goes further from nearest-neighbour routes than from its own construction. */
    boolean startsFromNearestNeighbour();
}
