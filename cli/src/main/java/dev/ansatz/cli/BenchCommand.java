package dev.ansatz.cli;

import dev.ansatz.bench.MicroBenchmarks;
import dev.ansatz.bench.QualityReport;
import dev.ansatz.bench.QualityTable;
import dev.ansatz.bench.Suite;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.io.AtomicFiles;
import dev.ansatz.search.Engines;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ansatz bench}. */
@Command(
        name = "bench",
        description = {
            "Compares engines under equal time limits, one thread each: mean gap to the best known objectives.",
            "'ansatz bench jmh [REGEX]' runs the JMH benchmarks instead."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class BenchCommand implements Callable<Integer> {
    private static final String JMH = "jmh";

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "SUITE",
            description =
                    "quick (less than a minute), tsp, cvrp, jssp, kp, mkp, rmab, a folder of instances (bks.csv there gives the best "
                            + "known objectives), or jmh.")
    private String suite;

    @Parameters(index = "1", arity = "0..1", paramLabel = "REGEX", description = "Of jmh: which benchmarks.")
    private @Nullable String regex;

    @Option(
            names = "--engines",
            split = ",",
            paramLabel = "NAME",
            description = "Engines to compare (default: hybrid and its strongest rivals).")
    private @Nullable List<String> engines;

    @Option(
            names = "--time",
            split = ",",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "Time limits of the runs (default: ${DEFAULT-VALUE}).")
    private List<Duration> times;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Runs per cell, with seeds 1 to N (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--problem", paramLabel = "P", description = "Only the instances of this problem.")
    private @Nullable String problemId;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write every run as JSON.")
    private @Nullable Path json;

    @Option(names = "--report", paramLabel = "FILE.html", description = "Where to write the report.")
    private @Nullable Path report;

    @Option(names = "--verbose", description = "Print every run as well.")
    private boolean verbose;

    private static final List<String> RIVALS = List.of(
            "hybrid",
            "hybrid-ortools",
            "local-search",
            "tabu",
            "combo",
            "core-search",
            "portfolio",
            "lagrangian",
            "myopic",
            "ortools",
            "cpsat",
            "mip");

    private static List<String> rivals(Suite suite) {
        return RIVALS.stream()
                .filter(name -> suite.problems().stream().anyMatch(problem -> Engines.has(problem, name)))
                .toList();
    }

    @Override
    public Integer call() {
        if (suite.equals(JMH)) {
            MicroBenchmarks.run(regex == null ? "dev.ansatz" : regex);
            return ExitCode.OK;
        }
        if (regex != null) {
            throw new ParameterException(spec.commandLine(), "Unmatched argument '" + regex + "'");
        }
        if (seeds < 1) {
            throw new ParameterException(spec.commandLine(), "--seeds (" + seeds + ") must be at least 1");
        }
        // An hour of runs must not end in a file that cannot be written.
        Output.requireWritable(json);
        Output.requireWritable(report);
        PrintWriter err = spec.commandLine().getErr();
        boolean terminal = Boolean.getBoolean("ansatz.terminal");
        Suite chosen = Suite.of(suite, problemId == null ? null : Problems.byId(problemId));
        QualityTable table =
                QualityTable.run(chosen, engines == null ? rivals(chosen) : engines, times, seeds, cell -> {
                    if (terminal) {
                        err.println(String.format(
                                Locale.ROOT,
                                "%-16s %-20s %s",
                                cell.instance(),
                                cell.engine(),
                                Durations.format(cell.seconds())));
                    }
                });
        QualityReport quality = new QualityReport(table);
        spec.commandLine().getOut().print(quality.markdown(verbose));
        spec.commandLine().getOut().flush();
        write(json, Json.text(toJson(table)) + "\n");
        write(report, quality.html());
        return ExitCode.OK;
    }

    private static void write(@Nullable Path file, String content) {
        if (file != null) {
            AtomicFiles.write(file, content);
        }
    }

    private static ObjectNode toJson(QualityTable table) {
        ObjectNode object = Json.object();
        object.put("suite", table.suite().name());
        ObjectNode machine = object.putObject("machine");
        machine.put("cpu", table.machine().cpu());
        machine.put("cores", table.machine().cores());
        machine.put("jvm", table.machine().jvm());
        machine.put("load", table.machine().load());
        object.put("threads", 1);
        ArrayNode runs = object.putArray("runs");
        for (QualityTable.Cell cell : table.cells()) {
            ObjectNode run = runs.addObject();
            run.put("instance", cell.instance());
            run.put("problem", cell.problem());
            run.put("size", cell.size());
            run.put("engine", cell.engine());
            run.put("timeLimit", cell.time().toMillis() * 1e-3);
            run.put("seed", cell.seed());
            run.set("objective", Json.number(cell.objective()));
            run.set("reference", Json.number(table.reference(cell)));
            run.put("referenceIsBestKnown", table.bestKnown(cell));
            run.set("gapPercent", Json.number(table.gapPercent(cell)));
            run.put("seconds", Math.round(cell.seconds() * 1e4) / 1e4);
        }
        return object;
    }
}
