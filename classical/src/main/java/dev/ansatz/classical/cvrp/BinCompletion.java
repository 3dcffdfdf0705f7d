package dev.ansatz.classical.cvrp;

import dev.ansatz.problems.cvrp.SubsetSums;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Packs items into a given number of equal bins that are all but full: bin after bin is completed around the largest item left, by
 * subset sums, the fullest completions first (Gupta and Ho, "A new heuristic algorithm for the one-dimensional bin-packing
 * problem", Production Planning and Control 1999; Korf, "A new algorithm for optimal bin packing", AAAI 2002), depth first, with
 * as much waste in all as the bins have room to spare. After some thousand completions it begins anew with items preferred in
 * another order.
 */
final class BinCompletion {
    /** Words of one table of reachable sums; larger capacities are not searched. */
    private static final double MOST_WORDS = 2e6;

    private static final int FIRST_COMPLETIONS = 1000;
    private static final int MOST_RESTARTS = 12;

    private final long[] size; // distinct sizes, descending
    private final int[] left; // items left of each size
    private final int capacity;
    private final int bins;
    private final BooleanSupplier stop;
    private final int[][] taken; // by bin and size
    private final Random random = new Random(1);
    private double restlessness; // chance that a size is passed over at first
    private long completions;
    private long limit;

    private BinCompletion(long[] size, int[] left, int capacity, int bins, BooleanSupplier stop) {
        this.size = size;
        this.left = left;
        this.capacity = capacity;
        this.bins = bins;
        this.stop = stop;
        this.taken = new int[bins][size.length];
    }

    /**
     * A bin for each item, or null where none was found. Deterministic unless it is stopped.
     *
     * @param items sizes, at least 0
     */
    static int @Nullable [] pack(long[] items, long capacity, int bins, BooleanSupplier stop) {
        long divisor = 0;
        for (long item : items) {
            divisor = gcd(divisor, item);
        }
        long unit = Math.max(1, divisor);
        long[] scaled = Arrays.stream(items).map(item -> item / unit).toArray();
        long room = capacity / unit;
        long[] sizes =
                Arrays.stream(scaled).filter(s -> s > 0).distinct().sorted().toArray();
        long total = Arrays.stream(scaled).sum();
        if (room > Integer.MAX_VALUE - 64
                || (room / 64.0 + 1) * (sizes.length + 1) > MOST_WORDS
                || total > room * (double) bins) {
            return null;
        }
        for (int i = 0, j = sizes.length - 1; i < j; i++, j--) {
            long swap = sizes[i];
            sizes[i] = sizes[j];
            sizes[j] = swap;
        }
        int[] left = new int[sizes.length];
        int[] index = new int[items.length];
        for (int i = 0; i < items.length; i++) {
            index[i] = -1;
            for (int k = 0; k < sizes.length; k++) {
                if (sizes[k] == scaled[i]) {
                    index[i] = k;
                    left[k]++;
                }
            }
        }
        BinCompletion search = new BinCompletion(sizes, left, (int) room, bins, stop);
        if (!search.search(room * bins - total)) {
            return null;
        }
        int[] bin = new int[items.length];
        for (int i = 0; i < items.length; i++) {
            int b = 0;
            while (index[i] >= 0 && search.taken[b][index[i]] == 0) {
                b++;
            }
            if (index[i] >= 0) {
                search.taken[b][index[i]]--;
            }
            bin[i] = b; // an item of size 0 fits anywhere
        }
        return bin;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private boolean search(long waste) {
        limit = FIRST_COMPLETIONS;
        for (int restart = 0; restart < MOST_RESTARTS && !stop.getAsBoolean(); restart++) {
            completions = 0;
            restlessness = restart == 0 ? 0 : 0.1 + 0.05 * restart;
            if (fill(0, waste)) {
                return true;
            }
            if (completions < limit && restart == 0) {
                return false; // there is none
            }
            limit *= 2;
        }
        return false;
    }

    /** Fills the bins from one on; takes everything back where it fails. */
    private boolean fill(int bin, long waste) {
        int first = 0;
        while (first < size.length && left[first] == 0) {
            first++;
        }
        if (first == size.length) {
            return true;
        }
        if (bin == bins || completions >= limit || stop.getAsBoolean()) {
            return false;
        }
        take(bin, first, 1);
        int room = capacity - (int) size[first];
        long[][] reachable = reachable(first, room);
        for (int target = room; target >= Math.max(0, room - waste); target--) {
            if (SubsetSums.has(reachable[0], target)
                    && complete(bin, first, first, target, reachable, waste - (room - target))) {
                return true;
            }
            if (completions >= limit) {
                break;
            }
        }
        take(bin, first, -1);
        return false;
    }

    /** Which sums the items of size {@code k} and smaller can have: {@code [k - first]}. */
    private long[][] reachable(int first, int room) {
        long[][] all = new long[size.length - first + 1][];
        all[size.length - first] = SubsetSums.none(room);
        for (int k = size.length - 1; k >= first; k--) {
            long[] sums = all[k + 1 - first].clone();
            // Copies of a size by powers of two and a rest.
            int copies = left[k];
            for (int power = 1; copies > 0; power *= 2) {
                int part = Math.min(power, copies);
                copies -= part;
                long shift = part * size[k];
                if (shift <= room) {
                    SubsetSums.add(sums, (int) shift);
                }
            }
            all[k - first] = sums;
        }
        return all;
    }

    /** Chooses items of size {@code k} and smaller that sum to the target, the larger ones first, and goes on to the next bin. */
    private boolean complete(int bin, int first, int k, int target, long[][] reachable, long waste) {
        if (target == 0) {
            completions++;
            return fill(bin + 1, waste);
        }
        if (k == size.length || !SubsetSums.has(reachable[k - first], target)) {
            return false;
        }
        int most = (int) Math.min(left[k], target / size[k]);
        boolean fewFirst = restlessness > 0 && random.nextDouble() < restlessness;
        for (int i = 0; i <= most && completions < limit; i++) {
            int count = fewFirst ? i : most - i;
            int rest = target - (int) (count * size[k]);
            if (rest == 0 || SubsetSums.has(reachable[k + 1 - first], rest)) {
                take(bin, k, count);
                if (complete(bin, first, k + 1, rest, reachable, waste)) {
                    return true;
                }
                take(bin, k, -count);
            }
        }
        return false;
    }

    private void take(int bin, int k, int count) {
        left[k] -= count;
        taken[bin][k] += count;
    }
}
