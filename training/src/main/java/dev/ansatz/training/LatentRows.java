package dev.ansatz.training;

import dev.ansatz.neural.Rollouts;
import dev.ansatz.neural.candidate.CandidateArchitecture;
import dev.ansatz.neural.candidate.CandidateDecoder;
import dev.ansatz.neural.candidate.CandidateEncoder;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.neural.candidate.CandidateKind;
import dev.ansatz.neural.candidate.Decisions;
import dev.ansatz.neural.pointer.DecoderGradient;
import dev.ansatz.neural.pointer.PointerArchitecture;
import dev.ansatz.neural.pointer.PointerDecoder;
import dev.ansatz.neural.pointer.PointerEncoder;
import dev.ansatz.neural.pointer.PointerEnvironment;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.neural.pointer.PointerWeights;
import dev.ansatz.problems.Instance;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
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
    private static final int TRAJECTORIES = 4;

    /** Standard deviation of an entry that is uniform in the box. */
    private static final double DEVIATION = Rollouts.LATENT_RANGE / Math.sqrt(3);

    /** Added to F as a part of its mean eigenvalue: directions without effect must not be scaled up. */
    private static final double RIDGE = 1e-3;

    private LatentRows() {}

    /** Fills the rows of an attention policy of one decoder. */
    static void fill(PointerKind<?, ?> adapter, PointerWeights weights, TrainingConfig config) {
        PointerArchitecture arch = weights.architecture();
        PointerWeights probe =
                new PointerWeights(arch.withDecoders(1, 1), probe(weights.asMap(), arch.embeddingSize()));
        DecoderGradient gradient = new DecoderGradient(probe, 0);
        SplittableRandom random = new SplittableRandom(config.seed());
        float[][] rows = axes(arch.embeddingSize(), arch.latentSize(), config.latentSpread(), accept -> {
            PointerEnvironment env = adapter.random(
                    config.distribution(random), random.nextInt(config.minSize(), config.maxSize() + 1), random);
            PointerEncoder encoder = new PointerEncoder(probe);
            float[] projected = encoder.project(encoder.embed(env.features()), 0);
            float[] unused = new float[projected.length];
            PointerDecoder decoder = new PointerDecoder(probe, 0, env.features(), projected);
            env.reset(TRAJECTORIES);
            for (int t = 0; t < TRAJECTORIES; t++) {
                env.step(t, env.start(random.nextInt(env.startCount())));
            }
            decoder.decode(env, TRAJECTORIES, 1, random, () -> false);
            int[][] actions = new int[TRAJECTORIES][];
            for (int t = 0; t < TRAJECTORIES; t++) {
                actions[t] = new int[env.steps(t)];
                for (int k = 0; k < actions[t].length; k++) {
                    actions[t][k] = env.action(t, k);
                }
            }
            gradient.begin(probe, env.features(), projected, unused, 0);
            for (int[] trajectory : actions) {
                gradient.clear();
                gradient.add(env, trajectory, 1, new float[] {1});
                accept.accept(gradient.toLatentQuery(), gradient.toLatentValue());
            }
        });
        System.arraycopy(rows[0], 0, weights.get("decoder.latent.query"), 0, rows[0].length);
        System.arraycopy(rows[1], 0, weights.get("decoder.latent.value"), 0, rows[1].length);
    }

    /** Fills the rows of a candidate-scoring policy. */
    static <I extends Instance, S> void fill(
            CandidateKind<I, S> adapter,
            CandidateArchitecture arch,
            Map<String, float[]> weights,
            TrainingConfig config) {
        CandidateArchitecture one = arch.withLatent(1);
        Map<String, float[]> probe = probe(weights, arch.embeddingSize());
        CandidateEncoder encoder = new CandidateEncoder(one, probe);
        SplittableRandom random = new SplittableRandom(config.seed());
        float[][] rows = axes(arch.embeddingSize(), arch.latentSize(), config.latentSpread(), accept -> {
            I instance = adapter.randomInstance(
                    config.distribution(random),
                    adapter.randomShape(config.minSize(), config.maxSize(), random),
                    random);
            CandidateEnvironment<S> env = adapter.environment(instance, random.nextInt(adapter.symmetries()));
            CandidateDecoder decoder = new CandidateDecoder(one, probe, env, encoder.project(env));
            decoder.condition(new float[] {1});
            for (int t = 0; t < TRAJECTORIES; t++) {
                Decisions decisions = new Decisions();
                decoder.decode(1, random, () -> false, decisions);
                Map<String, float[]> gradients = ScoringLearner.gradientOf(one, probe, List.of(env), decisions);
                accept.accept(
                        gradients.get(CandidateArchitecture.LATENT_HIDDEN),
                        gradients.get(CandidateArchitecture.LATENT_POOLED));
            }
        });
        System.arraycopy(rows[0], 0, weights.get(CandidateArchitecture.LATENT_HIDDEN), 0, rows[0].length);
        System.arraycopy(rows[1], 0, weights.get(CandidateArchitecture.LATENT_POOLED), 0, rows[1].length);
    }

    /** The weights with a latent vector of one entry, whose rows are zero: its gradient is that of a shift. */
    private static Map<String, float[]> probe(Map<String, float[]> weights, int d) {
        Map<String, float[]> probe = new java.util.LinkedHashMap<>(weights);
        probe.replaceAll((name, values) -> name.contains(".latent.") ? new float[d] : values);
        return probe;
    }

    /**
     * The rows.
     *
     * @param instance gives the gradients of some trajectories of another instance by both shifts, each {@code [D]}
     * @return for both, {@code [Z, D]}
     */
    private static float[][] axes(
            int d, int z, double spread, java.util.function.Consumer<BiConsumer<float[], float[]>> instance) {
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
        double trace = 0;
        for (int a = 0; a < g.length; a++) {
            for (int b = 0; b < g.length; b++) {
                fisher[a][b] /= count[0];
            }
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
}
