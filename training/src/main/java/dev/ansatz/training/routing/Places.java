package dev.ansatz.training.routing;

import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The addresses of a user's past instances, each with all its orders, from which new instances are drawn: without replacement, each as
 * often as it has ordered, with one of its own demands. Addresses belong together that have one metric and one depot. Filled by one
 * thread, then read by any.
 */
public final class Places {
    private record Place(double x, double y, List<Long> demands) {}

    /** Some addresses, each with one of its demands. */
    public record Drawn(double[] x, double[] y, long[] demands) {}

    private final Map<List<Object>, Map<List<Double>, Place>> byDepot = new LinkedHashMap<>();
    private final boolean hasDepot;

    /** @param hasDepot whether node 0 of an instance is a depot, not an address */
    public Places(boolean hasDepot) {
        this.hasDepot = hasDepot;
    }

    /** Adds the nodes of an instance, in which each is an order of its demand. */
    public void add(CoordinateDistances points, long[] demands) {
        Map<List<Double>, Place> known = byDepot.computeIfAbsent(key(points), unseen -> new LinkedHashMap<>());
        for (int node = hasDepot ? 1 : 0; node < points.size(); node++) {
            double x = points.x(node);
            double y = points.y(node);
            known.computeIfAbsent(List.of(x, y), unseen -> new Place(x, y, new ArrayList<>()))
                    .demands()
                    .add(demands[node]);
        }
    }

    /** Addresses are those around one depot. */
    private List<Object> key(CoordinateDistances points) {
        Metric metric = points.metric();
        return hasDepot ? List.of(metric, points.x(0), points.y(0)) : List.of(metric);
    }

    /**
     * Weighted sampling without replacement (Efraimidis and Spirakis 2006): the largest u^(1/w).
     *
     * @param base an instance that was added
     */
    public Drawn draw(CoordinateDistances base, int count, SplittableRandom random) {
        record Ticket(Place place, double key) {}
        Map<List<Double>, Place> known = byDepot.get(key(base));
        if (known == null) {
            throw new IllegalArgumentException("An instance that is not one of these.");
        }
        List<Ticket> tickets = new ArrayList<>();
        for (Place place : known.values()) {
            tickets.add(new Ticket(
                    place, Math.log(random.nextDouble()) / place.demands().size()));
        }
        tickets.sort(Comparator.comparingDouble(Ticket::key).reversed());
        double[] x = new double[count];
        double[] y = new double[count];
        long[] demands = new long[count];
        for (int i = 0; i < count; i++) {
            // An instance may have several customers at one address: then there are fewer addresses than customers.
            Place place = tickets.get(i % tickets.size()).place();
            x[i] = place.x();
            y[i] = place.y();
            demands[i] = place.demands().get(random.nextInt(place.demands().size()));
        }
        return new Drawn(x, y, demands);
    }

    /** Routing instances up to this number of nodes are learned from as a whole. */
    public static final int WHOLE = 100;
}
