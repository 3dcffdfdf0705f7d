package dev.ansatz.neural.knapsack;

import dev.ansatz.neural.FeatureColumns;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.neural.candidate.CandidateKind;
import dev.ansatz.neural.packing.PackingEnvironment;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** 0-1 knapsack. Training instances: uniform ones, and weakly and strongly correlated ones (Pisinger 2005). */
final class KnapsackCandidateKind implements CandidateKind<KnapsackInstance, ItemSet> {
    private static final List<String> DISTRIBUTIONS = List.of("uniform", "uniform", "weakly", "strongly");

    @Override
    public Problem<KnapsackInstance, ItemSet> problem() {
        return Knapsack.PROBLEM;
    }

    @Override
    public FeatureColumns columns() {
        return PackingEnvironment.COLUMNS;
    }

    @Override
    public int relations() {
        return PackingEnvironment.RELATIONS;
    }

    @Override
    public @Nullable String refuses(KnapsackInstance instance) {
        return null;
    }

    @Override
    public CandidateEnvironment<ItemSet> environment(KnapsackInstance instance, int symmetry) {
        int n = instance.size();
        long[] profits = new long[n];
        long[][] weights = new long[1][n];
        for (int j = 0; j < n; j++) {
            profits[j] = instance.profit(j);
            weights[0][j] = instance.weight(j);
        }
        return new PackingEnvironment(profits, 1, weights, new long[] {instance.capacity()});
    }

    @Override
    public int[] randomShape(int min, int max, RandomGenerator random) {
        return new int[] {random.nextInt(min, max + 1)};
    }

    @Override
    public String mixture() {
        return "mixed";
    }

    @Override
    public KnapsackInstance randomInstance(String distribution, int[] shape, RandomGenerator random) {
        String mixed = DISTRIBUTIONS.get(random.nextInt(DISTRIBUTIONS.size()));
        return Knapsack.PROBLEM.generate(shape[0], random.nextLong(), mixed);
    }
}
