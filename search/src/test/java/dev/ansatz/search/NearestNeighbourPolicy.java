package dev.ansatz.search;

import dev.ansatz.neural.DecodingRequest;
import dev.ansatz.neural.FeatureColumns;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Stands in for a trained policy: rollouts of the nearest-neighbour rule, greedy or randomised. Deterministic. */
final class NearestNeighbourPolicy<I extends Instance, S> implements Policy<I, S> {
    private interface Rollout<I, S> {
        S make(I instance, int start, Random random, double greed);
    }

    private final Problem<I, S> problem;
    private final Rollout<I, S> rollout;

    private NearestNeighbourPolicy(Problem<I, S> problem, Rollout<I, S> rollout) {
        this.problem = problem;
        this.rollout = rollout;
    }

    static Policy<TspInstance, Tour> tsp() {
        return new NearestNeighbourPolicy<>(Tsp.PROBLEM, NearestNeighbourPolicy::tour);
    }

    static Policy<CvrpInstance, Routes> cvrp() {
        return new NearestNeighbourPolicy<>(Cvrp.PROBLEM, NearestNeighbourPolicy::routes);
    }

    @Override
    public ModelCard card() {
        return new ModelCard(
                "nearest",
                problem.id(),
                "",
                "none",
                "",
                "",
                1,
                1,
                1,
                1,
                1,
                0,
                FeatureColumns.UNKNOWN,
                0,
                0,
                0,
                0,
                "",
                "",
                Map.of(),
                null);
    }

    @Override
    public List<S> propose(I instance, DecodingRequest request, BooleanSupplier stop) {
        Set<S> solutions = new LinkedHashSet<>();
        Random random = new Random(request.seed());
        int starts = request.starts() == 0 ? instance.size() : Math.min(request.starts(), instance.size());
        for (int i = 0; i < request.augmentations() * starts + request.samples() && !stop.getAsBoolean(); i++) {
            solutions.add(rollout.make(instance, i % starts, random, i < starts ? 1 : 0.9));
        }
        List<S> sorted = new ArrayList<>(solutions);
        sorted.sort(
                Comparator.comparingDouble(s -> problem.evaluate(instance, s).objective()));
        return List.copyOf(sorted.subList(0, Math.min(request.keep(), sorted.size())));
    }

    @Override
    public @Nullable String refuses(I instance) {
        return instance instanceof CvrpInstance cvrp && cvrp.distances().coordinates() == null
                ? "The policy needs coordinates."
                : null;
    }

    private static Tour tour(TspInstance instance, int start, Random random, double greed) {
        int n = instance.size();
        boolean[] done = new boolean[n];
        int[] order = new int[n];
        int city = start;
        for (int position = 0; position < n; position++) {
            order[position] = city;
            done[city] = true;
            city = nearest(instance.distances(), city, done, new boolean[n], random, greed);
        }
        return new Tour(order);
    }

    private static Routes routes(CvrpInstance instance, int start, Random random, double greed) {
        int n = instance.size();
        boolean[] done = new boolean[n + 1];
        done[0] = true;
        List<int[]> routes = new ArrayList<>();
        int first = start + 1;
        for (int left = n; left > 0; ) {
            List<Integer> route = new ArrayList<>();
            long room = instance.capacity();
            for (int node = first; node > 0; left--) {
                route.add(node);
                done[node] = true;
                room -= instance.demand(node);
                boolean[] tooBig = new boolean[n + 1];
                for (int customer = 1; customer <= n; customer++) {
                    tooBig[customer] = instance.demand(customer) > room;
                }
                node = nearest(instance.distances(), node, done, tooBig, random, greed);
            }
            routes.add(route.stream().mapToInt(Integer::intValue).toArray());
            first = nearest(instance.distances(), 0, done, new boolean[n + 1], random, greed);
        }
        return new Routes(routes.toArray(new int[0][]));
    }

    /** Nearest node that is neither done nor masked, skipping each with probability {@code 1 - greed}; -1 if there is none. */
    private static int nearest(
            Distances distances, int from, boolean[] done, boolean[] masked, Random random, double greed) {
        int nearest = -1;
        for (int node = 0; node < done.length; node++) {
            if (!done[node]
                    && !masked[node]
                    && (nearest < 0
                            || (distances.between(from, node) < distances.between(from, nearest)
                                    && (greed == 1 || random.nextDouble() < greed)))) {
                nearest = node;
            }
        }
        return nearest;
    }
}
