package dev.ansatz.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Incumbent;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.TracePoint;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of {@link Solver}, for every registered engine of every problem. */
@Tag("slow")
class SolverContractTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final long ITERATIONS = 50;
    private static final double PROMPT_SECONDS = 1.0;

    /** An engine with an instance and a good, a poor and an infeasible solution of it. */
    record Case<I extends Instance, S>(
            Problem<I, S> problem, Solver<I, S> engine, I instance, S good, S poor, S infeasible, String model) {
        @Override
        public String toString() {
            return problem.id() + " " + engine.name() + " (" + model + ")";
        }

        Outcome<S> solve(Options<S> options) {
            return engine.solve(instance, options);
        }
    }

    static final List<Case<?, ?>> CASES = cases();

    static List<Case<?, ?>> cases() {
        int cities = 50;
        int customers = 40;
        List<Case<?, ?>> cases = new ArrayList<>();
        addCases(
                cases,
                Tsp.PROBLEM,
                NearestNeighbourPolicy.tsp(),
                Tsp.PROBLEM.generate(cities, 7, "uniform"),
                new Tour(IntStream.range(0, cities).toArray()),
                new Tour(new int[cities]));
        addCases(
                cases,
                Cvrp.PROBLEM,
                NearestNeighbourPolicy.cvrp(),
                Cvrp.PROBLEM.generate(customers, 7, "uniform"),
                new Routes(IntStream.rangeClosed(1, customers)
                        .mapToObj(c -> new int[] {c})
                        .toArray(int[][]::new)),
                new Routes(IntStream.rangeClosed(1, customers).toArray()));
        for (Problem<?, ?> problem : Problems.all()) {
            if (problem != Tsp.PROBLEM && problem != Cvrp.PROBLEM) {
                addCases(cases, problem);
            }
        }
        return cases;
    }

    /**
     * Cases of a problem without a policy, from its generator. What its last engine finds at once is the poor solution; one of
     * a larger instance is infeasible. Random instances must be feasible and leave something to improve.
     */
    private static <I extends Instance, S> void addCases(List<Case<?, ?>> cases, Problem<I, S> problem) {
        String distribution = problem.generator().distributions().get(0);
        I instance = problem.generate("12", 7, distribution);
        I larger = problem.generate("15", 7, distribution);
        List<Solver<I, S>> engines = Engines.of(problem).stream()
                .filter(engine -> engine.refuses(instance) == null)
                .toList();
        if (engines.isEmpty()) {
            return;
        }
        Solver<I, S> last = engines.get(engines.size() - 1);
        Options<S> brief = Options.ofIterations(1);
        S poor = last.solve(instance, brief).best();
        S infeasible = last.solve(larger, brief).best();
        assertThat(problem.evaluate(instance, infeasible).feasible()).isFalse();
        S good = engines.get(0)
                .solve(instance, Options.ofTime(SHORT.multipliedBy(3)))
                .best();
        for (Solver<I, S> engine : engines) {
            cases.add(new Case<>(problem, engine, instance, good, poor, infeasible, "no model"));
        }
        if (ModelZoo.defaultModel(problem) != null) {
            // The strategies themselves are tested with tours.
            Solver<I, S> searched = Engines.byName(problem, "neural-sampling", null);
            cases.add(new Case<>(problem, searched, instance, good, poor, infeasible, "default model"));
        }
    }

    private static <I extends Instance, S> void addCases(
            List<Case<?, ?>> cases, Problem<I, S> problem, Policy<I, S> policy, I instance, S poor, S infeasible) {
        List<Solver<I, S>> engines = Engines.with(problem, LazyPolicy.given(problem, policy));
        S good = engines.get(0).solve(instance, Options.ofIterations(2000)).best();
        for (Solver<I, S> engine : engines) {
            cases.add(new Case<>(problem, engine, instance, good, poor, infeasible, "nearest neighbour as policy"));
        }
        String model = ModelZoo.defaultModel(problem);
        if (model != null) {
            for (Solver<I, S> engine : Engines.of(problem)) {
                if (engine.name().startsWith("hybrid") || engine.name().equals("neural")) {
                    cases.add(new Case<>(problem, engine, instance, good, poor, infeasible, model));
                }
            }
            List<Strategy> strategies = problem == Tsp.PROBLEM ? Strategy.named() : List.of(Strategy.DECOMPOSITION);
            for (Strategy strategy : strategies) {
                Solver<I, S> searched = Engines.byName(problem, "neural-" + strategy.id(), null);
                if (searched.refuses(instance) == null) {
                    cases.add(new Case<>(problem, searched, instance, good, poor, infeasible, model));
                }
            }
        }
    }

    static Stream<Case<?, ?>> engines() {
        return CASES.stream().peek(c -> c.engine().warmUp());
    }

    @ParameterizedTest
    @MethodSource("engines")
    <I extends Instance, S> void isNeverWorseThanItsWarmStartsAndSkipsInfeasibleOnes(Case<I, S> c) {
        Outcome<S> outcome = c.solve(
                Options.<S>ofTime(SHORT.dividedBy(2)).withWarmStarts(List.of(c.infeasible(), c.poor(), c.good())));
        assertThat(c.problem().evaluate(c.instance(), outcome.best()).violations())
                .isEmpty();
        double good = c.problem().evaluate(c.instance(), c.good()).objective();
        assertThat(c.problem().sense().better(good, outcome.objective())).isFalse();
        assertThat(outcome.notes()).anySatisfy(note -> assertThat(note).contains("Warm start 1 is infeasible"));
    }

    @ParameterizedTest
    @MethodSource("engines")
    <I extends Instance, S> void keepsTheTimeLimitAndReportsEachIncumbentOnce(Case<I, S> c) {
        double limit = SHORT.toMillis() * 1e-3;
        double late = Double.POSITIVE_INFINITY;
        // Three attempts: a loaded machine may halt any run for a while.
        for (int attempt = 0; attempt < 3 && late > 0; attempt++) {
            Starvation starvation = new Starvation();
            List<Incumbent<S>> heard = Collections.synchronizedList(new ArrayList<>());
            long begin = System.nanoTime();
            Outcome<S> outcome = c.solve(Options.<S>ofTime(SHORT).withListener(heard::add));
            double seconds = (System.nanoTime() - begin) * 1e-9;
            late = Math.min(late, seconds - starvation.seconds() - (limit * 1.05 + 0.05));
            assertThat(outcome.trace())
                    .as("%s: %s", c, outcome.notes())
                    .isNotEmpty()
                    .isEqualTo(heard.stream()
                            .map(i -> new TracePoint(i.seconds(), i.objective(), i.phase()))
                            .toList());
            Sense sense = c.problem().sense();
            assertThat(heard.stream().map(Incumbent::objective).toList())
                    .isSortedAccordingTo(
                            sense == Sense.MINIMISE ? Comparator.reverseOrder() : Comparator.naturalOrder())
                    .doesNotHaveDuplicates();
            assertThat(heard)
                    .allSatisfy(incumbent -> assertThat(c.problem()
                                    .evaluate(c.instance(), incumbent.solution())
                                    .objective())
                            .isEqualTo(incumbent.objective()));
            assertThat(heard.get(heard.size() - 1).solution()).isEqualTo(outcome.best());
        }
        assertThat(late).as("seconds too late").isLessThanOrEqualTo(0);
    }

    @ParameterizedTest
    @MethodSource("engines")
    <I extends Instance, S> void endsSoonWhenItsTokenIsStopped(Case<I, S> c) throws Exception {
        StopToken token = new StopToken();
        Thread stopper = Thread.ofPlatform().start(() -> {
            sleep(150);
            token.stop();
        });
        Starvation starvation = new Starvation();
        long begin = System.nanoTime();
        Outcome<S> outcome = c.solve(Options.<S>ofTime(LONG).withStopToken(token));
        assertThat((System.nanoTime() - begin) * 1e-9).isLessThan(0.15 + PROMPT_SECONDS + starvation.seconds());
        assertThat(outcome.solved()).isTrue();
        stopper.join();
    }

    @ParameterizedTest
    @MethodSource("engines")
    <I extends Instance, S> void endsSoonWhenInterruptedAndStaysInterrupted(Case<I, S> c) throws Exception {
        Thread caller = Thread.currentThread();
        Thread interrupter = Thread.ofPlatform().start(() -> {
            sleep(150);
            caller.interrupt();
        });
        Starvation starvation = new Starvation();
        long begin = System.nanoTime();
        Outcome<S> outcome = c.solve(Options.ofTime(LONG));
        double seconds = (System.nanoTime() - begin) * 1e-9;
        while (interrupter.isAlive()) {
            Thread.onSpinWait(); // not join(), which would throw and clear the flag
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(seconds).isLessThan(0.15 + PROMPT_SECONDS + starvation.seconds());
        assertThat(outcome.solved()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("engines")
    <I extends Instance, S> void isReproducibleAlsoWhenRunByThreeThreadsAtATime(Case<I, S> c) throws Exception {
        Callable<S> run =
                () -> c.solve(Options.<S>ofIterations(ITERATIONS).withSeed(3)).best();
        S alone = run.call();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (Future<S> beside : threads.invokeAll(List.of(run, run, run))) {
                assertThat(beside.get()).isEqualTo(alone);
            }
        }
    }

    /** At the shortest limits at which they do. */
    static Stream<Arguments> hybridsThatAskAPolicyWithTime() {
        return Stream.of(
                Arguments.of(JobShop.PROBLEM, JobShop.PROBLEM.generate("15x15", 1, "taillard"), 1),
                Arguments.of(
                        RestlessBandit.PROBLEM,
                        RestlessBandit.PROBLEM.generate(
                                20,
                                1,
                                RestlessBandit.PROBLEM
                                        .generator()
                                        .distributions()
                                        .get(0)),
                        10));
    }

    @ParameterizedTest
    @MethodSource("hybridsThatAskAPolicyWithTime")
    <I extends Instance, S> void asksThePolicyAndKeepsTheTimeLimit(Problem<I, S> problem, I instance, int limit) {
        Solver<I, S> hybrid = Engines.byName(problem, Engines.DEFAULT, null);
        hybrid.warmUp();
        double late = Double.POSITIVE_INFINITY;
        for (int attempt = 0; attempt < 3 && late > 0; attempt++) {
            Starvation starvation = new Starvation();
            long begin = System.nanoTime();
            Outcome<S> outcome = hybrid.solve(instance, Options.ofTime(Duration.ofSeconds(limit)));
            double seconds = (System.nanoTime() - begin) * 1e-9;
            late = Math.min(late, seconds - starvation.seconds() - (limit * 1.05 + 0.05));
            assertThat(problem.evaluate(instance, outcome.best()).violations()).isEmpty();
            assertThat(outcome.notes())
                    .anySatisfy(note -> assertThat(note).matches("Policy .*: up to \\d+ rollouts in .*, best .*"));
        }
        assertThat(late).as("seconds too late").isLessThanOrEqualTo(0);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
