package dev.ansatz.neural;

import dev.ansatz.neural.network.Json;
import dev.ansatz.neural.network.SafeTensors;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.neural.pointer.PointerWeights;
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

/** Checkpoint directories of policies: {@code weights.safetensors} and {@code card.json}. */
public final class Checkpoint {
    public static final String WEIGHTS = "weights.safetensors";
    public static final String CARD = "card.json";

    private Checkpoint() {}

    /** PointerWeights with their card. */
    public record Loaded(ModelCard card, PointerWeights weights) {}

    /** PointerWeights and their shapes by name with their card, of any kind of policy. */
    public record Tensors(ModelCard card, Map<String, int[]> shapes, Map<String, float[]> weights) {}

    /**
     * Writes weights and card; each file is replaced atomically, the card last.
     *
     * @param directory exists
     * @param shapes of the weights by name
     * @param weights row-major values by name
     * @param half whether in half precision
     */
    public static void save(
            Path directory, Map<String, int[]> shapes, Map<String, float[]> weights, ModelCard card, boolean half) {
        AtomicFiles.write(directory.resolve(WEIGHTS), SafeTensors.encode(SafeTensors.named("", shapes, weights), half));
        AtomicFiles.write(directory.resolve(CARD), Mapper.JSON.writeValueAsBytes(card));
    }

    /**
     * Reads weights and card of any kind of policy.
     *
     * @throws InputException if a file is missing or malformed
     */
    public static Tensors loadTensors(Path directory) {
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

    /**
     * As weights of an attention policy; {@code source} is for messages.
     *
     * @throws InputException if they do not fit the card
     */
    public static Loaded attention(Tensors loaded, String source) {
        ModelCard card = loaded.card();
        try {
            return new Loaded(
                    card,
                    new PointerWeights(
                            PointerKind.of(card.problem())
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
