package dev.ansatz.search.tsp;

import dev.ansatz.neural.Policy;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.TspInstance;
import dev.ansatz.search.Decomposer;
import dev.ansatz.search.Decomposition;
import dev.ansatz.search.RolloutContext;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Tours in pieces of successive and of near cities. */
final class TspDecomposer implements Decomposer<TspInstance, Tour> {
    /** Beyond this size the first tour follows a space-filling curve: a rollout on the whole costs O(n²). */
    private static final int LARGEST_WHOLE_ROLLOUT = 2000;

    @Override
    public int largestAsAWhole() {
        return 200;
    }

    @Override
    public int pieceSize() {
        return TspDecomposition.SMALLEST;
    }

    @Override
    public Decomposition<Tour> begin(
            RolloutContext<TspInstance, Tour> context,
            Policy<TspInstance, Tour> policy,
            @Nullable Tour start,
            SplittableRandom random) {
        TspInstance instance = context.run().instance();
        Tour tour = start;
        if (tour == null && instance.size() <= LARGEST_WHOLE_ROLLOUT) {
            tour = context.greedyInTime(policy);
        }
        if (tour == null) {
            tour = TspDecomposition.alongCurve(
                    Objects.requireNonNull(instance.distances().onMap()));
        }
        return new TspDecomposition(context, policy, instance, tour, random);
    }
}
