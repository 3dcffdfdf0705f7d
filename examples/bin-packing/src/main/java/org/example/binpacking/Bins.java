package org.example.binpacking;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A packing.
 *
 * @param bins items of each bin, counted from 0
 */
public record Bins(List<List<Integer>> bins) {
    public Bins {
        bins = bins.stream().map(List::copyOf).toList();
    }

    /** The packing that puts each item into a bin of this number, 0 to {@code count} - 1. */
    static Bins of(int[] binOf, int count) {
        return new Bins(IntStream.range(0, count)
                .mapToObj(bin -> IntStream.range(0, binOf.length)
                        .filter(item -> binOf[item] == bin)
                        .boxed()
                        .toList())
                .filter(bin -> !bin.isEmpty())
                .toList());
    }

    /** Bin of each item of a feasible packing. */
    int[] binOf(int items) {
        int[] binOf = new int[items];
        Arrays.fill(binOf, -1);
        for (int bin = 0; bin < bins.size(); bin++) {
            for (int item : bins.get(bin)) {
                binOf[item] = bin;
            }
        }
        return binOf;
    }
}
