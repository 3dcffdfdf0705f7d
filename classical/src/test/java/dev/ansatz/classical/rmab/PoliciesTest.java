package dev.ansatz.classical.rmab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.rmab.ActionBuilder;
import dev.ansatz.problems.rmab.ActionConstraint;
import dev.ansatz.problems.rmab.Arm;
import dev.ansatz.problems.rmab.Decision;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import dev.ansatz.problems.rmab.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {
    /** Three arms of two or three states from known first states: small enough for the joint state space. */
    private static RestlessBanditInstance tiny(long seed) {
        Random random = new Random(seed);
        List<Arm> arms = new ArrayList<>();
        for (int j = 0; j < 3; j++) {
            int n = 2 + random.nextInt(2);
            double[][][] transitions = new double[2][n][n];
            double[][] rewards = new double[2][n];
            for (int a = 0; a < 2; a++) {
                for (int s = 0; s < n; s++) {
                    double left = 1;
                    for (int next = 0; next < n; next++) {
                        transitions[a][s][next] = next == n - 1 ? left : left * random.nextDouble();
                        left -= transitions[a][s][next];
                    }
                    rewards[a][s] = random.nextDouble() - 0.3 * a;
                }
            }
            double[] initial = new double[n];
            initial[random.nextInt(n)] = 1;
            arms.add(new Arm(transitions, rewards, initial));
        }
        double discount = seed % 2 == 0 ? 1 : 0.9;
        return new RestlessBanditInstance("tiny-" + seed, arms, 1, 5, discount, null, 60, seed);
    }

    /** Value of the best policy from the first states, by dynamic programming on the joint state space. */
    private static double optimum(
            RestlessBanditInstance instance, int step, int[] states, Map<List<Integer>, Double> known) {
        if (step == instance.steps()) {
            return 0;
        }
        List<Integer> key = new ArrayList<>(List.of(step));
        for (int s : states) {
            key.add(s);
        }
        Double value = known.get(key);
        if (value != null) {
            return value;
        }
        double best = Double.NEGATIVE_INFINITY;
        for (int acted = -1; acted < states.length; acted++) {
            best = Math.max(best, expected(instance, step, states, acted, 0, 1, new int[states.length], known));
        }
        known.put(key, best);
        return best;
    }

    private static double expected(
            RestlessBanditInstance instance,
            int step,
            int[] states,
            int acted,
            int j,
            double probability,
            int[] next,
            Map<List<Integer>, Double> known) {
        if (j == states.length) {
            double reward = 0;
            for (int i = 0; i < states.length; i++) {
                reward += instance.arm(i).reward(states[i], i == acted ? 1 : 0);
            }
            return probability * (reward + instance.discount() * optimum(instance, step + 1, next.clone(), known));
        }
        double[] row = instance.arm(j).matrix(j == acted ? 1 : 0)[states[j]];
        double sum = 0;
        for (int s = 0; s < row.length; s++) {
            if (row[s] > 0) {
                next[j] = s;
                sum += expected(instance, step, states, acted, j + 1, probability * row[s], next, known);
            }
        }
        return sum;
    }

    @Test
    void theBoundIsAboveTheOptimumAndTheOptimumAboveEveryPolicyOnThirtyTinyInstances() {
        double worstGap = 0;
        for (int seed = 1; seed <= 30; seed++) {
            RestlessBanditInstance instance = tiny(seed);
            int[] states = new int[3];
            new Simulation(instance).begin(0, states);
            double optimum = optimum(instance, 0, states, new HashMap<>());
            double bound = instance.relaxation().bound();
            assertThat(bound).isGreaterThanOrEqualTo(optimum);
            double best = Double.NEGATIVE_INFINITY;
            for (Solver<RestlessBanditInstance, PolicyRecord> engine : ClassicalEngines.of(RestlessBandit.PROBLEM)) {
                if (engine.refuses(instance) == null) {
                    PolicyRecord record =
                            engine.solve(instance, Options.ofIterations(1000)).best();
                    Simulation.Assessment value = new Simulation(instance).assess(record);
                    assertThat(value.violations()).isEmpty();
                    assertThat(value.mean()).isLessThanOrEqualTo(bound);
                    // An estimate without a single loss in its episodes has no width: a little slack.
                    assertThat(value.mean() - 3 * value.halfWidth())
                            .isLessThanOrEqualTo(optimum + 2e-3 * Math.abs(optimum));
                    best = Math.max(best, value.mean() + 3 * value.halfWidth());
                }
            }
            worstGap = Math.max(worstGap, (optimum - best) / Math.abs(optimum));
        }
        assertThat(worstGap).isLessThan(0.02); // some policy is close to optimal on each
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {"random", "maternal", "maintenance", "deadline", "capacity", "schedule", "path", "interventions"
            })
    void everyPolicyIsAllowedAndBelowTheBound(String distribution) {
        for (int seed = 1; seed <= 3; seed++) {
            RestlessBanditInstance full = RestlessBandit.PROBLEM.generate(8, seed, distribution);
            RestlessBanditInstance instance = new RestlessBanditInstance(
                    full.name(),
                    full.arms(),
                    full.budget(),
                    full.horizon() == null ? null : 8,
                    full.horizon() == null ? 0.7 : 1,
                    full.constraint(),
                    5,
                    seed);
            double bound = instance.relaxation().bound();
            for (Solver<RestlessBanditInstance, PolicyRecord> engine : ClassicalEngines.of(RestlessBandit.PROBLEM)) {
                if (engine.refuses(instance) == null) {
                    Outcome<PolicyRecord> outcome = engine.solve(instance, Options.ofIterations(5));
                    assertThat(outcome.objective()).as(engine.name()).isLessThanOrEqualTo(bound);
                    assertThat(outcome.bound()).isEqualTo(bound);
                }
            }
        }
    }

    @Test
    void theLinearProgramAndTheSubgradientMethodFindTheSameBound() {
        for (String distribution : List.of("maternal", "capacity", "schedule", "interventions")) {
            RestlessBanditInstance drawn = RestlessBandit.PROBLEM.generate(10, 4, distribution);
            List<Arm> arms = new ArrayList<>();
            for (Arm arm :
                    drawn.arms()) { // known first states: the program takes their distribution, the bound the draws
                double[][][] transitions = new double[arm.actions()][][];
                double[][] rewards = new double[arm.actions()][arm.states()];
                for (int a = 0; a < arm.actions(); a++) {
                    transitions[a] = arm.matrix(a);
                    for (int s = 0; s < arm.states(); s++) {
                        rewards[a][s] = arm.reward(s, a);
                    }
                }
                double[] initial = new double[arm.states()];
                initial[0] = 1;
                arms.add(new Arm(transitions, rewards, initial));
            }
            RestlessBanditInstance instance =
                    new RestlessBanditInstance("fixed", arms, drawn.budget(), 10, 1, drawn.constraint(), 2, 1);
            OccupationProgram program = OccupationProgram.solve(instance, null);
            assertThat(program).isNotNull();
            assertThat(instance.relaxation().bound())
                    .isCloseTo(program.objective(), within(1e-4 * program.objective()))
                    .isGreaterThanOrEqualTo(program.objective() * (1 - 1e-7));
        }
    }

    /** All allowed actions of a step by brute force over the subsets of arms. */
    @ParameterizedTest
    @ValueSource(strings = {"capacity", "schedule", "path", "interventions"})
    void theMaximiserFindsTheBestAllowedAction(String distribution) {
        RestlessBanditInstance instance = RestlessBandit.PROBLEM.generate(10, 3, distribution);
        ActionMaximiser maximiser = ActionMaximiser.of(instance);
        Random random = new Random(1);
        for (int trial = 0; trial < 5; trial++) {
            double[][] gains = GainRule.table(instance);
            for (double[] gain : gains) {
                for (int a = 1; a < gain.length; a++) {
                    gain[a] = random.nextDouble() - 0.2;
                }
            }
            Decision decision = new Decision(instance.size());
            maximiser.maximise(gains, decision);
            double found = 0;
            for (int j = 0; j < gains.length; j++) {
                found += gains[j][decision.levels[j]];
            }
            assertThat(found).isCloseTo(bruteForce(instance, gains), within(1e-6));
        }
    }

    private static double bruteForce(RestlessBanditInstance instance, double[][] gains) {
        ActionBuilder builder = ActionBuilder.of(instance);
        int items = builder.items();
        double best = 0;
        for (int subset = 0; subset < 1 << items; subset++) {
            double gain = 0;
            if (instance.constraint() instanceof ActionConstraint.Interventions i) {
                if (Integer.bitCount(subset) > instance.budget()) {
                    continue;
                }
                for (int j = 0; j < gains.length; j++) {
                    int level = 0;
                    for (int link : i.links()[j]) {
                        level += subset >> link & 1;
                    }
                    gain += gains[j][level];
                }
            } else {
                for (int j = 0; j < items; j++) {
                    gain += (subset >> j & 1) * gains[j][1];
                }
                if (gain <= best || !isAllowed(instance, subset)) {
                    continue;
                }
            }
            best = Math.max(best, gain);
        }
        return best;
    }

    private static boolean isAllowed(RestlessBanditInstance instance, int subset) {
        return switch (java.util.Objects.requireNonNull(instance.constraint())) {
            case ActionConstraint.Capacity c ->
                packs(c, subset, 0, c.capacities().clone());
            case ActionConstraint.Schedule s ->
                Integer.bitCount(subset) <= instance.budget() && seats(s, subset, 0, 0, s.workersBySlot());
            case ActionConstraint.Path p ->
                Integer.bitCount(subset) <= instance.budget() && shortestWalk(p, instance.size(), subset) <= p.length();
            default -> throw new IllegalStateException();
        };
    }

    private static boolean packs(ActionConstraint.Capacity c, int subset, int j, int[] left) {
        if (j == c.costs().length) {
            return true;
        }
        if ((subset >> j & 1) == 0) {
            return packs(c, subset, j + 1, left);
        }
        for (int i = 0; i < left.length; i++) {
            if (left[i] >= c.costs()[j]) {
                left[i] -= c.costs()[j];
                boolean fits = packs(c, subset, j + 1, left);
                left[i] += c.costs()[j];
                if (fits) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean seats(ActionConstraint.Schedule s, int subset, int j, int visit, int[] left) {
        if (j == s.armSlots().length) {
            return true;
        }
        if ((subset >> j & 1) == 0 || visit == 2) {
            return seats(s, subset, j + 1, 0, left);
        }
        for (int slot : s.armSlots()[j]) {
            if (left[slot] > 0) {
                left[slot]--;
                boolean fits = seats(s, subset, j, visit + 1, left);
                left[slot]++;
                if (fits) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Held and Karp (1962) on shortest paths. */
    private static int shortestWalk(ActionConstraint.Path p, int nodes, int subset) {
        int[] chosen = java.util.stream.IntStream.range(0, nodes)
                .filter(j -> (subset >> j & 1) == 1)
                .toArray();
        int m = chosen.length;
        if (m == 0) {
            return 0;
        }
        int[] home = p.distances(nodes, p.source());
        int[][] best = new int[1 << m][m];
        for (int mask = 1; mask < 1 << m; mask++) {
            for (int last = 0; last < m; last++) {
                best[mask][last] = 1 << 20;
                if ((mask >> last & 1) == 1) {
                    int[] hops = p.distances(nodes, chosen[last]);
                    int before = mask & ~(1 << last);
                    best[mask][last] = before == 0 ? home[chosen[last]] : 1 << 20;
                    for (int k = 0; k < m; k++) {
                        if ((before >> k & 1) == 1) {
                            best[mask][last] = Math.min(best[mask][last], best[before][k] + hops[chosen[k]]);
                        }
                    }
                }
            }
        }
        int shortest = 1 << 20;
        for (int last = 0; last < m; last++) {
            shortest = Math.min(shortest, best[(1 << m) - 1][last] + home[chosen[last]]);
        }
        return shortest;
    }

    @Test
    void aRunUnderACombinatorialConstraintKeepsItsTimeAndItsStopToken() {
        RestlessBanditInstance instance = RestlessBandit.PROBLEM.generate(40, 1, "path");
        instance.relaxation();
        BanditPolicySolver engine = BanditPolicySolver.lagrangian();
        engine.warmUp();
        StopToken token = new StopToken();
        Thread stopper = Thread.ofPlatform().start(() -> {
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            token.stop();
        });
        long begin = System.nanoTime();
        Outcome<PolicyRecord> outcome = engine.solve(
                instance, Options.<PolicyRecord>ofTime(Duration.ofSeconds(60)).withStopToken(token));
        assertThat((System.nanoTime() - begin) * 1e-9).isLessThan(3);
        assertThat(outcome.solved()).isTrue();
        assertThat(stopper).isNotNull();
    }
}
