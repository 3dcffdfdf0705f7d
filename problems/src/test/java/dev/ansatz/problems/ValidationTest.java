package dev.ansatz.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run takes over from a run inside it, and what it does not. */
class ValidationTest {
    /** The travelling salesman problem, with a list of all tours that were evaluated. */
    private static final class Counted implements Problem<TspInstance, Tour> {
        private final List<Tour> evaluated = new ArrayList<>();

        @Override
        public String id() {
            return "counted";
        }

        @Override
        public String title() {
            return "counted";
        }

        @Override
        public Sense sense() {
            return Sense.MINIMISE;
        }

        @Override
        public Evaluation evaluate(TspInstance instance, Tour solution) {
            evaluated.add(solution);
            return Tsp.PROBLEM.evaluate(instance, solution);
        }
    }

    private final Counted problem = new Counted();
    private final TspInstance instance = Tsp.PROBLEM.generate(5, 1, "uniform");
    private final Tour tour = new Tour(0, 1, 2, 3, 4);
    private final Tour broken = new Tour(0, 1, 2, 3, 3);
    private final SearchContext<TspInstance, Tour> run = new SearchContext<>(problem, instance, Options.defaults());

    @Test
    void anIncumbentOfARunInsideIsNotEvaluatedAgain() {
        SearchContext<TspInstance, Tour> inner =
                new SearchContext<>(problem, instance, run.part(List.of(), run.stopToken(), 1));
        SearchContext<TspInstance, Tour> innermost =
                new SearchContext<>(problem, instance, inner.part(List.of(), inner.stopToken(), 1));
        innermost.offer(tour, "test");
        assertThat(run.best()).isSameAs(tour);
        assertThat(problem.evaluated).containsExactly(tour);
    }

    @Test
    void aWarmStartIsEvaluatedOnceForTheRunAndThoseInsideIt() {
        run.evaluate(tour);
        run.offerEvaluated(tour, "policy");
        SearchContext<TspInstance, Tour> inner =
                new SearchContext<>(problem, instance, run.part(List.of(tour, broken), run.stopToken(), 1));
        assertThat(inner.warmStarts()).containsExactly(tour);
        assertThat(problem.evaluated).containsExactly(tour, broken);
    }

    @Test
    void whatIsKeptOfARunInsideNeedNotBeEvaluatedLater() {
        Tour better = new Tour(0, 2, 1, 3, 4);
        SearchContext<TspInstance, Tour> inner = new SearchContext<>(
                problem, instance, run.part(List.of(), run.stopToken(), 1).withListener(run::keep));
        inner.offer(tour, "test");
        inner.offer(better, "test");
        run.keep(new Incumbent<>(broken, 1, 0, null, "liar"));
        assertThat(run.evaluate(tour).feasible()).isTrue();
        assertThat(run.evaluate(broken).feasible()).isFalse();
        assertThat(problem.evaluated).containsExactly(tour, better, broken);
    }

    @Test
    void whatAnEngineOnlySaysIsValidated() {
        assertThat(run.offer(new Incumbent<>(broken, 1, 0, null, "liar"))).isFalse();
        assertThat(run.offer(new Incumbent<>(tour, 1, 0, null, "liar"))).isTrue();
        assertThat(run.bestObjective())
                .isEqualTo(Tsp.PROBLEM.evaluate(instance, tour).objective());
    }

    @Test
    void aValidationOfAnotherSolutionOrProblemIsNotTaken() {
        List<Incumbent<Tour>> heard = new ArrayList<>();
        new SearchContext<>(problem, instance, Options.<Tour>defaults().withListener(heard::add)).offer(tour, "test");
        Validation<Tour> validation = heard.get(0).validation();
        assertThat(run.offer(new Incumbent<>(broken, 1, 0, null, "forger", validation)))
                .isFalse();
        assertThat(problem.evaluated).containsExactly(tour, broken);
        // The same problem by name, under a validator that accepts everything.
        Problem<TspInstance, Tour> lenient = new Problem<>() {
            @Override
            public String id() {
                return "counted";
            }

            @Override
            public String title() {
                return "counted";
            }

            @Override
            public Sense sense() {
                return Sense.MINIMISE;
            }

            @Override
            public Evaluation evaluate(TspInstance any, Tour solution) {
                return new Evaluation(-1, List.of());
            }
        };
        new SearchContext<>(lenient, instance, run.part(List.of(), run.stopToken(), 1)).offer(broken, "lenient");
        assertThat(run.best()).isNull();
    }

    @Test
    void anInstanceIsLookedOverOnceForARun() {
        List<Instance> asked = new ArrayList<>();
        Problem<TspInstance, Tour> careful = new Problem<>() {
            @Override
            public String id() {
                return "careful";
            }

            @Override
            public String title() {
                return "careful";
            }

            @Override
            public Sense sense() {
                return Sense.MINIMISE;
            }

            @Override
            public Evaluation evaluate(TspInstance any, Tour solution) {
                return Tsp.PROBLEM.evaluate(any, solution);
            }

            @Override
            public List<Issue> validate(TspInstance any) {
                asked.add(any);
                return List.of();
            }
        };
        SearchContext<TspInstance, Tour> outer =
                new SearchContext<>(careful, instance, Options.<Tour>defaults().withCheckedInstance(instance));
        SearchContext<TspInstance, Tour> inner =
                new SearchContext<>(careful, instance, outer.part(List.of(), outer.stopToken(), 1));
        assertThat(inner.infeasible()).isEmpty();
        assertThat(asked).isEmpty();
        assertThat(new SearchContext<>(careful, instance, Options.<Tour>defaults()).infeasible())
                .isEmpty();
        assertThat(asked).containsExactly(instance);
    }
}
