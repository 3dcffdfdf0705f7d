package dev.ansatz.neural.tsp;

import dev.ansatz.neural.FeatureColumns;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.neural.candidate.CandidateKind;
import dev.ansatz.neural.pointer.NodeFeatures;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** TSP by scores of the nearest open cities: cheaper per step than pointing at all of them. No model is bundled. */
final class TspCandidateKind implements CandidateKind<TspInstance, Tour> {
    @Override
    public Problem<TspInstance, Tour> problem() {
        return Tsp.PROBLEM;
    }

    @Override
    public FeatureColumns columns() {
        return TspCandidateEnvironment.COLUMNS;
    }

    @Override
    public int relations() {
        return 1;
    }

    @Override
    public int symmetries() {
        return 8;
    }

    @Override
    public @Nullable String refuses(TspInstance instance) {
        return NodeFeatures.refusal(instance, instance.distances());
    }

    @Override
    public CandidateEnvironment<Tour> environment(TspInstance instance, int symmetry) {
        return new TspCandidateEnvironment(instance.distances(), symmetry);
    }

    @Override
    public int[] randomShape(int min, int max, RandomGenerator random) {
        return new int[] {random.nextInt(min, max + 1)};
    }

    @Override
    public TspInstance randomInstance(String distribution, int[] shape, RandomGenerator random) {
        return Tsp.PROBLEM.generate(shape[0], random.nextLong(), distribution);
    }
}
