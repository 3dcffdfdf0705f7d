package dev.ansatz.neural.rmab;

import dev.ansatz.neural.FeatureColumns;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.neural.candidate.CandidateKind;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import dev.ansatz.problems.rmab.Simulation;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Restless bandits. Training instances come from all the generators, those of coupled arms more often, with
 * {@value #TRAINING_EPISODES} episodes each: a rollout of a policy goes through all episodes of its instance, and all rollouts of an
 * instance meet the same random numbers.
 */
final class RestlessBanditCandidateKind implements CandidateKind<RestlessBanditInstance, PolicyRecord> {
    private static final List<String> DISTRIBUTIONS = List.of(
            "budget",
            "capacity",
            "schedule",
            "path",
            "interventions",
            "budget",
            "capacity",
            "random",
            "maternal",
            "maintenance",
            "deadline");

    private static final int TRAINING_EPISODES = 2;

    /** Training sizes are multiples of it where there are any: solved instances are drawn again with others of their size. */
    private static final int SIZE_STEP = 5;

    /** The generator of interventions makes no fewer arms. */
    private static final int LEAST_ARMS = 8;

    /** Values of arms by step and state: 160 MB. */
    private static final long MAX_VALUES = 20_000_000;

    @Override
    public Problem<RestlessBanditInstance, PolicyRecord> problem() {
        return RestlessBandit.PROBLEM;
    }

    @Override
    public FeatureColumns columns() {
        return RestlessBanditEnvironment.COLUMNS;
    }

    @Override
    public int relations() {
        return RestlessBanditEnvironment.RELATIONS;
    }

    @Override
    public @Nullable String refuses(RestlessBanditInstance instance) {
        String tooLong = Simulation.tooLong(instance);
        if (tooLong != null) {
            return tooLong;
        }
        return ArmValues.count(instance) > MAX_VALUES
                ? "The policy computes at most " + MAX_VALUES + " values of arms by step and state; " + instance.name()
                        + " has more."
                : null;
    }

    @Override
    public boolean isSampled() {
        return false;
    }

    @Override
    public CandidateEnvironment<PolicyRecord> environment(RestlessBanditInstance instance, int symmetry) {
        return new RestlessBanditEnvironment(instance);
    }

    @Override
    public int[] randomShape(int min, int max, RandomGenerator random) {
        int least = Math.max(LEAST_ARMS, min);
        int most = Math.max(LEAST_ARMS, max);
        int first = (least + SIZE_STEP - 1) / SIZE_STEP;
        int last = most / SIZE_STEP;
        int size = first > last ? random.nextInt(least, most + 1) : SIZE_STEP * random.nextInt(first, last + 1);
        String distribution = DISTRIBUTIONS.get(random.nextInt(DISTRIBUTIONS.size()));
        return new int[] {size, DISTRIBUTIONS.indexOf(distribution)};
    }

    @Override
    public String mixture() {
        return "mixed";
    }

    @Override
    public RestlessBanditInstance randomInstance(String distribution, int[] shape, RandomGenerator random) {
        RestlessBanditInstance drawn =
                RestlessBandit.PROBLEM.generate(shape[0], random.nextLong(), DISTRIBUTIONS.get(shape[1]));
        return new RestlessBanditInstance(
                drawn.name(),
                drawn.arms(),
                drawn.budget(),
                drawn.horizon(),
                drawn.discount(),
                drawn.constraint(),
                TRAINING_EPISODES,
                random.nextLong());
    }
}
