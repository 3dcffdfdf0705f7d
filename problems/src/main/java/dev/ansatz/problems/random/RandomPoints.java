package dev.ansatz.problems.random;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** Random points on an integer grid {@code [0, side]²}. */
public final class RandomPoints {
    /** Up to this many clustered points are all different; more would not always find room. */
    private static final int MAX_DISTINCT = 10_000;

    private RandomPoints() {}

    /** Side of the grid of the uniform and clustered distributions: the unit square in steps of 1/10,000. */
    public static final int UNIT_SIDE = 10_000;

    /** Fills {@code [from, to)} with points uniform on the grid. */
    public static void uniform(double[] x, double[] y, int from, int to, int side, Random random) {
        for (int i = from; i < to; i++) {
            x[i] = random.nextInt(side + 1);
            y[i] = random.nextInt(side + 1);
        }
    }

    /**
     * Fills {@code [from, to)} with clustered points (Uchoa et al. 2017, section 3.2): {@code seeds} points are drawn at random
     * and belong to the result; a further random point is kept with probability {@code Σ exp(-d / decay)} over the distances to
     * the seeds, with decay 40 on a side of 1,000 and in proportion. Points differ from each other where there are at most
     * 10,000.
     */
    public static void clustered(double[] x, double[] y, int from, int to, int side, int seeds, Random random) {
        int used = Math.min(seeds, to - from);
        uniform(x, y, from, from + used, side, random);
        if (used == 0) {
            return;
        }
        double decay = 0.04 * side;
        boolean distinct = to - from <= MAX_DISTINCT;
        Set<Long> taken = new HashSet<>();
        int i = from + used;
        while (i < to) {
            int px = random.nextInt(side + 1);
            int py = random.nextInt(side + 1);
            double threshold = random.nextDouble();
            double attraction = 0;
            for (int s = from; s < from + used && attraction < threshold; s++) {
                attraction += Math.exp(-Math.hypot(px - x[s], py - y[s]) / decay);
            }
            if (attraction >= threshold && (!distinct || taken.add(px * (side + 1L) + py))) {
                x[i] = px;
                y[i] = py;
                i++;
            }
        }
    }
}
