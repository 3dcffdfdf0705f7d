package dev.ansatz.neural.vrp;

import dev.ansatz.neural.FeatureColumns;
import dev.ansatz.neural.pointer.DepotEnvironment;
import dev.ansatz.neural.pointer.NodeFeatures;
import dev.ansatz.problems.vrp.VehicleType.Order;
import java.util.Arrays;

/**
 * Routes of equal vehicles that serve jobs, node by node: node 0 is where routes begin, node i is stop i - 1. A node may come next where
 * the route stays feasible with it, home included; the depot may, unless the vehicle is there. A route's times are those of the segments
 * of Vidal et al. (2013): duration, and the earliest and latest departure that attain it, without time warp. Its load is the peak over
 * the way, by the segments of PyVRP.
 *
 * <p>Columns of attributes that an instance lacks are zero. Not thread-safe.
 */
final class VrpEnvironment extends DepotEnvironment {
    /** Features of a node; the last ones are of the instance and the same for all nodes. Times are in crossings of the unit square. */
    private enum Node implements FeatureColumns.Column {
        X,
        Y,
        IS_DEPOT,
        DELIVERY,
        PICKUP,
        EARLIEST,
        LATEST,
        SERVICE,
        HAS_WINDOWS,
        IS_OPEN,
        DISTANCE_LIMIT,
        DELIVERIES_FIRST
    }

    /** The vehicle's state. */
    private enum State implements FeatureColumns.Column {
        ROOM_FOR_DELIVERIES,
        ROOM_FOR_PICKUPS,
        TIME,
        DISTANCE_LEFT,
        HAS_PICKED_UP
    }

    static final FeatureColumns COLUMNS =
            new FeatureColumns(FeatureColumns.names(Node.values()), FeatureColumns.names(State.values()));

    /** Times beyond so many crossings of the unit square look alike. */
    private static final double LATEST_TIME = 10;

    /** Half of this is the horizon of RouteFinder's instances, roughly: features are about 1. */
    private static final double TIME_UNIT = 4.6;

    private final VrpView view;
    private int[] routes = new int[0];
    private Route[] route = new Route[0];

    /** What is known of the route of a trajectory that is being made. */
    private static final class Route {
        private long duration;
        private long earliest;
        private long latest;
        private long peak;
        private long aboard;
        private long distance;
        private long driving;
        private long release;
        private int stops;
        private boolean picked;
        private boolean delivered;

        Route copy() {
            Route copy = new Route();
            copy.set(this);
            return copy;
        }

        void set(Route other) {
            duration = other.duration;
            earliest = other.earliest;
            latest = other.latest;
            peak = other.peak;
            aboard = other.aboard;
            distance = other.distance;
            driving = other.driving;
            release = other.release;
            stops = other.stops;
            picked = other.picked;
            delivered = other.delivered;
        }
    }

    /** @param symmetry 0 to 7 */
    VrpEnvironment(VrpView view, int symmetry) {
        super(features(view, symmetry));
        this.view = view;
    }

    private VrpEnvironment(VrpEnvironment other) {
        super(other);
        view = other.view;
        routes = other.routes.clone();
        route = Arrays.stream(other.route).map(Route::copy).toArray(Route[]::new);
    }

    private static NodeFeatures features(VrpView view, int symmetry) {
        int n = view.nodes();
        int width = COLUMNS.nodes().size();
        float[] values = new float[n * width];
        for (int i = 0; i < n; i++) {
            int row = i * width;
            double[] point = {view.x(i), view.y(i)};
            NodeFeatures.transform(point, symmetry);
            Node.X.set(values, row, (float) point[0]);
            Node.Y.set(values, row, (float) point[1]);
            Node.IS_DEPOT.set(values, row, i == 0 ? 1 : 0);
            Node.DELIVERY.set(values, row, view.share(view.delivery(i)));
            Node.PICKUP.set(values, row, view.share(view.pickup(i)));
            if (view.hasWindows()) {
                Node.EARLIEST.set(values, row, time(view.crossings(view.earliest(i))));
                Node.LATEST.set(values, row, time(view.crossings(view.latest(i))));
                Node.SERVICE.set(values, row, time(view.crossings(view.service(i))));
                Node.HAS_WINDOWS.set(values, row, 1);
            }
            Node.IS_OPEN.set(values, row, view.isOpen() ? 1 : 0);
            Node.DISTANCE_LIMIT.set(values, row, view.hasDistanceLimit() ? view.scaled(view.maxDistance()) : 0);
            Node.DELIVERIES_FIRST.set(values, row, view.order() == Order.FREE ? 0 : 1);
        }
        float[] distances = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                distances[i * n + j] = i == j ? 0 : view.scaled(view.distance(i, j));
            }
        }
        return new NodeFeatures(n, values, distances);
    }

    private static float time(double crossings) {
        return (float) (Math.min(LATEST_TIME, crossings) / TIME_UNIT);
    }

    @Override
    public VrpEnvironment copy() {
        return new VrpEnvironment(this);
    }

    @Override
    protected void allocate(int trajectories) {
        routes = new int[trajectories];
        route = new Route[trajectories];
        Arrays.setAll(route, t -> new Route());
    }

    @Override
    protected void begin(int t) {
        routes[t] = 0;
        begin(route[t]);
    }

    private void begin(Route r) {
        r.duration = 0;
        r.earliest = view.shiftStart();
        r.latest = view.latestStart();
        r.peak = view.initialLoad();
        r.aboard = view.initialLoad();
        r.distance = 0;
        r.driving = 0;
        r.release = 0;
        r.stops = 0;
        r.picked = false;
        r.delivered = false;
    }

    @Override
    public int startCount() {
        return view.starts().length;
    }

    @Override
    public int start(int index) {
        return view.starts()[index];
    }

    @Override
    public int feasible(int t, int[] out) {
        int at = at(t);
        Route r = route[t];
        int k = 0;
        if (at != 0 && (view.order() != Order.DELIVERIES_FIRST_AND_NEEDED || r.delivered)) {
            out[k++] = 0;
        }
        if (at == 0 && routes[t] >= view.vehicles()) {
            return k;
        }
        int[] unserved = unserved(t);
        for (int i = 0, m = unservedCount(t); i < m; i++) {
            if (fits(r, at, unserved[i])) {
                out[k++] = unserved[i];
            }
        }
        // A trip of pickups only that may not end so goes home all the same rather than nowhere: the validator has the
        // last word.
        if (k == 0 && at != 0) {
            out[k++] = 0;
        }
        return k;
    }

    /** Whether a route stays feasible with a node, home included. */
    private boolean fits(Route r, int at, int node) {
        long q = view.delivery(node);
        long p = view.pickup(node);
        if (r.stops >= view.maxStops()
                || Math.max(r.peak + q, r.aboard + p) > view.capacity()
                || (view.order() != Order.FREE && q > 0 && r.picked)
                || (view.order() == Order.DELIVERIES_FIRST_AND_NEEDED && !r.delivered && q == 0)
                || view.distance(at, node) >= VrpView.UNREACHABLE) {
            return false;
        }
        long distance = r.distance + view.distance(at, node);
        long driving = r.driving + view.duration(at, node);
        if (distance + view.home(node) > view.maxDistance() || driving + view.wayHome(node) > view.maxDriving()) {
            return false;
        }
        long release = Math.max(r.release, view.release(node));
        long earliest = Math.max(r.earliest, release);
        if (earliest > r.latest) {
            return false;
        }
        long way = view.duration(at, node);
        long reached = r.duration + way;
        if (Math.max(earliest + reached, view.earliest(node)) > view.latest(node)) {
            return false;
        }
        long wait = Math.max(0, view.earliest(node) - reached - r.latest);
        long duration = reached + wait + view.service(node);
        long from = Math.max(earliest, view.earliest(node) - reached) - wait;
        long total = duration + view.wayHome(node);
        return from + total <= view.shiftEnd() && total <= view.maxDuration();
    }

    @Override
    public void step(int t, int node) {
        int at = at(t);
        note(t, node);
        Route r = route[t];
        if (node == 0) {
            begin(r);
            return;
        }
        if (at == 0) {
            routes[t]++;
        }
        long reached = r.duration + view.duration(at, node);
        r.release = Math.max(r.release, view.release(node));
        r.earliest = Math.max(r.earliest, r.release);
        long wait = Math.max(0, view.earliest(node) - reached - r.latest);
        r.earliest = Math.max(r.earliest, view.earliest(node) - reached) - wait;
        r.latest = Math.min(r.latest, view.latest(node) - reached);
        r.duration = reached + wait + view.service(node);
        r.distance += view.distance(at, node);
        r.driving += view.duration(at, node);
        r.peak = Math.max(r.peak + view.delivery(node), r.aboard + view.pickup(node));
        r.aboard += view.pickup(node);
        r.picked |= view.pickup(node) > 0;
        r.delivered |= view.delivery(node) > 0;
        r.stops++;
    }

    @Override
    public int contexts() {
        return COLUMNS.contexts().size();
    }

    @Override
    public void context(int t, float[] out) {
        Route r = route[t];
        State.ROOM_FOR_DELIVERIES.set(out, 0, view.share(view.capacity() - r.peak));
        State.ROOM_FOR_PICKUPS.set(out, 0, view.share(view.capacity() - r.aboard));
        double now = view.hasWindows() ? view.crossings(r.earliest + r.duration) : 0;
        State.TIME.set(out, 0, (float) (Math.min(LATEST_TIME, now) / LATEST_TIME));
        State.DISTANCE_LEFT.set(
                out,
                0,
                view.hasDistanceLimit()
                        ? (float) Math.max(0, (double) (view.maxDistance() - r.distance) / view.maxDistance())
                        : 1);
        State.HAS_PICKED_UP.set(out, 0, r.picked ? 1 : 0);
    }

    @Override
    protected double way(int from, int to) {
        return to == 0 && view.isOpen() ? 0 : super.way(from, to);
    }
}
