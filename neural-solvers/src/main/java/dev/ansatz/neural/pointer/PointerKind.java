package dev.ansatz.neural.pointer;

import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.Policy;
import dev.ansatz.neural.PolicyKind;
import dev.ansatz.neural.PolicyKinds;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.io.InputException;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Pointer policies of a problem: its environment, and how decoded nodes become a solution. */
public interface PointerKind<I extends Instance, S> extends PolicyKind<I, S> {
    /** Id of the architecture. */
    String ARCHITECTURE = "pointer";

    @Override
    default String architecture() {
        return ARCHITECTURE;
    }

    /** The architecture with this problem's inputs. */
    PointerArchitecture architecture(int layers, int embeddingSize, int heads, int feedForwardSize);

    /** The symmetries of the square. */
    @Override
    default int symmetries() {
        return 8;
    }

    @Override
    default Policy<I, S> policy(ModelCard card, Map<String, float[]> weights) {
        return new PointerPolicy<>(this, card, PointerWeights.of(this, card, weights));
    }

    /**
     * Environment of an instance under one of the 8 symmetries of the square.
     *
     * @param symmetry 0 to 7
     */
    PointerEnvironment environment(I instance, int symmetry);

    /** Whether nodes can be {@linkplain PointerEnvironment#link linked}. */
    default boolean hasLinks() {
        return false;
    }

    /** A random training instance in the unit square (Kool et al. 2019). */
    I randomInstance(int size, RandomGenerator random);

    /**
     * A random training instance.
     *
     * @param distribution one of the problem's; {@code uniform} is that of the unit square
     */
    default I randomInstance(String distribution, int size, RandomGenerator random) {
        return distribution.equals("uniform")
                ? randomInstance(size, random)
                : problem().generate(size, random.nextLong(), distribution);
    }

    @Override
    default int[] randomShape(int min, int max, RandomGenerator random) {
        return new int[] {random.nextInt(min, max + 1)};
    }

    @Override
    default I randomInstance(String distribution, int[] shape, RandomGenerator random) {
        return randomInstance(distribution, shape[0], random);
    }

    /** PointerEnvironment of a random training instance, see {@link #randomInstance(String, int, RandomGenerator)}. */
    default PointerEnvironment random(String distribution, int size, RandomGenerator random) {
        return environment(randomInstance(distribution, size, random), 0);
    }

    /** Environment of a random uniform instance. */
    default PointerEnvironment random(int size, RandomGenerator random) {
        return random("uniform", size, random);
    }

    /**
     * Trajectories that construct a given solution: its symmetric forms at random. A tour: any rotation and direction. Routes:
     * in the order of the polar angles of their centres around the depot, from any one on, in either sense, each in any
     * direction. One order for routes instead of all, since what is arbitrary cannot be learned (BQ-NCO orders them, too).
     *
     * @param environment the instance as the policy sees it
     * @return {@code [count][steps]}
     */
    int[][] trajectories(PointerEnvironment environment, S solution, int count, RandomGenerator random);

    /** The solution that trajectory {@code t} has constructed. */
    S solution(PointerEnvironment environment, int t);

    /**
     * The kind of pointer policies of a problem.
     *
     * @throws InputException if it has none
     */
    static PointerKind<?, ?> of(String problemId) {
        PointerKind<?, ?> kind = PolicyKinds.find(problemId, PointerKind.class);
        if (kind == null) {
            throw new InputException("There is no policy for problem '" + problemId + "'.");
        }
        return kind;
    }

    /** Nodes drawn uniformly from the unit square. */
    static CoordinateDistances uniform(int n, RandomGenerator random) {
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextDouble();
            y[i] = random.nextDouble();
        }
        return new CoordinateDistances(x, y, Metric.EXACT_2D);
    }
}
