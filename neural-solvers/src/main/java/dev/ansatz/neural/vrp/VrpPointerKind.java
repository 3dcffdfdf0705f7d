package dev.ansatz.neural.vrp;

import dev.ansatz.neural.FeatureColumns;
import dev.ansatz.neural.pointer.PointerArchitecture;
import dev.ansatz.neural.pointer.PointerEnvironment;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One policy for the variants of vehicle routing with one depot and equal vehicles: attributes are columns that are zero where an
 * instance lacks them (Berto et al., RouteFinder, 2025, arXiv 2406.15007).
 */
final class VrpPointerKind implements PointerKind<VrpInstance, VrpPlan> {
    /** The distribution of random training instances: all variants. */
    private static final String MIXTURE = "mtvrp";

    @Override
    public Problem<VrpInstance, VrpPlan> problem() {
        return Vrp.PROBLEM;
    }

    @Override
    public FeatureColumns columns() {
        return VrpEnvironment.COLUMNS;
    }

    @Override
    public PointerArchitecture architecture(int layers, int embeddingSize, int heads, int feedForwardSize) {
        return new PointerArchitecture(
                columns().nodes().size(),
                false,
                columns().contexts().size(),
                layers,
                embeddingSize,
                heads,
                feedForwardSize);
    }

    @Override
    public @Nullable String refuses(VrpInstance instance) {
        return VrpView.refusal(instance);
    }

    @Override
    public PointerEnvironment environment(VrpInstance instance, int symmetry) {
        return new VrpEnvironment(new VrpView(instance), symmetry);
    }

    @Override
    public VrpInstance randomInstance(int size, RandomGenerator random) {
        return problem().generate(size, random.nextLong(), MIXTURE);
    }

    @Override
    public int[][] trajectories(PointerEnvironment environment, VrpPlan solution, int count, RandomGenerator random) {
        int[][] routes = solution.routes().stream()
                .map(route ->
                        Arrays.stream(route.activities()).map(stop -> stop + 1).toArray())
                .sorted(Comparator.comparingDouble(route -> angle(environment, route)))
                .toArray(int[][]::new);
        int[][] trajectories = new int[count][];
        for (int t = 0; t < count; t++) {
            int start = random.nextInt(routes.length);
            int sense = random.nextBoolean() ? 1 : routes.length - 1;
            IntStream.Builder nodes = IntStream.builder();
            for (int r = 0; r < routes.length; r++) {
                for (int node : routes[(start + r * sense) % routes.length]) {
                    nodes.add(node);
                }
                nodes.add(0);
            }
            trajectories[t] = nodes.build().toArray();
        }
        return trajectories;
    }

    private static double angle(PointerEnvironment environment, int[] route) {
        float[] values = environment.features().values();
        int f = VrpEnvironment.COLUMNS.nodes().size();
        double x = 0;
        double y = 0;
        for (int node : route) {
            x += values[node * f] - values[0];
            y += values[node * f + 1] - values[1];
        }
        return Math.atan2(y, x);
    }

    @Override
    public VrpPlan solution(PointerEnvironment environment, int t) {
        List<VrpPlan.Route> routes = new ArrayList<>();
        IntStream.Builder route = IntStream.builder();
        for (int i = 0; i < environment.steps(t); i++) {
            int node = environment.action(t, i);
            if (node == 0) {
                routes.add(new VrpPlan.Route(0, route.build().toArray()));
                route = IntStream.builder();
            } else {
                route.add(node - 1);
            }
        }
        routes.add(new VrpPlan.Route(0, route.build().toArray()));
        return new VrpPlan(routes);
    }
}
