package dev.ansatz.bench.quality;

import dev.ansatz.bench.page.Template;
import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.InstanceProfile;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.AtomicFiles;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.JsonDocuments;
import dev.ansatz.search.Engines;
import dev.ansatz.training.labels.UserInstances;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What training on one's own instances has brought, on the instances that the training has not seen: the policy alone, and engines
 * alone, after a classical construction, after the bundled policy and after the trained one, each within the same time, the
 * policy's included. Written to {@code report.md} and {@code report.json} of the run's folder, win or lose.
 *
 * <p>Each run is kept in {@code report-runs.jsonl} at once: a report that was stopped goes on where it was, and after more training
 * only the runs of the trained policy are made anew.
 */
public final class UserReport<I extends Instance, S> {
    /** What a report needs to know of a run. */
    private static final String RUN = "own.json";

    private static final String RUNS = "report-runs.jsonl";
    private static final Template MARKDOWN = Template.text(UserReport.class, "user-report.md");

    private final Problem<I, S> problem;
    private final Path run;
    private final ModelCard card;
    private final UserInstances<I, S> user;
    private final List<I> heldOut;
    private final List<Condition<I, S>> conditions;
    private final List<Double> times;

    /** An engine under one of several conditions; {@code how} is pure, classical, general or own. */
    private record Condition<I extends Instance, S>(String engine, String how, Solver<I, S> solver, String version) {
        /** For people. */
        String name() {
            return engine + ", " + how;
        }

        /** For the runs: with a version of the policy. */
        String key() {
            return version.isEmpty() ? name() : name() + " " + version;
        }

        boolean isOwn() {
            return how.equals("own");
        }
    }

    /** Keeps what a report needs to know of a run. */
    public static void remember(Path run, Path instances, Problem<?, ?> problem) {
        ObjectNode node = JsonDocuments.object();
        node.put("problem", problem.id());
        node.put("instances", instances.toAbsolutePath().normalize().toString());
        try {
            Files.createDirectories(run);
        } catch (IOException e) {
            throw new InputException(run, 0, "cannot be created.");
        }
        JsonDocuments.write(run.resolve(RUN), node);
    }

    /**
     * Writes the report of a run.
     *
     * @param count the latest so many of the held-out instances
     * @throws InputException if it is no run on one's own instances, or those are gone
     */
    public static void write(Path run, List<Duration> times, int count, Consumer<String> log, StopToken stop) {
        JsonNode node;
        try {
            node = JsonDocuments.read(Files.readAllBytes(run.resolve(RUN)));
        } catch (IOException | JacksonException e) {
            throw new InputException(run, 0, "is no run of train --instances: it has no " + RUN + ".");
        }
        if (count < 1 || times.stream().anyMatch(time -> time.isZero() || time.isNegative())) {
            throw new InputException("--report-count and --report-times must be positive.");
        }
        Path folder = Path.of(node.path("instances").asString());
        new UserReport<>(Problems.byId(node.path("problem").asString()), folder, run, times, count).write(log, stop);
    }

    private UserReport(Problem<I, S> problem, Path folder, Path run, List<Duration> times, int count) {
        this.problem = problem;
        this.run = run;
        this.times = times.stream().map(time -> time.toNanos() / 1e9).distinct().toList();
        card = Checkpoint.loadCard(run.resolve("best"));
        user = UserInstances.read(problem, folder);
        List<I> all = user.heldOut();
        heldOut = all.subList(Math.max(0, all.size() - count), all.size());
        conditions = conditions(run.resolve("best"));
    }

    private List<Condition<I, S>> conditions(Path best) {
        String model = best.toString();
        String weights = checksum(best.resolve(Checkpoint.WEIGHTS));
        boolean bundled = ModelZoo.defaultModel(problem) != null;
        List<Condition<I, S>> all = new ArrayList<>();
        if (bundled) {
            all.add(new Condition<>("policy alone", "general", Engines.byName(problem, "neural", null), ""));
        }
        all.add(new Condition<>("policy alone", "own", Engines.byName(problem, "neural", model), weights));
        for (Solver<I, S> classical : ClassicalEngines.of(problem)) {
            String engine = classical.name();
            String hybrid = "hybrid-" + engine;
            String seeded = "seeded-" + engine;
            if (Engines.has(problem, hybrid)) {
                all.add(new Condition<>(engine, "pure", Engines.byName(problem, engine, null), ""));
                if (Engines.has(problem, seeded)) {
                    all.add(new Condition<>(engine, "classical", Engines.byName(problem, seeded, null), ""));
                }
                if (bundled) {
                    all.add(new Condition<>(engine, "general", Engines.byName(problem, hybrid, null), ""));
                }
                all.add(new Condition<>(engine, "own", Engines.byName(problem, hybrid, model), weights));
            }
        }
        return all;
    }

    private static String checksum(Path file) {
        try {
            CRC32C sum = new CRC32C();
            sum.update(Files.readAllBytes(file));
            return Long.toHexString(sum.getValue());
        } catch (IOException e) {
            throw new InputException(file, 0, "cannot be read (" + e.getMessage() + ").");
        }
    }

    private void write(Consumer<String> log, StopToken stop) {
        double seconds = times.stream().mapToDouble(Double::doubleValue).sum() * conditions.size() * heldOut.size();
        log.accept(String.format(
                Locale.ROOT,
                "report: %d held-out instances x %d engines, about %.0f minutes",
                heldOut.size(),
                conditions.size(),
                Math.ceil(seconds / 60)));
        Results results = results(stop);
        if (!results.complete()) {
            log.accept("report: stopped; train --report " + run + " goes on");
            return;
        }
        Summary summary = new Summary(results);
        String markdown = markdown(summary);
        AtomicFiles.write(run.resolve("report.md"), markdown.getBytes(StandardCharsets.UTF_8));
        JsonDocuments.write(run.resolve("report.json"), json(summary));
        log.accept(markdown);
        log.accept("report: " + run.resolve("report.md"));
    }

    /** Makes the runs that are missing. */
    private Results results(StopToken stop) {
        Plan plan = plan();
        Map<String, Condition<I, S>> byKey = new java.util.HashMap<>();
        conditions.forEach(condition -> byKey.put(condition.key(), condition));
        InProcessRunner runner = new InProcessRunner(
                1, (of, key) -> Objects.requireNonNull(byKey.get(key)).solver());
        Provenance now = Provenance.current(card.command(), List.of());
        try (Journal journal = Journal.shared(run.resolve(RUNS), plan, now)) {
            return new Benchmark(plan, runner, Benchmark.Progress.NONE).run(journal, now, stop);
        }
    }

    /** Instance by instance, time limit by time limit, and there the conditions in turns. */
    private Plan plan() {
        List<Suite.Entry<?, ?>> entries = new ArrayList<>();
        List<Cell> cells = new ArrayList<>();
        for (I instance : heldOut) {
            UserInstances.Origin origin = user.origin(instance);
            InstanceSource source = new InstanceSource.InFile(origin.file().toString(), origin.index());
            entries.add(new Suite.Entry<>(problem, instance, source));
            for (double time : times) {
                for (Condition<I, S> condition : conditions) {
                    cells.add(new Cell(problem.id(), origin.name(), instance.size(), source, condition.key(), time, 1));
                }
            }
        }
        String folder =
                String.valueOf(user.folder().toAbsolutePath().normalize().getFileName());
        List<String> engines = conditions.stream().map(Condition::key).toList();
        return new Plan(
                new Experiment(
                        folder, problem.id(), null, engines, times, 1, 1, Experiment.NONE, null, Experiment.SOLVER),
                new Suite(folder, entries, Map.of(), "held out of training"),
                cells);
    }

    private String markdown(Summary summary) {
        Provenance origin = summary.results().provenance();
        return MARKDOWN.fill(Map.ofEntries(
                Map.entry("name", card.name()),
                Map.entry("distribution", card.distribution()),
                Map.entry("method", card.method()),
                Map.entry("steps", card.steps()),
                Map.entry("instances", card.instances()),
                Map.entry("seconds", String.format(Locale.ROOT, "%.0f", card.seconds())),
                Map.entry("command", card.command()),
                Map.entry("heldOut", heldOut.size()),
                Map.entry("first", heldOut.getFirst().name()),
                Map.entry("last", heldOut.getLast().name()),
                Map.entry("ranked", user.validation().size()),
                Map.entry("cpu", origin.machine().cpu()),
                Map.entry("date", day(origin)),
                Map.entry("gaps", gaps(summary).markdown()),
                Map.entry("duels", duels(summary).markdown()),
                Map.entry("far", far() == 0 ? "" : Integer.toString(far()))));
    }

    private static String day(Provenance provenance) {
        return provenance.date().substring(0, "2026-12-31".length());
    }

    /** {@code 0.2 s}. */
    private static String text(double seconds) {
        return Format.plain(seconds) + " s";
    }

    private Table gaps(Summary summary) {
        List<String> header = new ArrayList<>(List.of("engine"));
        times.forEach(time -> header.add(text(time)));
        List<List<String>> rows = new ArrayList<>();
        for (Condition<I, S> condition : conditions) {
            List<String> row = new ArrayList<>(List.of(condition.name()));
            for (double time : times) {
                Summary.Figure figure = figure(summary, condition, time);
                row.add(Format.percent(figure.meanGap())
                        + (figure.unsolved() == 0 ? "" : " (" + figure.unsolved() + " unsolved)"));
            }
            rows.add(row);
        }
        return new Table(header, rows);
    }

    private Summary.Figure figure(Summary summary, Condition<I, S> condition, double time) {
        return summary.figures().stream()
                .filter(figure -> figure.engine().equals(condition.key()) && figure.timeLimit() == time)
                .findFirst()
                .orElseThrow();
    }

    private Table duels(Summary summary) {
        List<List<String>> rows = new ArrayList<>();
        for (Condition<I, S> other : conditions) {
            Condition<I, S> own = conditions.stream()
                    .filter(condition -> condition.isOwn() && condition.engine().equals(other.engine()))
                    .findFirst()
                    .orElseThrow();
            for (double time : times) {
                if (!own.equals(other)) {
                    Summary.Duel duel = summary.duel(problem.id(), own.key(), other.key(), time);
                    rows.add(List.of(
                            own.engine(),
                            other.how(),
                            text(time),
                            (Format.percent(duel.meanDifference()) + ' ' + Format.interval(duel.interval())).strip(),
                            duel.wins() + "/" + duel.ties() + "/" + duel.losses(),
                            Format.pValue(duel.p())));
                }
            }
        }
        return new Table(List.of("own policy with", "against", "time", "difference", "b/e/w", "p"), rows);
    }

    /** Held-out instances that are unlike those trained on. */
    private int far() {
        InstanceProfile profile = card.profile();
        return profile == null
                ? 0
                : (int) heldOut.stream()
                        .filter(instance -> !profile.farFrom(problem, instance).isEmpty())
                        .count();
    }

    private ObjectNode json(Summary summary) {
        Results results = summary.results();
        ObjectNode node = JsonDocuments.object();
        node.put("problem", problem.id());
        node.put("model", card.name());
        node.put("trainedOn", card.distribution());
        node.put("method", card.method());
        node.put("steps", card.steps());
        node.put("trainingInstances", card.instances());
        node.put("trainingSeconds", card.seconds());
        node.put("command", card.command());
        node.put("folder", results.experiment().suite());
        node.put("machine", results.provenance().machine().cpu());
        node.put("date", day(results.provenance()));
        ArrayNode names = node.putArray("heldOut");
        ArrayNode best = node.putArray("best");
        for (String instance : results.instances(problem.id())) {
            names.add(instance);
            Results.Reference reference = results.references().get(problem.id() + ' ' + instance);
            best.add(JsonDocuments.number(reference == null ? null : reference.objective()));
        }
        ArrayNode runs = node.putArray("runs");
        for (double time : times) {
            for (Condition<I, S> condition : conditions) {
                ObjectNode entry = runs.addObject();
                entry.put("engine", condition.name());
                entry.put("time", text(time));
                entry.set(
                        "meanGap",
                        JsonDocuments.number(figure(summary, condition, time).meanGap()));
                entry.put("farInstances", condition.isOwn() ? far() : 0);
                ArrayNode objectives = entry.putArray("objectives");
                results.runs(r -> r.engine().equals(condition.key()) && r.timeLimit() == time)
                        .forEach(r -> objectives.add(JsonDocuments.number(r.objective())));
            }
        }
        return node;
    }
}
