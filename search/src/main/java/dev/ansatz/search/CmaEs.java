package dev.ansatz.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * Covariance matrix adaptation evolution strategy for minimisation (Hansen, The CMA evolution strategy: a tutorial, 2016, arXiv
 * 1604.00772, figure 6 and table 1 with positive weights only), a generation at a time, so that a whole generation can be evaluated
 * side by side: Hipparchus' {@code CMAESOptimizer} asks for one point after the other. Deterministic in the seed. Not thread-safe.
 */
final class CmaEs {
    /** Converged where the standard deviation along the longest axis is below this part of the first step size. */
    private static final double SMALLEST = 1e-3;

    private final int n;
    private final int population;
    private final double firstStep;
    private final double[] weights;
    private final double effective;
    private final double stepRate;
    private final double damping;
    private final double pathRate;
    private final double rankOne;
    private final double rankMu;
    private final double expectedNorm;
    private final SplittableRandom random;

    private final double[] mean;
    private double step;
    private final double[][] covariance;
    private double[][] axes;
    private final double[] lengths;
    private final double[] stepPath;
    private final double[] path;
    private final double[][] moves;
    private int generation;
    private double longest = 1;

    /**
     * @param mean where to begin, {@code [n]}
     * @param step first standard deviation in each coordinate
     * @param population points of a generation, at least 4
     */
    CmaEs(double[] mean, double step, int population, long seed) {
        n = mean.length;
        this.mean = mean.clone();
        this.step = step;
        firstStep = step;
        this.population = population;
        random = new SplittableRandom(seed);
        int parents = population / 2;
        double[] raw = IntStream.rangeClosed(1, parents)
                .mapToDouble(i -> Math.log((population + 1) / 2.0) - Math.log(i))
                .toArray();
        double sum = Arrays.stream(raw).sum();
        weights = Arrays.stream(raw).map(w -> w / sum).toArray();
        effective = 1 / Arrays.stream(weights).map(w -> w * w).sum();
        stepRate = (effective + 2) / (n + effective + 5);
        damping = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + stepRate;
        pathRate = (4 + effective / n) / (n + 4 + 2 * effective / n);
        rankOne = 2 / ((n + 1.3) * (n + 1.3) + effective);
        rankMu = Math.min(1 - rankOne, 2 * (effective - 2 + 1 / effective) / ((n + 2.0) * (n + 2.0) + effective));
        expectedNorm = Math.sqrt(n) * (1 - 1 / (4.0 * n) + 1 / (21.0 * n * n));
        covariance = identity(n);
        axes = identity(n);
        lengths = new double[n];
        Arrays.fill(lengths, 1);
        stepPath = new double[n];
        path = new double[n];
        moves = new double[population][n];
    }

    private static double[][] identity(int n) {
        double[][] identity = new double[n][n];
        for (int i = 0; i < n; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    /** The points of the next generation, {@code [population][n]}. */
    double[][] ask() {
        double[][] points = new double[population][n];
        double[] normal = new double[n];
        for (int k = 0; k < population; k++) {
            for (int i = 0; i < n; i++) {
                normal[i] = lengths[i] * random.nextGaussian();
            }
            for (int i = 0; i < n; i++) {
                double move = 0;
                for (int j = 0; j < n; j++) {
                    move += axes[i][j] * normal[j];
                }
                moves[k][i] = move;
                points[k][i] = mean[i] + step * move;
            }
        }
        return points;
    }

    /**
     * Moves on.
     *
     * @param values of the points that were asked for last, in their order; less is better
     */
    void tell(double[] values) {
        int[] order = IntStream.range(0, population)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> values[k]))
                .mapToInt(Integer::intValue)
                .toArray();
        generation++;
        double[] move = new double[n];
        for (int k = 0; k < weights.length; k++) {
            for (int i = 0; i < n; i++) {
                move[i] += weights[k] * moves[order[k]][i];
            }
        }
        // C^(-1/2) move = B D^-1 B^T move
        double[] along = new double[n];
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                along[j] += axes[i][j] * move[i];
            }
            along[j] /= lengths[j];
        }
        double squares = 0;
        for (int i = 0; i < n; i++) {
            mean[i] += step * move[i];
            double whitened = 0;
            for (int j = 0; j < n; j++) {
                whitened += axes[i][j] * along[j];
            }
            stepPath[i] = (1 - stepRate) * stepPath[i] + Math.sqrt(stepRate * (2 - stepRate) * effective) * whitened;
            squares += stepPath[i] * stepPath[i];
        }
        double norm = Math.sqrt(squares);
        boolean stalls =
                norm / Math.sqrt(1 - Math.pow(1 - stepRate, 2.0 * generation)) >= (1.4 + 2.0 / (n + 1)) * expectedNorm;
        double kept = 1 - rankOne - rankMu + (stalls ? rankOne * pathRate * (2 - pathRate) : 0);
        for (int i = 0; i < n; i++) {
            path[i] = (1 - pathRate) * path[i]
                    + (stalls ? 0 : Math.sqrt(pathRate * (2 - pathRate) * effective) * move[i]);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double c = kept * covariance[i][j] + rankOne * path[i] * path[j];
                for (int k = 0; k < weights.length; k++) {
                    double[] m = moves[order[k]];
                    c += rankMu * weights[k] * m[i] * m[j];
                }
                covariance[i][j] = c;
                covariance[j][i] = c;
            }
        }
        step *= Math.exp(stepRate / damping * (norm / expectedNorm - 1));
        EigenDecompositionSymmetric decomposition =
                new EigenDecompositionSymmetric(new Array2DRowRealMatrix(covariance, false));
        axes = decomposition.getV().getData();
        longest = 0;
        for (int i = 0; i < n; i++) {
            lengths[i] = Math.sqrt(Math.max(1e-20, decomposition.getEigenvalue(i)));
            longest = Math.max(longest, lengths[i]);
        }
    }

    /** Whether what it still looks at is one point, as far as it matters. */
    boolean converged() {
        return step * longest < SMALLEST * firstStep;
    }
}
