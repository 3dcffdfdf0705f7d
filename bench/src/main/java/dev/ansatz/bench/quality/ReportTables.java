package dev.ansatz.bench.quality;

import dev.ansatz.bench.quality.Summary.Duel;
import dev.ansatz.bench.quality.Summary.Figure;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.io.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The sentences and tables that all forms of a report share. */
final class ReportTables {
    private final Summary summary;
    private final Results results;

    ReportTables(Summary summary) {
        this.summary = summary;
        this.results = summary.results();
    }

    /** Protocol and machine, one sentence each: what the numbers mean. */
    List<String> caption() {
        Experiment experiment = results.experiment();
        Provenance provenance = results.provenance();
        List<String> lines = new ArrayList<>();
        if (!results.complete()) {
            lines.add("Interrupted: " + results.runs().size() + " of " + results.planned() + " runs were made.");
        }
        for (String problem : results.problems()) {
            List<Integer> sizes = summary.sizes(problem);
            int min = sizes.getFirst();
            int max = sizes.getLast();
            lines.add("Suite " + experiment.suite() + ": " + sizes.size()
                    + (sizes.size() == 1 ? " instance" : " instances")
                    + " of the " + Problems.byId(problem).title() + ", size " + (min == max ? min : min + " to " + max)
                    + " (" + results.origin() + ").");
        }
        lines.add(experiment.threads()
                + (experiment.threads() == 1 ? " thread; " : " threads; ")
                + experiment.seeds()
                + (experiment.seeds() == 1 ? " seed; " : " seeds; ")
                + isolation(experiment));
        lines.add(reference());
        lines.add("Figures: mean gap in percent over the solved runs"
                + (experiment.seeds() > 1 ? ", ± standard deviation over seeds of the mean over instances" : "")
                + ", [95 % bootstrap interval of the mean over instances]; integral: mean primal gap over time in percent,"
                + " at the longest limit.");
        lines.add("Machine: " + provenance.machine() + ".");
        lines.add("Commit " + (provenance.commit() == null ? "unknown" : provenance.commit()) + ", " + provenance.date()
                + "; "
                + provenance.versions().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(version -> version.getKey() + " " + version.getValue())
                        .collect(Collectors.joining(", "))
                + ".");
        lines.add("Command: " + provenance.command());
        return lines;
    }

    private static String isolation(Experiment experiment) {
        if (!experiment.isolated()) {
            return "all runs in one process; start-up and a short solve of another instance before the first run are not"
                    + " timed.";
        }
        String core = experiment.core();
        return "each run in a process of its own"
                + (core == null
                        ? ", not bound to a processor; "
                        : " on processor" + (core.matches("\\d+") ? " " : "s ") + core + "; ")
                + (experiment.wholeProcess()
                        ? "the time limit begins with the launch of the process."
                        : "start-up is not timed, code is not warmed up.");
    }

    private String reference() {
        List<Results.Reference> all = List.copyOf(results.references().values());
        long known = all.stream().filter(Results.Reference::bestKnown).count();
        String best = "the best objective of all runs in this table (not proven optimal)";
        String reference = known == all.size() && known > 0
                ? "the best known objective of " + BestKnown.FILE
                : known == 0
                        ? best
                        : "the best known objective of " + BestKnown.FILE + " for " + known + " instances, " + best
                                + " for the other " + (all.size() - known);
        return "Gaps are to a reference, which is " + reference + ".";
    }

    Table figures(Predicate<String> problems) {
        List<Double> times = results.experiment().times();
        List<String> header = new ArrayList<>(List.of("problem", "engine"));
        times.forEach(time -> header.add("gap % at " + Format.time(time)));
        header.addAll(List.of("integral %", "unsolved", "CPU s / s", "start-up s"));
        Map<String, List<Figure>> byEngine = new LinkedHashMap<>();
        for (Figure figure : summary.figures()) {
            if (problems.test(figure.problem())) {
                byEngine.computeIfAbsent(figure.problem() + ' ' + figure.engine(), key -> new ArrayList<>())
                        .add(figure);
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (List<Figure> figures : byEngine.values()) {
            Figure longest = figures.stream()
                    .filter(figure -> figure.timeLimit() == summary.longest())
                    .findFirst()
                    .orElse(figures.getLast());
            List<String> row = new ArrayList<>(List.of(longest.problem(), longest.engine()));
            for (double time : times) {
                row.add(figures.stream()
                        .filter(figure -> figure.timeLimit() == time)
                        .map(ReportTables::gap)
                        .findFirst()
                        .orElse("–"));
            }
            row.add(Format.percent(longest.primalIntegral()));
            row.add(figures.stream().mapToLong(Figure::unsolved).sum() + " of "
                    + figures.stream().mapToInt(Figure::runs).sum());
            row.add(Format.seconds(longest.cpuSeconds()) + " / " + Format.seconds(longest.seconds()));
            row.add(Format.seconds(figures.stream()
                    .mapToDouble(Figure::startUpSeconds)
                    .average()
                    .orElse(Double.NaN)));
            rows.add(row);
        }
        return new Table(header, rows);
    }

    private static String gap(Figure figure) {
        return (Format.percent(figure.meanGap())
                        + (Double.isNaN(figure.spread()) ? "" : " ± " + Format.percent(figure.spread()))
                        + ' '
                        + Format.interval(figure.interval()))
                .strip();
    }

    /** Duels of engines, one row for each pair that {@code filter} takes and each time limit. */
    Table duels(Predicate<Duel> filter) {
        List<List<String>> rows = new ArrayList<>();
        for (Duel duel : summary.duels()) {
            if (filter.test(duel)) {
                rows.add(List.of(
                        duel.problem(),
                        Format.time(duel.timeLimit()),
                        duel.first(),
                        duel.second(),
                        duel.wins() + " / " + duel.ties() + " / " + duel.losses(),
                        (Format.percent(duel.meanDifference()) + ' ' + Format.interval(duel.interval())).strip(),
                        Format.pValue(duel.p()),
                        Format.pValue(duel.adjusted())));
            }
        }
        return new Table(
                List.of(
                        "problem",
                        "time",
                        "engine",
                        "against",
                        "wins / ties / losses",
                        "difference of gaps, points",
                        "Wilcoxon p",
                        "Holm p"),
                rows);
    }

    static final String DUELS =
            "Engines in pairs: instances won, tied and lost (means over seeds; an instance not always solved"
                    + " counts as lost), mean difference of the gaps (negative: the first is better) with its 95 % bootstrap interval,"
                    + " two-sided Wilcoxon signed-rank test, and its p adjusted by Holm over all pairs and time limits of the problem.";

    /** Every run that a filter takes. */
    Table runs(Predicate<CellRun> filter) {
        List<List<String>> rows = new ArrayList<>();
        for (CellRun run : results.runs(filter)) {
            Results.Reference reference = results.references().get(Results.key(run));
            Double objective = run.objective();
            String message = run.message();
            rows.add(List.of(
                    run.problem(),
                    run.instance(),
                    Integer.toString(run.size()),
                    reference == null
                            ? "none"
                            : Numbers.format(reference.objective()) + (reference.bestKnown() ? "" : " (of these runs)"),
                    run.engine(),
                    Format.time(run.timeLimit()),
                    Long.toString(run.seed()),
                    objective == null ? "–" : Numbers.format(objective),
                    Format.percent(results.gapPercent(run)),
                    Format.seconds(run.seconds()),
                    Format.seconds(run.cpuSeconds()),
                    Format.seconds(run.startUpSeconds() + run.jvmSeconds()),
                    run.status() + (message == null ? "" : ": " + message)));
        }
        return new Table(
                List.of(
                        "problem",
                        "instance",
                        "size",
                        "reference",
                        "engine",
                        "time",
                        "seed",
                        "objective",
                        "gap %",
                        "seconds",
                        "CPU s",
                        "start-up s",
                        "status"),
                rows);
    }
}
