package dev.ansatz.bench;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.Solver;
import dev.ansatz.search.Engines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Solution quality of engines under equal time limits: every engine, time limit and seed on every instance of a suite, one
 * run each, one thread each.
 *
 * <p>Start-up (native libraries, models) and one short solve of another instance per engine and problem come before the first
 * timed run. Engines take turns on each instance, so that a machine that changes its speed over the hours changes it for all.
 * Objectives are those of {@link Problem#evaluate}; a solution that it rejects counts as unsolved.
 */
public final class QualityTable {
    private static final Duration LONGEST_WARM_UP = Duration.ofMillis(300);
    private static final int WARM_UP_SIZE = 50;

    private final Suite suite;
    private final List<String> engines;
    private final List<Duration> times;
    private final int seeds;
    private final Machine machine;
    private final List<Cell> cells;
    private final Map<String, Double> references;

    /**
     * One run.
     *
     * @param objective objective by the validator, NaN where there is no feasible solution
     * @param seconds wall-clock seconds of the run, without start-up
     * @param refusal why the engine does not take the instance, or null
     */
    public record Cell(
            String problem,
            String instance,
            int size,
            String engine,
            Duration time,
            long seed,
            double objective,
            double seconds,
            @Nullable String refusal) {
        public boolean solved() {
            return !Double.isNaN(objective);
        }

        private String key() {
            return problem + ' ' + instance;
        }
    }

    private QualityTable(
            Suite suite, List<String> engines, List<Duration> times, int seeds, Machine machine, List<Cell> cells) {
        this.suite = suite;
        this.engines = engines;
        this.times = times;
        this.seeds = seeds;
        this.machine = machine;
        this.cells = List.copyOf(cells);
        references = references();
    }

    /**
     * Runs everything; lasts about instances × engines × (sum of times) × seeds.
     *
     * @param engines names of engines; one that only some problems of the suite have runs on those
     * @param times time limits
     * @param seeds how many seeds, from 1 on
     * @param progress called after each run
     * @throws InputException before the first run if no problem of the suite has one of the engines
     */
    public static QualityTable run(
            Suite suite, List<String> engines, List<Duration> times, int seeds, Consumer<Cell> progress) {
        if (engines.isEmpty() || times.isEmpty() || seeds < 1) {
            throw new InputException("A comparison needs at least one engine, one time limit and one seed.");
        }
        for (String engine : engines) {
            if (suite.problems().stream().noneMatch(problem -> Engines.has(problem, engine))) {
                Engines.byName(suite.problems().get(0), engine, null); // throws, with the names there are
            }
        }
        Machine machine = Machine.current();
        for (Problem<?, ?> problem : suite.problems()) {
            warmUp(problem, engines, times);
        }
        List<Cell> cells = new ArrayList<>();
        Consumer<Cell> sink = cell -> {
            cells.add(cell);
            progress.accept(cell);
        };
        for (Suite.Entry<?, ?> entry : suite.entries()) {
            run(entry, engines, times, seeds, sink);
        }
        return new QualityTable(suite, List.copyOf(engines), List.copyOf(times), seeds, machine, cells);
    }

    private static <I extends Instance, S> List<Solver<I, S>> solvers(Problem<I, S> problem, List<String> engines) {
        return engines.stream()
                .filter(engine -> Engines.has(problem, engine))
                .map(engine -> Engines.byName(problem, engine, null))
                .toList();
    }

    private static <I extends Instance, S> void warmUp(
            Problem<I, S> problem, List<String> engines, List<Duration> times) {
        I instance = problem.generate(WARM_UP_SIZE, 1, problem.distributions().get(0));
        Duration longest = times.stream().max(Comparator.naturalOrder()).orElseThrow();
        Duration limit = longest.compareTo(LONGEST_WARM_UP) < 0 ? longest : LONGEST_WARM_UP;
        for (Solver<I, S> solver : solvers(problem, engines)) {
            solver.warmUp();
            if (solver.refuses(instance) == null) {
                solver.solve(instance, Options.ofTime(limit));
            }
        }
    }

    private static <I extends Instance, S> void run(
            Suite.Entry<I, S> entry, List<String> engines, List<Duration> times, int seeds, Consumer<Cell> sink) {
        Problem<I, S> problem = entry.problem();
        I instance = entry.instance();
        for (long seed = 1; seed <= seeds; seed++) {
            for (Duration time : times) {
                for (Solver<I, S> solver : solvers(problem, engines)) {
                    String refusal = solver.refuses(instance);
                    double objective = Double.NaN;
                    double seconds = 0;
                    if (refusal == null) {
                        long begin = System.nanoTime();
                        Outcome<S> outcome = solver.solve(
                                instance, Options.<S>ofTime(time).withSeed(seed).withThreads(1));
                        seconds = (System.nanoTime() - begin) * 1e-9;
                        S solution = outcome.solution();
                        Evaluation evaluation = solution == null ? null : problem.evaluate(instance, solution);
                        if (evaluation != null && evaluation.feasible()) {
                            objective = evaluation.objective();
                        }
                    }
                    sink.accept(new Cell(
                            problem.id(),
                            instance.name(),
                            instance.size(),
                            solver.name(),
                            time,
                            seed,
                            objective,
                            seconds,
                            refusal));
                }
            }
        }
    }

    /** What gaps are measured against, by problem and instance: best known, else the best of all runs. */
    private Map<String, Double> references() {
        Map<String, Double> result = new LinkedHashMap<>();
        for (Cell cell : cells) {
            Double known = suite.bestKnown().get(cell.instance());
            if (known != null) {
                result.put(cell.key(), known);
            } else if (cell.solved()) {
                Sense sense = Problems.byId(cell.problem()).sense();
                result.merge(cell.key(), cell.objective(), (a, b) -> sense.better(b, a) ? b : a);
            }
        }
        return result;
    }

    public Suite suite() {
        return suite;
    }

    /** The machine, as it was before the first run. */
    public Machine machine() {
        return machine;
    }

    /** Every run, in the order in which they were made. */
    public List<Cell> cells() {
        return cells;
    }

    public List<String> engines() {
        return engines;
    }

    public List<Duration> times() {
        return times;
    }

    public int seeds() {
        return seeds;
    }

    /** Best known objective of the instance of a run, else the best of all runs on it; NaN where no run solved it. */
    public double reference(Cell cell) {
        return references.getOrDefault(cell.key(), Double.NaN);
    }

    /** Whether the reference of a run comes from outside this comparison. */
    public boolean bestKnown(Cell cell) {
        return suite.bestKnown().containsKey(cell.instance());
    }

    /** Relative gap of a run to its reference in percent; positive is worse; NaN for an unsolved run. */
    public double gapPercent(Cell cell) {
        double reference = reference(cell);
        if (cell.objective() == reference) {
            return 0; // also where both are 0
        }
        double sign = Problems.byId(cell.problem()).sense() == Sense.MINIMISE ? 1 : -1;
        return 100 * sign * (cell.objective() - reference) / Math.abs(reference);
    }

    /** Mean gap in percent over the solved runs that a filter takes; NaN where it takes none. */
    public double meanGapPercent(Predicate<Cell> filter) {
        return cells.stream()
                .filter(filter)
                .filter(Cell::solved)
                .mapToDouble(this::gapPercent)
                .average()
                .orElse(Double.NaN);
    }

    /** How many of the runs that a filter takes have no feasible solution. */
    public long unsolved(Predicate<Cell> filter) {
        return cells.stream().filter(filter).filter(Predicate.not(Cell::solved)).count();
    }
}
