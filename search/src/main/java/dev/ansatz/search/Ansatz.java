package dev.ansatz.search;

import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Incumbent;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Orienteering;
import dev.ansatz.problems.op.Visits;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The library in one place.
 *
 * <pre>{@code
 * CvrpInstance instance = Cvrp.PROBLEM.readInstance(Path.of("depot.vrp"));
 * Outcome<Routes> plan = Ansatz.cvrp()
 *         .timeLimit(Duration.ofSeconds(10))
 *         .onImprovement(incumbent -> System.out.println(incumbent.objective()))
 *         .solve(instance);
 * }</pre>
 */
public final class Ansatz {
    private Ansatz() {}

    /** Jobs of the travelling salesman problem. */
    public static Job<TspInstance, Tour> tsp() {
        return of(Tsp.PROBLEM);
    }

    /** Jobs of the capacitated vehicle routing problem. */
    public static Job<CvrpInstance, Routes> cvrp() {
        return of(Cvrp.PROBLEM);
    }

    /** Jobs of rich vehicle routing: windows, fleets, shipments, shifts. */
    public static Job<VrpInstance, VrpPlan> vrp() {
        return of(Vrp.PROBLEM);
    }

    /** Jobs of job-shop scheduling: a job here is a call of a solver, not one of the shop's. */
    public static Job<JobShopInstance, Schedule> jobShop() {
        return of(JobShop.PROBLEM);
    }

    /** Jobs of the 0-1 knapsack problem. */
    public static Job<KnapsackInstance, ItemSet> knapsack() {
        return of(Knapsack.PROBLEM);
    }

    /** Jobs of the multi-dimensional knapsack problem. */
    public static Job<MultiKnapsackInstance, ItemSet> multiKnapsack() {
        return of(MultiKnapsack.PROBLEM);
    }

    /** Jobs of the orienteering problem. */
    public static Job<OpInstance, Visits> orienteering() {
        return of(Orienteering.PROBLEM);
    }

    /** Jobs of any problem. */
    public static <I extends Instance, S> Job<I, S> of(Problem<I, S> problem) {
        return new Job<>(problem, new Choice<>(problem, Engines.DEFAULT, null, null), Options.defaults(), false);
    }

    /**
     * Begins a hybrid of one's own: {@code Ansatz.warmStarts(Tsp.PROBLEM, policy).by(Strategy.SAMPLING).then(engine)}. The policy stays
     * the caller's to close.
     */
    public static <I extends Instance, S> WarmStarts<I, S> warmStarts(Problem<I, S> problem, Policy<I, S> policy) {
        return new WarmStarts<>(problem, policy, null);
    }

    /**
     * A policy whose solutions are to become warm starts.
     *
     * @param strategy how the policy is asked; null for what was measured to be best for the problem
     */
    public record WarmStarts<I extends Instance, S>(
            Problem<I, S> problem,
            Policy<I, S> policy,
            @Nullable Strategy strategy) {
        /** The same policy, asked in another way. */
        public WarmStarts<I, S> by(Strategy newStrategy) {
            return new WarmStarts<>(problem, policy, newStrategy);
        }

        /**
         * The engine with the policy's solutions as warm starts, named {@code hybrid-} plus the engine's name. Both share
         * the limits of a run: a quarter of the time is the policy's, before a library's search half of it for job
         * shops and 60 % for routes.
         */
        public Solver<I, S> then(Solver<I, S> engine) {
            return Engines.warmStarted(problem, policy, strategy, engine);
        }
    }

    /**
     * What to solve with, and how. Immutable: every method returns a changed copy, so that jobs may be kept and shared. By
     * default the engine is {@code hybrid} with the bundled model, ten seconds, one thread, seed 1.
     */
    public static final class Job<I extends Instance, S> {
        private final Problem<I, S> problem;
        private final Choice<I, S> choice;
        private final Options<S> options;
        private final boolean timed;

        private Job(Problem<I, S> problem, Choice<I, S> choice, Options<S> options, boolean timed) {
            this.problem = problem;
            this.choice = choice;
            this.options = options;
            this.timed = timed;
        }

        Job<I, S> with(Options<S> newOptions) {
            return new Job<>(problem, choice, newOptions, timed);
        }

        Problem<I, S> problem() {
            return problem;
        }

        Options<S> options() {
            return options;
        }

        Job<I, S> withoutWarmStarts() {
            return with(options.withWarmStarts(List.of()));
        }

        /** This job, after its engine was looked up. */
        Job<I, S> resolved() {
            Solver<I, S> unused = choice.solver();
            return this;
        }

        /** The best of some solutions, as the outcome of a run that was cancelled before it began; the listener hears it. */
        Outcome<S> judge(I instance, List<S> solutions, Consumer<Incumbent<S>> listener) {
            StopToken cancelled = new StopToken();
            cancelled.stop();
            return new SearchContext<>(
                            problem,
                            instance,
                            options.withWarmStarts(solutions)
                                    .withListener(listener)
                                    .withStopToken(cancelled))
                    .finish();
        }

        /** An engine by name; see {@link Engines}. An unknown name is an {@link InputException} when the job is solved. */
        public Job<I, S> engine(String name) {
            return new Job<>(problem, new Choice<>(problem, name, choice.model, null), options, timed);
        }

        /** An engine of one's own, such as {@code warmStarts(problem, policy).then(engine)}. */
        public Job<I, S> engine(Solver<I, S> newSolver) {
            return new Job<>(problem, new Choice<>(problem, newSolver.name(), choice.model, newSolver), options, timed);
        }

        /** The model of engines by name: a bundled name or a checkpoint directory. */
        public Job<I, S> model(String nameOrDirectory) {
            return new Job<>(
                    problem, new Choice<>(problem, choice.engine, nameOrDirectory, choice.given), options, timed);
        }

        /** Wall-clock limit. */
        public Job<I, S> timeLimit(Duration limit) {
            return new Job<>(problem, choice, options.withTimeLimit(limit), true);
        }

        /** Limit on the engine's iterations; there is no time limit then, unless one is given too. */
        public Job<I, S> iterations(long limit) {
            Options<S> limited = options.withIterationLimit(limit);
            return with(timed ? limited : limited.withTimeLimit(null));
        }

        /** Ends a run that has found nothing better for so long; the time limit, 10 seconds unless said otherwise, stays. */
        public Job<I, S> noImprovementFor(Duration wait) {
            return with(options.withNoImprovement(wait));
        }

        /** Ends a run with the first solution of this objective or a better one. */
        public Job<I, S> target(double objective) {
            return with(options.withTarget(objective));
        }

        /** Ends a run with a solution whose gap to the proven bound is at most this fraction of it, such as 0.01. */
        public Job<I, S> untilGap(double fraction) {
            return with(options.withGap(fraction));
        }

        /** Seed of all randomness. */
        public Job<I, S> seed(long seed) {
            return with(options.withSeed(seed));
        }

        /** How many threads the engine may use. */
        public Job<I, S> threads(int threads) {
            return with(options.withThreads(threads));
        }

        /** One more solution to begin from; the outcome is never worse than a feasible one. */
        public Job<I, S> warmStart(S solution) {
            List<S> all = new ArrayList<>(options.warmStarts());
            all.add(solution);
            return with(options.withWarmStarts(all));
        }

        /** Hears every new incumbent, in order, from a thread of the run. */
        public Job<I, S> onImprovement(Consumer<Incumbent<S>> listener) {
            return with(options.withListener(listener));
        }

        /** Lets another thread end the run early. */
        public Job<I, S> stopToken(StopToken token) {
            return with(options.withStopToken(token));
        }

        /**
         * Loads the engine's native libraries and model now, which else is part of the first run of this job or of one that was made
         * from it with the same engine and model.
         *
         * @throws InputException if there is no such engine or model
         */
        public Job<I, S> warmUp() {
            choice.solver().warmUp();
            return this;
        }

        /**
         * What keeps an instance from being solved, before it is: proofs that it has no solution, with the user's ids, and that the engine does
         * not take it.
         *
         * @return empty where nothing is wrong, as far as is known within milliseconds
         * @throws InputException if there is no such engine or model
         */
        public List<Issue> validate(I instance) {
            List<Issue> issues = new ArrayList<>(problem.validate(instance));
            Solver<I, S> chosen = choice.solver();
            String refusal = chosen.refuses(instance);
            if (refusal != null) {
                issues.add(Issue.malformed("engine", List.of(chosen.name()), refusal));
            }
            return List.copyOf(issues);
        }

        /**
         * Solves an instance. Jobs keep the engine with its model, and nothing of a run: one may solve many instances, also at the same time.
         *
         * @throws InputException if there is no such engine or model, or the engine cannot take this instance
         */
        public Outcome<S> solve(I instance) {
            Solver<I, S> chosen = choice.solver();
            String refusal = chosen.refuses(instance);
            if (refusal != null) {
                throw new InputException(refusal);
            }
            return chosen.solve(instance, options);
        }
    }

    /** An engine and its model, looked up once for all jobs that share them. */
    private static final class Choice<I extends Instance, S> {
        private final Problem<I, S> problem;
        private final String engine;
        private final @Nullable String model;
        private final @Nullable Solver<I, S> given;
        private @Nullable Solver<I, S> found;

        Choice(Problem<I, S> problem, String engine, @Nullable String model, @Nullable Solver<I, S> given) {
            this.problem = problem;
            this.engine = engine;
            this.model = model;
            this.given = given;
            this.found = given;
        }

        synchronized Solver<I, S> solver() {
            if (found == null) {
                found = Engines.byName(problem, engine, model);
            }
            return found;
        }
    }
}
