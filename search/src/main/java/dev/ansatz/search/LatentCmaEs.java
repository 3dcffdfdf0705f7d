package dev.ansatz.search;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.hipparchus.random.Well19937c;

/**
 * Minimisation of a noisy function of a latent vector by several CMA-ES searches side by side (Chalumeau et al., COMPASS, 2023, arXiv
 * 2311.13569; there three in turn), each of population {@value #POPULATION}, that begin at the centroids of a centroidal Voronoi
 * tessellation of the box, their first standard deviation that of a random point of the box. A search that has converged begins again
 * elsewhere.
 *
 * <p>Hipparchus' optimiser calls the function, one point after the other; here the caller asks and tells, one point of each search at a
 * time, to evaluate them together. So each search runs in a virtual thread. Deterministic in the seed. Not thread-safe.
 */
final class LatentCmaEs implements AutoCloseable {
    static final int COMPONENTS = 16;
    static final int POPULATION = 16;
    private static final int SAMPLES = 2000;
    private static final int LLOYD_ITERATIONS = 20;
    private static final int LARGEST_ITERATIONS = 1_000_000;
    private static final Map<Integer, double[][]> CENTROIDS = new ConcurrentHashMap<>();

    private final Component[] components = new Component[COMPONENTS];

    /**
     * @param size length of a point
     * @param range half the width of the box around the origin
     */
    LatentCmaEs(int size, double range, long seed) {
        double[][] centroids = CENTROIDS.computeIfAbsent(size, LatentCmaEs::centroids);
        SplittableRandom random = new SplittableRandom(seed);
        for (int c = 0; c < COMPONENTS; c++) {
            double[] mean = Arrays.stream(centroids[c]).map(x -> x * range).toArray();
            components[c] = new Component(mean, range, random.nextLong());
        }
    }

    /** The next points to evaluate, {@code [COMPONENTS][size]}; none if the thread is interrupted. */
    double[][] ask() {
        double[][] points = new double[COMPONENTS][];
        try {
            for (int c = 0; c < COMPONENTS; c++) {
                points[c] = components[c].points.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new double[0][];
        }
        return points;
    }

    /** The function's values at the points that were asked for. */
    void tell(double[] values) {
        try {
            for (int c = 0; c < COMPONENTS; c++) {
                components[c].values.put(values[c]);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        for (Component component : components) {
            component.thread.interrupt();
        }
    }

    /** Ends a search from within its function. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class Component {
        private final SynchronousQueue<double[]> points = new SynchronousQueue<>();
        private final SynchronousQueue<Double> values = new SynchronousQueue<>();
        private final Thread thread;

        Component(double[] mean, double range, long seed) {
            thread = Thread.ofVirtual().name("latent-cma-es").unstarted(() -> {
                SplittableRandom restarts = new SplittableRandom(seed);
                double[] start = mean;
                try {
                    while (true) {
                        minimise(start, range, restarts.nextLong());
                        start = restarts.doubles(mean.length, -range, range).toArray();
                    }
                } catch (Stopped e) {
                    // closed
                }
            });
            thread.start();
        }

        private void minimise(double[] start, double range, long seed) {
            double[] sigma = new double[start.length];
            Arrays.fill(sigma, range / Math.sqrt(3));
            CMAESOptimizer optimiser = new CMAESOptimizer(
                    LARGEST_ITERATIONS, Double.NEGATIVE_INFINITY, true, 0, 0, new Well19937c(seed), false, null);
            optimiser.optimize(
                    new InitialGuess(start),
                    new CMAESOptimizer.Sigma(sigma),
                    new CMAESOptimizer.PopulationSize(POPULATION),
                    new MaxEval(Integer.MAX_VALUE),
                    SimpleBounds.unbounded(start.length),
                    GoalType.MINIMIZE,
                    new ObjectiveFunction(this::handOver));
        }

        private double handOver(double[] point) {
            try {
                points.put(point.clone());
                return values.take();
            } catch (InterruptedException e) {
                throw new Stopped();
            }
        }
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
