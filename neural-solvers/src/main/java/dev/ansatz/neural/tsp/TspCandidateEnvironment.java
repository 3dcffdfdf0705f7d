package dev.ansatz.neural.tsp;

import dev.ansatz.neural.FeatureColumns;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.neural.pointer.NodeFeatures;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.tsp.Tour;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A tour city by city from city 0. Nodes are the cities, in one group; candidates are the {@value #NEAREST} nearest open cities of the last
 * one. Costs are distances of the instance. A decision takes O(n).
 */
final class TspCandidateEnvironment implements CandidateEnvironment<Tour> {
    /** K at most. */
    static final int NEAREST = 12;

    private enum Feature implements FeatureColumns.Column {
        X,
        Y,
        DISTANCE_TO_NEAREST;

        private static final int COUNT = values().length;
    }

    /** Distances are multiples of the mean distance to the nearest city. */
    private enum Context implements FeatureColumns.Column {
        DISTANCE,
        DISTANCE_ABOVE_NEAREST,
        RANK,
        DISTANCE_TO_FIRST,
        DISTANCE_FROM_ITS_NEAREST_OPEN_CITY,
        OPEN_CITIES;

        private static final int COUNT = values().length;
    }

    static final FeatureColumns COLUMNS =
            new FeatureColumns(FeatureColumns.names(Feature.values()), FeatureColumns.names(Context.values()));

    private final Distances distances;
    private final int n;
    private final float[] features;
    private final double unit;
    private final int[][] groups;
    private final int[] order;
    private final boolean[] visited;
    private final int[] candidates = new int[NEAREST];
    private final double[] near = new double[NEAREST];
    private int count;
    private int steps;
    private double cost;
    private double rewarded;
    private double reward;
    private int[] next = new int[0];

    /** @param symmetry one of the 8 of the square, 0 = as it is */
    TspCandidateEnvironment(Distances distances, int symmetry) {
        this.distances = distances;
        n = distances.size();
        double[][] xy = NodeFeatures.unitSquare(distances);
        features = new float[n * Feature.COUNT];
        double[] nearest = IntStream.range(0, n).mapToDouble(this::toNearest).toArray();
        double mean = Arrays.stream(nearest).average().orElse(1);
        unit = mean > 0 ? mean : 1;
        for (int city = 0; city < n; city++) {
            NodeFeatures.transform(xy[city], symmetry);
            int at = city * Feature.COUNT;
            Feature.X.set(features, at, (float) xy[city][0]);
            Feature.Y.set(features, at, (float) xy[city][1]);
            Feature.DISTANCE_TO_NEAREST.set(features, at, (float) (nearest[city] / unit));
        }
        groups = new int[][] {IntStream.range(0, n).toArray()};
        order = new int[n];
        visited = new boolean[n];
        reset();
    }

    private TspCandidateEnvironment(TspCandidateEnvironment other) {
        distances = other.distances;
        n = other.n;
        features = other.features;
        unit = other.unit;
        groups = other.groups;
        order = other.order.clone();
        visited = other.visited.clone();
        System.arraycopy(other.candidates, 0, candidates, 0, NEAREST);
        System.arraycopy(other.near, 0, near, 0, NEAREST);
        count = other.count;
        steps = other.steps;
        cost = other.cost;
        rewarded = other.rewarded;
        reward = other.reward;
        next = other.next;
    }

    private double toNearest(int city) {
        double least = Double.POSITIVE_INFINITY;
        for (int other = 0; other < n; other++) {
            least = other == city ? least : Math.min(least, distances.between(city, other));
        }
        return n == 1 ? 0 : least;
    }

    @Override
    public int nodes() {
        return n;
    }

    @Override
    public float[] features() {
        return features;
    }

    @Override
    public int[][] groups(int relation) {
        return groups;
    }

    @Override
    public CandidateEnvironment<Tour> another() {
        TspCandidateEnvironment another = new TspCandidateEnvironment(this);
        another.reset();
        return another;
    }

    @Override
    public CandidateEnvironment<Tour> copy() {
        return new TspCandidateEnvironment(this);
    }

    @Override
    public void reset() {
        Arrays.fill(visited, false);
        order[0] = 0;
        visited[0] = true;
        steps = 1;
        cost = 0;
        rewarded = 0;
        reward = 0;
    }

    @Override
    public int candidates(int[] out) {
        if (n - steps == 1) {
            findCandidates();
            visit(candidates[0]);
        }
        count = 0;
        if (steps < n) {
            findCandidates();
            System.arraycopy(candidates, 0, out, 0, count);
        }
        double total = steps == n ? cost() : cost;
        reward = rewarded - total;
        rewarded = total;
        return count;
    }

    /** The nearest open cities, the nearest first, by insertion. */
    private void findCandidates() {
        int last = order[steps - 1];
        count = 0;
        for (int city = 0; city < n; city++) {
            if (visited[city]) {
                continue;
            }
            double distance = distances.between(last, city);
            if (count == NEAREST && distance >= near[count - 1]) {
                continue;
            }
            int place = count < NEAREST ? count++ : count - 1;
            for (; place > 0 && near[place - 1] > distance; place--) {
                near[place] = near[place - 1];
                candidates[place] = candidates[place - 1];
            }
            near[place] = distance;
            candidates[place] = city;
        }
    }

    private void visit(int city) {
        cost += distances.between(order[steps - 1], city);
        order[steps++] = city;
        visited[city] = true;
    }

    @Override
    public double reward() {
        return reward;
    }

    @Override
    public int maxCandidates() {
        return NEAREST;
    }

    @Override
    public void contexts(float[] out, int from) {
        for (int k = 0; k < count; k++) {
            double isolation = Double.POSITIVE_INFINITY;
            for (int other = 0; other < count; other++) {
                isolation = other == k
                        ? isolation
                        : Math.min(isolation, distances.between(candidates[k], candidates[other]));
            }
            int at = from + k * Context.COUNT;
            Context.DISTANCE.set(out, at, (float) (near[k] / unit));
            Context.DISTANCE_ABOVE_NEAREST.set(out, at, (float) ((near[k] - near[0]) / unit));
            Context.RANK.set(out, at, (float) k / NEAREST);
            Context.DISTANCE_TO_FIRST.set(
                    out, at, (float) (distances.between(candidates[k], order[0]) / unit / Math.sqrt(n)));
            Context.DISTANCE_FROM_ITS_NEAREST_OPEN_CITY.set(out, at, (float) (isolation / unit));
            Context.OPEN_CITIES.set(out, at, (float) (n - steps) / n);
        }
    }

    @Override
    public void choose(int index) {
        visit(candidates[index]);
    }

    @Override
    public double cost() {
        return n == 1 ? 0 : cost + distances.between(order[n - 1], order[0]);
    }

    @Override
    public Tour solution() {
        return new Tour(order);
    }

    @Override
    public void follow(Tour solution) {
        next = new int[n];
        for (int i = 0; i < n; i++) {
            next[solution.city(i)] = solution.city((i + 1) % n);
        }
    }

    /** The next city of the tour followed, where it is a candidate; else the nearest one. */
    @Override
    public int reference() {
        int wanted = next[order[steps - 1]];
        for (int k = 0; k < count; k++) {
            if (candidates[k] == wanted) {
                return k;
            }
        }
        return 0;
    }
}
