package dev.ansatz.classical.routing;

import com.google.ortools.constraintsolver.Assignment;
import com.google.ortools.constraintsolver.RoutingIndexManager;
import com.google.ortools.constraintsolver.RoutingModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem as a native routing model of OR-Tools, not yet closed to changes. Used by one {@link RoutingSearch}, which closes it: the
 * model must not outlive its callbacks, which this object holds.
 */
public abstract class NativeRouting<S> implements AutoCloseable {
    public final RoutingIndexManager manager;
    public final RoutingModel model;
    private final List<Object> kept = new ArrayList<>();

    protected NativeRouting(RoutingIndexManager manager) {
        this.manager = manager;
        model = new RoutingModel(manager);
    }

    /** Holds what the native model calls until it is closed. */
    protected final <T> T keep(T object) {
        kept.add(object);
        return object;
    }

    /**
     * What the model should say that routes cost.
     *
     * @param routes nodes of each vehicle, perhaps of fewer vehicles than there are
     * @return -1 where the model may say more, as it has not found the best times yet
     */
    public abstract long cost(int[][] routes);

    /**
     * The routes of the model as a solution.
     *
     * @param routes nodes of each vehicle
     * @param assignment where other variables are looked up; null where the model has the values of the solution just found
     * @return null where they are none, as something that has to be served is left out
     */
    public abstract @Nullable S solution(int[][] routes, @Nullable Assignment assignment);

    @Override
    public final void close() {
        model.delete();
        manager.delete();
        kept.clear();
    }
}
