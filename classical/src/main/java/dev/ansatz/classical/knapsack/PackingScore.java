package dev.ansatz.classical.knapsack;

import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;

/** Hard: weight above the capacity. Soft: profit. Constant time a change. Public for Timefold's reflection. */
public final class PackingScore implements IncrementalScoreCalculator<PackingPlan, HardSoftScore> {
    private long capacity;
    private long weight;
    private long profit;

    @Override
    public void resetWorkingSolution(PackingPlan plan) {
        capacity = plan.capacity();
        weight = 0;
        profit = 0;
        for (PackedItem item : plan.getItems()) {
            change(item, 1);
        }
    }

    @Override
    public void beforeVariableChanged(Object entity, String variable) {
        change((PackedItem) entity, -1);
    }

    @Override
    public void afterVariableChanged(Object entity, String variable) {
        change((PackedItem) entity, 1);
    }

    private void change(PackedItem item, int sign) {
        if (Boolean.TRUE.equals(item.getPacked())) {
            weight += sign * item.weight();
            profit += sign * item.profit();
        }
    }

    @Override
    public HardSoftScore calculateScore() {
        return HardSoftScore.of(-Math.max(0, weight - capacity), profit);
    }
}
