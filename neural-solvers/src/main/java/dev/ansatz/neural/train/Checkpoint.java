package dev.ansatz.neural.train;

import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.policy.Json;
import dev.ansatz.neural.policy.ProblemAdapter;
import dev.ansatz.neural.policy.SafeTensors;
import dev.ansatz.neural.policy.Weights;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checkpoint directories: {@code weights.safetensors} and {@code card.json}; in the directory of a run, {@code
 * state.safetensors}, which holds all that the run needs to go on.
 */
public final class Checkpoint {
    public static final String WEIGHTS = "weights.safetensors";
    public static final String CARD = "card.json";
    private static final String STATE = "state.safetensors";
    private static final String AVERAGE = "average.";
    private static final String FIRST = "adam.first.";
    private static final String SECOND = "adam.second.";

    private Checkpoint() {}

    /** Weights with their card. */
    public record Loaded(ModelCard card, Weights weights) {}

    /** Weights and their shapes by name with their card, of any kind of policy. */
    public record Tensors(ModelCard card, Map<String, int[]> shapes, Map<String, float[]> weights) {}

    /** Writes weights and card; each file is replaced atomically, the card last. */
    static void save(
            Path directory, Map<String, int[]> shapes, Map<String, float[]> weights, ModelCard card, boolean half) {
        AtomicFiles.write(directory.resolve(WEIGHTS), SafeTensors.encode(tensors("", shapes, weights), half));
        AtomicFiles.write(directory.resolve(CARD), Mapper.JSON.writeValueAsBytes(card));
    }

    private static Map<String, SafeTensors.Tensor> tensors(
            String prefix, Map<String, int[]> shapes, Map<String, float[]> values) {
        Map<String, SafeTensors.Tensor> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> tensors.put(prefix + name, new SafeTensors.Tensor(shape, values.get(name))));
        return tensors;
    }

    /**
     * Reads weights and card of any kind of policy.
     *
     * @throws InputException if a file is missing or malformed
     */
    static Tensors loadTensors(Path directory) {
        return decodeTensors(read(directory.resolve(CARD)), read(directory.resolve(WEIGHTS)), directory.toString());
    }

    /** Decodes the two files of a checkpoint of any kind of policy; {@code source} is for messages. */
    public static Tensors decodeTensors(byte[] cardJson, byte[] weights, String source) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        Map<String, float[]> values = new LinkedHashMap<>();
        SafeTensors.decode(weights, source).forEach((name, tensor) -> {
            shapes.put(name, tensor.shape());
            values.put(name, tensor.values());
        });
        return new Tensors(decodeCard(cardJson, source), shapes, values);
    }

    /**
     * Reads weights and card.
     *
     * @throws InputException if a file is missing or malformed
     */
    public static Loaded load(Path directory) {
        return decode(read(directory.resolve(CARD)), read(directory.resolve(WEIGHTS)), directory.toString());
    }

    /**
     * Reads the card alone.
     *
     * @throws InputException if it is missing or malformed
     */
    public static ModelCard loadCard(Path directory) {
        return decodeCard(read(directory.resolve(CARD)), directory.toString());
    }

    /** Decodes the two files of an attention policy's checkpoint; {@code source} is for messages. */
    public static Loaded decode(byte[] cardJson, byte[] weights, String source) {
        return attention(decodeTensors(cardJson, weights, source), source);
    }

    /** As weights of an attention policy; {@code source} is for messages. */
    static Loaded attention(Tensors loaded, String source) {
        ModelCard card = loaded.card();
        try {
            return new Loaded(
                    card,
                    new Weights(
                            ProblemAdapter.of(card.problem())
                                    .architecture(
                                            card.layers(), card.embeddingSize(), card.heads(), card.feedForwardSize())
                                    .withDecoders(card.decoders(), card.latentSize()),
                            loaded.weights()));
        } catch (IllegalArgumentException e) {
            throw new InputException(source + ": the weights do not fit the card (" + e.getMessage() + ")");
        }
    }

    /** Decodes a card. */
    public static ModelCard decodeCard(byte[] json, String source) {
        try {
            Json card = Json.read(json);
            if (card.fields().get("profile") != null) {
                return Mapper.JSON.readValue(json, ModelCard.class);
            }
            Map<String, Double> validation = new LinkedHashMap<>();
            Json figures = card.object("validation");
            figures.fields().keySet().forEach(name -> validation.put(name, figures.number(name)));
            return new ModelCard(
                    card.text("name"),
                    card.text("problem"),
                    card.text("method"),
                    card.text("sizes"),
                    card.text("distribution"),
                    (int) card.whole("layers"),
                    (int) card.whole("embeddingSize"),
                    (int) card.whole("heads"),
                    (int) card.whole("feedForwardSize"),
                    (int) card.whole("decoders"),
                    (int) card.whole("latentSize"),
                    card.whole("steps"),
                    card.whole("instances"),
                    card.number("seconds"),
                    card.whole("seed"),
                    card.text("machine"),
                    card.text("command"),
                    validation,
                    null);
        } catch (JacksonException e) {
            throw malformed(source, e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw malformed(source, e.getMessage());
        }
    }

    private static InputException malformed(String source, @Nullable String why) {
        return new InputException(source + ": the model card is malformed (" + why + ").");
    }

    /** Jackson's data binding, where it is needed: see {@link Json}. */
    private static final class Mapper {
        static final JsonMapper JSON = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }

    /**
     * Everything that a run needs to go on; the randomness of a step derives from the seed, the number of the step and the
     * number of rollbacks.
     *
     * @param average moving average of the weights
     * @param step optimiser steps made
     * @param instances instances seen
     * @param seconds training time
     * @param best best validation cost
     * @param rankedOn the validation instances of that, in words; empty where not known
     * @param rollbacks how often the run went back after a failure
     */
    record State(
            Map<String, float[]> weights,
            Map<String, float[]> average,
            Adam adam,
            long step,
            long instances,
            double seconds,
            double best,
            String rankedOn,
            int rollbacks) {}

    /** Whether there is a run to go on with. */
    public static boolean hasState(Path directory) {
        return Files.exists(directory.resolve(STATE));
    }

    /** @throws InputException if there is no run to go on with */
    static void requireState(Path directory) {
        if (!hasState(directory)) {
            throw new InputException(directory, 0, "holds no run to go on with: there is no " + STATE + ".");
        }
    }

    /** Writes the state of a run as one file, replaced atomically: killed at any moment, a run has its old state or its new. */
    static void saveState(Path directory, Map<String, int[]> shapes, State state) {
        Map<String, SafeTensors.Tensor> tensors = tensors("", shapes, state.weights());
        tensors.putAll(tensors(AVERAGE, shapes, state.average()));
        tensors.putAll(tensors(FIRST, shapes, state.adam().first));
        tensors.putAll(tensors(SECOND, shapes, state.adam().second));
        Map<String, String> metadata = Map.of(
                "step", Long.toString(state.step()),
                "instances", Long.toString(state.instances()),
                "seconds", Double.toString(state.seconds()),
                "best", Double.toString(state.best()),
                "rankedOn", state.rankedOn(),
                "rollbacks", Integer.toString(state.rollbacks()));
        AtomicFiles.write(directory.resolve(STATE), SafeTensors.encode(tensors, false, metadata));
    }

    /**
     * Reads the state of a run.
     *
     * @throws InputException if it is missing, malformed or of another architecture
     */
    static State loadState(Path directory, Map<String, int[]> shapes) {
        Path file = directory.resolve(STATE);
        byte[] bytes = read(file);
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
            Weights.check(shapes, values);
            Weights.check(shapes, average);
            Weights.check(shapes, adam.first);
            Weights.check(shapes, adam.second);
            return new State(
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

    /**
     * Reads a file of a checkpoint.
     *
     * @throws InputException if it cannot be read
     */
    public static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InputException(
                    file, 0, "cannot be read; a checkpoint directory holds " + WEIGHTS + " and " + CARD + ".");
        }
    }
}
