package org.example.binpacking;

import dev.ansatz.neural.FeatureColumns;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Packs one bin after the other. Nodes are the items, in one group. Candidates are the open items that fit into the open bin, one of each
 * size; where none fits the bin is closed and the next one opened. The reward is -1 for each bin that is opened.
 */
final class BinPackingEnvironment implements CandidateEnvironment<Bins> {
    private enum Feature implements FeatureColumns.Column {
        SIZE,
        MORE_THAN_HALF,
        MORE_THAN_A_THIRD,
        RANK;

        private static final int COUNT = values().length;
    }

    private enum Context implements FeatureColumns.Column {
        ROOM_BEFORE,
        ROOM_AFTER,
        FILLS_EXACTLY,
        OPEN_ITEMS,
        LARGEST_OPEN_ITEM,
        BIN_IS_EMPTY;

        private static final int COUNT = values().length;
    }

    static final FeatureColumns COLUMNS =
            new FeatureColumns(FeatureColumns.names(Feature.values()), FeatureColumns.names(Context.values()));

    private final BinPackingInstance instance;
    /** Items by descending size. */
    private final int[] order;

    private final float[] features;
    private final int[][] groups;
    private final int[] binOf;
    private final int[] candidates;
    private int count;
    private int open;
    private int bins;
    private int room;
    private int rewarded;
    private double reward;
    private int[] followed = new int[0];
    /** Bin of the solution followed that fills the open one; -1 while that is empty. */
    private int target;

    BinPackingEnvironment(BinPackingInstance instance) {
        this.instance = instance;
        int n = instance.size();
        order = IntStream.range(0, n)
                .boxed()
                .sorted((a, b) -> Integer.compare(instance.size(b), instance.size(a)))
                .mapToInt(Integer::intValue)
                .toArray();
        features = new float[n * Feature.COUNT];
        for (int rank = 0; rank < n; rank++) {
            int item = order[rank];
            float size = (float) instance.size(item) / instance.capacity();
            int at = item * Feature.COUNT;
            Feature.SIZE.set(features, at, size);
            Feature.MORE_THAN_HALF.set(features, at, size > 0.5f ? 1 : 0);
            Feature.MORE_THAN_A_THIRD.set(features, at, 3 * size > 1 ? 1 : 0);
            Feature.RANK.set(features, at, (float) rank / n);
        }
        groups = new int[][] {IntStream.range(0, n).toArray()};
        binOf = new int[n];
        candidates = new int[n];
        reset();
    }

    @Override
    public int nodes() {
        return instance.size();
    }

    @Override
    public float[] features() {
        return features;
    }

    @Override
    public int[][] groups(int relation) {
        return groups;
    }

    @Override
    public CandidateEnvironment<Bins> another() {
        return new BinPackingEnvironment(instance);
    }

    @Override
    public CandidateEnvironment<Bins> copy() {
        BinPackingEnvironment copy = new BinPackingEnvironment(instance);
        System.arraycopy(binOf, 0, copy.binOf, 0, binOf.length);
        System.arraycopy(candidates, 0, copy.candidates, 0, count);
        copy.count = count;
        copy.open = open;
        copy.bins = bins;
        copy.room = room;
        copy.rewarded = rewarded;
        copy.reward = reward;
        copy.followed = followed.clone();
        copy.target = target;
        return copy;
    }

    @Override
    public void reset() {
        Arrays.fill(binOf, -1);
        open = binOf.length;
        bins = 1;
        room = instance.capacity();
        rewarded = 0;
        reward = 0;
        target = -1;
    }

    @Override
    public int candidates(int[] out) {
        while (open > 0) {
            findCandidates();
            if (count > 1) {
                break;
            }
            if (count == 1) {
                pack(candidates[0]);
            } else {
                bins++;
                room = instance.capacity();
                target = -1;
            }
        }
        reward = rewarded - bins;
        rewarded = bins;
        if (open == 0) {
            return 0;
        }
        System.arraycopy(candidates, 0, out, 0, count);
        return count;
    }

    /** One item of each size that fits, the largest first. */
    private void findCandidates() {
        count = 0;
        int last = -1;
        for (int item : order) {
            int size = instance.size(item);
            if (binOf[item] < 0 && size <= room && size != last) {
                candidates[count++] = item;
                last = size;
            }
        }
    }

    private void pack(int item) {
        binOf[item] = bins - 1;
        room -= instance.size(item);
        open--;
        if (followed.length > 0) {
            keepTrackOf(item);
        }
    }

    /** Items of one size are one candidate: the one packed takes the place of its like in the bin that is followed. */
    private void keepTrackOf(int item) {
        if (target < 0) {
            target = followed[item];
            return;
        }
        for (int other = 0; other < binOf.length && followed[item] != target; other++) {
            if (binOf[other] < 0 && followed[other] == target && instance.size(other) == instance.size(item)) {
                followed[other] = followed[item];
                followed[item] = target;
            }
        }
    }

    @Override
    public double reward() {
        return reward;
    }

    @Override
    public int maxCandidates() {
        return instance.size();
    }

    @Override
    public void contexts(float[] out, int from) {
        float capacity = instance.capacity();
        for (int k = 0; k < count; k++) {
            int after = room - instance.size(candidates[k]);
            int at = from + k * Context.COUNT;
            Context.ROOM_BEFORE.set(out, at, room / capacity);
            Context.ROOM_AFTER.set(out, at, after / capacity);
            Context.FILLS_EXACTLY.set(out, at, after == 0 ? 1 : 0);
            Context.OPEN_ITEMS.set(out, at, (float) open / binOf.length);
            Context.LARGEST_OPEN_ITEM.set(out, at, instance.size(candidates[0]) / capacity);
            Context.BIN_IS_EMPTY.set(out, at, room == instance.capacity() ? 1 : 0);
        }
    }

    @Override
    public double lowerBound() {
        return bins;
    }

    @Override
    public void choose(int index) {
        pack(candidates[index]);
    }

    @Override
    public double cost() {
        return bins;
    }

    @Override
    public Bins solution() {
        return Bins.of(binOf, bins);
    }

    @Override
    public void follow(Bins solution) {
        followed = solution.binOf(instance.size());
        target = -1;
    }

    /** The largest candidate of the bin that is followed; in an empty bin the largest of all. */
    @Override
    public int reference() {
        for (int k = 0; k < count; k++) {
            if (target < 0 || sameSizeInTarget(instance.size(candidates[k]))) {
                return k;
            }
        }
        return 0;
    }

    /** Items of one size are one candidate: whichever of them the bin that is followed holds. */
    private boolean sameSizeInTarget(int size) {
        for (int item = 0; item < binOf.length; item++) {
            if (binOf[item] < 0 && followed[item] == target && instance.size(item) == size) {
                return true;
            }
        }
        return false;
    }
}
