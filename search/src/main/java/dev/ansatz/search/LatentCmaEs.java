package dev.ansatz.search;

import java.util.SplittableRandom;

/**
 * Minimisation of functions of a latent vector by {@link CmaEs} searches side by side, each of population {@value #POPULATION} and from
 * a point of its own (Chalumeau et al., COMPASS, 2023, arXiv 2311.13569; there three in turn). A search that has converged begins again.
 *
 * <p>One point of each is asked for at a time, to evaluate them together. Deterministic in the seed. Not thread-safe.
 */
final class LatentCmaEs {
    static final int POPULATION = 8;

    private final double[][] means;
    private final double sigma;
    private final SplittableRandom random;
    private final CmaEs[] searches;

    /**
     * @param means where the searches begin, {@code [components][size]}
     * @param sigma first standard deviation
     */
    LatentCmaEs(double[][] means, double sigma, long seed) {
        this.means = means;
        this.sigma = sigma;
        this.random = new SplittableRandom(seed);
        searches = new CmaEs[means.length];
        for (int c = 0; c < means.length; c++) {
            searches[c] = begin(c);
        }
    }

    private CmaEs begin(int component) {
        return new CmaEs(means[component], sigma, POPULATION, random.nextLong());
    }

    /** The next points to evaluate, {@code [components][size]}. */
    double[][] ask() {
        double[][] points = new double[searches.length][];
        for (int c = 0; c < points.length; c++) {
            points[c] = searches[c].ask();
        }
        return points;
    }

    /** The functions' values at the points that were asked for. */
    void tell(double[] values) {
        for (int c = 0; c < searches.length; c++) {
            searches[c].tell(values[c]);
            if (searches[c].converged()) {
                searches[c] = begin(c);
            }
        }
    }
}
