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

    /**
     * Fills {@code [from, to)} with points that an explosion has driven away from a place (the mutation of Bossek et al., Evolving diverse
     * TSP instances by means of novel and creative mutation operators, FOGA 2019): of uniform points those within a radius R of a uniform
     * centre move straight outwards to a distance R + s, s exponential with mean {@code side / 10}; R uniform in {@code [0.2, 0.5] · side}.
     * What leaves the square goes to its border, coordinate by coordinate.
     */
    public static void explosion(double[] x, double[] y, int from, int to, int side, Random random) {
        double centreX = side * random.nextDouble();
        double centreY = side * random.nextDouble();
        double radius = side * (0.2 + 0.3 * random.nextDouble());
        uniform(x, y, from, to, side, random);
        explode(x, y, from, to, side, centreX, centreY, radius, random);
    }

    static void explode(
            double[] x,
            double[] y,
            int from,
            int to,
            int side,
            double centreX,
            double centreY,
            double radius,
            Random random) {
        for (int i = from; i < to; i++) {
            double dx = x[i] - centreX;
            double dy = y[i] - centreY;
            double distance = Math.sqrt(dx * dx + dy * dy);
            if (distance < radius) {
                double target = radius - 0.1 * side * StrictMath.log(1 - random.nextDouble());
                x[i] = onGrid(centreX + (distance > 0 ? dx / distance : 1) * target, side);
                y[i] = onGrid(centreY + (distance > 0 ? dy / distance : 0) * target, side);
            }
        }
    }

    /**
     * Fills {@code [from, to)} with uniform points of which some are rotated (Bossek et al. 2019, see {@link #explosion}): a random subset,
     * each point with probability 1/2, by one angle uniform in [0, 2π) about the centre of the square, where theirs is about its corner. What leaves
     * the square goes to its border, coordinate by coordinate.
     */
    public static void rotation(double[] x, double[] y, int from, int to, int side, Random random) {
        double angle = 2 * Math.PI * random.nextDouble();
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double centre = side / 2.0;
        uniform(x, y, from, to, side, random);
        for (int i = from; i < to; i++) {
            if (random.nextBoolean()) {
                double dx = x[i] - centre;
                double dy = y[i] - centre;
                x[i] = onGrid(centre + cos * dx - sin * dy, side);
                y[i] = onGrid(centre + sin * dx + cos * dy, side);
            }
        }
    }

    private static double onGrid(double coordinate, int side) {
        return Math.max(0, Math.min(side, Math.rint(coordinate)));
    }
}
