package dev.ansatz.cli;

import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.training.loop.ModelMean;
import dev.ansatz.training.loop.Trainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A curriculum: {@code problem}, optionally {@code out}, and {@code stages}, each a map of options of {@code ansatz train}
 * without their dashes. A stage begins from the best checkpoint of the one before unless it says {@code initial} (a model, {@code K} or {@code K
 * last} for the best or last checkpoint of stage K, or {@code last} for the last one of the stage before); it needs a
 * {@code time} (training time in all, however often it is interrupted) or {@code steps}. Stage k lies in {@code OUT/k}; a plan
 * that is run again skips the stages that are complete and resumes the one that is not. A stage may also be the {@code mean} of the weights of
 * models: a map from the number of an earlier stage (its best checkpoint), {@code K last}, or a model to its share.
 */
final class TrainingPlan {
    private static final Set<String> KEYS = Set.of("problem", "out", "stages", "description");
    private static final Set<String> RESERVED = Set.of("out", "resume", "plan", "help", "version");

    /** As {@code initial}: the last checkpoint of the stage before, not its best. */
    private static final String LAST = "last";

    /** In place of options: a stage that averages models. */
    private static final String MEAN = "mean";

    /** @param mean shares of the models that the stage is the mean of; empty for one that trains */
    private record Stage(Map<String, String> options, Map<String, Double> mean) {}

    private final Path file;
    private final String problem;
    private final Path out;
    private final List<Stage> stages;

    private TrainingPlan(Path file, String problem, Path out, List<Stage> stages) {
        this.file = file;
        this.problem = problem;
        this.out = out;
        this.stages = stages;
    }

    /**
     * Reads a plan; YAML includes JSON.
     *
     * @param givenOut folder of the stages; null for the plan's own or {@code runs/NAME}
     * @throws InputException if it is no plan
     */
    static TrainingPlan read(Path file, @Nullable Path givenOut) {
        JsonNode root;
        try {
            root = YAMLMapper.builder().build().readTree(InputFiles.read(file));
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new InputException(file, line, "is neither YAML nor JSON (" + e.getOriginalMessage() + ").");
        }
        if (!root.isObject()
                || !root.path("stages").isArray()
                || root.path("stages").isEmpty()) {
            throw new InputException(file, 0, "must have the keys problem and stages, a list.");
        }
        for (String key : root.propertyNames()) {
            if (!KEYS.contains(key)) {
                throw new InputException(file, 0, "has an unknown key '" + key + "'.");
            }
        }
        String problem = Problems.byId(root.path("problem").asString("")).id();
        List<Stage> stages = new ArrayList<>();
        for (JsonNode node : root.path("stages")) {
            if (node.has(MEAN)) {
                stages.add(new Stage(Map.of(), mean(file, node, stages.size() + 1)));
                continue;
            }
            Map<String, String> stage = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> option : node.properties()) {
                if (RESERVED.contains(option.getKey())) {
                    throw new InputException(file, 0, "stages cannot have the key '" + option.getKey() + "'.");
                }
                stage.put(option.getKey(), option.getValue().asString());
            }
            if (!stage.containsKey("time") && !stage.containsKey("steps")) {
                throw new InputException(file, 0, "stage " + (stages.size() + 1) + " needs a time or steps.");
            }
            stages.add(new Stage(stage, Map.of()));
        }
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        Path own = root.has("out") ? Path.of(root.path("out").asString()) : Path.of("runs", name);
        return new TrainingPlan(file, problem, givenOut != null ? givenOut : own, stages);
    }

    private static Map<String, Double> mean(Path file, JsonNode stage, int number) {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : stage.path(MEAN).properties()) {
            if (!(entry.getValue().asDouble(0) > 0)) {
                throw new InputException(
                        file, 0, "stage " + number + ": the share of " + entry.getKey() + " is not positive.");
            }
            shares.put(entry.getKey(), entry.getValue().asDouble());
        }
        if (shares.isEmpty() || stage.size() > 1) {
            throw new InputException(
                    file,
                    0,
                    "stage " + number + ": a mean is a map of models and their shares, without other options.");
        }
        return shares;
    }

    /** Runs the stages that are not complete. */
    int run(CommandLine parent, boolean quiet, StopToken stop, Watchdog watchdog) {
        check(parent); // nothing is trained of a plan whose last stage has a mistake
        for (int k = 1; k <= stages.size() && !stop.isStopped(); k++) {
            String title = "stage " + k + " of " + stages.size();
            Path directory = out.resolve(Integer.toString(k));
            Stage stage = stages.get(k - 1);
            if (!stage.mean().isEmpty()) {
                parent.getErr().println(title + ": mean of " + stage.mean());
                average(stage.mean(), directory.resolve("best"));
                continue;
            }
            Map<String, String> options = Trainer.canResume(directory)
                    ? resumed(stage.options(), directory, k)
                    : begun(stage.options(), directory, k);
            if (options == null) {
                parent.getErr().println(title + " is complete");
                continue;
            }
            List<String> arguments = arguments(options);
            if (quiet) {
                arguments.add("--quiet");
            }
            parent.getErr().println(title + ": ansatz train " + String.join(" ", arguments));
            stage(parent, arguments, k).runStage(stop, watchdog);
        }
        return ExitCode.OK;
    }

    /** Options that go on with a stage; null where it is complete. */
    private @Nullable Map<String, String> resumed(Map<String, String> given, Path directory, int number) {
        ModelCard card = Checkpoint.loadCard(directory);
        if (isComplete(given, card)) {
            return null;
        }
        Map<String, String> options = new LinkedHashMap<>(given);
        options.computeIfPresent("time", (name, time) -> {
            Duration left = Durations.parse(time).minusMillis(Math.round(card.seconds() * 1000));
            return left.toMillis() + "ms";
        });
        refuseChanges(directory, options, number);
        options.keySet().removeAll(Set.of("initial", "from"));
        options.put("resume", directory.toString());
        return options;
    }

    /** Options that begin a stage. */
    private Map<String, String> begun(Map<String, String> given, Path directory, int number) {
        Map<String, String> options = new LinkedHashMap<>(given);
        options.put("out", directory.toString());
        if (number > 1) {
            Path before = out.resolve(Integer.toString(number - 1));
            options.putIfAbsent("initial", before.resolve("best").toString());
            options.replace("initial", LAST, before.toString());
            options.computeIfPresent("initial", (name, model) -> model(model));
        }
        return options;
    }

    private void refuseChanges(Path directory, Map<String, String> options, int number) {
        Map<String, String> given = new LinkedHashMap<>();
        options.forEach((name, value) -> given.put("--" + name, value));
        given.keySet().removeAll(Set.of("--initial", "--from")); // the run has them from the stages before
        try {
            new ResumedRun(directory).refuseChanges(given);
        } catch (InputException e) {
            throw new InputException(file, 0, "stage " + number + ": " + e.getMessage());
        }
    }

    /** {@code 3} is the best and {@code 3 last} the last checkpoint of stage 3; else the name or directory of a model. */
    private String model(String name) {
        if (name.matches("\\d+")) {
            return out.resolve(name).resolve("best").toString();
        }
        return name.matches("\\d+ " + LAST) ? out.resolve(name.split(" ")[0]).toString() : name;
    }

    private void average(Map<String, Double> shares, Path best) {
        Map<String, Double> models = new LinkedHashMap<>();
        shares.forEach((name, share) -> models.put(model(name), share));
        ModelMean.write(models, best, "mean of " + shares + " in " + file.getFileName());
    }

    private static boolean isComplete(Map<String, String> options, ModelCard card) {
        String time = options.get("time");
        String steps = options.get("steps");
        return (time != null && card.seconds() + 1 >= Durations.parse(time).toMillis() * 1e-3)
                || (steps != null && card.steps() >= Long.parseLong(steps));
    }

    /** @throws InputException if a stage has options that there are none of */
    void check(CommandLine parent) {
        for (int k = 1; k <= stages.size(); k++) {
            TrainCommand unused = stage(parent, arguments(stages.get(k - 1).options()), k);
        }
    }

    private List<String> arguments(Map<String, String> options) {
        List<String> arguments = new ArrayList<>(List.of(problem));
        options.forEach((name, value) -> arguments.addAll(List.of("--" + name, value)));
        return arguments;
    }

    private TrainCommand stage(CommandLine parent, List<String> arguments, int number) {
        try {
            return TrainCommand.stage(parent, arguments);
        } catch (CommandLine.ParameterException e) {
            throw new InputException(file, 0, "stage " + number + ": " + e.getMessage() + ".");
        }
    }
}
