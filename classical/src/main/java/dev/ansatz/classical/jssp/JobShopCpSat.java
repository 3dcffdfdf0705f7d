package dev.ansatz.classical.jssp;

import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverSolutionCallback;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.DecisionStrategyProto;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.IntervalVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.SatParameters;
import dev.ansatz.classical.RunWatch;
import dev.ansatz.classical.ortools.CpSat;
import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * CP-SAT of OR-Tools: fixed-size intervals, one no-overlap constraint for each machine, start times between head and horizon minus
 * tail. The horizon is the makespan of the best warm start, else of the most-work-remaining rule.
 *
 * <p>The best warm start is given as a complete hint; that the first solution of the solver is this hint is verified, and noted
 * where it is not. Without one nothing is hinted: a dispatching schedule is worse than what the solver finds in a second. The bound is
 * reported with each incumbent and at the end.
 *
 * <p>In large shops one worker begins anew from its best schedule after each quarter of the limits; once a quarter has brought nothing (with a time limit
 * below {@value #SHORT_SECONDS} s and a warm start: at once), the rest is a search by job priorities, which decides on starts in the order of the best
 * schedule, the earliest time first.
 *
 * <p>Threads are the solver's workers. One iteration is a thousandth of a unit of its deterministic time, roughly a millisecond;
 * with an iteration limit several workers are interleaved, hence reproducible too.
 */
public final class JobShopCpSat implements Solver<JobShopInstance, Schedule> {
    private static final double DETERMINISTIC_TIME_PER_ITERATION = 1e-3;

    /** Up to so many, stronger propagation pays: orb01 is proven in 8 s, but 20x20 loses half of its speed. */
    private static final int STRONG_PROPAGATION_OPERATIONS = 300;

    /** In shops with more operations a search by priorities finds what the solver's own does not; in smaller ones it is worse. */
    private static final int LARGE = 400;

    /** Part of the limits after which it is seen whether the solver's own search still improves the incumbent. */
    private static final double SLICE = 0.25;

    /** Below this time limit there are no slices: priorities from the first moment on where there is a warm start, else its own search. */
    private static final double SHORT_SECONDS = 4;

    @Override
    public String name() {
        return "cpsat";
    }

    @Override
    public String description() {
        return "Google OR-Tools CP-SAT: intervals and no-overlap, with a proven bound";
    }

    @Override
    public void warmUp() {
        OrToolsNatives.load();
        WarmUp.touch();
    }

    /** One tiny run, once: loads the classes of the model. */
    private static final class WarmUp {
        static {
            JobShopInstance instance =
                    new JobShopInstance("warm-up", new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 2, 0}}, new int[][] {
                        {3, 2, 2}, {2, 1, 4}, {4, 3, 1}
                    });
            new JobShopCpSat().solve(instance, Options.ofIterations(100));
        }

        private static void touch() {}
    }

    @Override
    public Outcome<Schedule> solve(JobShopInstance instance, Options<Schedule> options) {
        SearchContext<JobShopInstance, Schedule> run = new SearchContext<>(JobShop.PROBLEM, instance, options);
        Shop shop = new Shop(instance);
        Schedule hint = run.best();
        if (hint == null) {
            run.offer(shop.schedule(Dispatching.sequences(shop)), "dispatching");
        }
        if (run.shouldStop(0) || run.boundMet()) {
            return run.finish();
        }
        OrToolsNatives.load();
        return run.finish(search(run, shop, hint));
    }

    /** Whether the incumbent of the run is proven optimal in the end. */
    private static boolean search(
            SearchContext<JobShopInstance, Schedule> run, Shop shop, @Nullable Schedule warmStart) {
        boolean large = shop.size() > LARGE && run.options().threads() == 1;
        boolean inSlices = large && !isShort(run.options());
        boolean byPriorities = large && !inSlices && warmStart != null;
        boolean proven = false;
        boolean taken = warmStart == null;
        boolean searched = false;
        double used = 0;
        Schedule hint = warmStart;
        while (used < 1 && !proven && !run.shouldStop()) {
            double share =
                    inSlices && !byPriorities ? SLICE : 1 - used; // of the last search, all the time that is left
            double before = run.bestObjective();
            Search search = new Search(run, shop, hint, byPriorities);
            proven = search.solve(share);
            taken |= Boolean.TRUE.equals(search.hintTaken);
            searched |= search.hintTaken != null;
            byPriorities |= run.bestObjective() >= before;
            hint = Objects.requireNonNull(run.best());
            used += share;
        }
        if (!taken) {
            run.note(new Note.WarmStartNotTaken(
                    "CP-SAT",
                    searched
                            ? "did not begin with the warm start; it was held to its makespan"
                            : "had no time to take the warm start"));
        }
        return proven;
    }

    /** Whether a slice of the time limit is too short for more than reading the model. */
    private static boolean isShort(Options<?> options) {
        return options.timeLimit() != null && options.timeLimit().toNanos() * 1e-9 < SHORT_SECONDS;
    }

    /** One model and one search on it. */
    private static final class Search {
        private final SearchContext<JobShopInstance, Schedule> run;
        private final Shop shop;
        private final @Nullable Schedule hint;
        private final boolean byPriorities;
        private final CpModel model = new CpModel();
        private final IntVar[] starts;
        private @Nullable Boolean hintTaken;
        private @Nullable RuntimeException failure;
        private @Nullable Error error;

        Search(SearchContext<JobShopInstance, Schedule> run, Shop shop, @Nullable Schedule hint, boolean byPriorities) {
            this.run = run;
            this.shop = shop;
            this.hint = hint;
            this.byPriorities = byPriorities;
            starts = new IntVar[shop.size()];
            build((long) run.bestObjective());
        }

        private void build(long horizon) {
            Double proven = run.bound();
            IntVar makespan = model.newIntVar(proven == null ? 0 : proven.longValue(), horizon, "makespan");
            List<List<IntervalVar>> byMachine = new ArrayList<>();
            for (int k = 0; k < shop.machines(); k++) {
                byMachine.add(new ArrayList<>());
            }
            for (int j = 0; j < shop.jobs(); j++) {
                long work = 0;
                for (int x = shop.first(j); x < shop.first(j + 1); x++) {
                    work += shop.duration(x);
                }
                long head = 0;
                for (int x = shop.first(j); x < shop.first(j + 1); x++) {
                    int duration = shop.duration(x);
                    starts[x] = model.newIntVar(head, horizon - (work - head), "");
                    byMachine.get(shop.machine(x)).add(model.newFixedSizeIntervalVar(starts[x], duration, ""));
                    if (!shop.isFirst(x)) {
                        model.addGreaterOrEqual(starts[x], LinearExpr.affine(starts[x - 1], 1, shop.duration(x - 1)));
                    }
                    if (shop.isLast(x)) {
                        model.addGreaterOrEqual(makespan, LinearExpr.affine(starts[x], 1, duration));
                    }
                    head += duration;
                }
            }
            for (List<IntervalVar> intervals : byMachine) {
                model.addNoOverlap(intervals);
            }
            model.minimize(makespan);
            if (hint != null) {
                for (int x = 0; x < starts.length; x++) {
                    model.addHint(starts[x], shop.start(hint, x));
                }
                model.addHint(makespan, horizon);
            }
            if (hint != null && byPriorities) {
                Schedule given = hint;
                IntVar[] byStart = IntStream.range(0, starts.length)
                        .boxed()
                        .sorted(Comparator.comparingLong(x -> shop.start(given, x)))
                        .map(x -> starts[x])
                        .toArray(IntVar[]::new);
                model.addDecisionStrategy(
                        byStart,
                        DecisionStrategyProto.VariableSelectionStrategy.CHOOSE_FIRST,
                        DecisionStrategyProto.DomainReductionStrategy.SELECT_MIN_VALUE);
            }
        }

        /** Searches for a share of the limits of the run; whether its incumbent is proven optimal. */
        boolean solve(double share) {
            if (run.shouldStop()) {
                return false;
            }
            CpSolver solver = CpSat.solver(run);
            configure(solver.getParameters(), share);
            CpSolverSolutionCallback atSolution = new CpSolverSolutionCallback() {
                @Override
                public void onSolutionCallback() {
                    guarded(() -> {
                        long[] values = new long[starts.length];
                        for (int x = 0; x < values.length; x++) {
                            values[x] = value(starts[x]);
                        }
                        take(values);
                        run.offerBound(Math.ceil(bestObjectiveBound() - 1e-6));
                    });
                    if (failure != null || error != null) {
                        stopSearch();
                    }
                }
            };
            CpSolverStatus status;
            try (RunWatch watch = new RunWatch(run, solver::stopSearch)) {
                status = solver.solve(model, atSolution);
            }
            if (failure != null) {
                throw failure;
            }
            if (error != null) {
                throw error;
            }
            if (status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE) {
                run.offerBound(Math.ceil(solver.bestObjectiveBound() - 1e-6));
            }
            return status == CpSolverStatus.OPTIMAL;
        }

        private void configure(SatParameters.Builder parameters, double share) {
            Options<Schedule> options = run.options();
            if (options.threads() == 1) {
                // The linear relaxation of disjunctions is weak: ft10 is proven in 3 s on one core without it, not in
                // 10 s
                // with it. Several workers differ in all this by themselves.
                boolean small = shop.size() <= STRONG_PROPAGATION_OPERATIONS;
                parameters
                        .setLinearizationLevel(0)
                        .setUseDynamicPrecedenceInDisjunctive(true)
                        .setUseStrongPropagationInDisjunctive(small)
                        .setUseOverloadCheckerInCumulative(small);
                if (byPriorities) {
                    parameters.setSearchBranching(SatParameters.SearchBranching.FIXED_SEARCH);
                }
            }
            if (options.timeLimit() != null && share == SLICE) {
                double seconds = share * options.timeLimit().toNanos() * 1e-9;
                parameters.setMaxTimeInSeconds(Math.min(parameters.getMaxTimeInSeconds(), seconds));
            }
            Long limit = options.iterationLimit();
            if (limit != null) {
                // One worker is deterministic by itself.
                parameters
                        .setMaxDeterministicTime(share * limit * DETERMINISTIC_TIME_PER_ITERATION)
                        .setInterleaveSearch(options.threads() > 1);
            }
        }

        private void take(long[] values) {
            Schedule given = hint;
            if (given != null && hintTaken == null) {
                boolean same = true;
                for (int x = 0; x < values.length && same; x++) {
                    same = values[x] == shop.start(given, x);
                }
                hintTaken = same;
            }
            // The solver's schedules need not be semi-active.
            run.offer(shop.schedule(shop.sequences(shop.schedule(values))), "cpsat");
        }

        /** Exceptions must not cross native frames. */
        private synchronized void guarded(Runnable callback) {
            try {
                callback.run();
            } catch (RuntimeException e) {
                failure = e;
            } catch (Error e) {
                error = e;
            }
        }
    }
}
