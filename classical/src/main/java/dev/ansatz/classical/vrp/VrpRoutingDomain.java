package dev.ansatz.classical.vrp;

import dev.ansatz.problems.vrp.VrpInstance;
import java.util.List;

/**
 * How a planning domain of one's own, vehicles with a list variable of visits, maps to rich routing: windows, fleets and shipments
 * included. Implementations are stateless.
 *
 * @param <P> class of the planning solution
 * @param <V> class of the vehicles, the planning entities
 * @param <C> class of the visits, the values of their list variable
 * @see VrpRoutingPhase
 */
public interface VrpRoutingDomain<P, V, C> {
    /** Class of the planning entities. */
    Class<V> vehicleClass();

    /** All vehicles, in a fixed order. */
    List<V> vehicles(P plan);

    /** All visits, in a fixed order: the pickup of a shipment just before its delivery. */
    List<C> visits(P plan);

    /** The list variable of a vehicle itself, not a copy. */
    List<C> route(V vehicle);

    /**
     * The instance of a plan, made with {@link VrpInstance#builder}: its stops are the {@link #visits} in their order, and its vehicle
     * types, of one vehicle each, the {@link #vehicles} in theirs. Breaks and reloads that are no visits are lost.
     */
    VrpInstance instance(P plan);
}
