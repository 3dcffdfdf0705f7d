package dev.ansatz.neural.tsp;

import dev.ansatz.neural.FeatureColumns;
import dev.ansatz.neural.pointer.NodeFeatures;
import dev.ansatz.neural.pointer.PointerArchitecture;
import dev.ansatz.neural.pointer.PointerEnvironment;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** TSP. */
final class TspPointerKind implements PointerKind<TspInstance, Tour> {
    @Override
    public Problem<TspInstance, Tour> problem() {
        return Tsp.PROBLEM;
    }

    @Override
    public FeatureColumns columns() {
        return TspEnvironment.COLUMNS;
    }

    @Override
    public PointerArchitecture architecture(int layers, int embeddingSize, int heads, int feedForwardSize) {
        return new PointerArchitecture(TspEnvironment.FEATURES, true, 0, layers, embeddingSize, heads, feedForwardSize);
    }

    @Override
    public @Nullable String refuses(TspInstance instance) {
        return NodeFeatures.refusal(instance, instance.distances());
    }

    @Override
    public PointerEnvironment environment(TspInstance instance, int symmetry) {
        return TspEnvironment.of(instance.distances(), symmetry);
    }

    @Override
    public boolean hasLinks() {
        return true;
    }

    @Override
    public TspInstance randomInstance(int size, RandomGenerator random) {
        return new TspInstance("uniform", PointerKind.uniform(size, random));
    }

    @Override
    public int[][] trajectories(PointerEnvironment environment, Tour solution, int count, RandomGenerator random) {
        int n = solution.size();
        int[][] trajectories = new int[count][n];
        for (int[] trajectory : trajectories) {
            int start = random.nextInt(n);
            int direction = random.nextBoolean() ? 1 : n - 1;
            for (int i = 0; i < n; i++) {
                trajectory[i] = solution.city((int) ((start + (long) i * direction) % n));
            }
        }
        return trajectories;
    }

    @Override
    public Tour solution(PointerEnvironment environment, int t) {
        int[] order = new int[environment.steps(t)];
        for (int i = 0; i < order.length; i++) {
            order[i] = environment.action(t, i);
        }
        return new Tour(order);
    }
}
