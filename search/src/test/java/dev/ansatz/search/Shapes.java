package dev.ansatz.search;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Orienteering;
import dev.ansatz.problems.rmab.ActionConstraint;
import dev.ansatz.problems.rmab.Arm;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Instances at the edges of what is allowed: tiny, huge, all alike, one that outweighs the others. All are feasible. */
final class Shapes {
    /** An instance that is made when it is needed. */
    record Shape<I extends Instance>(Problem<I, ?> problem, String name, Supplier<I> instance) {
        @Override
        public String toString() {
            return problem.id() + ": " + name;
        }
    }

    private Shapes() {}

    static List<Shape<?>> small() {
        List<Shape<?>> shapes = new ArrayList<>();
        for (int n : new int[] {1, 2, 3, 4}) {
            shapes.add(new Shape<>(Tsp.PROBLEM, n + " cities", () -> cities(n, n)));
            shapes.add(new Shape<>(JobShop.PROBLEM, "one job of " + n, () -> shop(1, n, 5)));
            shapes.add(new Shape<>(JobShop.PROBLEM, n + " jobs on one machine", () -> shop(n, 1, 5)));
            shapes.add(new Shape<>(Knapsack.PROBLEM, n + " items", () -> items(n, 10)));
            shapes.add(new Shape<>(MultiKnapsack.PROBLEM, n + " items", () -> projects(n, 2)));
        }
        for (int n : new int[] {0, 1, 2, 3, 4}) {
            shapes.add(new Shape<>(Cvrp.PROBLEM, n + " customers", () -> customers(n, n, 10, c -> 3)));
        }
        shapes.add(new Shape<>(Tsp.PROBLEM, "60 cities at one place", () -> cities(60, 1)));
        shapes.add(new Shape<>(Tsp.PROBLEM, "60 cities at three places", () -> cities(60, 3)));
        shapes.add(new Shape<>(Cvrp.PROBLEM, "60 customers at one place", () -> customers(60, 1, 10, c -> 3)));
        shapes.add(new Shape<>(Cvrp.PROBLEM, "60 customers at three places", () -> customers(60, 3, 10, c -> 3)));
        shapes.add(new Shape<>(
                Cvrp.PROBLEM, "one customer fills a vehicle", () -> customers(30, 30, 100, c -> c == 7 ? 100 : 1)));
        shapes.add(new Shape<>(Cvrp.PROBLEM, "nothing to deliver", () -> customers(30, 30, 0, c -> 0)));
        shapes.add(new Shape<>(Cvrp.PROBLEM, "every vehicle full", () -> packed(60, 10, 50, 0)));
        shapes.add(new Shape<>(JobShop.PROBLEM, "durations of 0", () -> shop(5, 4, 0)));
        shapes.add(new Shape<>(JobShop.PROBLEM, "one long operation", () -> {
            int[][] durations = new int[6][4];
            durations[2][1] = 1_000_000_000;
            return new JobShopInstance("long", machines(6, 4), durations);
        }));
        shapes.add(new Shape<>(
                JobShop.PROBLEM,
                "sparse machines",
                () -> new JobShopInstance(
                        "sparse", new int[][] {{49_999, 0}, {7, 49_999}}, new int[][] {{3, 4}, {5, 6}})));
        shapes.add(new Shape<>(
                Knapsack.PROBLEM,
                "nothing fits",
                () -> new KnapsackInstance("nothing", filled(40, 7), filled(40, 8), 5)));
        shapes.add(new Shape<>(
                Knapsack.PROBLEM,
                "all items alike",
                () -> new KnapsackInstance("alike", filled(40, 7), filled(40, 8), 100)));
        shapes.add(new Shape<>(Knapsack.PROBLEM, "one huge item", () -> {
            long[] weights = filled(40, 1);
            long[] profits = filled(40, 1);
            weights[3] = 1L << 50;
            profits[3] = 1L << 50;
            return new KnapsackInstance("huge", profits, weights, 1L << 50);
        }));
        shapes.add(new Shape<>(
                MultiKnapsack.PROBLEM,
                "nothing fits",
                () -> new MultiKnapsackInstance(
                        "nothing", filled(20, 7), new long[][] {filled(20, 8), filled(20, 1)}, new long[] {5, 0})));
        for (int n : new int[] {1, 2, 3}) {
            shapes.add(new Shape<>(RestlessBandit.PROBLEM, n + " arms", () -> arms(n, 5, null)));
        }
        for (int n : new int[] {1, 2, 3, 4}) {
            shapes.add(new Shape<>(Orienteering.PROBLEM, n + " nodes", () -> sights(n, n, 1, 3)));
        }
        shapes.add(new Shape<>(Orienteering.PROBLEM, "60 nodes at one place", () -> sights(60, 1, 1, 0)));
        shapes.add(new Shape<>(Orienteering.PROBLEM, "60 nodes at three places", () -> sights(60, 3, 1, 900)));
        shapes.add(new Shape<>(Orienteering.PROBLEM, "nothing in reach", () -> sights(40, 40, 1, 0)));
        shapes.add(new Shape<>(Orienteering.PROBLEM, "all scores 0", () -> sights(60, 60, 0, 3000)));
        shapes.add(new Shape<>(RestlessBandit.PROBLEM, "one step", () -> arms(4, 1, null)));
        shapes.add(new Shape<>(
                RestlessBandit.PROBLEM,
                "a network without edges",
                () -> arms(5, 4, new ActionConstraint.Path(0, 1_000_000, new int[0][]))));
        return shapes;
    }

    static List<Shape<?>> large() {
        List<Shape<?>> shapes = new ArrayList<>();
        shapes.add(new Shape<>(Tsp.PROBLEM, "20,000 cities", () -> cities(20_000, 20_000)));
        shapes.add(new Shape<>(Tsp.PROBLEM, "60,000 cities at one place", () -> cities(60_000, 1)));
        shapes.add(new Shape<>(Tsp.PROBLEM, "60,000 cities at three places", () -> cities(60_000, 3)));
        shapes.add(new Shape<>(
                Cvrp.PROBLEM, "20,000 customers", () -> customers(20_000, 20_000, 200, c -> 1 + c % 29)));
        shapes.add(new Shape<>(
                Cvrp.PROBLEM, "20,000 customers at three places", () -> customers(20_000, 3, 200, c -> 1 + c % 29)));
        shapes.add(new Shape<>(
                Cvrp.PROBLEM, "100,000 customers", () -> customers(100_000, 100_000, 200, c -> 1 + c % 29)));
        shapes.add(new Shape<>(JobShop.PROBLEM, "200 jobs on 100 machines", () -> shop(200, 100, 99)));
        shapes.add(new Shape<>(JobShop.PROBLEM, "20,000 jobs on one machine", () -> shop(20_000, 1, 99)));
        shapes.add(new Shape<>(JobShop.PROBLEM, "one job of 20,000", () -> shop(1, 20_000, 99)));
        shapes.add(new Shape<>(Knapsack.PROBLEM, "20,000 items", () -> items(20_000, 1000)));
        shapes.add(new Shape<>(Knapsack.PROBLEM, "1,000,000 items", () -> items(1_000_000, 1000)));
        shapes.add(new Shape<>(MultiKnapsack.PROBLEM, "20,000 items", () -> projects(20_000, 5)));
        shapes.add(new Shape<>(MultiKnapsack.PROBLEM, "1,000 constraints", () -> projects(500, 1000)));
        shapes.add(new Shape<>(Orienteering.PROBLEM, "10,000 nodes", () -> sights(10_000, 10_000, 5, 20_000)));
        shapes.add(new Shape<>(RestlessBandit.PROBLEM, "100,000 steps", () -> arms(2, 100_000, null)));
        shapes.add(new Shape<>(RestlessBandit.PROBLEM, "1,000,000 steps", () -> arms(2, 1_000_000, null)));
        shapes.add(new Shape<>(RestlessBandit.PROBLEM, "a discount near 1", () -> arms(2, null, null, 0.9999999)));
        shapes.add(new Shape<>(RestlessBandit.PROBLEM, "100,000 arms", () -> arms(100_000, 5, null)));
        shapes.add(new Shape<>(
                RestlessBandit.PROBLEM,
                "100,000 arms, one edge",
                () -> arms(100_000, 20, new ActionConstraint.Path(0, 1_000_000, new int[][] {{0, 1}}))));
        shapes.add(new Shape<>(RestlessBandit.PROBLEM, "a network of 100,000 arms", () -> {
            int[][] chain = new int[99_999][];
            Arrays.setAll(chain, j -> new int[] {j, j + 1});
            return arms(100_000, 20, new ActionConstraint.Path(0, 1_000_000, chain));
        }));
        return shapes;
    }

    /** Nodes that all have one score at some places, where a tour from the first begins. */
    private static OpInstance sights(int n, int places, double score, double limit) {
        double[] scores = new double[n];
        Arrays.fill(scores, score);
        return new OpInstance("sights", points(n, places), scores, limit, 0, 0);
    }

    static TspInstance cities(int n, int places) {
        return new TspInstance(n + " cities at " + places, points(n, places));
    }

    /** Points in the plane, in turn at so many places. */
    private static CoordinateDistances points(int n, int places) {
        Random random = new Random(n + places);
        double[] px = random.doubles(places, 0, 10_000).map(Math::rint).toArray();
        double[] py = random.doubles(places, 0, 10_000).map(Math::rint).toArray();
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = px[i % places];
            y[i] = py[i % places];
        }
        return new CoordinateDistances(x, y, Metric.EUC_2D);
    }

    static CvrpInstance customers(int n, int places, long capacity, IntUnaryOperator demand) {
        double[] x = new double[n + 1];
        double[] y = new double[n + 1];
        CoordinateDistances points = points(Math.max(1, n), Math.max(1, places));
        x[0] = 5000;
        y[0] = 5000;
        long[] demands = new long[n + 1];
        for (int c = 1; c <= n; c++) {
            x[c] = points.x(c - 1);
            y[c] = points.y(c - 1);
            demands[c] = demand.applyAsInt(c);
        }
        return new CvrpInstance(
                n + " customers at " + places, new CoordinateDistances(x, y, Metric.EUC_2D), demands, capacity);
    }

    /**
     * Customers that fill all vehicles of the fleet but for a slack: the capacity of each is cut into random pieces.
     *
     * @param slack load that each vehicle has left
     */
    static CvrpInstance packed(int n, int vehicles, int capacity, int slack) {
        Random random = new Random(31L * n + vehicles);
        List<Integer> pieces = new ArrayList<>();
        for (int v = 0; v < vehicles; v++) {
            int parts = n * (v + 1) / vehicles - n * v / vehicles;
            int full = capacity - slack;
            List<Integer> cuts = new ArrayList<>();
            for (int k = 1; k < full; k++) {
                cuts.add(k);
            }
            Collections.shuffle(cuts, random);
            List<Integer> chosen = new ArrayList<>(cuts.subList(0, parts - 1));
            Collections.sort(chosen);
            chosen.add(full);
            int previous = 0;
            for (int cut : chosen) {
                pieces.add(cut - previous);
                previous = cut;
            }
        }
        Collections.shuffle(pieces, random);
        CvrpInstance free = customers(n, n, capacity, c -> pieces.get(c - 1));
        return free.withMaxVehicles(vehicles);
    }

    private static int[][] machines(int jobs, int machines) {
        Random random = new Random(jobs);
        int[][] all = new int[jobs][];
        for (int j = 0; j < jobs; j++) {
            List<Integer> order = new ArrayList<>();
            for (int k = 0; k < machines; k++) {
                order.add(k);
            }
            Collections.shuffle(order, random);
            all[j] = order.stream().mapToInt(k -> k).toArray();
        }
        return all;
    }

    static JobShopInstance shop(int jobs, int machines, int longest) {
        Random random = new Random(machines);
        int[][] durations = new int[jobs][machines];
        for (int[] job : durations) {
            Arrays.setAll(job, k -> longest == 0 ? 0 : 1 + random.nextInt(longest));
        }
        return new JobShopInstance(jobs + " x " + machines, machines(jobs, machines), durations);
    }

    private static long[] filled(int n, long value) {
        long[] all = new long[n];
        Arrays.fill(all, value);
        return all;
    }

    static KnapsackInstance items(int n, int most) {
        Random random = new Random(n);
        long[] profits = new long[n];
        long[] weights = new long[n];
        long total = 0;
        for (int i = 0; i < n; i++) {
            weights[i] = 1 + random.nextInt(most);
            profits[i] = weights[i] + random.nextInt(most);
            total += weights[i];
        }
        return new KnapsackInstance(n + " items", profits, weights, total / 2);
    }

    static MultiKnapsackInstance projects(int n, int constraints) {
        Random random = new Random(n);
        long[] profits = new long[n];
        Arrays.setAll(profits, i -> 1 + random.nextInt(1000));
        long[][] weights = new long[constraints][n];
        long[] capacities = new long[constraints];
        for (int c = 0; c < constraints; c++) {
            Arrays.setAll(weights[c], i -> 1 + random.nextInt(1000));
            capacities[c] = Arrays.stream(weights[c]).sum() / 2;
        }
        return new MultiKnapsackInstance(n + " items", profits, weights, capacities);
    }

    static RestlessBanditInstance arms(int n, int horizon, @Nullable ActionConstraint constraint) {
        return arms(n, horizon, constraint, 1);
    }

    private static RestlessBanditInstance arms(
            int n, @Nullable Integer horizon, @Nullable ActionConstraint constraint, double discount) {
        Arm arm = new Arm(
                new double[][][] {{{0.9, 0.1}, {0.3, 0.7}}, {{0.4, 0.6}, {0.1, 0.9}}},
                new double[][] {{0, 1}, {-0.1, 0.9}},
                new double[] {0.5, 0.5});
        return new RestlessBanditInstance(
                n + " arms", Collections.nCopies(n, arm), 1, horizon, discount, constraint, 5, 1);
    }
}
