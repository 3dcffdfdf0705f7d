package dev.ansatz.training.labels;

import dev.ansatz.training.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * Solved instances by shape, from which batches take a part. Bounded, since the memory of a run of days must stay as it is: beyond that
 * new labels replace old ones at random. Used by the training thread only; what solves runs on the pool of threads.
 */
public final class LabelPool<I, S> {
    /** Labels kept. */
    private static final int MOST = 20_000;

    private final Map<String, List<Label<I, S>>> byShape = new HashMap<>();
    private int count;

    /** How many of a batch are to be solved anew: all while there are fewer than a batch of them. */
    public int fresh(int[] shape, int batch, double share) {
        return known(shape).size() < batch ? batch : Math.max(1, (int) Math.round(share * batch));
    }

    /** The labels of a shape. */
    public List<Label<I, S>> known(int[] shape) {
        return byShape.getOrDefault(Arrays.toString(shape), List.of());
    }

    /**
     * Keeps a label.
     *
     * @param least so many of a shape are kept in any case
     * @param random asked what to replace where there are too many
     */
    public void add(int[] shape, Label<I, S> label, int least, LongSupplier random) {
        List<Label<I, S>> same = byShape.computeIfAbsent(Arrays.toString(shape), unseen -> new ArrayList<>());
        if (count < MOST || same.size() < least) {
            same.add(label);
            count++;
        } else {
            same.set((int) Math.floorMod(random.getAsLong(), (long) same.size()), label);
        }
    }

    /**
     * A batch of one shape: new labels, and old ones as far as there are enough.
     *
     * @param solve labels the i-th instance of the batch; called in parallel
     */
    public List<Label<I, S>> batch(
            int[] shape,
            double freshShare,
            SplittableRandom[] randoms,
            ExecutorService pool,
            IntFunction<Label<I, S>> solve) {
        int size = randoms.length;
        int fresh = fresh(shape, size, freshShare);
        List<Label<I, S>> batch = new ArrayList<>(Collections.nCopies(size, null));
        Parallel.run(pool, fresh, i -> batch.set(i, solve.apply(i)));
        List<Label<I, S>> known = known(shape);
        for (int i = fresh; i < size; i++) {
            batch.set(i, known.get(randoms[i].nextInt(known.size())));
        }
        for (int i = 0; i < fresh; i++) {
            add(shape, batch.get(i), size, randoms[i]::nextLong);
        }
        return batch;
    }
}
