package org.example.binpacking;

import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import java.util.Arrays;
import java.util.Random;

/**
 * Local search on a packing, from the best start: the items of a few random bins are packed anew, in random order by best fit, into those
 * bins and the others. What has fewer bins, or as many with a larger sum of squared loads (one bin emptier, others fuller), stays. An
 * iteration is one repacking. The same seed and iteration limit give the same result.
 */
final class BinExchange implements Solver<BinPackingInstance, Bins> {
    /** Bins that are emptied at a time. */
    private static final int EMPTIED = 3;

    @Override
    public String name() {
        return "bin-exchange";
    }

    @Override
    public String description() {
        return "random bins packed anew, kept unless it is worse";
    }

    @Override
    public boolean refinesAnyStart() {
        return true;
    }

    @Override
    public Outcome<Bins> solve(BinPackingInstance instance, Options<Bins> options) {
        SearchContext<BinPackingInstance, Bins> context = new SearchContext<>(BinPacking.PROBLEM, instance, options);
        context.offer(FirstFitDecreasing.pack(instance), "first fit decreasing");
        Bins start = context.best();
        if (start != null) {
            new Search(instance, start, context).run();
        }
        return context.finish(context.boundMet());
    }

    /** One run. */
    private static final class Search {
        private final BinPackingInstance instance;
        private final SearchContext<BinPackingInstance, Bins> context;
        private final Random random;
        private int[] binOf;
        private int[] load;
        private int bins;
        private final int[] trialBinOf;
        private final int[] trialLoad;
        private final int[] open;
        private final boolean[] emptied;

        Search(BinPackingInstance instance, Bins start, SearchContext<BinPackingInstance, Bins> context) {
            this.instance = instance;
            this.context = context;
            random = new Random(context.options().seed());
            int n = instance.size();
            binOf = start.binOf(n);
            bins = start.bins().size();
            load = new int[n + 1];
            for (int item = 0; item < n; item++) {
                load[binOf[item]] += instance.size(item);
            }
            trialBinOf = new int[n];
            trialLoad = new int[n + 1];
            open = new int[n];
            emptied = new boolean[n + 1];
        }

        void run() {
            for (long iteration = 0; bins > 1 && !context.boundMet() && !context.shouldStop(iteration); iteration++) {
                int before = bins;
                if (repack() && bins < before) {
                    context.offer(Bins.of(binOf, bins), "bin exchange");
                }
            }
        }

        /** Whether the packing was changed. */
        private boolean repack() {
            System.arraycopy(binOf, 0, trialBinOf, 0, binOf.length);
            System.arraycopy(load, 0, trialLoad, 0, load.length);
            int count = takeOut();
            for (int i = count - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int item = open[i];
                open[i] = open[j];
                open[j] = item;
            }
            for (int i = 0; i < count; i++) {
                int bin = bestFit(instance.size(open[i]));
                if (bin < 0) {
                    return false; // one bin more would be needed
                }
                trialLoad[bin] += instance.size(open[i]);
                trialBinOf[open[i]] = bin;
            }
            if (squares(trialLoad) < squares(load)) {
                return false;
            }
            System.arraycopy(trialBinOf, 0, binOf, 0, binOf.length);
            System.arraycopy(trialLoad, 0, load, 0, load.length);
            dropEmptyBins();
            return true;
        }

        /** Empties random bins; their items are in {@code open}. */
        private int takeOut() {
            Arrays.fill(emptied, 0, bins, false);
            for (int k = 0; k < EMPTIED; k++) {
                emptied[random.nextInt(bins)] = true;
            }
            int count = 0;
            for (int item = 0; item < binOf.length; item++) {
                if (emptied[binOf[item]]) {
                    open[count++] = item;
                    trialLoad[binOf[item]] -= instance.size(item);
                }
            }
            return count;
        }

        /** The fullest bin with room; -1 where there is none. */
        private int bestFit(int size) {
            int best = -1;
            for (int bin = 0; bin < bins; bin++) {
                if (trialLoad[bin] + size <= instance.capacity() && (best < 0 || trialLoad[bin] > trialLoad[best])) {
                    best = bin;
                }
            }
            return best;
        }

        private double squares(int[] loads) {
            double sum = 0;
            for (int bin = 0; bin < bins; bin++) {
                sum += (double) loads[bin] * loads[bin];
            }
            return sum;
        }

        private void dropEmptyBins() {
            for (int bin = bins - 1; bin >= 0; bin--) {
                if (load[bin] == 0) {
                    bins--;
                    load[bin] = load[bins];
                    load[bins] = 0;
                    for (int item = 0; item < binOf.length; item++) {
                        binOf[item] = binOf[item] == bins ? bin : binOf[item];
                    }
                }
            }
        }
    }
}
