package dev.ansatz.classical.knapsack;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import org.jspecify.annotations.Nullable;

/** An item that may be put in. Public for Timefold's reflection. */
@PlanningEntity
public final class PackedItem {
    private int item;

    private long profit;
    private long weight;
    private @Nullable Boolean packed;

    /** For Timefold. */
    public PackedItem() {}

    PackedItem(int item, long profit, long weight, @Nullable Boolean packed) {
        this.item = item;
        this.profit = profit;
        this.weight = weight;
        this.packed = packed;
    }

    int item() {
        return item;
    }

    long profit() {
        return profit;
    }

    long weight() {
        return weight;
    }

    @PlanningVariable
    public @Nullable Boolean getPacked() {
        return packed;
    }

    public void setPacked(@Nullable Boolean packed) {
        this.packed = packed;
    }

    @Override
    public String toString() {
        return "item " + item;
    }
}
