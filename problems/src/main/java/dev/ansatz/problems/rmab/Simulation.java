package dev.ansatz.problems.rmab;

import dev.ansatz.problems.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Episodes of an instance under common random numbers: the random number of (episode, step, arm) is a hash of the instance's
 * seed and these three (SplitMix64; Steele, Lea and Flood 2014), so that every policy meets the same luck. Stateless.
 *
 * <p><b>Estimate of the mean.</b> Rewards are exact expectations given state and action. What luck of the transitions is left is
 * taken out by the martingale control variate of the {@link LagrangianRelaxation} (Brown, Smith and Sun, "Information
 * relaxations and duality in stochastic dynamic programs", Operations Research 58(4), 2010, doi:10.1287/opre.1090.0796): after
 * each transition the relaxation's value of the state reached minus its expectation, which has mean zero, is subtracted. The
 * estimate stays unbiased, its interval narrows many times, and it can never exceed the relaxation's bound.
 */
public final class Simulation {
    /** Violations listed at most; one bad policy would otherwise repeat itself thousands of times. */
    private static final int MOST_VIOLATIONS = 100;

    /** Decisions that policies are played for at most: seconds and some hundred megabytes. */
    private static final double MOST_DECISIONS = 2.5e7;

    private static final double NORMAL_975 = 1.959963984540054;

    private final RestlessBanditInstance instance;
    private final int steps;

    public Simulation(RestlessBanditInstance instance) {
        this.instance = instance;
        this.steps = instance.steps();
    }

    /** Arms times steps times episodes; what is kept of a step counts as four arms more. */
    public static double decisions(RestlessBanditInstance instance) {
        return (double) instance.episodes() * instance.steps() * (instance.size() + 4.0);
    }

    /** Why playing a policy on an instance takes too much time and memory, or null. */
    public static @Nullable String tooLong(RestlessBanditInstance instance) {
        return decisions(instance) <= MOST_DECISIONS
                ? null
                : String.format(
                        Locale.ROOT,
                        "Policies are judged by playing them, and %d episodes of %d steps with %d arms make %.2g decisions; up"
                                + " to %.2g are played.",
                        instance.episodes(),
                        instance.steps(),
                        instance.size(),
                        decisions(instance),
                        MOST_DECISIONS);
    }

    private double uniform(int episode, int step, int arm) {
        long z = instance.evaluationSeed() * 0x9E3779B97F4A7C15L
                + ((long) episode * (steps + 1) + step) * 0xD1342543DE82EF95L
                + arm * 0xDABA0B6EB09322E3L;
        z = mix(mix(z) + 0x9E3779B97F4A7C15L);
        return (z >>> 11) * 0x1.0p-53;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Fills {@code states} with the states before the first step of an episode. */
    public void begin(int episode, int[] states) {
        for (int j = 0; j < states.length; j++) {
            states[j] = instance.arm(j).first(uniform(episode, 0, j));
        }
    }

    /** Moves {@code states} by one step under the actions {@code levels}. */
    public void advance(int episode, int step, int[] states, int[] levels) {
        for (int j = 0; j < states.length; j++) {
            states[j] = instance.arm(j).next(states[j], levels[j], uniform(episode, step + 1, j));
        }
    }

    /** Expected reward of one step. */
    public double reward(int[] states, int[] levels) {
        double sum = 0;
        for (int j = 0; j < states.length; j++) {
            sum += instance.arm(j).reward(states[j], levels[j]);
        }
        return sum;
    }

    /**
     * What a record is worth.
     *
     * @param mean discounted reward of an episode, estimated with the control variate; NaN where the record is malformed
     * @param halfWidth of the 95 % interval around {@code mean} (normal approximation)
     * @param sampleMean plain average of the episodes, without control variate
     * @param sampleHalfWidth of the 95 % interval around {@code sampleMean}
     * @param states {@code [step][arm]} of the first episode
     * @param rewards expected reward of each step of the first episode
     * @param violations what is wrong, at most a hundred entries
     */
    public record Assessment(
            double mean,
            double halfWidth,
            double sampleMean,
            double sampleHalfWidth,
            int[][] states,
            double[] rewards,
            List<Violation> violations) {}

    /** Simulates a record again and checks it. */
    public Assessment assess(PolicyRecord solution) {
        return new Replay(solution).assess();
    }

    /** A record that is simulated again. Used once. */
    private final class Replay {
        private final PolicyRecord solution;
        private final List<Violation> violations = new ArrayList<>();
        private final int[][] firstStates = new int[steps][];
        private final double[] firstRewards = new double[steps];
        /** By episode, with the control variate. */
        private final double[] estimates = new double[instance.episodes()];
        /** By episode, without. */
        private final double[] samples = new double[instance.episodes()];

        Replay(PolicyRecord solution) {
            this.solution = solution;
        }

        Assessment assess() {
            int episodes = instance.episodes();
            if (solution.episodes() != episodes) {
                violations.add(new Violation(
                        "episodes",
                        solution.episodes() + " episodes for " + episodes,
                        Math.abs(solution.episodes() - episodes)));
                return malformed();
            }
            for (int e = 0; e < episodes; e++) {
                if (!play(e)) {
                    return malformed();
                }
            }
            int[][] told = solution.states();
            if (told != null) {
                checkStates(told);
            }
            return new Assessment(
                    mean(estimates),
                    halfWidth(estimates),
                    mean(samples),
                    halfWidth(samples),
                    firstStates,
                    firstRewards,
                    violations);
        }

        private Assessment malformed() {
            return new Assessment(
                    Double.NaN, Double.NaN, Double.NaN, Double.NaN, firstStates, firstRewards, violations);
        }

        /** Plays an episode; false if it is malformed. */
        private boolean play(int episode) {
            if (solution.steps(episode) != steps) {
                violations.add(new Violation(
                        "steps", "episode " + episode + " has " + solution.steps(episode) + " steps for " + steps, 1));
                return false;
            }
            LagrangianRelaxation relaxation = instance.relaxation();
            int[] states = new int[instance.size()];
            int[] levels = new int[instance.size()];
            begin(episode, states);
            double weight = 1;
            double estimate = relaxation.value(states);
            double sample = 0;
            for (int t = 0; t < steps; t++) {
                if (!readLevels(solution.arms(episode, t), levels)) {
                    violations.add(new Violation("unknown-arm", "episode " + episode + ", step " + t, 1));
                    return false;
                }
                check(levels, episode, t);
                double reward = reward(states, levels);
                if (episode == 0) {
                    firstStates[t] = states.clone();
                    firstRewards[t] = reward;
                }
                sample += weight * reward;
                estimate += weight * relaxation.advantage(t, states, levels);
                advance(episode, t, states, levels);
                weight *= instance.discount();
            }
            estimates[episode] = estimate;
            samples[episode] = sample;
            return true;
        }

        private boolean readLevels(int[] acted, int[] levels) {
            Arrays.fill(levels, 0);
            for (int j : acted) {
                if (j < 0
                        || j >= levels.length
                        || ++levels[j] >= instance.arm(j).actions()) {
                    return false;
                }
            }
            return true;
        }

        private void check(int[] levels, int episode, int step) {
            if (violations.size() >= MOST_VIOLATIONS) {
                return;
            }
            String where = "episode " + episode + ", step " + step;
            ActionConstraint constraint = instance.constraint();
            if (constraint == null) {
                ActionConstraint.checkBudget(levels, instance.budget(), where, violations::add);
            } else {
                constraint.check(
                        levels, solution.certificate(episode, step), instance.budget(), where, violations::add);
            }
        }

        /** Compares the states that the record tells of the first episode; the first difference is enough. */
        private void checkStates(int[][] told) {
            for (int t = 0; t < steps; t++) {
                for (int j = 0; j < firstStates[t].length; j++) {
                    if (t >= told.length
                            || told[t].length != firstStates[t].length
                            || told[t][j] != firstStates[t][j]) {
                        violations.add(new Violation("dynamics", "state of arm " + j + " before step " + t, 1));
                        return;
                    }
                }
            }
        }
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    private static double halfWidth(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double v : values) {
            squares += (v - mean) * (v - mean);
        }
        return NORMAL_975 * Math.sqrt(squares / (values.length - 1) / values.length);
    }
}
