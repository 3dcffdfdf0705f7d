package dev.ansatz.search.cvrp;

import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.search.Decomposition;
import dev.ansatz.search.DecompositionSearch;
import dev.ansatz.search.RolloutContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pieces of a plan: neighbouring routes, some {@value #CUSTOMERS} customers together, as a small CVRP with the same depot. */
public final class CvrpDecomposition implements Decomposition<Routes> {
    static final int CUSTOMERS = 60;

    /** Greedy rollouts of the first effort. */
    private static final int STARTS = 16;

    private final RolloutContext<?, ?> run;
    private final Policy<CvrpInstance, Routes> policy;
    private final CvrpInstance instance;
    private final double[][] xy;
    private final List<int[]> routes = new ArrayList<>();
    private final List<double[]> centres = new ArrayList<>();
    private final SplittableRandom random;
    private double saved;

    CvrpDecomposition(
            RolloutContext<?, ?> run,
            Policy<CvrpInstance, Routes> policy,
            CvrpInstance instance,
            Routes plan,
            SplittableRandom random) {
        this.run = run;
        this.policy = policy;
        this.instance = instance;
        xy = Objects.requireNonNull(instance.distances().onMap());
        this.random = random;
        for (int[] route : plan.toArray()) {
            add(route);
        }
    }

    private void add(int[] route) {
        routes.add(route);
        double[] centre = new double[2];
        for (int customer : route) {
            centre[0] += xy[customer][0] / route.length;
            centre[1] += xy[customer][1] / route.length;
        }
        centres.add(centre);
    }

    @Override
    public int count() {
        return Math.max(1, instance.size() / CUSTOMERS);
    }

    @Override
    public Routes solution() {
        return new Routes(routes.toArray(int[][]::new));
    }

    @Override
    public double saved() {
        return saved;
    }

    @Override
    public double length() {
        return Cvrp.PROBLEM.evaluate(instance, solution()).objective();
    }

    @Override
    public void improve(int effort) {
        if (routes.isEmpty()) {
            return;
        }
        int customer = 1 + random.nextInt(instance.size());
        double[] centre = xy[customer];
        Integer[] byDistance = IntStream.range(0, routes.size()).boxed().toArray(Integer[]::new);
        double[] away = centres.stream()
                .mapToDouble(c -> Math.hypot(c[0] - centre[0], c[1] - centre[1]))
                .toArray();
        Arrays.sort(byDistance, Comparator.comparingDouble(r -> away[r]));
        List<int[]> chosen = new ArrayList<>();
        List<Integer> indices = new ArrayList<>();
        int customers = 0;
        for (int r : byDistance) {
            int[] route = routes.get(r);
            if (customers > 0 && customers + route.length > CUSTOMERS) {
                break;
            }
            customers += route.length;
            chosen.add(route);
            indices.add(r);
        }
        int[] nodes = chosen.stream().flatMapToInt(Arrays::stream).toArray();
        CvrpInstance piece = piece(nodes, chosen.size());
        int[][] old = new int[chosen.size()][];
        int at = 1;
        for (int r = 0; r < old.length; r++) {
            old[r] = IntStream.range(at, at + chosen.get(r).length).toArray();
            at += old[r].length;
        }
        double before = Cvrp.PROBLEM.evaluate(piece, new Routes(old)).objective();
        Search search = new Search(piece, before - 1e-9 * before);
        search.go(effort);
        Routes better = search.best;
        if (better == null) {
            return;
        }
        saved += before - search.bestLength;
        indices.sort(Comparator.reverseOrder());
        for (int r : indices) {
            routes.remove(r);
            centres.remove(r);
        }
        for (int[] route : better.toArray()) {
            add(Arrays.stream(route).map(c -> nodes[c - 1]).toArray());
        }
    }

    private CvrpInstance piece(int[] customers, int vehicles) {
        CvrpInstance piece = instance.restrictedTo(customers);
        return piece.maxVehicles() == null ? piece : piece.withMaxVehicles(vehicles);
    }

    private final class Search extends DecompositionSearch<Routes> {
        private final CvrpInstance piece;
        private @Nullable Routes best;
        private double bestLength;

        /** @param target only what is shorter counts */
        Search(CvrpInstance piece, double target) {
            super(run);
            this.piece = piece;
            bestLength = target;
        }

        void go(int effort) {
            go(Objects.requireNonNull(policy.rollouts(piece)), effort, STARTS, false, random);
        }

        @Override
        protected void found(Routes found) {
            Evaluation evaluation = Cvrp.PROBLEM.evaluate(piece, found);
            if (evaluation.feasible() && evaluation.objective() < bestLength) {
                bestLength = evaluation.objective();
                best = found;
            }
        }
    }

    /**
     * A plan of an instance of any size: the customers are cut in two, in x or y, until there are at most {@value #CUSTOMERS}
     * together, which the policy then serves on their own.
     */
    static Routes divided(Policy<CvrpInstance, Routes> policy, CvrpInstance instance, RolloutContext<?, ?> run) {
        CvrpDecomposition pieces = new CvrpDecomposition(run, policy, instance, new Routes(), new SplittableRandom(1));
        int[] all = IntStream.rangeClosed(1, instance.size()).toArray();
        pieces.divide(all);
        return pieces.solution();
    }

    private void divide(int[] customers) {
        if (customers.length > CUSTOMERS) {
            int axis = extent(customers, 0) >= extent(customers, 1) ? 0 : 1;
            int[] sorted = IntStream.of(customers)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer c) -> xy[c][axis])
                            .thenComparingInt(c -> c))
                    .mapToInt(c -> c)
                    .toArray();
            divide(Arrays.copyOf(sorted, sorted.length / 2));
            divide(Arrays.copyOfRange(sorted, sorted.length / 2, sorted.length));
            return;
        }
        Search search = new Search(piece(customers, customers.length), Double.POSITIVE_INFINITY);
        search.go(0);
        Routes found = search.best;
        if (found == null) { // stopped, or a limit on routes: one route each is at least something
            for (int customer : customers) {
                add(new int[] {customer});
            }
            return;
        }
        for (int[] route : found.toArray()) {
            add(Arrays.stream(route).map(c -> customers[c - 1]).toArray());
        }
    }

    private double extent(int[] customers, int axis) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int c : customers) {
            min = Math.min(min, xy[c][axis]);
            max = Math.max(max, xy[c][axis]);
        }
        return max - min;
    }
}
