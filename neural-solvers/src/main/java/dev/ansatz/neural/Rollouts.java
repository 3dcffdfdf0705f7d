package dev.ansatz.neural;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Rollouts of a policy on one instance, chosen one by one by a search; what the policy computes once per instance is kept
 * between calls. Not thread-safe.
 */
public interface Rollouts<S> {
    /** Latent vectors are trained on, and searched in, the box [-{@value}, {@value}]^Z. */
    float LATENT_RANGE = 1f;

    /** Number of first nodes that a rollout may begin with, at least 1. */
    int starts();

    /** Number of symmetric forms of the instance that rollouts may be made on, at least 1. */
    int symmetries();

    /** K, decoders of the policy (Poppy), at least 1. */
    int decoders();

    /** Length of the policy's latent vector (COMPASS), 0 = none. */
    int latentSize();

    /** Latent vectors were trained on in the box [-range, range]^Z. */
    float latentRange();

    /** A latent vector drawn uniformly from the box [-range, range]^size. */
    static float[] randomLatent(int size, float range, RandomGenerator random) {
        float[] latent = new float[size];
        for (int i = 0; i < size; i++) {
            latent[i] = (2 * random.nextFloat() - 1) * range;
        }
        return latent;
    }

    /**
     * One rollout from each of some first nodes.
     *
     * @param symmetry 0 (the instance as it is) to {@link #symmetries()} - 1
     * @param decoder 0 to {@link #decoders()} - 1
     * @param latents latent vectors; rollout t is made under vector t modulo their number, under the origin where there are none
     * @param starts indices of first nodes, each below {@link #starts()}; the same one may come several times
     * @param temperature 0 = greedy, else of the sampling distribution
     * @param topP mass of the nucleus that is sampled from, in (0, 1]; 1 = all choices
     * @param seed of the sampling
     */
    record Request(
            int symmetry, int decoder, float[][] latents, int[] starts, double temperature, double topP, long seed) {
        /** Greedy under the origin of the latent vectors. */
        public static Request greedy(int symmetry, int decoder, int[] starts) {
            return new Request(symmetry, decoder, new float[0][], starts, 0, 1, 0);
        }

        /** The same for other starts. */
        public Request withStarts(int[] newStarts, long newSeed) {
            return new Request(symmetry, decoder, latents, newStarts, temperature, topP, newSeed);
        }
    }

    /**
     * What came of a request.
     *
     * @param rollouts number of completed rollouts, the first ones of the request
     * @param cost least cost in the policy's own scale, infinite where there is no rollout
     * @param best solution of that cost, or null
     * @param costs cost of each of the completed rollouts
     */
    record Result<S>(int rollouts, double cost, @Nullable S best, double[] costs) {
        /** The result of rollouts of these costs, of which {@code best} is the solution of the least. */
        public static <S> Result<S> of(double[] costs, @Nullable S best) {
            double least = Double.POSITIVE_INFINITY;
            for (double cost : costs) {
                least = Math.min(least, cost);
            }
            return new Result<>(costs.length, least, best, costs);
        }
    }

    /**
     * Makes rollouts.
     *
     * @param stop asked again and again; once it says true, the rollouts that are complete by then count
     */
    Result<S> make(Request request, BooleanSupplier stop);

    /** Who takes the solutions of rollouts, and knows which ones are of no use. */
    interface Sink<S> {
        /** A solution of at least this cost is of no use: a rollout that can only become one may be abandoned. */
        double cutoff();

        /**
         * A rollout was completed.
         *
         * @param cost in the policy's own scale
         * @param solution to be asked at once or not at all
         */
        void offer(double cost, Supplier<S> solution);
    }

    /**
     * Makes rollouts whose costs are not asked for.
     *
     * @param stop asked again and again; once it says true, the rollouts that are complete by then count
     * @return number of rollouts, abandoned ones included
     */
    default int make(Request request, BooleanSupplier stop, Sink<S> sink) {
        Result<S> result = make(request, stop);
        S best = result.best();
        if (best != null) {
            sink.offer(result.cost(), () -> best);
        }
        return result.rollouts();
    }

    /**
     * Partial solutions, for a search of the tree of choices.
     *
     * @param symmetry 0 to {@link #symmetries()} - 1
     * @param decoder 0 to {@link #decoders()} - 1
     */
    PartialSolutions<S> partialSolutions(int symmetry, int decoder);

    /** Whether there are {@link #active} rollouts that adapt this; costs nothing. */
    default boolean learns(ActiveRollouts.Adapted adapted) {
        return false;
    }

    /**
     * A copy of the policy that learns on this instance.
     *
     * @param symmetry 0 to {@link #symmetries()} - 1
     * @param decoder 0 to {@link #decoders()} - 1
     * @param seed of initial weights
     * @return null where it does not {@linkplain #learns learn}
     */
    default @Nullable ActiveRollouts<S> active(ActiveRollouts.Adapted adapted, int symmetry, int decoder, long seed) {
        return null;
    }
}
