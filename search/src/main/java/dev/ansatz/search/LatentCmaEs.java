package dev.ansatz.search;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.SynchronousQueue;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.hipparchus.random.Well19937c;

/**
 * Minimisation of functions of a latent vector by CMA-ES searches side by side, each of population {@value #POPULATION} and from a point of its own
 * (Chalumeau et al., COMPASS, 2023, arXiv 2311.13569; there three in turn). A search that has converged begins again.
 *
 * <p>Hipparchus' optimiser calls the function, one point after the other; here the caller asks and tells, one point of each search at a
 * time, to evaluate them together. So each search runs in a virtual thread. Deterministic in the seed. Not thread-safe.
 */
final class LatentCmaEs implements AutoCloseable {
    static final int POPULATION = 8;
    private static final int LARGEST_ITERATIONS = 1_000_000;

    private final Component[] components;

    /**
     * @param means where the searches begin, {@code [components][size]}
     * @param sigma first standard deviation
     */
    LatentCmaEs(double[][] means, double sigma, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        components = new Component[means.length];
        for (int c = 0; c < means.length; c++) {
            components[c] = new Component(means[c], sigma, random.nextLong());
        }
    }

    /** The next points to evaluate, {@code [components][size]}; none if the thread is interrupted. */
    double[][] ask() {
        double[][] points = new double[components.length][];
        try {
            for (int c = 0; c < points.length; c++) {
                points[c] = components[c].points.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new double[0][];
        }
        return points;
    }

    /** The functions' values at the points that were asked for. */
    void tell(double[] values) {
        try {
            for (int c = 0; c < components.length; c++) {
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

        Component(double[] mean, double sigma, long seed) {
            thread = Thread.ofVirtual().name("latent-cma-es").unstarted(() -> {
                SplittableRandom restarts = new SplittableRandom(seed);
                try {
                    while (true) {
                        minimise(mean, sigma, restarts.nextLong());
                    }
                } catch (Stopped e) {
                    // closed
                }
            });
            thread.start();
        }

        private void minimise(double[] start, double first, long seed) {
            double[] sigma = new double[start.length];
            Arrays.fill(sigma, first);
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
}
