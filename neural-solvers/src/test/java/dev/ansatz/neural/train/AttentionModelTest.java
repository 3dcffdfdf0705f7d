package dev.ansatz.neural.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.ansatz.neural.policy.Architecture;
import dev.ansatz.neural.policy.Decoder;
import dev.ansatz.neural.policy.Encoder;
import dev.ansatz.neural.policy.Environment;
import dev.ansatz.neural.policy.ProblemAdapter;
import dev.ansatz.neural.policy.Weights;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain Java policy and the DJL graph are one function. */
class AttentionModelTest {
    @ParameterizedTest
    @ValueSource(strings = {"tsp", "cvrp"})
    void plainJavaEncodingEqualsTheDjlGraph(String problem) {
        ProblemAdapter<?, ?> adapter = ProblemAdapter.of(problem);
        Architecture arch = adapter.architecture(2, 32, 4, 64);
        Weights weights = Weights.random(arch, 3);
        Environment env = adapter.random(13, new SplittableRandom(5));
        int n = env.features().nodes();
        float[] java = new Encoder(weights).project(env.features());
        try (NDManager manager = NDManager.newBaseManager()) {
            AttentionModel model = new AttentionModel(manager, weights);
            NDArray djl = model.encode(
                    manager.create(env.features().values(), new Shape(1, n, arch.features())),
                    manager.create(env.features().distances(), new Shape(1, n, n)));
            assertThat(java).hasSameSizeAs(djl.toFloatArray());
            assertThat(java).containsExactly(djl.toFloatArray(), within(1e-4f));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tsp", "cvrp"})
    void greedyDecodingInPlainJavaFollowsTheLargestLogProbabilityOfTheDjlGraph(String problem) {
        ProblemAdapter<?, ?> adapter = ProblemAdapter.of(problem);
        Architecture arch = adapter.architecture(2, 32, 4, 64);
        Weights weights = Weights.random(arch, 4);
        Environment env = adapter.random(12, new SplittableRandom(6));
        int n = env.features().nodes();
        int starts = 3;
        env.reset(starts);
        for (int t = 0; t < starts; t++) {
            env.step(t, env.start(t));
        }
        float[] projected = new Encoder(weights).project(env.features());
        new Decoder(weights, env.features(), projected).decode(env, starts, 0, new SplittableRandom(1), () -> false);
        int[][] actions = new int[starts][];
        for (int t = 0; t < starts; t++) {
            actions[t] = new int[env.steps(t)];
            for (int i = 0; i < actions[t].length; i++) {
                actions[t][i] = env.action(t, i);
            }
        }
        TeacherForcing forcing =
                new TeacherForcing(new Environment[] {env}, new int[][][] {actions}, new float[][] {{1, 1, 1}});
        try (NDManager manager = NDManager.newBaseManager()) {
            AttentionModel model = new AttentionModel(manager, weights);
            Shape cells = new Shape(1, forcing.queries, n);
            float[] logp = model.logProbabilities(
                            manager.create(projected, new Shape(1, n, arch.projectionSize())),
                            manager.create(forcing.last, cells),
                            manager.create(forcing.first, cells),
                            manager.create(forcing.context, new Shape(1, forcing.queries, 1)),
                            manager.create(forcing.mask, cells),
                            manager.create(forcing.lastDistances, cells))
                    .toFloatArray();
            int choices = 0;
            for (int q = 0; q < forcing.queries; q++) {
                for (int j = 0; j < n; j++) {
                    if (forcing.weight[q * n + j] != 0) {
                        choices++;
                        for (int other = 0; other < n; other++) {
                            assertThat(logp[q * n + other]).isLessThanOrEqualTo(logp[q * n + j] + 1e-4f);
                        }
                    }
                }
            }
            assertThat(choices).isGreaterThan(starts * (n / 2));
        }
    }
}
