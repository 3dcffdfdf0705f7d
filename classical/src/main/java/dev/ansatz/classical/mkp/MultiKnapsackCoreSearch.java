package dev.ansatz.classical.mkp;

import dev.ansatz.classical.localsearch.Workers;
import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * LP-guided core search: the linear relaxation fixes the items whose reduced cost exceeds the gap, the free items of smallest
 * reduced cost are the core (Balas and Zemel 1980; Puchinger, Raidl and Pferschy 2010), and tabu searches over it start from
 * recombinations of elite solutions (a memetic algorithm in the manner of Chu and Beasley 1998, whose repair it uses).
 * Improvements shrink the core; when nothing is left of it, or the incumbent meets the bound, the solution is proven optimal.
 *
 * <p>One iteration is one move of the tabu search. Several threads share the elite solutions.
 */
public final class MultiKnapsackCoreSearch implements Solver<MultiKnapsackInstance, ItemSet> {
    private static final int CORE_SIZE = 100;
    private static final int ELITE = 10;
    private static final int PATIENCE = 5_000;
    /** Chance of a start around the LP solution instead of a recombination. */
    private static final double FRESH = 0.1;

    private static final double FRESH_MUTATION = 0.125;
    private static final double MUTATION = 0.05;
    /** Nodes of the enumeration from above, and of that of neighbourhoods, between two tabu searches. */
    private static final long NODES = 5_000_000;

    private static final long PORTION = 100_000;
    private static final long NEIGHBOURHOOD_NODES = 1_000_000;
    /** What building a neighbourhood costs, in nodes. */
    private static final long LEAST_NODES = 100_000;

    private static final int FIRST_NEIGHBOURHOOD = 30;
    private static final int SMALLEST_NEIGHBOURHOOD = 10;

    @Override
    public String name() {
        return "core-search";
    }

    @Override
    public boolean refinesAnyStart() {
        return true;
    }

    @Override
    public String description() {
        return "LP-guided core: tabu search with oscillation over the items that the LP leaves open, from elite recombinations";
    }

    @Override
    public void warmUp() {
        OrToolsNatives.lack(); // there is another way without
    }

    @Override
    public Outcome<ItemSet> solve(MultiKnapsackInstance instance, Options<ItemSet> options) {
        SearchContext<MultiKnapsackInstance, ItemSet> run =
                new SearchContext<>(MultiKnapsack.PROBLEM, instance, options);
        LinearRelaxation relaxation = MultiKnapsackGreedy.construct(run);
        Elite elite = new Elite();
        for (ItemSet warmStart : run.warmStarts()) {
            elite.add(marks(instance, warmStart), profit(instance, marks(instance, warmStart)));
        }
        ItemSet best = run.best();
        if (best != null) {
            elite.add(marks(instance, best), profit(instance, marks(instance, best)));
        }
        AtomicBoolean proven = new AtomicBoolean();
        Workers workers = new Workers(run);
        workers.runAll(number -> new Search(run, workers, relaxation, elite, proven, number).run());
        return run.finish(proven.get());
    }

    private static boolean[] marks(MultiKnapsackInstance instance, ItemSet items) {
        boolean[] chosen = new boolean[instance.size()];
        for (int k = 0; k < items.size(); k++) {
            chosen[items.item(k)] = true;
        }
        return chosen;
    }

    private static long profit(MultiKnapsackInstance instance, boolean[] chosen) {
        long profit = 0;
        for (int j = 0; j < chosen.length; j++) {
            profit += chosen[j] ? instance.profit(j) : 0;
        }
        return profit;
    }

    /** The best different solutions. Thread-safe. */
    private static final class Elite {
        private final boolean[][] choices = new boolean[ELITE][];
        private final long[] profits = new long[ELITE];
        private int size;

        synchronized void add(boolean[] choice, long profit) {
            for (int k = 0; k < size; k++) {
                if (profits[k] == profit && Arrays.equals(choices[k], choice)) {
                    return;
                }
            }
            int at = size;
            if (size < ELITE) {
                size++;
            } else {
                at = 0;
                for (int k = 1; k < ELITE; k++) {
                    at = profits[k] < profits[at] ? k : at;
                }
                if (profits[at] >= profit) {
                    return;
                }
            }
            choices[at] = choice;
            profits[at] = profit;
        }

        synchronized int size() {
            return size;
        }

        /** Must not be changed by the caller. */
        synchronized boolean[] choice(int index) {
            return choices[index];
        }

        synchronized boolean[] best() {
            int at = 0;
            for (int k = 1; k < size; k++) {
                at = profits[k] > profits[at] ? k : at;
            }
            return choices[at];
        }

        synchronized long bestProfit() {
            return Arrays.stream(profits, 0, size).max().orElse(-1);
        }
    }

    /** The search of one thread. */
    private static final class Search {
        private final SearchContext<MultiKnapsackInstance, ItemSet> run;
        private final MultiKnapsackInstance instance;
        private final Workers workers;
        private final LinearRelaxation relaxation;
        private final Elite elite;
        private final AtomicBoolean proven;
        private final int number;
        private final Xorshift random;
        private final CoreTabu tabu;
        private final PseudoUtility utility;
        private final int[] byReducedCost;
        private final byte[] fixed;
        private final byte[] neighbourhood;
        private final Deepening deepening;
        private int[] core = {};
        private int neighbourhoodSize = FIRST_NEIGHBOURHOOD;
        private long iterations;

        Search(
                SearchContext<MultiKnapsackInstance, ItemSet> run,
                Workers workers,
                LinearRelaxation relaxation,
                Elite elite,
                AtomicBoolean proven,
                int number) {
            this.run = run;
            this.instance = run.instance();
            this.workers = workers;
            this.relaxation = relaxation;
            this.elite = elite;
            this.proven = proven;
            this.number = number;
            random = new Xorshift(run.options().seed() * 1_000_003L + number);
            tabu = new CoreTabu(instance, relaxation, random);
            utility = new PseudoUtility(instance, relaxation);
            deepening = new Deepening(instance, relaxation);
            fixed = new byte[instance.size()];
            neighbourhood = new byte[instance.size()];
            Integer[] sorted = new Integer[instance.size()];
            Arrays.setAll(sorted, j -> j);
            Arrays.sort(
                    sorted,
                    (a, b) ->
                            Double.compare(Math.abs(relaxation.reducedCosts[a]), Math.abs(relaxation.reducedCosts[b])));
            byReducedCost = Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
        }

        void run() {
            long cored = -1;
            boolean[] start = elite.best().clone();
            try (LinearRelaxation.Restricted lp =
                    LinearRelaxation.suits(instance) ? new LinearRelaxation.Restricted(instance) : null) {
                while (!shouldStop(0)) {
                    long best = elite.bestProfit();
                    if (best != cored) {
                        cored = best;
                        if (!chooseCore(best + 1)) {
                            proven.set(true);
                            return;
                        }
                    }
                    if (number == 0) {
                        deepen();
                    }
                    long steps = tabu.search(start, PATIENCE, this::shouldStop);
                    iterations += steps;
                    if (tabu.best() >= 0) {
                        found(tabu.bestChoice(), tabu.best(), "tabu search");
                    }
                    long nodes = 0;
                    while (lp != null && nodes < NODES && elite.size() > 1 && !shouldStop(0)) {
                        nodes += LEAST_NODES + searchNeighbourhood(lp);
                    }
                    start = nextStart();
                }
            }
        }

        private boolean shouldStop(long steps) {
            return proven.get() || workers.shouldStop(iterations + steps);
        }

        private void found(boolean[] choice, long profit, String phase) {
            elite.add(choice, profit);
            run.offer(ItemSet.of(choice), phase);
        }

        /** Fixes what a better solution cannot have otherwise; false if there is none. */
        private boolean chooseCore(long target) {
            int free = relaxation.fix(target, fixed);
            if (free < 0) {
                return false;
            }
            int[] items = new int[Math.min(CORE_SIZE, free)];
            int count = 0;
            for (int k = 0; count < items.length; k++) {
                if (fixed[byReducedCost[k]] < 0) {
                    items[count++] = byReducedCost[k];
                }
            }
            core = items;
            tabu.core(core);
            return true;
        }

        /** Goes on with the enumeration from the bound downwards, which ends in a proof. */
        private void deepen() {
            long share = deepening.hopeless(elite.bestProfit()) ? PORTION : NODES;
            for (long nodes = 0; nodes < share && !shouldStop(0); nodes += PORTION) {
                long profit = deepening.run(elite.bestProfit() + 1, PORTION);
                if (profit >= 0) {
                    found(deepening.choice(), profit, "enumeration");
                }
                run.offerBound((double) Math.max(deepening.bound(), elite.bestProfit()) / instance.profitScale());
                if (deepening.bound() <= elite.bestProfit()) {
                    proven.set(true);
                }
            }
        }

        /** Enumerates what a few free items can do for an elite solution; returns the number of nodes. */
        private long searchNeighbourhood(LinearRelaxation.Restricted lp) {
            int size = elite.size();
            boolean[] base = random.chance(0.5) ? elite.best() : elite.choice(random.below(size));
            boolean[] other = elite.choice(random.below(size));
            for (int j = 0; j < base.length; j++) {
                neighbourhood[j] = (byte) (base[j] ? 1 : 0);
            }
            int wanted = Math.min(neighbourhoodSize, core.length);
            int free = 0;
            // What elite solutions disagree on first, then anything of the core.
            int offset = core.length == 0 ? 0 : random.below(core.length);
            for (int k = 0; k < core.length && free < wanted / 2; k++) {
                int j = core[(k + offset) % core.length];
                if (base[j] != other[j]) {
                    neighbourhood[j] = -1;
                    free++;
                }
            }
            while (free < wanted) {
                // The smaller of two draws: small reduced costs more often.
                int j = core[Math.min(random.below(core.length), random.below(core.length))];
                if (neighbourhood[j] >= 0) {
                    neighbourhood[j] = -1;
                    free++;
                }
            }
            LinearRelaxation.Slice slice =
                    lp.slice(neighbourhood, run.remaining().toNanos() * 1e-9);
            if (slice == null) {
                return NODES;
            }
            ReducedCostEnumeration enumeration = new ReducedCostEnumeration(instance, slice, neighbourhood);
            long nodes = 0;
            long target = elite.bestProfit() + 1;
            while (!enumeration.done() && nodes < NEIGHBOURHOOD_NODES && !shouldStop(0)) {
                long profit = enumeration.run(target, PORTION);
                nodes += PORTION;
                if (profit >= target) {
                    target = profit + 1;
                    found(enumeration.choice(), profit, "neighbourhood");
                }
            }
            if (!enumeration.done()) {
                neighbourhoodSize = Math.max(SMALLEST_NEIGHBOURHOOD, neighbourhoodSize - 1);
            } else if (nodes < NEIGHBOURHOOD_NODES / 4) {
                neighbourhoodSize++;
            }
            return nodes;
        }

        private boolean[] nextStart() {
            boolean[] start = new boolean[instance.size()];
            int size = elite.size();
            boolean fresh = size < 4 || random.chance(FRESH);
            boolean[] one = elite.choice(random.below(size));
            boolean[] other = elite.choice(random.below(size));
            for (int j = 0; j < start.length; j++) {
                if (fixed[j] >= 0) {
                    start[j] = fixed[j] == 1;
                } else if (fresh) {
                    start[j] = relaxation.reducedCosts[j] > 0;
                } else {
                    start[j] = one[j] == other[j] ? one[j] : random.chance(0.5);
                }
            }
            for (int j : core) {
                start[j] ^= random.chance(fresh ? FRESH_MUTATION : MUTATION);
            }
            utility.repair(start);
            return start;
        }
    }
}
