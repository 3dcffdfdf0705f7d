package org.example.binpacking;

import dev.ansatz.neural.FeatureColumns;
import dev.ansatz.neural.PolicyKind;
import dev.ansatz.neural.PolicyProvider;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.neural.candidate.CandidateKind;
import dev.ansatz.problems.Problem;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Policies that fill one bin after the other, choosing among the items that fit. None is bundled: train one. */
public final class BinPackingPolicies implements PolicyProvider<BinPackingInstance, Bins> {
    @Override
    public Problem<BinPackingInstance, Bins> problem() {
        return BinPacking.PROBLEM;
    }

    @Override
    public List<PolicyKind<BinPackingInstance, Bins>> kinds() {
        return List.of(new Candidates());
    }

    /** The candidate policy. */
    private static final class Candidates implements CandidateKind<BinPackingInstance, Bins> {
        private static final int LARGEST = 2000;

        @Override
        public Problem<BinPackingInstance, Bins> problem() {
            return BinPacking.PROBLEM;
        }

        @Override
        public FeatureColumns columns() {
            return BinPackingEnvironment.COLUMNS;
        }

        @Override
        public int relations() {
            return 1;
        }

        @Override
        public @Nullable String refuses(BinPackingInstance instance) {
            return instance.size() > LARGEST ? "The policy takes at most " + LARGEST + " items." : null;
        }

        @Override
        public CandidateEnvironment<Bins> environment(BinPackingInstance instance, int symmetry) {
            return new BinPackingEnvironment(instance);
        }

        @Override
        public int[] randomShape(int min, int max, RandomGenerator random) {
            return new int[] {random.nextInt(min, max + 1)};
        }

        @Override
        public BinPackingInstance randomInstance(String distribution, int[] shape, RandomGenerator random) {
            return BinPacking.PROBLEM.generate(shape[0], random.nextLong(), distribution);
        }
    }
}
