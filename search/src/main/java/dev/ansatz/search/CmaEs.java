package dev.ansatz.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * CMA-ES with active covariance update, asked for one point after the other: the equations, names and parameters are those of Hansen,
 * "The CMA evolution strategy: a tutorial" (arXiv 1604.00772, 2023), figure 6 and table 1. Minimises; only the order of the values
 * counts, infinite ones come last. Deterministic in the seed. Not thread-safe.
 */
final class CmaEs {
    /** The search has converged where it has moved by less than this part of the first standard deviation. */
    private static final double SMALLEST_MOVE = 1e-11;

    /** Or where the axes of its distribution differ so much, as variances. */
    private static final double LARGEST_CONDITION = 1e14;

    /** Or where the best values of the last generations differ by less. */
    private static final double SMALLEST_DIFFERENCE = 1e-12;

    private final int n;
    private final int lambda;
    private final double firstSigma;
    private final SplittableRandom random;

    // Selection and recombination: weights of the ranks, those of the worse half negative.
    private final int mu;
    private final double[] weights;
    private final double weightSum;
    private final double muEff;

    // Adaptation.
    private final double cSigma;
    private final double dSigma;
    private final double cC;
    private final double c1;
    private final double cMu;
    /** Expected length of a vector of n standard normal variables. */
    private final double chiN;

    // State.
    private final double[] mean;
    private double sigma;
    private final double[] pSigma;
    private final double[] pC;
    private final double[][] covariance;
    /** Eigenvectors of the covariance matrix, {@code [axis][coordinate]}, and the square roots of its eigenvalues. */
    private final double[][] axes;

    private final double[] lengths;
    private int generation;
    private boolean converged;
    private final double[] bestValues;

    // The present generation: steps y = (x - mean) / sigma, and the values that have been told.
    private final double[][] steps;
    private final double[] values;
    private int asked;
    private int told;

    /**
     * @param mean where the search begins
     * @param sigma first standard deviation of each coordinate
     * @param lambda points of a generation, at least 4
     */
    CmaEs(double[] mean, double sigma, int lambda, long seed) {
        this.n = mean.length;
        this.lambda = lambda;
        this.mean = mean.clone();
        this.sigma = sigma;
        this.firstSigma = sigma;
        this.random = new SplittableRandom(seed);

        mu = lambda / 2;
        weights = new double[lambda];
        Arrays.setAll(weights, i -> Math.log((lambda + 1) / 2.0) - Math.log(i + 1));
        double positive = sum(weights, 0, mu);
        muEff = positive * positive / sumOfSquares(weights, 0, mu);
        double negative = sum(weights, mu, lambda);
        double muEffNegative = negative * negative / sumOfSquares(weights, mu, lambda);

        cSigma = (muEff + 2) / (n + muEff + 5);
        dSigma = 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma;
        cC = (4 + muEff / n) / (n + 4 + 2 * muEff / n);
        c1 = 2 / ((n + 1.3) * (n + 1.3) + muEff);
        cMu = Math.min(1 - c1, 2 * (0.25 + muEff + 1 / muEff - 2) / ((n + 2.0) * (n + 2.0) + muEff));
        chiN = Math.sqrt(n) * (1 - 1 / (4.0 * n) + 1 / (21.0 * n * n));

        double alpha = Math.min(
                Math.min(1 + c1 / cMu, 1 + 2 * muEffNegative / (muEff + 2)), // keep the trace, and do not unlearn more
                (1 - c1 - cMu) / (n * cMu)); // keeps the matrix positive definite
        for (int i = 0; i < lambda; i++) {
            weights[i] *= i < mu ? 1 / positive : -alpha / negative;
        }
        weightSum = sum(weights, 0, lambda);

        pSigma = new double[n];
        pC = new double[n];
        covariance = new double[n][n];
        axes = new double[n][n];
        lengths = new double[n];
        for (int i = 0; i < n; i++) {
            covariance[i][i] = 1;
            axes[i][i] = 1;
            lengths[i] = 1;
        }
        steps = new double[lambda][n];
        values = new double[lambda];
        bestValues = new double[10 + (int) Math.ceil(30.0 * n / lambda)];
    }

    /** The next point of the generation. */
    double[] ask() {
        double[] y = steps[asked++];
        Arrays.fill(y, 0);
        for (int k = 0; k < n; k++) {
            double z = lengths[k] * random.nextGaussian();
            for (int i = 0; i < n; i++) {
                y[i] += z * axes[k][i];
            }
        }
        double[] x = new double[n];
        Arrays.setAll(x, i -> mean[i] + sigma * y[i]);
        return x;
    }

    /** The function's value at the first point that was asked for and not told of; the last of a generation brings the next one. */
    void tell(double value) {
        if (told == asked) {
            throw new IllegalStateException("Every point that was asked for has its value.");
        }
        values[told++] = value;
        if (told == lambda) {
            update();
            asked = 0;
            told = 0;
            generation++;
        }
    }

    /** Whether to go on is of no use: a search from elsewhere may be. */
    boolean converged() {
        return converged;
    }

    private void update() {
        double[][] ranked = IntStream.range(0, lambda)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .map(i -> steps[i])
                .toArray(double[][]::new);
        Arrays.sort(values);
        double[] step = new double[n];
        for (int k = 0; k < mu; k++) {
            add(step, weights[k], ranked[k]);
        }
        add(mean, sigma, step);
        boolean stalled = updatePaths(step);
        updateCovariance(ranked, stalled);
        sigma *= Math.exp(cSigma / dSigma * (norm(pSigma) / chiN - 1));
        if (values[0] == values[(int) (0.1 + lambda / 4.0)]) {
            sigma *= Math.exp(0.2 + cSigma / dSigma); // a plateau: wider, as in Hansen's cmaes.m
        }
        decompose();
        checkConverged();
    }

    /** Updates both evolution paths; returns whether that of the covariance is held back, since the step size still grows. */
    private boolean updatePaths(double[] step) {
        scale(pSigma, 1 - cSigma);
        add(pSigma, Math.sqrt(cSigma * (2 - cSigma) * muEff), whitened(step));
        double expected = Math.sqrt(1 - Math.pow(1 - cSigma, 2.0 * (generation + 1)));
        boolean stalled = norm(pSigma) / expected >= (1.4 + 2.0 / (n + 1)) * chiN;
        scale(pC, 1 - cC);
        if (!stalled) {
            add(pC, Math.sqrt(cC * (2 - cC) * muEff), step);
        }
        return stalled;
    }

    private void updateCovariance(double[][] ranked, boolean stalled) {
        double lost = stalled ? c1 * cC * (2 - cC) : 0;
        for (double[] row : covariance) {
            scale(row, 1 + lost - c1 - cMu * weightSum);
        }
        addOuter(c1, pC);
        for (int k = 0; k < lambda; k++) {
            double weight = weights[k];
            if (weight < 0) {
                double length = norm(whitened(ranked[k]));
                weight *= n / Math.max(Double.MIN_NORMAL, length * length);
            }
            addOuter(cMu * weight, ranked[k]);
        }
    }

    /** The vector times the inverse square root of the covariance matrix. */
    private double[] whitened(double[] y) {
        double[] result = new double[n];
        for (int k = 0; k < n; k++) {
            double along = 0;
            for (int i = 0; i < n; i++) {
                along += axes[k][i] * y[i];
            }
            add(result, along / lengths[k], axes[k]);
        }
        return result;
    }

    private void decompose() {
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(covariance, true));
        for (int k = 0; k < n; k++) {
            lengths[k] = Math.sqrt(Math.max(Double.MIN_NORMAL, eigen.getEigenvalue(k)));
            axes[k] = eigen.getEigenvector(k).toArray();
        }
    }

    private void checkConverged() {
        bestValues[generation % bestValues.length] = values[0];
        if (generation >= bestValues.length) {
            double least = Arrays.stream(bestValues).min().orElseThrow();
            double most = Arrays.stream(bestValues).max().orElseThrow();
            converged |= Math.max(most, values[lambda - 1]) - least < SMALLEST_DIFFERENCE;
        }
        double longest = Arrays.stream(lengths).max().orElseThrow();
        double shortest = Arrays.stream(lengths).min().orElseThrow();
        converged |= longest * longest > LARGEST_CONDITION * shortest * shortest;
        converged |= sigma * Math.max(longest, norm(pC)) < SMALLEST_MOVE * firstSigma;
        converged |= !(sigma * longest < Double.MAX_VALUE);
    }

    /** Adds factor y yᵀ to the covariance matrix, which stays symmetric to the last bit. */
    private void addOuter(double factor, double[] y) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] += factor * y[i] * y[j];
                covariance[j][i] = covariance[i][j];
            }
        }
    }

    private static void add(double[] target, double factor, double[] x) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * x[i];
        }
    }

    private static void scale(double[] x, double factor) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
    }

    private static double norm(double[] x) {
        return Math.sqrt(sumOfSquares(x, 0, x.length));
    }

    private static double sum(double[] x, int from, int to) {
        return Arrays.stream(x, from, to).sum();
    }

    private static double sumOfSquares(double[] x, int from, int to) {
        return Arrays.stream(x, from, to).map(v -> v * v).sum();
    }
}
