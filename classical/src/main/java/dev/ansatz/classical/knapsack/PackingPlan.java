package dev.ansatz.classical.knapsack;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.cloner.SolutionCloner;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.score.HardSoftScore;
import dev.ansatz.problems.items.ItemSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The planning solution: items and whether each is packed. Public for Timefold's reflection. */
@PlanningSolution(solutionCloner = PackingPlan.Cloner.class)
public final class PackingPlan {
    private static final List<Boolean> VALUES = List.of(true, false);

    private List<PackedItem> items = new ArrayList<>();
    private long capacity;
    private @Nullable HardSoftScore score;

    /** For Timefold. */
    public PackingPlan() {}

    PackingPlan(List<PackedItem> items, long capacity) {
        this.items = items;
        this.capacity = capacity;
    }

    @PlanningEntityCollectionProperty
    public List<PackedItem> getItems() {
        return items;
    }

    public void setItems(List<PackedItem> items) {
        this.items = items;
    }

    @ValueRangeProvider
    public List<Boolean> getValues() {
        return VALUES;
    }

    @PlanningScore
    public @Nullable HardSoftScore getScore() {
        return score;
    }

    public void setScore(@Nullable HardSoftScore score) {
        this.score = score;
    }

    long capacity() {
        return capacity;
    }

    /** Whether the construction has come to its end. */
    boolean decided() {
        return items.stream().allMatch(item -> item.getPacked() != null);
    }

    ItemSet packed() {
        return new ItemSet(items.stream()
                .filter(item -> Boolean.TRUE.equals(item.getPacked()))
                .mapToInt(PackedItem::item)
                .toArray());
    }

    /** Copies the items: less work than Timefold's reflective clone. */
    public static final class Cloner implements SolutionCloner<PackingPlan> {
        @Override
        public PackingPlan cloneSolution(PackingPlan original) {
            List<PackedItem> items = new ArrayList<>(original.items.size());
            for (PackedItem item : original.items) {
                items.add(new PackedItem(item.item(), item.profit(), item.weight(), item.getPacked()));
            }
            PackingPlan clone = new PackingPlan(items, original.capacity);
            clone.score = original.score;
            return clone;
        }
    }
}
