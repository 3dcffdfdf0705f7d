package dev.ansatz.classical.rmab;

import dev.ansatz.problems.rmab.ActionBuilder;
import dev.ansatz.problems.rmab.ActionConstraint;
import dev.ansatz.problems.rmab.Decision;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Adds the item of the largest gain that is allowed beside what is chosen, for as long as there is one that gains anything. Under a
 * capacity constraint the gain is taken per unit of cost.
 */
final class GreedyRule implements DecisionRule {
    private final RestlessBanditInstance instance;
    private final Gains gains;
    private final ActionBuilder builder;
    private final double[][] table;
    private final int @Nullable [][] reached;
    private final int @Nullable [] costs;

    GreedyRule(RestlessBanditInstance instance, Gains gains) {
        this.instance = instance;
        this.gains = gains;
        this.builder = ActionBuilder.of(instance);
        this.table = GainRule.table(instance);
        this.costs = instance.constraint() instanceof ActionConstraint.Capacity c ? c.costs() : null;
        this.reached =
                instance.constraint() instanceof ActionConstraint.Interventions i ? ActionBuilder.reached(i) : null;
    }

    @Override
    public void decide(int episode, int step, int[] states, Decision decision) {
        GainRule.fill(table, gains, step, states);
        builder.begin(decision);
        if (reached == null && instance.maxActions() == 2) {
            addInOrder(decision);
        } else {
            addOneByOne(decision);
        }
        builder.finish(decision);
    }

    /** Gains of two-action arms do not change with what is chosen: one sorted pass. */
    private void addInOrder(Decision decision) {
        int arms = table.length;
        long[] order = new long[arms];
        int count = 0;
        for (int j = 0; j < arms; j++) {
            double gain = table[j][1] / (costs == null ? 1 : Math.max(costs[j], 1e-9));
            if (gain > 0) {
                // Descending by gain, then ascending by number.
                order[count++] = (long) ~Float.floatToIntBits((float) gain) << 32 | j;
            }
        }
        Arrays.sort(order, 0, count);
        for (int k = 0; k < count; k++) {
            builder.tryAdd((int) order[k], decision);
        }
    }

    private void addOneByOne(Decision decision) {
        boolean[] refused = new boolean[builder.items()];
        while (true) {
            int best = -1;
            double most = 0;
            for (int item = 0; item < refused.length; item++) {
                double gain = refused[item] ? 0 : gain(item, decision);
                if (gain > most) {
                    most = gain;
                    best = item;
                }
            }
            if (best < 0) {
                return;
            }
            refused[best] = !builder.tryAdd(best, decision);
        }
    }

    private double gain(int item, Decision decision) {
        if (reached == null) {
            return rise(item, decision);
        }
        double sum = 0;
        for (int j : reached[item]) {
            sum += rise(j, decision);
        }
        return sum;
    }

    /** Gain of one more action of an arm. */
    private double rise(int j, Decision decision) {
        int level = decision.levels[j];
        return level + 1 < table[j].length ? table[j][level + 1] - table[j][level] : 0;
    }
}
