package dev.ansatz.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.neural.DecodingRequest;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Incumbent;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.StopReason;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a policy, a construction and an engine share one run. */
class HybridTest {
    private final CvrpInstance instance = Cvrp.PROBLEM.generate(60, 5, "uniform");

    /** Keeps the options that it was given and returns the first warm start. */
    private static final class Recorder implements Solver<CvrpInstance, Routes> {
        private final List<Options<Routes>> runs = new ArrayList<>();

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public String description() {
            return "for tests";
        }

        @Override
        public Outcome<Routes> solve(CvrpInstance instance, Options<Routes> options) {
            runs.add(options);
            return new SearchContext<>(Cvrp.PROBLEM, instance, options).finish();
        }
    }

    /** A policy that answers with given solutions, or with nothing until it is stopped. */
    private record Answering(List<Routes> answer) implements Policy<CvrpInstance, Routes> {
        @Override
        public ModelCard card() {
            return NearestNeighbourPolicy.cvrp().card();
        }

        @Override
        public List<Routes> propose(CvrpInstance instance, DecodingRequest request, BooleanSupplier stop) {
            while (answer.isEmpty() && !stop.getAsBoolean()) {
                Thread.onSpinWait();
            }
            return answer;
        }
    }

    private double cost(Routes routes) {
        return Cvrp.PROBLEM.evaluate(instance, routes).objective();
    }

    private static Routes oneRouteEach(int customers) {
        return new Routes(
                IntStream.rangeClosed(1, customers).mapToObj(c -> new int[] {c}).toArray(int[][]::new));
    }

    private Routes savings() {
        return Engines.byName(Cvrp.PROBLEM, "savings", null)
                .solve(instance, Options.ofIterations(100))
                .best();
    }

    @Test
    void theEngineGetsDiverseWarmStartsBestFirstAndMostOfTheTime() {
        Recorder recorder = new Recorder();
        Ansatz.warmStarts(Cvrp.PROBLEM, NearestNeighbourPolicy.cvrp())
                .then(recorder)
                .solve(instance, Options.ofTime(Duration.ofSeconds(2)));
        Options<Routes> given = recorder.runs.get(0);
        assertThat(given.warmStarts()).hasSizeGreaterThan(3).doesNotHaveDuplicates();
        assertThat(given.warmStarts().stream().map(this::cost)).isSorted();
        assertThat(given.timeLimit()).isBetween(Duration.ofMillis(1400), Duration.ofSeconds(2));
    }

    /** Tells of evaluations by the validator, by solution. */
    private static final class Counted implements Problem<CvrpInstance, Routes> {
        private final Map<Routes, Integer> evaluations = Collections.synchronizedMap(new IdentityHashMap<>());

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
        public Evaluation evaluate(CvrpInstance instance, Routes solution) {
            evaluations.merge(solution, 1, Integer::sum);
            return Cvrp.PROBLEM.evaluate(instance, solution);
        }
    }

    @Test
    void eachIncumbentOfAHybridIsEvaluatedOnce() {
        Counted problem = new Counted();
        Solver<CvrpInstance, Routes> swapper = new Solver<>() {
            @Override
            public String name() {
                return "swapper";
            }

            @Override
            public String description() {
                return "for tests";
            }

            @Override
            public Outcome<Routes> solve(CvrpInstance given, Options<Routes> options) {
                SearchContext<CvrpInstance, Routes> run = new SearchContext<>(problem, given, options);
                run.offer(oneRouteEach(60), "start");
                for (int customer = 2; customer <= 60; customer += 2) {
                    run.offer(pairs(customer), "pairs");
                }
                return run.finish();
            }
        };
        List<Incumbent<Routes>> heard = new ArrayList<>();
        Outcome<Routes> outcome = new GuardedSolver<>(
                        problem,
                        new SeededSolver<>(
                                "test",
                                problem,
                                LazyPolicy.given(problem, NearestNeighbourPolicy.cvrp()),
                                null,
                                swapper,
                                swapper))
                .solve(instance, Options.<Routes>ofIterations(10).withListener(heard::add));
        assertThat(heard).hasSizeGreaterThan(3);
        assertThat(heard).extracting(Incumbent::phase).contains("pairs", "policy");
        assertThat(heard)
                .allSatisfy(incumbent -> assertThat(problem.evaluations.get(incumbent.solution()))
                        .isEqualTo(1));
        assertThat(outcome.best()).isSameAs(heard.get(heard.size() - 1).solution());
        // Nor is any warm start of the refinement, incumbent or not.
        assertThat(problem.evaluations.values()).containsOnly(1);
    }

    /** The first customers in routes of two, the others in routes of one. */
    private static Routes pairs(int customers) {
        return new Routes(IntStream.rangeClosed(1, 60)
                .filter(customer -> customer > customers || customer % 2 == 0)
                .mapToObj(customer -> customer > customers ? new int[] {customer} : new int[] {customer - 1, customer})
                .toArray(int[][]::new));
    }

    @Tag("slow")
    @Test
    void whatEndsAHybridIsSeenInAllItsStages() {
        SearchContext<CvrpInstance, Routes> probe =
                new SearchContext<>(Cvrp.PROBLEM, instance, Options.ofIterations(1));
        probe.offer(savings(), "savings");
        double target = probe.bestObjective() * 0.99;
        for (String engine : List.of("hybrid", "local-search", "hybrid-ortools", "timefold")) {
            Ansatz.Job<CvrpInstance, Routes> job = Ansatz.cvrp()
                    .engine(engine)
                    .timeLimit(Duration.ofMinutes(2))
                    .warmUp();
            Outcome<Routes> outcome = job.target(target).solve(instance);
            assertThat(outcome.objective()).as(engine).isLessThanOrEqualTo(target);
            assertThat(outcome.stopReason()).as(engine).isEqualTo(StopReason.TARGET);
            Outcome<Routes> patient =
                    job.noImprovementFor(Duration.ofMillis(700)).solve(instance);
            assertThat(patient.stopReason()).as(engine).isEqualTo(StopReason.NO_IMPROVEMENT);
            double last = patient.trace().get(patient.trace().size() - 1).seconds();
            assertThat(patient.seconds() - last).as(engine).isBetween(0.69, 20.0);
        }
    }

    @Test
    void aPoorPolicyDoesNoHarm() {
        Outcome<Routes> outcome = Ansatz.warmStarts(Cvrp.PROBLEM, new Answering(List.of(oneRouteEach(60))))
                .then(new Recorder())
                .solve(instance, Options.ofTime(Duration.ofSeconds(1)));
        assertThat(outcome.objective()).isEqualTo(cost(savings()));
        assertThat(outcome.notes()).anySatisfy(note -> assertThat(note).contains("better start is the savings one"));
    }

    @Test
    void aGoodPolicyGivesTheEngineItsStart() {
        Routes good = Engines.byName(Cvrp.PROBLEM, "local-search", null)
                .solve(instance, Options.ofIterations(5000))
                .best();
        Recorder recorder = new Recorder();
        Outcome<Routes> outcome = Ansatz.warmStarts(Cvrp.PROBLEM, new Answering(List.of(good)))
                .then(recorder)
                .solve(instance, Options.ofIterations(10));
        assertThat(recorder.runs.get(0).warmStarts().get(0)).isEqualTo(good);
        assertThat(outcome.notes()).anySatisfy(note -> assertThat(note).contains("better start is the policy's"));
        assertThat(outcome.trace())
                .anySatisfy(point -> assertThat(point.phase()).isEqualTo("policy"));
    }

    @Test
    void proposalsThatNeedTooManyVehiclesAreLeftOut() {
        CvrpInstance fixedFleet = instance.withMaxVehicles(savings().count());
        Recorder recorder = new Recorder();
        Outcome<Routes> outcome = Ansatz.warmStarts(Cvrp.PROBLEM, new Answering(List.of(oneRouteEach(60))))
                .then(recorder)
                .solve(fixedFleet, Options.ofIterations(10));
        assertThat(outcome.solved()).isTrue();
        assertThat(recorder.runs.get(0).warmStarts()).doesNotContain(oneRouteEach(60));
        assertThat(outcome.notes()).anySatisfy(note -> assertThat(note).contains("none feasible (vehicles: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hybrid", "hybrid-local-search"})
    void aPolicyThatNeverEndsIsStoppedAtItsShare(String name) {
        Solver<CvrpInstance, Routes> engine = withPolicy(name, new Answering(List.of()));
        Outcome<Routes> outcome = engine.solve(instance, Options.ofTime(Duration.ofMillis(600)));
        assertThat(outcome.objective()).isLessThan(cost(savings()));
        assertThat(outcome.seconds()).isLessThan(1.2);
        assertThat(outcome.notes()).anySatisfy(note -> assertThat(note).contains("none ended in time"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theDefaultEngineUsesThePolicyWithAnyNumberOfThreads(int threads) {
        Outcome<Routes> outcome = withPolicy("hybrid", NearestNeighbourPolicy.cvrp())
                .solve(instance, Options.<Routes>ofTime(Duration.ofMillis(500)).withThreads(threads));
        assertThat(outcome.objective()).isLessThan(cost(savings()));
        assertThat(outcome.notes()).anySatisfy(note -> assertThat(note).startsWith("Policy nearest: "));
    }

    @Test
    void aLibraryGetsTheConstructionReSolvedPieceByPieceByThePolicy() {
        Policy<CvrpInstance, Routes> policy = ModelZoo.load(Cvrp.PROBLEM, "cvrp-50");
        Recorder recorder = new Recorder();
        Outcome<Routes> outcome = Ansatz.warmStarts(Cvrp.PROBLEM, policy)
                .then(recorder)
                .solve(instance, Options.<Routes>ofIterations(10).withSeed(3));
        Routes start = recorder.runs.get(0).warmStarts().get(0);
        assertThat(cost(start)).isLessThan(cost(savings()));
        assertThat(outcome.notes()).anySatisfy(note -> assertThat(note).contains("better start is the policy's"));
        // What the policy finds is reported while it searches.
        assertThat(outcome.trace().stream().filter(point -> point.phase().equals("policy")))
                .hasSizeGreaterThan(1);
        // Pieces begin from the construction: without it the policy's own solution would not be as good.
        Recorder alone = new Recorder();
        Outcome<Routes> unused = Ansatz.warmStarts(Cvrp.PROBLEM, policy)
                .by(Strategy.MULTISTART)
                .then(alone)
                .solve(instance, Options.<Routes>ofIterations(10).withSeed(3));
        assertThat(cost(start)).isLessThan(cost(alone.runs.get(0).warmStarts().get(0)));
    }

    @Test
    void ourOwnSearchesSayThatTheyRefineAnyStartAndSoDoesWhatEndsWithThem() {
        Set<String> own = Set.of(
                "tsp local-search",
                "cvrp local-search",
                "jssp tabu",
                "kp combo",
                "mkp core-search",
                "op local-search",
                "vrp local-search");
        Set<String> said = new TreeSet<>();
        for (Problem<?, ?> problem : Problems.all()) {
            ClassicalEngines.of(problem).stream()
                    .filter(Solver::refinesAnyStart)
                    .forEach(engine -> said.add(problem.id() + " " + engine.name()));
            for (Solver<?, ?> engine : Engines.of(problem)) {
                String refinement = engine.name().replaceFirst("^(hybrid|seeded)-", "");
                boolean ownOnly = engine.name().equals("hybrid")
                        ? own.stream().anyMatch(name -> name.startsWith(problem.id() + " "))
                        : own.contains(problem.id() + " " + refinement);
                assertThat(engine.refinesAnyStart())
                        .as(problem.id() + " " + engine.name())
                        .isEqualTo(ownOnly);
            }
        }
        assertThat(said).isEqualTo(own);
    }

    /** What is to refine, whatever it is called. */
    private record Renamed(String name, boolean refinesAnyStart) implements Solver<JobShopInstance, Schedule> {
        @Override
        public String description() {
            return "for tests";
        }

        @Override
        public Outcome<Schedule> solve(JobShopInstance instance, Options<Schedule> options) {
            return new SearchContext<>(JobShop.PROBLEM, instance, options).finish();
        }
    }

    @Test
    void howLongThePolicyIsAskedDoesNotDependOnTheNameOfWhatRefines() {
        Policy<JobShopInstance, Schedule> policy = ModelZoo.load(JobShop.PROBLEM, "jssp-30");
        for (String name : List.of("tabu", "renamed")) {
            Renamed own = new Renamed(name, true);
            assertThat(SearchProviders.tuning(JobShop.PROBLEM, own).share()).isEqualTo(0.05);
            assertThat(SearchProviders.tuning(JobShop.PROBLEM, new Renamed(name, false))
                            .share())
                    .isEqualTo(0.5);
            // The guard and a hybrid say what their engine says.
            Solver<JobShopInstance, Schedule> guarded = new GuardedSolver<>(JobShop.PROBLEM, own);
            Solver<JobShopInstance, Schedule> hybrid =
                    Ansatz.warmStarts(JobShop.PROBLEM, policy).then(guarded);
            for (Solver<JobShopInstance, Schedule> wrapper : List.of(guarded, hybrid)) {
                assertThat(SearchProviders.tuning(JobShop.PROBLEM, wrapper).share())
                        .isEqualTo(0.05);
            }
        }
    }

    @Test
    void withoutAPolicyTheDefaultEngineIsOurOwnEngine() {
        Options<Routes> options = Options.<Routes>ofIterations(2000).withSeed(3);
        Outcome<Routes> hybrid = Engines.byName(Cvrp.PROBLEM, "hybrid", null).solve(instance, options);
        Outcome<Routes> own = Engines.byName(Cvrp.PROBLEM, "local-search", null).solve(instance, options);
        assertThat(hybrid.best()).isEqualTo(own.best());
        assertThat(hybrid.trace()).hasSameSizeAs(own.trace());
    }

    @Test
    void onJobShopsTheDefaultEngineAsksThePolicyFromTwoSecondsOnAndFromOneOnceItIsLoaded() {
        // Tabu search ends at a makespan that is a lower bound.
        JobShopInstance shop = JobShop.PROBLEM.generate("20x5", 1, "taillard");
        Solver<JobShopInstance, Schedule> hybrid = Engines.byName(JobShop.PROBLEM, "hybrid", null);
        Options<Schedule> two = Options.ofTime(Duration.ofSeconds(2));
        boolean loadedByAnotherTest = ModelZoo.isLoaded("jssp-30");
        assertThat(asksPolicy(hybrid, shop, two.withTimeLimit(Duration.ofMillis(1900))))
                .isEqualTo(loadedByAnotherTest);
        assertThat(asksPolicy(hybrid, shop, two)).isTrue();
        // Now it is loaded.
        Options<Schedule> one = two.withTimeLimit(Duration.ofSeconds(1));
        assertThat(asksPolicy(hybrid, shop, one)).isTrue();
        Schedule known = hybrid.solve(shop, one).best();
        assertThat(asksPolicy(hybrid, shop, one.withThreads(2))).isTrue();
        for (Options<Schedule> other : List.of(one.withTimeLimit(Duration.ofMillis(900)), one.withWarmStart(known))) {
            assertThat(asksPolicy(hybrid, shop, other)).isFalse();
        }
        // Another solver of the same bundled model knows.
        assertThat(asksPolicy(Engines.byName(JobShop.PROBLEM, "hybrid", null), shop, one))
                .isTrue();
    }

    private static boolean asksPolicy(
            Solver<JobShopInstance, Schedule> solver, JobShopInstance shop, Options<Schedule> options) {
        Outcome<Schedule> outcome = solver.solve(shop, options);
        assertThat(outcome.status()).isEqualTo(Status.OPTIMAL);
        return outcome.notes().stream().anyMatch(note -> note.startsWith("Policy jssp-30: "));
    }

    @Tag("slow")
    @Test
    void evenFiftyMillisecondsGiveAPlan() {
        for (Solver<CvrpInstance, Routes> engine : Engines.of(Cvrp.PROBLEM)) {
            if (engine.name().startsWith("hybrid")) {
                engine.warmUp();
                assertThat(engine.solve(instance, Options.ofTime(Duration.ofMillis(50)))
                                .solved())
                        .as(engine.name())
                        .isTrue();
            }
        }
    }

    @Test
    void withoutCoordinatesTheClassicalPartRunsAloneAndThePolicyRefuses() {
        CvrpInstance matrixOnly = new CvrpInstance(
                "matrix",
                new MatrixDistances(61, instance.distances().matrix(), null),
                instance.demands(),
                instance.capacity());
        Outcome<Routes> outcome =
                withPolicy("hybrid", NearestNeighbourPolicy.cvrp()).solve(matrixOnly, Options.ofIterations(50));
        assertThat(outcome.solved()).isTrue();
        assertThat(outcome.notes())
                .anySatisfy(note -> assertThat(note).contains("No policy was asked: The policy needs coordinates"));
        Solver<CvrpInstance, Routes> neural = withPolicy("neural", NearestNeighbourPolicy.cvrp());
        assertThat(neural.refuses(matrixOnly)).contains("needs coordinates");
        assertThatThrownBy(() -> neural.solve(matrixOnly, Options.defaults()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hybrid", "hybrid-local-search", "neural"})
    void aModelThatDoesNotExistIsAnInputError(String name) {
        assertThatThrownBy(() -> Engines.byName(Cvrp.PROBLEM, name, "no-such-model")
                        .solve(instance, Options.ofTime(Duration.ofSeconds(1))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no-such-model");
    }

    private static Solver<CvrpInstance, Routes> withPolicy(String name, Policy<CvrpInstance, Routes> policy) {
        return Engines.with(Cvrp.PROBLEM, LazyPolicy.given(Cvrp.PROBLEM, policy)).stream()
                .filter(engine -> engine.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
