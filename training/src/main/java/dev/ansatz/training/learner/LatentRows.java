package dev.ansatz.training.learner;

import dev.ansatz.neural.Rollouts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * Rows of a latent vector to begin with other than zero: the directions in which a shift of the decoder's two inputs changes the
 * distribution of its trajectories most.
 *
 * <p>F, the Fisher information of the shift, is the second moment of the gradient of a sampled trajectory's log-probability by it.
 * Its Z principal axes are scaled so that each entry of a latent vector of the box changes a trajectory's distribution by a
 * Kullback–Leibler divergence of spread²/2 in the mean. At the origin the policy remains its parent exactly. From zero rows, the best of
 * some latent vectors is first told by chance alone, which takes a training of days to get over.
 */
final class LatentRows {
    private static final int INSTANCES = 300;

    /** Trajectories of each instance. */
    static final int TRAJECTORIES = 4;

    /** Standard deviation of an entry that is uniform in the box. */
    private static final double DEVIATION = Rollouts.LATENT_RANGE / Math.sqrt(3);

    /** Added to F as a part of its mean eigenvalue: directions without effect must not be scaled up. */
    private static final double RIDGE = 1e-3;

    private LatentRows() {}

    /** The weights with a latent vector of one entry, whose rows are zero: its gradient is that of a shift. */
    static Map<String, float[]> probe(Map<String, float[]> weights, int d) {
        Map<String, float[]> probe = new LinkedHashMap<>(weights);
        probe.replaceAll((name, values) -> name.contains(".latent.") ? new float[d] : values);
        return probe;
    }

    /**
     * The rows.
     *
     * @param instance gives the gradients of some trajectories of another instance by both shifts, each {@code [D]}
     * @return for both, {@code [Z, D]}
     */
    static float[][] along(int d, int z, double spread, Consumer<BiConsumer<float[], float[]>> instance) {
        double[][] fisher = fisher(d, instance);
        double trace = 0;
        for (int a = 0; a < fisher.length; a++) {
            trace += fisher[a][a];
        }
        EigenDecompositionSymmetric axes =
                new EigenDecompositionSymmetric(new Array2DRowRealMatrix(fisher, false)); // by falling eigenvalues
        float[][] rows = new float[2][z * d];
        for (int k = 0; k < Math.min(z, 2 * d); k++) {
            double scale = spread / DEVIATION / Math.sqrt(axes.getEigenvalue(k) + RIDGE * trace / (2 * d));
            double[] axis = axes.getEigenvector(k).toArray();
            for (int c = 0; c < d; c++) {
                rows[0][k * d + c] = (float) (scale * axis[c]);
                rows[1][k * d + c] = (float) (scale * axis[d + c]);
            }
        }
        return rows;
    }

    private static double[][] fisher(int d, Consumer<BiConsumer<float[], float[]>> instance) {
        double[][] fisher = new double[2 * d][2 * d];
        double[] g = new double[2 * d];
        int[] count = {0};
        for (int i = 0; i < INSTANCES; i++) {
            instance.accept((first, second) -> {
                count[0]++;
                for (int c = 0; c < d; c++) {
                    g[c] = first[c];
                    g[d + c] = second[c];
                }
                for (int a = 0; a < g.length; a++) {
                    for (int b = 0; b < g.length; b++) {
                        fisher[a][b] += g[a] * g[b];
                    }
                }
            });
        }
        for (double[] row : fisher) {
            for (int b = 0; b < row.length; b++) {
                row[b] /= count[0];
            }
        }
        return fisher;
    }
}
