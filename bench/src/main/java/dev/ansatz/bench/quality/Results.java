package dev.ansatz.bench.quality;

import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Sense;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The runs of a benchmark, with what they are measured against.
 *
 * @param origin where the instances come from, one phrase for people
 * @param planned how many runs the plan has
 * @param runs those that were made
 * @param references by problem and instance; an instance that nobody solved and that has no best known objective has none
 */
public record Results(
        Experiment experiment,
        Provenance provenance,
        String origin,
        int planned,
        List<CellRun> runs,
        Map<String, Reference> references) {
    /** Source of a reference that is the best objective of the same runs. */
    public static final String BEST_OF_RUNS = "best of these runs";

    /** What gaps of an instance are measured against, and where it comes from. */
    public record Reference(double objective, String source) {
        /** Whether it comes from outside these runs. */
        public boolean bestKnown() {
            return !source.equals(BEST_OF_RUNS);
        }
    }

    public Results {
        runs = List.copyOf(runs);
        references = Map.copyOf(references);
    }

    /** The runs of some engines only, in the order of these, measured against the same references. */
    public Results only(List<String> engines) {
        return new Results(
                experiment,
                provenance,
                origin,
                planned,
                runs.stream()
                        .filter(run -> engines.contains(run.engine()))
                        .sorted(Comparator.comparingInt(run -> engines.indexOf(run.engine())))
                        .toList(),
                references);
    }

    static Results of(Plan plan, Provenance provenance, List<CellRun> runs) {
        Map<String, Reference> references = new LinkedHashMap<>();
        for (CellRun run : runs) {
            Double known = plan.suite().bestKnown().get(run.instance());
            Double objective = run.objective();
            if (known != null) {
                references.put(key(run), new Reference(known, BestKnown.FILE));
            } else if (objective != null) {
                references.merge(
                        key(run),
                        new Reference(objective, BEST_OF_RUNS),
                        (a, b) -> sense(run).better(b.objective(), a.objective()) ? b : a);
            }
        }
        return new Results(
                plan.experiment(),
                provenance,
                plan.suite().origin(),
                plan.cells().size(),
                withBestPlans(runs),
                references);
    }

    @SuppressWarnings("ReferenceEquality") // runs may be equal; one of them keeps its plan
    private static List<CellRun> withBestPlans(List<CellRun> runs) {
        Map<String, CellRun> best = new HashMap<>();
        for (CellRun run : runs) {
            if (run.solved()) {
                best.merge(key(run), run, (a, b) -> sense(a).better(objective(b), objective(a)) ? b : a);
            }
        }
        return runs.stream()
                .map(run -> best.get(key(run)) == run ? run : run.withoutPlan())
                .toList();
    }

    private static double objective(CellRun solved) {
        return Objects.requireNonNull(solved.objective());
    }

    /** What tells the instance of a run from others. */
    static String key(CellRun run) {
        return run.problem() + ' ' + run.instance();
    }

    static Sense sense(CellRun run) {
        return Problems.byId(run.problem()).sense();
    }

    /** Whether every planned run was made. */
    public boolean complete() {
        return runs.size() == planned;
    }

    /** Problems in the order of the runs. */
    public List<String> problems() {
        return runs.stream().map(CellRun::problem).distinct().toList();
    }

    /** Instances of a problem in the order of the runs. */
    public List<String> instances(String problem) {
        return runs.stream()
                .filter(run -> run.problem().equals(problem))
                .map(CellRun::instance)
                .distinct()
                .toList();
    }

    /** Engines that ran on a problem, in the order of the command line. */
    public List<String> engines(String problem) {
        return runs.stream()
                .filter(run -> run.problem().equals(problem))
                .map(CellRun::engine)
                .distinct()
                .toList();
    }

    /** The runs that a filter takes. */
    public List<CellRun> runs(Predicate<CellRun> filter) {
        return runs.stream().filter(filter).toList();
    }

    /** The runs of an engine on a problem with a time limit, by instance. */
    Map<String, List<CellRun>> byInstance(String problem, String engine, double time) {
        Map<String, List<CellRun>> result = new LinkedHashMap<>();
        for (CellRun run : runs) {
            if (run.problem().equals(problem) && run.engine().equals(engine) && run.timeLimit() == time) {
                result.computeIfAbsent(run.instance(), key -> new ArrayList<>()).add(run);
            }
        }
        return result;
    }

    /** Relative gap of a run to its reference in percent; positive is worse; NaN for an unsolved run. */
    public double gapPercent(CellRun run) {
        Double objective = run.objective();
        return objective == null ? Double.NaN : gapPercent(run, objective);
    }

    /** The gap that a run would have with some objective. */
    double gapPercent(CellRun run, double objective) {
        Reference reference = references.get(key(run));
        return reference == null ? Double.NaN : gapPercent(objective, reference.objective(), sense(run));
    }

    static double gapPercent(double objective, double reference, Sense sense) {
        if (objective == reference) {
            return 0; // also where both are 0
        }
        double sign = sense == Sense.MINIMISE ? 1 : -1;
        return 100 * sign * (objective - reference) / Math.abs(reference);
    }
}
