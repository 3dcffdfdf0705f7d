package dev.ansatz.neural.train;

import dev.ansatz.neural.ModelCard;
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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Checkpoint directories: {@code weights.safetensors} and {@code card.json}, and {@code adam.safetensors} of a run. */
public final class Checkpoint {
    public static final String WEIGHTS = "weights.safetensors";
    public static final String CARD = "card.json";
    private static final String ADAM = "adam.safetensors";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Checkpoint() {}

    /** Weights with their card. */
    public record Loaded(ModelCard card, Weights weights) {}

    /** Weights by name with their card, of any kind of policy. */
    public record Tensors(ModelCard card, Map<String, float[]> weights) {}

    /** Writes weights of any kind of policy and card; each file is replaced atomically, the card last. */
    static void saveTensors(
            Path directory, Map<String, float[]> weights, Map<String, int[]> shapes, ModelCard card, boolean half) {
        Map<String, SafeTensors.Tensor> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> tensors.put(name, new SafeTensors.Tensor(shape, weights.get(name))));
        AtomicFiles.write(directory.resolve(WEIGHTS), SafeTensors.encode(tensors, half));
        AtomicFiles.write(directory.resolve(CARD), JSON.writeValueAsBytes(card));
    }

    /** Writes the state of the optimiser. */
    static void saveTensors(Path directory, Map<String, int[]> shapes, Adam adam) {
        Map<String, SafeTensors.Tensor> state = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> {
            state.put("first." + name, new SafeTensors.Tensor(shape, adam.first.get(name)));
            state.put("second." + name, new SafeTensors.Tensor(shape, adam.second.get(name)));
        });
        AtomicFiles.write(directory.resolve(ADAM), SafeTensors.encode(state, false));
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
        Map<String, float[]> values = new LinkedHashMap<>();
        SafeTensors.decode(weights, source).forEach((name, tensor) -> values.put(name, tensor.values()));
        return new Tensors(decodeCard(cardJson, source), values);
    }

    /** Writes weights and card; each file is replaced atomically, the card last. */
    public static void save(Path directory, Weights weights, ModelCard card, boolean half) {
        AtomicFiles.write(directory.resolve(WEIGHTS), SafeTensors.encode(SafeTensors.of(weights), half));
        AtomicFiles.write(directory.resolve(CARD), JSON.writeValueAsBytes(card));
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

    /** Decodes the two files of a checkpoint; {@code source} is for messages. */
    public static Loaded decode(byte[] cardJson, byte[] weights, String source) {
        ModelCard card = decodeCard(cardJson, source);
        try {
            return new Loaded(
                    card,
                    SafeTensors.toWeights(
                            ProblemAdapter.of(card.problem())
                                    .architecture(
                                            card.layers(), card.embeddingSize(), card.heads(), card.feedForwardSize()),
                            SafeTensors.decode(weights, source)));
        } catch (IllegalArgumentException e) {
            throw new InputException(source + ": the weights do not fit the card (" + e.getMessage() + ")");
        }
    }

    /** Decodes a card. */
    public static ModelCard decodeCard(byte[] json, String source) {
        try {
            return JSON.readValue(json, ModelCard.class);
        } catch (JacksonException e) {
            throw new InputException(source + ": the model card is malformed (" + e.getOriginalMessage() + ").");
        }
    }

    static void saveAdam(Path directory, Weights weights, Adam adam) {
        saveTensors(directory, weights.architecture().shapes(), adam);
    }

    static void loadAdam(Path directory, Adam adam) {
        Map<String, SafeTensors.Tensor> state = SafeTensors.decode(
                read(directory.resolve(ADAM)), directory.resolve(ADAM).toString());
        adam.first.replaceAll((name, old) -> state.get("first." + name).values());
        adam.second.replaceAll((name, old) -> state.get("second." + name).values());
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
