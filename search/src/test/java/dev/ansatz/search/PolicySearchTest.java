package dev.ansatz.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.neural.ActiveRollouts;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.PartialSolutions;
import dev.ansatz.neural.Policy;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.neural.pointer.PointerArchitecture;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.neural.pointer.PointerPolicy;
import dev.ansatz.neural.pointer.PointerWeights;
import dev.ansatz.problems.NamedSets;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.Schedule;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolicySearchTest {
    private static final TspInstance INSTANCE =
            NamedSets.first(Tsp.PROBLEM, "tsp20", 1).get(0);

    /** An untrained policy whose latent vector matters. */
    @SuppressWarnings("unchecked") // the adapter of the TSP
    private static Policy<TspInstance, Tour> policy(int decoders, int latentSize) {
        PointerKind<TspInstance, Tour> adapter = (PointerKind<TspInstance, Tour>) PointerKind.of(Tsp.ID);
        PointerArchitecture arch = adapter.architecture(1, 32, 2, 32).withDecoders(decoders, latentSize);
        PointerWeights weights = PointerWeights.random(arch, 5);
        SplittableRandom random = new SplittableRandom(6);
        weights.asMap().forEach((name, values) -> {
            if (name.contains("latent")) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = (random.nextFloat() - 0.5f) * 0.05f;
                }
            }
        });
        ModelCard card = new ModelCard(
                "test",
                Tsp.ID,
                "pointer",
                "compass",
                "20",
                "uniform",
                1,
                32,
                2,
                32,
                decoders,
                latentSize,
                adapter.columns(),
                0,
                0,
                0,
                1,
                "",
                "",
                Map.of(),
                null);
        return new PointerPolicy<>(adapter, card, weights);
    }

    private static PolicySearch.Result<Tour> search(
            Policy<TspInstance, Tour> policy, Strategy strategy, long rollouts) {
        return PolicySearch.search(
                Tsp.PROBLEM,
                policy,
                INSTANCE,
                strategy,
                Options.<Tour>ofIterations(rollouts).withSeed(3));
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void everyStrategyMakesNoMoreRolloutsThanTheBudgetAndRepeatsItself(Strategy strategy) {
        Policy<TspInstance, Tour> policy = policy(1, 4);
        for (long budget : new long[] {1, 7, 333}) {
            PolicySearch.Result<Tour> result = search(policy, strategy, budget);
            long most = strategy == Strategy.GREEDY ? 1 : strategy == Strategy.MULTISTART ? 20 : Long.MAX_VALUE;
            assertThat(result.rollouts())
                    .as(strategy.id())
                    .isEqualTo(Math.min(budget, strategy == Strategy.AUGMENT ? Math.min(160, budget) : most));
            assertThat(result.outcome().solved()).isTrue();
            assertThat(search(policy, strategy, budget).outcome().solution())
                    .isEqualTo(result.outcome().solution());
        }
    }

    /** However slow a rollout is: a run is not left without a solution for the sake of a batch. */
    @ParameterizedTest
    @EnumSource(Strategy.class)
    void aSolutionIsReportedAfterTheFirstRollout(Strategy strategy) {
        List<Integer> batches = new ArrayList<>();
        List<Integer> whenFirst = new ArrayList<>();
        Policy<TspInstance, Tour> policy = counted(Policy.class, policy(1, 4), batches);
        Options<Tour> options = Options.<Tour>ofIterations(333).withListener(incumbent -> {
            if (whenFirst.isEmpty()) {
                whenFirst.addAll(batches);
            }
        });
        PolicySearch.Result<Tour> result = PolicySearch.search(Tsp.PROBLEM, policy, INSTANCE, strategy, options);
        assertThat(whenFirst.stream().mapToInt(Integer::intValue).sum())
                .as("rollouts before the first solution: %s", whenFirst)
                .isLessThanOrEqualTo(1);
        assertThat(result.rollouts()).isPositive();
    }

    /** Takes note of how many rollouts are asked for at a time. */
    @SuppressWarnings("unchecked") // as the proxy implements the type
    private static <T> T counted(Class<?> type, T counted, List<Integer> batches) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getName().equals("make") && arguments[0] instanceof Rollouts.Request request) {
                batches.add(request.starts().length);
            } else if (method.getName().equals("greedy") && arguments[0] instanceof int[] starts) {
                batches.add(starts.length);
            }
            Object answer = method.invoke(counted, arguments);
            if (answer instanceof Rollouts<?> rollouts) {
                return counted(Rollouts.class, rollouts, batches);
            }
            return answer instanceof ActiveRollouts<?> active ? counted(ActiveRollouts.class, active, batches) : answer;
        });
    }

    /** A run that is stopped before it has anything: the policy's first rollout is so quick that it is made nevertheless. */
    @Test
    void theFirstRolloutOfASmallInstanceIsMadeWhateverTheLimits() {
        Rollouts<Tour> rollouts = Objects.requireNonNull(policy(1, 4).rollouts(INSTANCE));
        Rollouts.Request one = Rollouts.Request.greedy(0, 0, new int[] {0});
        assertThat(rollouts.make(one, () -> true).rollouts()).isOne();
        assertThat(rollouts.make(one, () -> true).rollouts()).isZero();
        for (ActiveRollouts.Adapted adapted : ActiveRollouts.Adapted.values()) {
            ActiveRollouts<Tour> active = Objects.requireNonNull(rollouts.active(adapted, 0, 0, 1));
            assertThat(active.greedy(new int[] {0}, () -> true).rollouts()).isOne();
            assertThat(active.greedy(new int[] {0}, () -> true).rollouts()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"GREEDY, 3", "MULTISTART, 60", "AUGMENT, 480"})
    void aPopulationSplitsTheRolloutsOverItsDecoders(Strategy strategy, long all) {
        assertThat(search(policy(3, 0), strategy, 10_000).rollouts()).isEqualTo(all);
        assertThat(search(policy(3, 0), strategy, 2).rollouts()).isEqualTo(2);
    }

    @Test
    void searchInTheLatentSpaceLearnsFromWhatItSaw() {
        Policy<TspInstance, Tour> policy = policy(1, 4);
        double random = search(policy, Strategy.LATENT_RANDOM, 6000).outcome().objective();
        double guided = search(policy, Strategy.LATENT_CMAES, 6000).outcome().objective();
        double alone = search(policy, Strategy.MULTISTART, 6000).outcome().objective();
        assertThat(guided).isLessThan(alone).isLessThanOrEqualTo(random);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(
            value = Strategy.class,
            names = {
                "SAMPLING",
                "BEAM",
                "SGBS",
                "EAS_EMB",
                "EAS_LAY",
                "DECOMPOSITION",
                "LATENT_RANDOM",
                "LATENT_CMAES",
                "ALL"
            })
    void endlessStrategiesKeepTheTimeLimit(Strategy strategy) {
        assertThat(search(policy(1, 4), strategy, 500).outcome().solved()).isTrue(); // warms up
        long begin = System.nanoTime();
        var result = PolicySearch.search(
                Tsp.PROBLEM, policy(1, 4), INSTANCE, strategy, Options.<Tour>ofTime(Duration.ofMillis(300)));
        assertThat(result.outcome().solved()).isTrue();
        assertThat(result.outcome().trace())
                .isSortedAccordingTo((a, b) -> Double.compare(b.objective(), a.objective()));
        assertThat((System.nanoTime() - begin) * 1e-9).isBetween(0.25, 5.0); // generous: the machine may be busy
    }

    @Test
    void latentStrategiesNeedALatentVector() {
        Policy<TspInstance, Tour> bundled = ModelZoo.load(Tsp.PROBLEM, "tsp-50");
        for (Strategy strategy : List.of(Strategy.LATENT_RANDOM, Strategy.LATENT_CMAES)) {
            assertThatThrownBy(() -> search(bundled, strategy, 10))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("needs a policy with a latent vector; tsp-50 has none");
        }
    }

    @Test
    void enginesOfAStrategyRefuseWhatTheirPolicyLacks() {
        assertThat(Engines.byName(Tsp.PROBLEM, "neural-latent-cmaes", "tsp-50").refuses(INSTANCE))
                .contains("needs a policy with a latent vector; tsp-50 has none");
        var shop = JobShop.PROBLEM.generate("6x6", 1, "taillard");
        assertThat(Engines.byName(JobShop.PROBLEM, "neural-eas-lay", null).refuses(shop))
                .contains("decoder can learn");
        assertThat(Engines.byName(JobShop.PROBLEM, "neural-eas-emb", null).refuses(shop))
                .isNull();
        assertThat(Engines.byName(JobShop.PROBLEM, "neural-pieces", null).refuses(shop))
                .contains("can be cut into pieces");
        for (Strategy strategy : Strategy.named()) {
            assertThat(Engines.byName(Tsp.PROBLEM, "neural-" + strategy.id(), "tsp-50")
                                    .refuses(INSTANCE)
                            == null)
                    .as(strategy.id())
                    .isEqualTo(!strategy.needsLatent());
        }
    }

    @Test
    void aBeamOfWidthOneIsTheGreedyRollout() {
        assertThat(search(policy(1, 0), Strategy.BEAM, 2).outcome().objective())
                .isEqualTo(search(policy(1, 0), Strategy.GREEDY, 1).outcome().objective());
    }

    @Test
    void partialSolutionsCompletedTogetherAreThoseCompletedOneByOne() {
        CvrpInstance instance = Cvrp.PROBLEM.generate(30, 2, "uniform");
        PartialSolutions<Routes> tree = Objects.requireNonNull(
                        ModelZoo.load(Cvrp.PROBLEM, "cvrp-50").rollouts(instance))
                .partialSolutions(1, 0);
        int[] lengths = {1, 1, 2, 3, 1};
        int[][] together = new int[lengths.length][tree.maxLength()];
        for (int i = 0; i < lengths.length; i++) {
            for (int j = 0; j < lengths[i]; j++) {
                together[i][j] = 1 + 5 * i + j;
            }
        }
        int[][] alone = Arrays.stream(together).map(int[]::clone).toArray(int[][]::new);
        PartialSolutions.Completion greedy =
                new PartialSolutions.Completion(0, new SplittableRandom(0), Double.POSITIVE_INFINITY);
        int[] counts = lengths.clone();
        double[] costs = new double[lengths.length];
        assertThat(tree.complete(together, counts, costs, greedy, () -> false)).isEqualTo(lengths.length);
        for (int i = 0; i < lengths.length; i++) {
            assertThat(tree.complete(alone[i], lengths[i], () -> false)).isEqualTo(counts[i]);
            assertThat(together[i]).isEqualTo(alone[i]);
            assertThat(costs[i]).isEqualTo(tree.cost());
        }
        assertThat(tree.complete(alone, lengths.clone(), costs, greedy, () -> true))
                .isZero();
    }

    /** Each node of the path of a greedy rollout has its siblings simulated, so that the path can only be left for a better one. */
    @Test
    void simulationGuidedBeamSearchBeatsAsManySamplesAndAsManyStarts() {
        Policy<TspInstance, Tour> bundled = ModelZoo.load(Tsp.PROBLEM, "tsp-50");
        TspInstance instance = NamedSets.first(Tsp.PROBLEM, "tsp50", 1).get(0);
        Options<Tour> limit = Options.ofIterations(800);
        double guided = PolicySearch.search(Tsp.PROBLEM, bundled, instance, Strategy.SGBS, limit)
                .outcome()
                .objective();
        double sampled = PolicySearch.search(Tsp.PROBLEM, bundled, instance, Strategy.SAMPLING, limit)
                .outcome()
                .objective();
        double starts = PolicySearch.search(Tsp.PROBLEM, bundled, instance, Strategy.MULTISTART, limit)
                .outcome()
                .objective();
        assertThat(guided).isLessThan(starts).isLessThanOrEqualTo(sampled);
    }

    @ParameterizedTest
    @EnumSource(
            value = Strategy.class,
            names = {"SAMPLING", "BEAM", "SGBS"})
    void policiesThatScoreCandidatesAreSearchedAsWell(Strategy strategy) {
        var instance = NamedSets.first(JobShop.PROBLEM, "jssp10x10", 1).get(0);
        var policy = ModelZoo.load(JobShop.PROBLEM, "jssp-30");
        double greedy = PolicySearch.search(JobShop.PROBLEM, policy, instance, Strategy.GREEDY, Options.ofIterations(1))
                .outcome()
                .objective();
        var result = PolicySearch.search(JobShop.PROBLEM, policy, instance, strategy, Options.ofIterations(300));
        assertThat(result.rollouts()).isEqualTo(300);
        assertThat(result.outcome().objective()).isLessThan(greedy);
        // A diverse set: all feasible, no two of one makespan.
        assertThat(result.solutions())
                .hasSizeGreaterThan(4)
                .extracting(
                        schedule -> JobShop.PROBLEM.evaluate(instance, schedule).objective())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aPolicyEndsAtAScheduleThatMeetsTheLowerBound() {
        Options<Schedule> limit = Options.ofTime(Duration.ofMinutes(2));
        Outcome<Schedule> outcome = Engines.byName(JobShop.PROBLEM, "neural", null)
                .solve(JobShop.PROBLEM.generate("20x4", 1, "uniform"), limit);
        assertThat(outcome.status()).isEqualTo(Status.OPTIMAL);
        assertThat(outcome.seconds()).isLessThan(60);
    }

    @Tag("slow")
    @Test
    void onJobShopsSampledSimulationsBeatAsManySamples() {
        var policy = ModelZoo.load(JobShop.PROBLEM, "jssp-30");
        double guided = 0;
        double sampled = 0;
        for (int seed = 1; seed <= 5; seed++) {
            var instance = JobShop.PROBLEM.generate("12x10", seed, "uniform");
            Options<Schedule> limit = Options.ofIterations(1500);
            guided += PolicySearch.search(JobShop.PROBLEM, policy, instance, Strategy.SGBS, limit)
                    .outcome()
                    .objective();
            sampled += PolicySearch.search(JobShop.PROBLEM, policy, instance, Strategy.SAMPLING, limit)
                    .outcome()
                    .objective();
        }
        assertThat(guided).isLessThan(sampled);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(
            value = Strategy.class,
            names = {"EAS_EMB", "EAS_LAY"})
    void activeSearchLearnsFromItsSamples(Strategy strategy) {
        Policy<TspInstance, Tour> bundled = ModelZoo.load(Tsp.PROBLEM, "tsp-50");
        TspInstance instance = NamedSets.first(Tsp.PROBLEM, "tsp50", 1).get(0);
        var active = PolicySearch.search(Tsp.PROBLEM, bundled, instance, strategy, Options.ofIterations(800));
        double starts = PolicySearch.search(
                        Tsp.PROBLEM, bundled, instance, Strategy.MULTISTART, Options.ofIterations(800))
                .outcome()
                .objective();
        assertThat(active.outcome().objective()).isLessThan(starts);
        assertThat(active.outcome().trace())
                .isSortedAccordingTo((a, b) -> Double.compare(b.objective(), a.objective()));
    }

    @Test
    void activeSearchAdaptsTheEncodingOfPoliciesThatScoreCandidatesButAddsNoLayer() {
        var instance = NamedSets.first(JobShop.PROBLEM, "jssp10x10", 1).get(0);
        var policy = ModelZoo.load(JobShop.PROBLEM, "jssp-30");
        double greedy = PolicySearch.search(JobShop.PROBLEM, policy, instance, Strategy.GREEDY, Options.ofIterations(1))
                .outcome()
                .objective();
        var active =
                PolicySearch.search(JobShop.PROBLEM, policy, instance, Strategy.EAS_EMB, Options.ofIterations(200));
        assertThat(active.rollouts()).isEqualTo(200);
        assertThat(active.outcome().objective()).isLessThan(greedy);
        assertThatThrownBy(() -> PolicySearch.search(
                        JobShop.PROBLEM, policy, instance, Strategy.EAS_LAY, Options.ofIterations(10)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("decoder can learn");
    }

    @Test
    void theNucleusLeavesTheImprobableOut() {
        Policy<TspInstance, Tour> policy = policy(1, 0);
        Options<Tour> limit = Options.ofIterations(200);
        PolicySearch.Result<Tour> narrow = PolicySearch.search(
                Tsp.PROBLEM, policy, INSTANCE, Strategy.SAMPLING, new PolicySearch.Sampling(1, 1e-9), limit);
        PolicySearch.Result<Tour> greedy = search(policy, Strategy.MULTISTART, 20);
        // A nucleus of one choice is greedy decoding, whatever the temperature; here under all symmetries.
        assertThat(narrow.outcome().objective())
                .isEqualTo(PolicySearch.search(Tsp.PROBLEM, policy, INSTANCE, Strategy.AUGMENT, limit)
                        .outcome()
                        .objective())
                .isLessThanOrEqualTo(greedy.outcome().objective());
    }

    @Test
    void aStrategyIsAnEngineByName() {
        assertThat(Engines.byName(Tsp.PROBLEM, "neural-sgbs", "tsp-50")
                        .solve(INSTANCE, Options.ofIterations(300))
                        .objective())
                .isLessThan(400); // the nearest-neighbour rule finds 445
        assertThatThrownBy(() -> Engines.byName(Tsp.PROBLEM, "neural-nonsense", null))
                .isInstanceOf(InputException.class);
    }
}
