package dev.ansatz.search.cvrp;

import dev.ansatz.neural.Policy;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.search.Decomposer;
import dev.ansatz.search.Decomposition;
import dev.ansatz.search.RolloutContext;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Plans in pieces of neighbouring routes. */
final class CvrpDecomposer implements Decomposer<CvrpInstance, Routes> {
    /** A rollout far beyond the training sizes is worse than one for each box of customers. */
    private static final int LARGEST_WHOLE_ROLLOUT = 600;

    /** Measured at 100 customers. */
    @Override
    public int largestAsAWhole() {
        return 80;
    }

    @Override
    public int pieceSize() {
        return CvrpDecomposition.CUSTOMERS;
    }

    @Override
    public Decomposition<Routes> begin(
            RolloutContext<CvrpInstance, Routes> context,
            Policy<CvrpInstance, Routes> policy,
            @Nullable Routes start,
            SplittableRandom random) {
        CvrpInstance instance = context.run().instance();
        Routes plan = start;
        if (plan == null && instance.size() <= LARGEST_WHOLE_ROLLOUT) {
            plan = context.greedyInTime(policy);
        }
        if (plan == null) {
            plan = CvrpDecomposition.divided(policy, instance, context);
        }
        return new CvrpDecomposition(context, policy, instance, plan, random);
    }
}
