package dev.ansatz.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.neural.candidate.CandidateKind;
import dev.ansatz.neural.pointer.PointerArchitecture;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.neural.pointer.PointerWeights;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.io.InputException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelZooTest {
    static List<ModelCard> cards() {
        return ModelZoo.bundled();
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyBundledModelProposesFeasibleDistinctSolutionsBestFirst(ModelCard card) {
        check(Problems.byId(card.problem()), card.name());
    }

    private static <I extends Instance, S> void check(Problem<I, S> problem, String name) {
        Policy<I, S> policy = ModelZoo.load(problem, name);
        for (int size : new int[] {1, 2, 5, 30}) {
            I instance = problem.generate(
                    Math.min(size, largest(problem)),
                    7,
                    problem.generator().distributions().get(0));
            List<S> proposals = policy.propose(
                    instance, DecodingRequest.augmented().withSamples(20).withKeep(5), () -> false);
            assertThat(proposals).isNotEmpty().doesNotHaveDuplicates();
            List<Double> costs = proposals.stream()
                    .map(s -> problem.evaluate(instance, s).objective())
                    .toList();
            assertThat(costs)
                    .isSortedAccordingTo(minimises(problem) ? Comparator.naturalOrder() : Comparator.reverseOrder());
            assertThat(proposals).allMatch(s -> problem.evaluate(instance, s).feasible());
            assertThat(policy.propose(
                            instance,
                            DecodingRequest.augmented().withSamples(20).withKeep(5),
                            () -> false))
                    .isEqualTo(proposals);
            double greedy = problem.evaluate(
                            instance,
                            policy.propose(instance, DecodingRequest.multiStart(), () -> false)
                                    .get(0))
                    .objective();
            assertThat(problem.sense().better(greedy, costs.get(0))).isFalse();
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("cards")
    void aBundledModelBeatsItsOwnUntrainedSelf(ModelCard card) {
        beatsUntrained(Problems.byId(card.problem()), card);
    }

    private static <I extends Instance, S> void beatsUntrained(Problem<I, S> problem, ModelCard card) {
        Policy<I, S> trained = ModelZoo.load(problem, card.name());
        Policy<I, S> untrained = untrained(problem, card);
        double sumTrained = 0;
        double sumUntrained = 0;
        for (int seed = 1; seed <= 10; seed++) {
            I instance = problem.generate(
                    Math.min(50, largest(problem)),
                    seed,
                    problem.generator().distributions().get(0));
            sumTrained += objective(problem, trained, instance);
            sumUntrained += objective(problem, untrained, instance);
        }
        if (minimises(problem)) {
            assertThat(sumTrained).isLessThan(0.95 * sumUntrained);
        } else {
            assertThat(sumTrained).isGreaterThan(sumUntrained);
        }
    }

    private static boolean minimises(Problem<?, ?> problem) {
        return problem.sense() == Sense.MINIMISE;
    }

    /** The size of a job shop is that of both sides. */
    private static int largest(Problem<?, ?> problem) {
        return problem.id().equals("jssp") ? 12 : 50;
    }

    private static <I extends Instance, S> Policy<I, S> untrained(Problem<I, S> problem, ModelCard card) {
        PolicyKind<I, S> kind = PolicyKinds.of(problem, null);
        Map<String, float[]> weights;
        if (kind instanceof CandidateKind<I, S> candidate) {
            weights = candidate
                    .architecture(card.layers(), card.embeddingSize(), card.heads(), card.feedForwardSize())
                    .withLatent(card.latentSize())
                    .randomWeights(1);
        } else {
            PointerArchitecture architecture = ((PointerKind<I, S>) kind)
                    .architecture(card.layers(), card.embeddingSize(), card.heads(), card.feedForwardSize())
                    .withDecoders(card.decoders(), card.latentSize());
            weights = PointerWeights.random(architecture, 1).asMap();
        }
        return kind.policy(card, weights);
    }

    private static <I extends Instance, S> double objective(Problem<I, S> problem, Policy<I, S> policy, I instance) {
        return problem.evaluate(
                        instance,
                        policy.propose(instance, DecodingRequest.multiStart(), () -> false)
                                .get(0))
                .objective();
    }

    @Test
    void anUnknownModelIsRefusedInOneSentence() {
        assertThatThrownBy(() -> ModelZoo.load(Problems.byId("tsp"), "nonsense"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Unknown model 'nonsense'");
    }
}
