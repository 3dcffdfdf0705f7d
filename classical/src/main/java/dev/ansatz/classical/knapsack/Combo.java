package dev.ansatz.classical.knapsack;

import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import java.util.Arrays;

/**
 * Exact 0-1 knapsack in the family of MINKNAP (Pisinger 1997, doi:10.1287/opre.45.5.758) and COMBO (Martello, Pisinger and Toth
 * 1999, doi:10.1287/mnsc.45.3.414): greedy, reduction by bounds, then {@link CoreSearch}, first with few states, hence as a beam
 * search that finds good solutions and thereby fixes more items, then with more and more. The search that dropped no state proves
 * the optimum. Capacity and profits are rounded to multiples of the greatest common divisors.
 *
 * <p>Memory is capped at half of the free heap, at most {@value #MAX_STATES} states; beyond it the search is incomplete and the
 * outcome has a bound instead of a proof. One thread; no randomness. One iteration is one stage: one item more in the core.
 */
public final class Combo implements Solver<KnapsackInstance, ItemSet> {
    private static final int FIRST_STATES = 1 << 9;
    private static final int STATES_FACTOR = 32;
    private static final int MAX_STATES = 12_000_000;
    private static final long BYTES_PER_ITEM = 200;
    private static final int MAX_ITEMS_FOR_CUTS = 200_000;

    @Override
    public String name() {
        return "combo";
    }

    @Override
    public boolean refinesAnyStart() {
        return true;
    }

    @Override
    public String description() {
        return "exact dynamic programming over an expanding core with bounds and dominance";
    }

    @Override
    public Outcome<ItemSet> solve(KnapsackInstance instance, Options<ItemSet> options) {
        SearchContext<KnapsackInstance, ItemSet> run = new SearchContext<>(Knapsack.PROBLEM, instance, options);
        GreedyFill greedy = new GreedyFill(instance);
        run.offer(greedy.solution(), "greedy");
        run.offerBound(greedy.dantzig());
        if (greedy.optimal()) {
            return run.finish(true);
        }
        return new Reduction(run, greedy).solve();
    }

    /** The items not yet fixed by bounds, and what the fixed ones leave. */
    private static final class Reduction {
        private final SearchContext<KnapsackInstance, ItemSet> run;
        private final KnapsackInstance instance;
        private final boolean[] in;
        private int[] free;
        private long base;
        private long capacity;
        private long unit;
        private long best;

        Reduction(SearchContext<KnapsackInstance, ItemSet> run, GreedyFill greedy) {
            this.run = run;
            this.instance = run.instance();
            this.in = greedy.weightless();
            this.free = greedy.items();
            this.base = greedy.weightlessProfit();
            this.capacity = instance.capacity();
            this.best = (long) run.bestObjective();
            this.unit = 1;
        }

        Outcome<ItemSet> solve() {
            Long limit = run.options().iterationLimit();
            long stagesLeft = limit == null ? Long.MAX_VALUE : limit;
            divide();
            fixByBreakDensity();
            long maxStates = FIRST_STATES;
            while (!run.shouldStop() && stagesLeft > 0) {
                long known = best;
                CoreSearch search = search(maxStates > FIRST_STATES && free.length <= MAX_ITEMS_FOR_CUTS);
                int[] items = free;
                boolean[] fixed = in.clone();
                boolean proven = search.run((int) maxStates, best, stagesLeft, changed -> {
                    boolean[] solution = fixed.clone();
                    for (int i = 0; i < changed.length; i++) {
                        solution[items[i]] = (i < search.breakItem()) ^ changed[i];
                    }
                    run.offer(ItemSet.of(solution), "core");
                });
                best = search.best();
                stagesLeft -= search.stages();
                run.offerBound(proven ? best : roundedDown(search.bound()));
                if (proven) {
                    return run.finish(true);
                }
                if (search.interrupted()) {
                    break;
                }
                fix(search);
                long most = affordableStates();
                if (maxStates >= most && best == known) {
                    run.note("The search was cut at " + maxStates
                            + " states by the memory limit: the bound is proven, optimality is not.");
                    break;
                }
                maxStates = Math.min(most, maxStates * STATES_FACTOR);
            }
            return run.finish();
        }

        private long affordableStates() {
            Runtime runtime = Runtime.getRuntime();
            long used = runtime.totalMemory() - runtime.freeMemory();
            long spare = (runtime.maxMemory() - used) / 2 - BYTES_PER_ITEM * free.length;
            return Math.clamp(spare / CoreSearch.BYTES_PER_STATE, FIRST_STATES, MAX_STATES);
        }

        /** What a profit can be at most if it is at most {@code bound}. */
        private double roundedDown(double bound) {
            double units = Math.floor((bound - base) / unit);
            return bound > Numbers.MAX_EXACT ? bound : base + units * unit;
        }

        /** Weights as multiples of their divisor leave no use for the rest of the capacity; nor can profits lie in between. */
        private void divide() {
            long weightDivisor = 0;
            long profitDivisor = 0;
            for (int item : free) {
                weightDivisor = gcd(instance.weight(item), weightDivisor);
                profitDivisor = gcd(instance.profit(item), profitDivisor);
            }
            capacity -= capacity % weightDivisor;
            unit = profitDivisor;
            // A warm start may lack items without weight; then it lies between the multiples.
            best = base + Math.floorDiv(best - base, unit) * unit;
        }

        private static long gcd(long a, long b) {
            while (b != 0) {
                long rest = a % b;
                a = b;
                b = rest;
            }
            return a;
        }

        /** Fixes items by the loss against the density of the break item (Dembo and Hammer 1980); O(n). */
        private void fixByBreakDensity() {
            long room = capacity;
            double dantzig = base;
            int b = 0;
            while (b < free.length && instance.weight(free[b]) <= room) {
                room -= instance.weight(free[b]);
                dantzig += instance.profit(free[b]);
                b++;
            }
            if (b == free.length) {
                return;
            }
            double density = (double) instance.profit(free[b]) / instance.weight(free[b]);
            dantzig += room * density;
            int kept = 0;
            for (int i = 0; i < free.length; i++) {
                double share = instance.weight(free[i]) * density;
                double loss = Math.abs(instance.profit(free[i]) - share);
                // Far above the rounding of these few operations.
                double slack = 0x1p-48 * (share + instance.profit(free[i]) + dantzig);
                kept = keepOrFix(i, i < b, dantzig - loss + slack, kept);
            }
            free = Arrays.copyOf(free, kept);
        }

        private void fix(CoreSearch search) {
            int kept = 0;
            for (int i = 0; i < free.length; i++) {
                kept = keepOrFix(i, i < search.breakItem(), search.reversedBound(i), kept);
            }
            free = Arrays.copyOf(free, kept);
        }

        private int keepOrFix(int index, boolean into, double boundIfReversed, int kept) {
            int item = free[index];
            if (boundIfReversed >= best + unit) {
                free[kept] = item;
                return kept + 1;
            }
            if (into) {
                in[item] = true;
                base += instance.profit(item);
                capacity -= instance.weight(item);
            }
            return kept;
        }

        private CoreSearch search(boolean withCuts) {
            int n = free.length;
            long[] profits = new long[n];
            long[] weights = new long[n];
            double[] reduced = new double[n];
            for (int i = 0; i < n; i++) {
                profits[i] = instance.profit(free[i]);
                weights[i] = instance.weight(free[i]);
                reduced[i] = profits[i];
            }
            double price = 0;
            if (withCuts) {
                CutPrices cuts = new CutPrices(profits, weights, capacity, best + unit - base);
                price = cuts.price;
                double[] density = new double[n];
                for (int i = 0; i < n; i++) {
                    density[i] = cuts.reduced[i] / weights[i];
                }
                int[] order = Sorting.descending(density);
                int[] items = free.clone();
                for (int i = 0; i < n; i++) {
                    free[i] = items[order[i]];
                    profits[i] = instance.profit(free[i]);
                    weights[i] = instance.weight(free[i]);
                    reduced[i] = cuts.reduced[order[i]];
                }
            }
            return new CoreSearch(profits, weights, reduced, base, base + price, capacity, unit, run::shouldStop);
        }
    }
}
