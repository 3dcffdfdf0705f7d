package org.example.binpacking;

import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** First fit decreasing (Johnson 1973): each item, the largest first, into the first bin that has room. At most 11/9 of the optimum + 6/9. */
final class FirstFitDecreasing implements Solver<BinPackingInstance, Bins> {
    @Override
    public String name() {
        return "first-fit";
    }

    @Override
    public String description() {
        return "first fit decreasing";
    }

    @Override
    public Outcome<Bins> solve(BinPackingInstance instance, Options<Bins> options) {
        SearchContext<BinPackingInstance, Bins> context = new SearchContext<>(BinPacking.PROBLEM, instance, options);
        context.offer(pack(instance), "first fit decreasing");
        return context.finish(context.boundMet());
    }

    static Bins pack(BinPackingInstance instance) {
        int[] order = IntStream.range(0, instance.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer item) -> -instance.size(item)))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] binOf = new int[instance.size()];
        int[] room = new int[instance.size()];
        Arrays.fill(room, instance.capacity());
        int bins = 0;
        for (int item : order) {
            int bin = 0;
            while (room[bin] < instance.size(item)) {
                bin++;
            }
            room[bin] -= instance.size(item);
            binOf[item] = bin;
            bins = Math.max(bins, bin + 1);
        }
        return Bins.of(binOf, bins);
    }
}
