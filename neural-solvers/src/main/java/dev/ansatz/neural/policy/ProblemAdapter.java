package dev.ansatz.neural.policy;

import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the one attention policy needs to know of a problem: its environment, and how decoded nodes become a solution. */
public interface ProblemAdapter<I extends Instance, S> {
    /** All adapters. */
    List<ProblemAdapter<?, ?>> ALL = List.of(new TspAdapter(), new CvrpAdapter());

    Problem<I, S> problem();

    /** The architecture with this problem's inputs. */
    Architecture architecture(int layers, int embeddingSize, int heads, int feedForwardSize);

    /** One sentence why an instance cannot be given to a policy, or null. */
    @Nullable
    String refuses(I instance);

    /**
     * Environment of an instance under one of the 8 symmetries of the square.
     *
     * @param symmetry 0 to 7
     */
    Environment environment(I instance, int symmetry);

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

    /** Environment of a random training instance, see {@link #randomInstance(String, int, RandomGenerator)}. */
    default Environment random(String distribution, int size, RandomGenerator random) {
        return environment(randomInstance(distribution, size, random), 0);
    }

    /** Environment of a random uniform instance. */
    default Environment random(int size, RandomGenerator random) {
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
    int[][] trajectories(Environment environment, S solution, int count, RandomGenerator random);

    /** The solution that trajectory {@code t} has constructed. */
    S solution(Environment environment, int t);

    /**
     * The adapter of a problem.
     *
     * @throws InputException if no policy exists for it
     */
    static ProblemAdapter<?, ?> of(String problemId) {
        return ALL.stream()
                .filter(a -> a.problem().id().equalsIgnoreCase(problemId))
                .findFirst()
                .orElseThrow(() -> new InputException("There is no policy for problem '" + problemId + "'."));
    }

    /** TSP. */
    final class TspAdapter implements ProblemAdapter<TspInstance, Tour> {
        @Override
        public Problem<TspInstance, Tour> problem() {
            return Tsp.PROBLEM;
        }

        @Override
        public Architecture architecture(int layers, int embeddingSize, int heads, int feedForwardSize) {
            return new Architecture(TspEnvironment.FEATURES, true, 0, layers, embeddingSize, heads, feedForwardSize);
        }

        @Override
        public @Nullable String refuses(TspInstance instance) {
            return instance.distances().coordinates() == null
                    ? "The policy needs coordinates; " + instance.name() + " has a distance matrix only."
                    : null;
        }

        @Override
        public Environment environment(TspInstance instance, int symmetry) {
            return TspEnvironment.of(instance.distances(), symmetry);
        }

        @Override
        public TspInstance randomInstance(int size, RandomGenerator random) {
            return new TspInstance("uniform", uniform(size, random));
        }

        @Override
        public int[][] trajectories(Environment environment, Tour solution, int count, RandomGenerator random) {
            int n = solution.size();
            int[][] trajectories = new int[count][n];
            for (int[] trajectory : trajectories) {
                int start = random.nextInt(n);
                int direction = random.nextBoolean() ? 1 : n - 1;
                for (int i = 0; i < n; i++) {
                    trajectory[i] = solution.city((int) ((start + (long) i * direction) % n));
                }
            }
            return trajectories;
        }

        @Override
        public Tour solution(Environment environment, int t) {
            int[] order = new int[environment.steps(t)];
            for (int i = 0; i < order.length; i++) {
                order[i] = environment.action(t, i);
            }
            return new Tour(order);
        }
    }

    /** CVRP. */
    final class CvrpAdapter implements ProblemAdapter<CvrpInstance, Routes> {
        @Override
        public Problem<CvrpInstance, Routes> problem() {
            return Cvrp.PROBLEM;
        }

        @Override
        public Architecture architecture(int layers, int embeddingSize, int heads, int feedForwardSize) {
            return new Architecture(CvrpEnvironment.FEATURES, false, 1, layers, embeddingSize, heads, feedForwardSize);
        }

        @Override
        public @Nullable String refuses(CvrpInstance instance) {
            return instance.distances().coordinates() == null
                    ? "The policy needs coordinates; " + instance.name() + " has a distance matrix only."
                    : null;
        }

        @Override
        public Environment environment(CvrpInstance instance, int symmetry) {
            return CvrpEnvironment.of(instance, symmetry);
        }

        @Override
        public CvrpInstance randomInstance(int size, RandomGenerator random) {
            long[] demands = new long[size + 1];
            CoordinateDistances xy = uniform(size + 1, random);
            for (int i = 1; i <= size; i++) {
                demands[i] = random.nextInt(1, 10);
            }
            return new CvrpInstance("uniform", xy, demands, capacity(size));
        }

        @Override
        public int[][] trajectories(Environment environment, Routes solution, int count, RandomGenerator random) {
            int[][] routes = solution.toArray();
            Arrays.sort(routes, Comparator.comparingDouble(route -> angle(environment.features(), route)));
            int[][] trajectories = new int[count][];
            for (int t = 0; t < count; t++) {
                int start = random.nextInt(routes.length);
                int sense = random.nextBoolean() ? 1 : routes.length - 1;
                IntStream.Builder nodes = IntStream.builder();
                for (int r = 0; r < routes.length; r++) {
                    int[] route = routes[(start + r * sense) % routes.length];
                    boolean reversed = random.nextBoolean();
                    for (int i = 0; i < route.length; i++) {
                        nodes.add(route[reversed ? route.length - 1 - i : i]);
                    }
                    nodes.add(0);
                }
                trajectories[t] = nodes.build().toArray();
            }
            return trajectories;
        }

        /** Capacities of Kool et al. 2019 at 20, 50, 100 customers, straight lines between. */
        private static long capacity(int size) {
            if (size <= 50) {
                return Math.max(10, Math.round(30 + (size - 20) / 3.0));
            }
            return Math.min(50, Math.round(40 + (size - 50) / 5.0));
        }

        @Override
        public Routes solution(Environment environment, int t) {
            List<int[]> routes = new ArrayList<>();
            int[] route = new int[environment.steps(t)];
            int length = 0;
            for (int i = 0; i < environment.steps(t); i++) {
                int node = environment.action(t, i);
                if (node == 0) {
                    routes.add(java.util.Arrays.copyOf(route, length));
                    length = 0;
                } else {
                    route[length++] = node;
                }
            }
            routes.add(java.util.Arrays.copyOf(route, length));
            return new Routes(routes.toArray(int[][]::new));
        }
    }

    private static double angle(NodeFeatures features, int[] route) {
        int f = CvrpEnvironment.FEATURES;
        double x = 0;
        double y = 0;
        for (int customer : route) {
            x += features.values()[customer * f] - features.values()[0];
            y += features.values()[customer * f + 1] - features.values()[1];
        }
        return Math.atan2(y, x);
    }

    private static CoordinateDistances uniform(int n, RandomGenerator random) {
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextDouble();
            y[i] = random.nextDouble();
        }
        return new CoordinateDistances(x, y, Metric.EXACT_2D);
    }
}
