package dev.ansatz.cli;

import dev.ansatz.bench.quality.Machine;
import dev.ansatz.bench.quality.Statistics;
import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.AtomicFiles;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.search.Engines;
import dev.ansatz.training.OwnInstances;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What training on one's own instances has brought, on the instances that the training has not seen: the policy alone, and engines
 * alone, after a classical construction, after the bundled policy and after the trained one, each within the same time, the
 * policy's included. Written to {@code report.md} and {@code report.json} of the run's folder, win or lose.
 *
 * <p>Each run is kept in {@code report-runs.jsonl} at once: a report that was stopped goes on where it was, and after more training
 * only the runs of the trained policy are made anew.
 */
final class OwnReport {
    private static final String RUN = "own.json";
    private static final String RUNS = "report-runs.jsonl";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Engines that are looked at, where a problem has them. */
    private static final List<String> ENGINES =
            List.of("local-search", "tabu", "combo", "core-search", "ortools", "cpsat", "timefold");

    private OwnReport() {}

    /** An engine under one of several conditions; {@code how} is pure, classical, general or own. */
    private record Arm<I extends Instance, S>(String engine, String how, Solver<I, S> solver) {
        String name() {
            return engine + ", " + how;
        }
    }

    /** What the runs of an arm at a time limit came to, by instance; NaN where there was no feasible solution. */
    private record Series(String arm, String time, double[] objectives, int warnings) {}

    /** Keeps what a report needs to know of a run. */
    static void remember(Path run, Path instances, Problem<?, ?> problem) {
        ObjectNode node = Json.object();
        node.put("problem", problem.id());
        node.put("instances", instances.toAbsolutePath().normalize().toString());
        try {
            Files.createDirectories(run);
        } catch (IOException e) {
            throw new InputException(run, 0, "cannot be created.");
        }
        AtomicFiles.write(run.resolve(RUN), JSON.writeValueAsBytes(node));
    }

    /**
     * Writes the report of a run.
     *
     * @param count the latest so many of the held-out instances
     * @throws InputException if it is no run on one's own instances, or those are gone
     */
    static int write(Path run, Consumer<String> log, List<Duration> times, int count, StopToken stop) {
        JsonNode node;
        try {
            node = JSON.readTree(Files.readAllBytes(run.resolve(RUN)));
        } catch (IOException | JacksonException e) {
            throw new InputException(run, 0, "is no run of train --instances: it has no " + RUN + ".");
        }
        return write(
                Problems.byId(node.path("problem").asString()),
                Path.of(node.path("instances").asString()),
                run,
                log,
                times,
                count,
                stop);
    }

    private static <I extends Instance, S> int write(
            Problem<I, S> problem,
            Path folder,
            Path run,
            Consumer<String> log,
            List<Duration> times,
            int count,
            StopToken stop) {
        if (count < 1 || times.stream().anyMatch(time -> time.isZero() || time.isNegative())) {
            throw new InputException("--report-count and --report-times must be positive.");
        }
        ModelCard card = Checkpoint.loadCard(run.resolve("best"));
        OwnInstances<I, S> own = OwnInstances.read(problem, folder);
        List<I> heldOut = own.heldOut()
                .subList(
                        Math.max(0, own.heldOut().size() - count), own.heldOut().size());
        List<Arm<I, S>> arms = arms(problem, run.resolve("best").toString());
        arms.forEach(arm -> arm.solver().warmUp());
        double minutes = times.stream().mapToDouble(Duration::toMillis).sum() * arms.size() * heldOut.size() / 60e3;
        log.accept(String.format(
                Locale.ROOT,
                "report: %d held-out instances x %d engines, about %.0f minutes",
                heldOut.size(),
                arms.size(),
                Math.ceil(minutes)));
        Runs runs = new Runs(run);
        List<Series> all = new ArrayList<>();
        for (Duration time : times) {
            Map<String, double[]> objectives = new LinkedHashMap<>();
            Map<String, Integer> warnings = new LinkedHashMap<>();
            arms.forEach(arm -> objectives.put(arm.name(), new double[heldOut.size()]));
            for (int i = 0; i < heldOut.size(); i++) {
                for (Arm<I, S> arm : arms) {
                    Cell cell = runs.cell(arm, heldOut.get(i), time, stop);
                    if (cell == null) {
                        log.accept("report: stopped; train --report " + run + " goes on");
                        return ExitCode.OK;
                    }
                    Objects.requireNonNull(objectives.get(arm.name()))[i] = cell.objective();
                    warnings.merge(arm.name(), cell.far() ? 1 : 0, Integer::sum);
                }
            }
            objectives.forEach(
                    (arm, values) -> all.add(new Series(arm, text(time), values, warnings.getOrDefault(arm, 0))));
        }
        double[] best = best(problem, heldOut.size(), all);
        String markdown = markdown(problem, own, heldOut, card, arms, all, best);
        AtomicFiles.write(run.resolve("report.md"), markdown.getBytes(StandardCharsets.UTF_8));
        AtomicFiles.write(
                run.resolve("report.json"), JSON.writeValueAsBytes(json(problem, own, heldOut, card, all, best)));
        log.accept(markdown);
        log.accept("report: " + run.resolve("report.md"));
        return ExitCode.OK;
    }

    private static <I extends Instance, S> List<Arm<I, S>> arms(Problem<I, S> problem, String model) {
        boolean bundled = ModelZoo.defaultModel(problem) != null;
        List<Arm<I, S>> arms = new ArrayList<>();
        if (bundled) {
            arms.add(new Arm<>("policy alone", "general", Engines.byName(problem, "neural", null)));
        }
        arms.add(new Arm<>("policy alone", "own", Engines.byName(problem, "neural", model)));
        for (String engine : ENGINES) {
            if (Engines.has(problem, "hybrid-" + engine)) {
                arms.add(new Arm<>(engine, "pure", Engines.byName(problem, engine, null)));
                if (Engines.has(problem, "seeded-" + engine)) {
                    arms.add(new Arm<>(engine, "classical", Engines.byName(problem, "seeded-" + engine, null)));
                }
                if (bundled) {
                    arms.add(new Arm<>(engine, "general", Engines.byName(problem, "hybrid-" + engine, null)));
                }
                arms.add(new Arm<>(engine, "own", Engines.byName(problem, "hybrid-" + engine, model)));
            }
        }
        return arms;
    }

    /** Outcome of one run: objective, NaN where there was no feasible solution, and whether the instance is far from the training. */
    private record Cell(double objective, boolean far) {}

    /** The runs made so far, by engine, time limit, instance and, of the trained policy, checksum of its weights. */
    private static final class Runs {
        private final Path file;
        private final String weights;
        private final Map<String, Cell> known = new HashMap<>();

        Runs(Path run) {
            file = run.resolve(RUNS);
            try {
                CRC32C sum = new CRC32C();
                sum.update(Files.readAllBytes(run.resolve("best").resolve(Checkpoint.WEIGHTS)));
                weights = Long.toHexString(sum.getValue());
                List<String> lines = Files.exists(file) ? InputFiles.lines(file) : List.of();
                for (String line : lines) {
                    JsonNode node = JSON.readTree(line);
                    known.put(
                            node.path("run").asString(),
                            new Cell(
                                    node.path("objective").asDouble(Double.NaN),
                                    node.path("far").asBoolean()));
                }
            } catch (JacksonException e) {
                throw new InputException(file, 0, "is damaged; delete it to make all runs anew.");
            } catch (IOException e) {
                throw new InputException(file, 0, "cannot be read (" + e.getMessage() + ").");
            }
        }

        /** The run of an arm on an instance, made now if it is not known; null where it was stopped. */
        <I extends Instance, S> @Nullable Cell cell(Arm<I, S> arm, I instance, Duration time, StopToken stop) {
            String key = arm.name() + "|" + text(time) + "|" + instance.name()
                    + (arm.how().equals("own") ? "|" + weights : "");
            Cell made = known.get(key);
            if (made != null) {
                return made;
            }
            if (stop.isStopped()) {
                return null;
            }
            Cell cell = new Cell(Double.NaN, false);
            if (arm.solver().refuses(instance) == null) {
                Outcome<S> outcome =
                        arm.solver().solve(instance, Options.<S>ofTime(time).withStopToken(stop.child()));
                if (stop.isStopped()) {
                    return null; // cut short
                }
                cell = new Cell(
                        outcome.objective(),
                        outcome.notes().stream().anyMatch(note -> note.startsWith("Warning: the instance")));
            }
            known.put(key, cell);
            ObjectNode node = Json.object();
            node.put("run", key);
            node.set("objective", Json.number(cell.objective()));
            node.put("far", cell.far());
            try {
                Files.writeString(
                        file,
                        JsonMapper.shared().writeValueAsString(node) + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new InputException(file, 0, "cannot be written (" + e.getMessage() + ").");
            }
            return cell;
        }
    }

    private static double[] best(Problem<?, ?> problem, int count, List<Series> all) {
        double[] best = new double[count];
        for (int i = 0; i < count; i++) {
            best[i] = Double.NaN;
            for (Series series : all) {
                double objective = series.objectives()[i];
                if (Double.isNaN(best[i]) || problem.sense().better(objective, best[i])) {
                    best[i] = objective;
                }
            }
        }
        return best;
    }

    /** By how many percent a value is worse than another one; positive is worse. Infinite where there is no solution. */
    private static double worse(Problem<?, ?> problem, double value, double than) {
        if (Double.isNaN(value)) {
            return Double.isNaN(than) ? 0 : Double.POSITIVE_INFINITY;
        }
        if (Double.isNaN(than)) {
            return Double.NEGATIVE_INFINITY;
        }
        double difference = problem.sense() == Sense.MINIMISE ? value - than : than - value;
        return difference == 0 ? 0 : 100 * difference / Math.max(1e-12, Math.abs(than));
    }

    private static double[] worse(Problem<?, ?> problem, double[] values, double[] than) {
        double[] gaps = new double[values.length];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = worse(problem, values[i], than[i]);
        }
        return gaps;
    }

    private static String text(Duration time) {
        double seconds = time.toMillis() * 1e-3;
        return (seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds)) + " s";
    }

    private static <I extends Instance, S> String markdown(
            Problem<I, S> problem,
            OwnInstances<I, S> own,
            List<I> heldOut,
            ModelCard card,
            List<Arm<I, S>> arms,
            List<Series> all,
            double[] best) {
        List<String> times = all.stream().map(Series::time).distinct().toList();
        StringBuilder out = new StringBuilder();
        out.append("# ").append(card.name()).append(": what training on your own instances has brought\n\n");
        out.append(String.format(
                Locale.ROOT,
                "Trained on %s (%s), %d steps, %d instances, %.0f s: `%s`.%n%n",
                card.distribution(),
                card.method(),
                card.steps(),
                card.instances(),
                card.seconds(),
                card.command()));
        out.append(String.format(
                Locale.ROOT,
                "Measured on %d held-out instances, from %s to %s, which the training has not seen (%d more ranked"
                        + " checkpoints). One thread, seed 1; the time includes the policy's, loaded models and libraries"
                        + " excluded. %s, %s.%n%n",
                heldOut.size(),
                heldOut.get(0).name(),
                heldOut.get(heldOut.size() - 1).name(),
                own.validation().size(),
                Machine.current().cpu(),
                LocalDate.now(ZoneId.systemDefault())));
        out.append("Mean gap in percent to the best plan that any run of this report found:\n\n| engine |");
        times.forEach(time -> out.append(' ').append(time).append(" |"));
        out.append("\n|---|").append("---|".repeat(times.size())).append('\n');
        for (Arm<I, S> arm : arms) {
            out.append("| ").append(arm.name()).append(" |");
            for (String time : times) {
                double gap = Statistics.mean(
                        worse(problem, find(all, arm.name(), time).objectives(), best));
                out.append(' ').append(number(gap)).append(" |");
            }
            out.append('\n');
        }
        out.append("\n"
                + "pure: the engine from its own start; classical: after a classical construction; general: after"
                + " the bundled policy; own: after this one.\n\n");
        out.append("The own policy against each alternative (difference in percent, negative is better; 95 % bootstrap"
                + " interval; better/equal/worse instances; p of Wilcoxon's signed-rank test, not corrected for"
                + " their number):\n\n");
        out.append("| own policy with | against | time | difference | b/e/w | p |\n|---|---|---|---|---|---|\n");
        for (Arm<I, S> arm : arms) {
            if (arm.how().equals("own")) {
                continue;
            }
            for (String time : times) {
                double[] with = find(all, arm.engine() + ", own", time).objectives();
                double[] without = find(all, arm.name(), time).objectives();
                out.append(line(problem, arm, time, with, without));
            }
        }
        Series warned = all.stream().filter(s -> s.warnings() > 0).findFirst().orElse(null);
        if (warned != null) {
            out.append("\n")
                    .append(warned.warnings())
                    .append(" of the held-out instances are far from those trained on; runs on them say so.\n");
        }
        return out.toString();
    }

    private static String line(Problem<?, ?> problem, Arm<?, ?> arm, String time, double[] with, double[] without) {
        double[] differences = worse(problem, with, without);
        int better = 0;
        int equal = 0;
        for (double difference : differences) {
            better += difference < 0 ? 1 : 0;
            equal += difference == 0 ? 1 : 0;
        }
        Statistics.Interval interval = Statistics.bootstrapMean(differences);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s [%s, %s] | %d/%d/%d | %.3f |%n",
                arm.engine(),
                arm.how(),
                time,
                number(Statistics.mean(differences)),
                number(interval.low()),
                number(interval.high()),
                better,
                equal,
                differences.length - better - equal,
                Statistics.wilcoxon(differences));
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "–";
    }

    private static Series find(List<Series> all, String arm, String time) {
        return all.stream()
                .filter(s -> s.arm().equals(arm) && s.time().equals(time))
                .findFirst()
                .orElseThrow();
    }

    private static <I extends Instance> ObjectNode json(
            Problem<I, ?> problem,
            OwnInstances<I, ?> own,
            List<I> heldOut,
            ModelCard card,
            List<Series> all,
            double[] best) {
        ObjectNode node = Json.object();
        node.put("problem", problem.id());
        node.put("model", card.name());
        node.put("trainedOn", card.distribution());
        node.put("method", card.method());
        node.put("steps", card.steps());
        node.put("trainingInstances", card.instances());
        node.put("trainingSeconds", card.seconds());
        node.put("command", card.command());
        node.put(
                "folder",
                String.valueOf(own.folder().toAbsolutePath().normalize().getFileName()));
        node.put("machine", Machine.current().cpu());
        node.put("date", LocalDate.now(ZoneId.systemDefault()).toString());
        var names = node.putArray("heldOut");
        heldOut.forEach(instance -> names.add(instance.name()));
        var references = node.putArray("best");
        for (double value : best) {
            references.add(Json.number(value));
        }
        var runs = node.putArray("runs");
        for (Series series : all) {
            ObjectNode entry = runs.addObject();
            entry.put("engine", series.arm());
            entry.put("time", series.time());
            entry.set("meanGap", number(problem, series, best));
            entry.put("farInstances", series.warnings());
            var objectives = entry.putArray("objectives");
            for (double value : series.objectives()) {
                objectives.add(Json.number(value));
            }
        }
        return node;
    }

    private static @Nullable JsonNode number(Problem<?, ?> problem, Series series, double[] best) {
        return Json.number(Statistics.mean(worse(problem, series.objectives(), best)));
    }
}
