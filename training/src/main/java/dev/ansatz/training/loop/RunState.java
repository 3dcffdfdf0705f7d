package dev.ansatz.training.loop;

import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.network.SafeTensors;
import dev.ansatz.neural.network.Shapes;
import dev.ansatz.problems.io.AtomicFiles;
import dev.ansatz.problems.io.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that a run needs to go on, in the file {@code state.safetensors} of its directory; the randomness of a step derives
 * from the seed, the number of the step and the number of rollbacks.
 *
 * @param average moving average of the weights
 * @param step optimiser steps made
 * @param instances instances seen
 * @param seconds training time
 * @param best best validation cost
 * @param rankedOn the validation instances of that, in words; empty where not known
 * @param rollbacks how often the run went back after a failure
 */
record RunState(
        Map<String, float[]> weights,
        Map<String, float[]> average,
        Adam adam,
        long step,
        long instances,
        double seconds,
        double best,
        String rankedOn,
        int rollbacks) {
    private static final String FILE = "state.safetensors";
    private static final String AVERAGE = "average.";
    private static final String FIRST = "adam.first.";
    private static final String SECOND = "adam.second.";

    /** The state of a run that begins with some weights. */
    static RunState begin(Map<String, float[]> weights) {
        return new RunState(
                weights, TrainingLoop.copy(weights), new Adam(weights), 0, 0, 0, Double.POSITIVE_INFINITY, "", 0);
    }

    /** Whether there is a run to go on with. */
    static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(FILE));
    }

    /** @throws InputException if there is no run to go on with */
    static void require(Path directory) {
        if (!isIn(directory)) {
            throw new InputException(directory, 0, "holds no run to go on with: there is no " + FILE + ".");
        }
    }

    /** Writes it as one file, replaced atomically: killed at any moment, a run has its old state or its new. */
    void write(Path directory, Map<String, int[]> shapes) {
        Map<String, SafeTensors.Tensor> tensors = SafeTensors.named("", shapes, weights);
        tensors.putAll(SafeTensors.named(AVERAGE, shapes, average));
        tensors.putAll(SafeTensors.named(FIRST, shapes, adam.first));
        tensors.putAll(SafeTensors.named(SECOND, shapes, adam.second));
        Map<String, String> metadata = Map.of(
                "step", Long.toString(step),
                "instances", Long.toString(instances),
                "seconds", Double.toString(seconds),
                "best", Double.toString(best),
                "rankedOn", rankedOn,
                "rollbacks", Integer.toString(rollbacks));
        AtomicFiles.write(directory.resolve(FILE), SafeTensors.encode(tensors, false, metadata));
    }

    /**
     * Reads the state of a run.
     *
     * @throws InputException if it is missing, malformed or of another architecture
     */
    static RunState read(Path directory, Map<String, int[]> shapes) {
        Path file = directory.resolve(FILE);
        byte[] bytes = Checkpoint.read(file);
        Map<String, SafeTensors.Tensor> tensors = SafeTensors.decode(bytes, file.toString());
        Map<String, String> metadata = SafeTensors.metadata(bytes, file.toString());
        try {
            Map<String, float[]> values = new LinkedHashMap<>();
            Map<String, float[]> average = new LinkedHashMap<>();
            Adam adam = new Adam(Map.of());
            tensors.forEach((name, tensor) -> {
                if (name.startsWith(AVERAGE)) {
                    average.put(name.substring(AVERAGE.length()), tensor.values());
                } else if (name.startsWith(FIRST)) {
                    adam.first.put(name.substring(FIRST.length()), tensor.values());
                } else if (name.startsWith(SECOND)) {
                    adam.second.put(name.substring(SECOND.length()), tensor.values());
                } else {
                    values.put(name, tensor.values());
                }
            });
            Shapes.check(shapes, values);
            Shapes.check(shapes, average);
            Shapes.check(shapes, adam.first);
            Shapes.check(shapes, adam.second);
            return new RunState(
                    values,
                    average,
                    adam,
                    Long.parseLong(entry(metadata, "step")),
                    Long.parseLong(entry(metadata, "instances")),
                    Double.parseDouble(entry(metadata, "seconds")),
                    Double.parseDouble(entry(metadata, "best")),
                    metadata.getOrDefault("rankedOn", ""),
                    Integer.parseInt(entry(metadata, "rollbacks")));
        } catch (IllegalArgumentException e) {
            throw new InputException(file, 0, "does not fit the settings of the run (" + e.getMessage() + ").");
        }
    }

    private static String entry(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException("There is no entry " + key + ".");
        }
        return value;
    }
}
