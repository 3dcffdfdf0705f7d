package dev.ansatz.classical.knapsack;

import dev.ansatz.problems.Note;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.knapsack.DensityOrder;
import dev.ansatz.problems.knapsack.KnapsackBounds;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import java.util.Arrays;

/**
 * Items by density, each put in where it still fits; or the single most valuable item where that is better, which makes it at least
 * half of the optimum. O(n log n).
 */
final class GreedyFill {
    private final int[] items;
    private final boolean[] weightless;
    private final long weightlessProfit;
    private final long dantzig;
    private final boolean optimal;
    private final ItemSet solution;

    GreedyFill(KnapsackInstance instance) {
        int[] order = DensityOrder.of(instance);
        weightless = new boolean[instance.size()];
        int count = 0;
        long free = 0;
        for (int item : order) {
            if (instance.profit(item) == 0 || instance.weight(item) > instance.capacity()) {
                continue;
            }
            if (instance.weight(item) == 0) {
                weightless[item] = true;
                free += instance.profit(item);
            } else {
                order[count++] = item;
            }
        }
        items = Arrays.copyOf(order, count);
        weightlessProfit = free;
        long room = instance.capacity();
        long profit = free;
        long bound = -1;
        int single = -1;
        boolean[] chosen = weightless.clone();
        for (int item : items) {
            if (instance.weight(item) <= room) {
                chosen[item] = true;
                room -= instance.weight(item);
                profit += instance.profit(item);
            } else if (bound < 0) {
                bound = profit + KnapsackBounds.productOver(room, instance.profit(item), instance.weight(item));
            }
            single = single < 0 || instance.profit(item) > instance.profit(single) ? item : single;
        }
        optimal = bound < 0 || bound == profit;
        dantzig = bound < 0 ? profit : bound;
        if (single >= 0 && free + instance.profit(single) > profit) {
            chosen = weightless.clone();
            chosen[single] = true;
        }
        solution = ItemSet.of(chosen);
    }

    /** Items that have profit and weight and fit alone, by descending density. A copy. */
    int[] items() {
        return items.clone();
    }

    /** Which items have profit and no weight. A copy. */
    boolean[] weightless() {
        return weightless.clone();
    }

    long weightlessProfit() {
        return weightlessProfit;
    }

    /** Dantzig's bound. */
    long dantzig() {
        return dantzig;
    }

    /** Whether the solution meets the bound. */
    boolean optimal() {
        return optimal;
    }

    ItemSet solution() {
        return solution;
    }

    /** From so many items on, models of libraries take long to build: with a time limit there is an answer before. */
    private static final int LARGE = 10_000;

    /** Offers the greedy solution before another engine begins, where that one may not come to anything in time. */
    static void answerFirst(SearchContext<KnapsackInstance, ItemSet> run) {
        if (run.instance().size() > LARGE
                && run.options().timeLimit() != null
                && run.warmStarts().isEmpty()) {
            run.offer(new GreedyFill(run.instance()).solution(), "greedy");
        }
    }

    /** Offers the greedy solution where another engine came to nothing within its limits, and says so. */
    static void answerIfNone(SearchContext<KnapsackInstance, ItemSet> run, String who) {
        if (run.best() == null) {
            run.offer(new GreedyFill(run.instance()).solution(), "greedy");
            run.note(new Note.Fallback(who, "found no solution within the limits", "the greedy one"));
        }
    }

    /** Takes out the least dense items until the rest fits. */
    static void repair(KnapsackInstance instance, boolean[] chosen) {
        long weight = 0;
        for (int i = 0; i < chosen.length; i++) {
            weight += chosen[i] ? instance.weight(i) : 0;
        }
        if (weight <= instance.capacity()) {
            return;
        }
        int[] order = DensityOrder.of(instance);
        for (int k = order.length - 1; weight > instance.capacity(); k--) {
            if (chosen[order[k]]) {
                chosen[order[k]] = false;
                weight -= instance.weight(order[k]);
            }
        }
    }
}
