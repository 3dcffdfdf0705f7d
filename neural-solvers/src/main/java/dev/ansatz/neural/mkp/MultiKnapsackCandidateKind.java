package dev.ansatz.neural.mkp;

import dev.ansatz.neural.FeatureColumns;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.neural.candidate.CandidateKind;
import dev.ansatz.neural.packing.PackingEnvironment;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** MKP. Training instances as in Chu and Beasley 1998: 5 or 10 constraints of tightness 0.25, 0.5 or 0.75. */
final class MultiKnapsackCandidateKind implements CandidateKind<MultiKnapsackInstance, ItemSet> {
    /** More take long to price. */
    private static final int MAX_ENTRIES = 1_000_000;

    private static final int[] CONSTRAINTS = {5, 5, 10};
    private static final String[] TIGHTNESS = {"0.25", "0.5", "0.75"};

    @Override
    public Problem<MultiKnapsackInstance, ItemSet> problem() {
        return MultiKnapsack.PROBLEM;
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
    public @Nullable String refuses(MultiKnapsackInstance instance) {
        if (instance.constraints() == 0) {
            return instance.name() + " has no constraint.";
        }
        return (long) instance.size() * instance.constraints() > MAX_ENTRIES
                ? "The policy takes at most " + MAX_ENTRIES + " weights; " + instance.name() + " has more."
                : null;
    }

    @Override
    public CandidateEnvironment<ItemSet> environment(MultiKnapsackInstance instance, int symmetry) {
        int n = instance.size();
        int m = instance.constraints();
        long[] profits = new long[n];
        long[][] weights = new long[m][n];
        long[] capacities = new long[m];
        for (int j = 0; j < n; j++) {
            profits[j] = instance.profit(j);
        }
        for (int i = 0; i < m; i++) {
            capacities[i] = instance.capacity(i);
            for (int j = 0; j < n; j++) {
                weights[i][j] = instance.weight(i, j);
            }
        }
        return new PackingEnvironment(profits, instance.profitScale(), weights, capacities);
    }

    @Override
    public int[] randomShape(int min, int max, RandomGenerator random) {
        return new int[] {random.nextInt(min, max + 1), CONSTRAINTS[random.nextInt(CONSTRAINTS.length)]};
    }

    @Override
    public String mixture() {
        return "chu-beasley";
    }

    @Override
    public MultiKnapsackInstance randomInstance(String distribution, int[] shape, RandomGenerator random) {
        String mixed = "chu-beasley-" + shape[1] + "-" + TIGHTNESS[random.nextInt(TIGHTNESS.length)];
        return MultiKnapsack.PROBLEM.generate(shape[0], random.nextLong(), mixed);
    }
}
