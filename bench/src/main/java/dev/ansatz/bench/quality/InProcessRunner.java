package dev.ansatz.bench.quality;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import dev.ansatz.search.Engines;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes all runs in this process: quicker for short runs, but later ones profit from code that earlier ones warmed up and suffer
 * from memory that they left. Before the first run each engine loads what it needs and solves another instance for a moment.
 */
public final class InProcessRunner implements CellRunner {
    private static final Duration LONGEST_WARM_UP = Duration.ofMillis(300);
    private static final int WARM_UP_SIZE = 50;

    private final Map<String, Solver<?, ?>> solvers = new HashMap<>();
    private final int threads;
    private final Engineer engineer;

    /** Makes the engine of a cell. */
    interface Engineer {
        /**
         * The engine of a name.
         *
         * @param name as the cell has it
         */
        Solver<?, ?> engine(Problem<?, ?> problem, String name);
    }

    public InProcessRunner(int threads) {
        this(threads, (problem, name) -> Engines.byName(problem, name, null));
    }

    InProcessRunner(int threads, Engineer engineer) {
        this.threads = threads;
        this.engineer = engineer;
    }

    @Override
    public void prepare(Plan plan) {
        Set<String> done = new HashSet<>();
        double shortest = plan.experiment().times().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        Duration limit = Duration.ofNanos((long) Math.min(shortest * 1e9, LONGEST_WARM_UP.toNanos()));
        for (Cell cell : plan.cells()) {
            if (done.add(cell.problem() + ' ' + cell.engine())) {
                warmUp(Problems.byId(cell.problem()), cell.engine(), limit);
            }
        }
    }

    private <I extends Instance, S> void warmUp(Problem<I, S> problem, String engine, Duration limit) {
        Solver<I, S> solver = solver(problem, engine);
        solver.warmUp();
        if (problem.generator().distributions().isEmpty()) {
            return;
        }
        I instance = problem.generate(WARM_UP_SIZE, 1, problem.generator().defaultDistribution());
        if (solver.refuses(instance) == null) {
            solver.solve(instance, Options.ofTime(limit));
        }
    }

    @Override
    public @Nullable CellRun run(Cell cell, StopToken stop) {
        return run(Problems.byId(cell.problem()), cell, stop);
    }

    private <I extends Instance, S> @Nullable CellRun run(Problem<I, S> problem, Cell cell, StopToken stop) {
        I instance = cell.source().make(problem);
        CellRun run = Measurement.run(cell, problem, instance, solver(problem, cell.engine()), threads, 0, stop);
        return stop.isStopped() ? null : run;
    }

    @SuppressWarnings("unchecked") // the key names the problem
    private <I extends Instance, S> Solver<I, S> solver(Problem<I, S> problem, String engine) {
        return (Solver<I, S>)
                solvers.computeIfAbsent(problem.id() + ' ' + engine, key -> engineer.engine(problem, engine));
    }
}
