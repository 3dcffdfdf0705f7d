package dev.ansatz.search;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Minimisation of a noisy function of a latent vector by several CMA-ES searches in turn, a generation each, as COMPASS does
 * (Chalumeau et al. 2023, arXiv 2311.13569): {@value #COMPONENTS} searches that begin at the centroids of a centroidal Voronoi
 * tessellation of the box, their first standard deviation that of a random point of the box. A search that has converged begins again
 * elsewhere. Deterministic in the seed. Not thread-safe.
 *
 * <p>COMPASS's generations have {@value #PAPER_POPULATION} vectors with the least cost from all starts of each. Here a vector has one
 * rollout, and a generation more vectors: as many rollouts are spread over more vectors, starts and symmetries, which was measured to
 * be better (docs/training.md), and a generation is decoded side by side.
 */
final class LatentCmaEs {
    static final int COMPONENTS = 3;
    static final int POPULATION = 64;
    static final int PAPER_POPULATION = 16;
    private static final int SAMPLES = 2000;
    private static final int LLOYD_ITERATIONS = 20;
    private static final Map<Integer, double[][]> CENTROIDS = new ConcurrentHashMap<>();

    private final int size;
    private final double range;
    private final SplittableRandom random;
    private final CmaEs[] searches = new CmaEs[COMPONENTS];
    private int next;

    /**
     * @param size length of a point
     * @param range half the width of the box around the origin
     */
    LatentCmaEs(int size, double range, long seed) {
        this.size = size;
        this.range = range;
        random = new SplittableRandom(seed);
        double[][] centroids = CENTROIDS.computeIfAbsent(size, LatentCmaEs::centroids);
        for (int c = 0; c < COMPONENTS; c++) {
            searches[c] = search(Arrays.stream(centroids[c]).map(x -> x * range).toArray());
        }
    }

    private CmaEs search(double[] mean) {
        return new CmaEs(mean, range / Math.sqrt(3), POPULATION, random.nextLong());
    }

    /** The points of the next generation, {@value #POPULATION}. */
    double[][] ask() {
        return searches[next].ask();
    }

    /** The function's values at the points that were asked for. */
    void tell(double[] values) {
        searches[next].tell(values);
        if (searches[next].converged()) {
            searches[next] = search(random.doubles(size, -range, range).toArray());
        }
        next = (next + 1) % COMPONENTS;
    }

    /** Centroids of a centroidal Voronoi tessellation of [-1, 1]^size, by Lloyd's algorithm on samples. */
    private static double[][] centroids(int size) {
        SplittableRandom random = new SplittableRandom(1);
        double[][] samples = new double[SAMPLES][];
        for (int i = 0; i < SAMPLES; i++) {
            samples[i] = random.doubles(size, -1, 1).toArray();
        }
        double[][] centroids = Arrays.copyOf(samples, COMPONENTS);
        for (int iteration = 0; iteration < LLOYD_ITERATIONS; iteration++) {
            double[][] sums = new double[COMPONENTS][size];
            int[] counts = new int[COMPONENTS];
            for (double[] sample : samples) {
                int nearest = 0;
                double least = Double.POSITIVE_INFINITY;
                for (int c = 0; c < COMPONENTS; c++) {
                    double squared = 0;
                    for (int i = 0; i < size; i++) {
                        double d = sample[i] - centroids[c][i];
                        squared += d * d;
                    }
                    if (squared < least) {
                        least = squared;
                        nearest = c;
                    }
                }
                counts[nearest]++;
                for (int i = 0; i < size; i++) {
                    sums[nearest][i] += sample[i];
                }
            }
            for (int c = 0; c < COMPONENTS; c++) {
                int count = Math.max(1, counts[c]);
                centroids[c] = Arrays.stream(sums[c]).map(x -> x / count).toArray();
            }
        }
        return centroids;
    }
}
