package dev.ansatz.bench.quality;

import dev.ansatz.bench.quality.Statistics.Interval;
import dev.ansatz.problems.Sense;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What changed from one benchmark to another, over the runs that both have: same problem, instance, engine, time limit and seed
 * range. Gaps of both are measured against the same references: best known objectives, else the better of the two.
 */
public final class Comparison {
    /** Smaller changes in points are none, however sure. */
    private static final double NEGLIGIBLE = 1e-9;

    private final Results before;
    private final Results after;
    private final Map<String, Double> references = new LinkedHashMap<>();

    /** What a change is. */
    public enum Verdict {
        WORSE,
        BETTER,
        /** Not more than noise, or too few runs to tell. */
        SAME
    }

    /**
     * A change.
     *
     * @param instance null for all instances of the problem
     * @param instances how many were compared
     * @param gapBefore mean gap in percent of the solved runs before
     * @param interval 95 % interval of the change in points: over instances by the bootstrap, of one instance over seeds by
     *     Welch's t
     * @param unsolvedBefore runs without a feasible solution before
     */
    public record Change(
            String problem,
            String engine,
            double timeLimit,
            @org.jspecify.annotations.Nullable String instance,
            int instances,
            double gapBefore,
            double gapAfter,
            Interval interval,
            long unsolvedBefore,
            long unsolvedAfter,
            Verdict verdict) {}

    public Comparison(Results before, Results after) {
        this.before = before;
        this.after = after;
        for (Results results : List.of(before, after)) {
            for (CellRun run : results.runs()) {
                Results.Reference reference = results.references().get(Results.key(run));
                if (reference != null) {
                    Sense sense = Results.sense(run);
                    references.merge(
                            Results.key(run),
                            reference.objective(),
                            (a, b) -> eitherIsKnown(run) ? known(run) : sense.better(b, a) ? b : a);
                }
            }
        }
    }

    private boolean eitherIsKnown(CellRun run) {
        return List.of(before, after).stream().anyMatch(results -> isKnown(results, run));
    }

    private double known(CellRun run) {
        Results source = isKnown(after, run) ? after : before;
        return Objects.requireNonNull(source.references().get(Results.key(run))).objective();
    }

    private static boolean isKnown(Results results, CellRun run) {
        Results.Reference reference = results.references().get(Results.key(run));
        return reference != null && reference.bestKnown();
    }

    /** One change for each engine and time limit, over the instances that both have. */
    public List<Change> byEngine() {
        List<Change> changes = new ArrayList<>();
        for (Pair pair : pairs()) {
            List<Double> differences = new ArrayList<>();
            List<CellRun> allBefore = new ArrayList<>();
            List<CellRun> allAfter = new ArrayList<>();
            for (String instance : pair.instances()) {
                List<CellRun> a = pair.before(instance);
                List<CellRun> b = pair.after(instance);
                allBefore.addAll(a);
                allAfter.addAll(b);
                double difference = Statistics.mean(gaps(b)) - Statistics.mean(gaps(a));
                if (!Double.isNaN(difference)) {
                    differences.add(difference);
                }
            }
            Interval interval = differences.size() > 1
                    ? Statistics.bootstrapMean(differences.stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray())
                    : Statistics.welch(gaps(allBefore), gaps(allAfter));
            changes.add(change(pair, null, pair.instances().size(), allBefore, allAfter, interval));
        }
        return changes;
    }

    /** One change for each instance, engine and time limit; needs two seeds or more to tell it from noise. */
    public List<Change> byInstance() {
        List<Change> changes = new ArrayList<>();
        for (Pair pair : pairs()) {
            for (String instance : pair.instances()) {
                List<CellRun> a = pair.before(instance);
                List<CellRun> b = pair.after(instance);
                changes.add(change(pair, instance, 1, a, b, Statistics.welch(gaps(a), gaps(b))));
            }
        }
        return changes;
    }

    private Change change(
            Pair pair,
            @org.jspecify.annotations.Nullable String instance,
            int instances,
            List<CellRun> a,
            List<CellRun> b,
            Interval interval) {
        long unsolvedBefore = a.stream().filter(run -> !run.solved()).count();
        long unsolvedAfter = b.stream().filter(run -> !run.solved()).count();
        Verdict verdict;
        if (unsolvedBefore * b.size() != unsolvedAfter * a.size()) {
            verdict = unsolvedAfter * a.size() > unsolvedBefore * b.size() ? Verdict.WORSE : Verdict.BETTER;
        } else if (interval.known() && interval.low() > NEGLIGIBLE) {
            verdict = Verdict.WORSE;
        } else if (interval.known() && interval.high() < -NEGLIGIBLE) {
            verdict = Verdict.BETTER;
        } else {
            verdict = Verdict.SAME;
        }
        return new Change(
                pair.problem,
                pair.engine,
                pair.time,
                instance,
                instances,
                Statistics.mean(gaps(a)),
                Statistics.mean(gaps(b)),
                interval,
                unsolvedBefore,
                unsolvedAfter,
                verdict);
    }

    private double[] gaps(List<CellRun> runs) {
        List<Double> gaps = new ArrayList<>();
        for (CellRun run : runs) {
            Double objective = run.objective();
            Double reference = references.get(Results.key(run));
            if (objective != null && reference != null) {
                gaps.add(Results.gapPercent(objective, reference, Results.sense(run)));
            }
        }
        return gaps.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** An engine and time limit that both benchmarks have on a problem. */
    private record Pair(
            String problem,
            String engine,
            double time,
            Map<String, List<CellRun>> before,
            Map<String, List<CellRun>> after) {
        List<String> instances() {
            return before.keySet().stream().filter(after::containsKey).toList();
        }

        List<CellRun> before(String instance) {
            return before.getOrDefault(instance, List.of());
        }

        List<CellRun> after(String instance) {
            return after.getOrDefault(instance, List.of());
        }
    }

    private List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (String problem : before.problems()) {
            for (String engine : before.engines(problem)) {
                for (double time : before.experiment().times()) {
                    Pair pair = new Pair(
                            problem,
                            engine,
                            time,
                            before.byInstance(problem, engine, time),
                            after.byInstance(problem, engine, time));
                    if (!pair.instances().isEmpty()) {
                        pairs.add(pair);
                    }
                }
            }
        }
        return pairs;
    }

    /** Whether an engine became worse on a problem as a whole. */
    public boolean regressed() {
        return byEngine().stream().anyMatch(change -> change.verdict() == Verdict.WORSE);
    }

    /** Both origins, the changes by engine, and the instances that changed by more than noise. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        describe(text, "Before", before);
        describe(text, "After", after);
        List<Change> byEngine = byEngine();
        if (byEngine.isEmpty()) {
            return text.append("The two have no run in common.\n").toString();
        }
        text.append(
                        "Change of the mean gap in points, positive is worse, with its 95 % bootstrap interval over instances.\n\n")
                .append(table(byEngine).markdown());
        List<Change> byInstance = byInstance();
        List<Change> changed = byInstance.stream()
                .filter(change -> change.verdict() != Verdict.SAME)
                .toList();
        text.append('\n').append(changed.size()).append(" of ").append(byInstance.size());
        text.append(
                " cells changed by more than the noise of their seeds (95 % interval by Welch's t; one cell in twenty"
                        + " does so by chance).\n");
        if (!changed.isEmpty()) {
            text.append('\n').append(table(changed).markdown());
        }
        return text.toString();
    }

    private static void describe(StringBuilder text, String which, Results results) {
        String commit = results.provenance().commit();
        text.append(which)
                .append(": commit ")
                .append(commit == null ? "unknown" : commit)
                .append(", ")
                .append(results.provenance().date())
                .append(", ")
                .append(results.provenance().machine())
                .append(".  \n");
    }

    private static Table table(List<Change> changes) {
        List<List<String>> rows = new ArrayList<>();
        for (Change change : changes) {
            String instance = change.instance();
            rows.add(List.of(
                    change.problem(),
                    instance == null ? change.instances() + " instances" : instance,
                    change.engine(),
                    Format.time(change.timeLimit()),
                    Format.percent(change.gapBefore()),
                    Format.percent(change.gapAfter()),
                    (Format.percent(change.gapAfter() - change.gapBefore()) + ' ' + Format.interval(change.interval()))
                            .strip(),
                    change.unsolvedBefore() + " → " + change.unsolvedAfter(),
                    change.verdict() == Verdict.SAME
                            ? ""
                            : change.verdict().name().toLowerCase(java.util.Locale.ROOT)));
        }
        return new Table(
                List.of(
                        "problem",
                        "instance",
                        "engine",
                        "time",
                        "gap % before",
                        "gap % after",
                        "change",
                        "unsolved",
                        "verdict"),
                rows);
    }
}
