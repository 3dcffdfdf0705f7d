package dev.ansatz.neural.cvrp;

import dev.ansatz.neural.FeatureColumns;
import dev.ansatz.neural.pointer.NodeFeatures;
import dev.ansatz.neural.pointer.PointerArchitecture;
import dev.ansatz.neural.pointer.PointerEnvironment;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.CoordinateDistances;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** CVRP. */
final class CvrpPointerKind implements PointerKind<CvrpInstance, Routes> {
    @Override
    public Problem<CvrpInstance, Routes> problem() {
        return Cvrp.PROBLEM;
    }

    @Override
    public FeatureColumns columns() {
        return CvrpEnvironment.COLUMNS;
    }

    @Override
    public PointerArchitecture architecture(int layers, int embeddingSize, int heads, int feedForwardSize) {
        return new PointerArchitecture(
                CvrpEnvironment.FEATURES, false, 1, layers, embeddingSize, heads, feedForwardSize);
    }

    @Override
    public @Nullable String refuses(CvrpInstance instance) {
        return NodeFeatures.refusal(instance, instance.distances());
    }

    @Override
    public PointerEnvironment environment(CvrpInstance instance, int symmetry) {
        return CvrpEnvironment.of(instance, symmetry);
    }

    @Override
    public CvrpInstance randomInstance(int size, RandomGenerator random) {
        long[] demands = new long[size + 1];
        CoordinateDistances xy = PointerKind.uniform(size + 1, random);
        for (int i = 1; i <= size; i++) {
            demands[i] = random.nextInt(1, 10);
        }
        return new CvrpInstance("uniform", xy, demands, capacity(size));
    }

    @Override
    public int[][] trajectories(PointerEnvironment environment, Routes solution, int count, RandomGenerator random) {
        int[][] routes = solution.toArray();
        Arrays.sort(routes, Comparator.comparingDouble(route -> angle(environment.features(), route)));
        int[][] trajectories = new int[count][];
        for (int t = 0; t < count; t++) {
            int start = random.nextInt(routes.length);
            int sense = random.nextBoolean() ? 1 : routes.length - 1;
            IntStream.Builder nodes = IntStream.builder();
            for (int r = 0; r < routes.length; r++) {
                int[] route = routes[(start + r * sense) % routes.length];
                boolean reversed = random.nextBoolean();
                for (int i = 0; i < route.length; i++) {
                    nodes.add(route[reversed ? route.length - 1 - i : i]);
                }
                nodes.add(0);
            }
            trajectories[t] = nodes.build().toArray();
        }
        return trajectories;
    }

    /** Capacities of Kool et al. 2019 at 20, 50, 100 customers, straight lines between. */
    private static long capacity(int size) {
        if (size <= 50) {
            return Math.max(10, Math.round(30 + (size - 20) / 3.0));
        }
        return Math.min(50, Math.round(40 + (size - 50) / 5.0));
    }

    @Override
    public Routes solution(PointerEnvironment environment, int t) {
        List<int[]> routes = new ArrayList<>();
        int[] route = new int[environment.steps(t)];
        int length = 0;
        for (int i = 0; i < environment.steps(t); i++) {
            int node = environment.action(t, i);
            if (node == 0) {
                routes.add(java.util.Arrays.copyOf(route, length));
                length = 0;
            } else {
                route[length++] = node;
            }
        }
        routes.add(java.util.Arrays.copyOf(route, length));
        return new Routes(routes.toArray(int[][]::new));
    }

    private static double angle(NodeFeatures features, int[] route) {
        int f = CvrpEnvironment.FEATURES;
        double x = 0;
        double y = 0;
        for (int customer : route) {
            x += features.values()[customer * f] - features.values()[0];
            y += features.values()[customer * f + 1] - features.values()[1];
        }
        return Math.atan2(y, x);
    }
}
