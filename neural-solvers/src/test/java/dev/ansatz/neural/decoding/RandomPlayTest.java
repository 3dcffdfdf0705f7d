package dev.ansatz.neural.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.neural.PolicyKinds;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.neural.candidate.CandidateKind;
import dev.ansatz.neural.pointer.PointerEnvironment;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever legal choices a policy makes, the validator accepts the solution and agrees with the environment on its cost. */
class RandomPlayTest {
    private static final int INSTANCES = 40;
    private static final int LEAST_INSTANCES = 20;
    private static final int LARGEST = 20;
    private static final int EPISODES = 2;
    private static final double FLOATS = 1e-4;

    static Stream<Arguments> attention() {
        return PolicyKinds.<PointerKind<?, ?>>all(PointerKind.class).stream().flatMap(RandomPlayTest::known);
    }

    private static <I extends Instance> Stream<Arguments> known(PointerKind<I, ?> adapter) {
        return adapter.problem().generator().distributions().stream()
                .filter(distribution -> takes(adapter, distribution))
                .map(distribution -> Arguments.of(adapter, distribution));
    }

    /** Whether policies know all that instances of a distribution have. */
    private static <I extends Instance> boolean takes(PointerKind<I, ?> adapter, String distribution) {
        return LongStream.rangeClosed(1, 10)
                .allMatch(seed -> adapter.refuses(adapter.problem().generate("10", seed, distribution)) == null);
    }

    static Stream<Arguments> scoring() {
        return PolicyKinds.all(CandidateKind.class).stream()
                .flatMap(adapter -> adapter.problem().generator().distributions().stream()
                        .map(distribution -> Arguments.of(adapter, distribution)));
    }

    /** Small instances of a distribution, of all sizes that it has. */
    private static <I extends Instance> List<I> instances(Problem<I, ?> problem, String distribution) {
        List<I> instances = new ArrayList<>();
        for (int k = 0; k < INSTANCES; k++) {
            try {
                instances.add(problem.generate(1 + k % LARGEST, k + 1, distribution));
            } catch (InputException e) {
                assertThat(e).hasMessageContaining("size"); // not one of this distribution
            }
        }
        assertThat(instances).hasSizeGreaterThanOrEqualTo(LEAST_INSTANCES);
        return instances;
    }

    private static float[] context(PointerEnvironment env, int t) {
        float[] context = new float[env.contexts()];
        env.context(t, context);
        return context;
    }

    @ParameterizedTest
    @MethodSource("attention")
    <I extends Instance, S> void nodeByNode(PointerKind<I, S> adapter, String distribution) {
        for (I instance : instances(adapter.problem(), distribution)) {
            assertThat(adapter.refuses(instance)).isNull();
            SplittableRandom random = new SplittableRandom(instance.size());
            double side = side(adapter, instance);
            for (int symmetry = 0; symmetry < 8; symmetry++) {
                PointerEnvironment env = adapter.environment(instance, symmetry);
                int trajectories = 3;
                env.reset(trajectories);
                int[] nodes = new int[env.features().nodes()];
                for (int t = 0; t < trajectories; t++) {
                    double rewards = env.reward(t);
                    for (int k = env.feasible(t, nodes); k > 0; k = env.feasible(t, nodes)) {
                        PointerEnvironment copy = env.steps(t) == instance.size() / 2 ? env.copy() : null;
                        int node = nodes[random.nextInt(k)];
                        env.step(t, node);
                        for (float context : context(env, t)) {
                            assertThat(context).isBetween(0f, 1f);
                        }
                        rewards += env.reward(t);
                        if (copy != null) {
                            assertThat(copy.steps(t)).isEqualTo(env.steps(t) - 1);
                            copy.step(t, node);
                            assertThat(copy.reward(t)).isEqualTo(env.reward(t));
                            assertThat(context(copy, t)).isEqualTo(context(env, t));
                            int[] there = new int[nodes.length];
                            int[] here = new int[nodes.length];
                            assertThat(copy.feasible(t, there)).isEqualTo(env.feasible(t, here));
                            assertThat(there).isEqualTo(here);
                        }
                    }
                    assertThat(rewards).isCloseTo(-env.cost(t), within(1e-9 * (1 + env.cost(t))));
                    assertThat(env.steps(t)).isLessThanOrEqualTo(env.maxSteps());
                    Evaluation evaluation = adapter.problem().evaluate(instance, adapter.solution(env, t));
                    assertThat(evaluation.violations()).isEmpty();
                    // The environment does not round distances.
                    double rounding = 0.5 * (env.steps(t) + 1);
                    assertThat(evaluation.objective())
                            .isCloseTo(env.cost(t) * side, within(rounding + FLOATS * evaluation.objective()));
                }
            }
        }
    }

    /** Units of the objective in one of the environment: the side of the square that becomes the unit square. */
    private static <I extends Instance, S> double side(PointerKind<I, S> adapter, I instance) {
        if (instance instanceof TspInstance tsp) {
            return side(tsp.distances());
        }
        if (instance instanceof CvrpInstance cvrp) {
            return side(cvrp.distances());
        }
        // Others have a scale of their own, which is the same for all solutions.
        PointerEnvironment env = adapter.environment(instance, 0);
        int[] nodes = new int[env.features().nodes()];
        env.reset(1);
        while (env.feasible(0, nodes) > 0) {
            env.step(0, nodes[0]);
        }
        return adapter.problem().evaluate(instance, adapter.solution(env, 0)).objective() / env.cost(0);
    }

    private static double side(Distances distances) {
        double[][] xy = Objects.requireNonNull(distances.onMap());
        double side = 0;
        for (double[] p : xy) {
            for (double[] q : xy) {
                side = Math.max(side, Math.max(p[0] - q[0], p[1] - q[1]));
            }
        }
        return side;
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("scoring")
    <I extends Instance, S> void decisionByDecision(CandidateKind<I, S> adapter, String distribution) {
        int width = adapter.architecture(1, 8, 1, 8).contexts();
        for (I drawn : instances(adapter.problem(), distribution)) {
            I instance = shortened(drawn);
            assertThat(adapter.refuses(instance)).isNull();
            SplittableRandom random = new SplittableRandom(instance.size());
            for (int symmetry = 0; symmetry < adapter.symmetries(); symmetry++) {
                CandidateEnvironment<S> env = adapter.environment(instance, symmetry);
                int[] candidates = new int[env.maxCandidates()];
                float[] contexts = new float[env.maxCandidates() * width];
                for (int play = 0; play < 2; play++) {
                    env.reset();
                    double bound = Double.NEGATIVE_INFINITY;
                    double rewards = 0;
                    CandidateEnvironment<S> copy = null;
                    int decisions = 0;
                    for (int k = env.candidates(candidates); k > 0; k = env.candidates(candidates)) {
                        rewards += env.reward();
                        assertThat(k).isGreaterThanOrEqualTo(2);
                        if (random.nextBoolean()) {
                            env.contexts(contexts, 0);
                            bound = Math.max(bound, env.lowerBound());
                        }
                        if (++decisions == instance.size() / 2) {
                            copy = env.copy();
                        }
                        int choice = random.nextInt(k);
                        env.choose(choice);
                        if (copy != null) {
                            copy.choose(choice);
                            int unused = copy.candidates(candidates);
                        }
                    }
                    rewards += env.reward();
                    assertThat(rewards).isCloseTo(-env.cost(), within(1e-9 * (1 + Math.abs(env.cost()))));
                    if (copy != null) {
                        assertThat(copy.cost()).isEqualTo(env.cost());
                        Evaluation ofCopy = adapter.problem().evaluate(instance, copy.solution());
                        assertThat(ofCopy.violations()).isEmpty();
                        assertThat(ofCopy.objective())
                                .isEqualTo(adapter.problem()
                                        .evaluate(instance, env.solution())
                                        .objective());
                    }
                    Evaluation evaluation = adapter.problem().evaluate(instance, env.solution());
                    assertThat(evaluation.violations()).isEmpty();
                    double cost = adapter.problem().sense() == Sense.MINIMISE
                            ? evaluation.objective()
                            : -evaluation.objective();
                    assertThat(env.cost()).isCloseTo(cost, within(1e-9 * Math.abs(cost)));
                    assertThat(env.cost()).isGreaterThanOrEqualTo(bound - 1e-9 * Math.abs(bound));
                }
            }
        }
    }

    @SuppressWarnings("unchecked") // of the same class
    private static <I extends Instance> I shortened(I instance) {
        return instance instanceof RestlessBanditInstance bandit
                ? (I) new RestlessBanditInstance(
                        bandit.name(),
                        bandit.arms(),
                        bandit.budget(),
                        bandit.horizon(),
                        bandit.discount(),
                        bandit.constraint(),
                        EPISODES,
                        3)
                : instance;
    }
}
