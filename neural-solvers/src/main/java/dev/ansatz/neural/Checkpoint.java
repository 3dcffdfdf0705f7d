package dev.ansatz.neural;

import dev.ansatz.neural.network.SafeTensors;
import dev.ansatz.problems.io.AtomicFiles;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.JsonDocuments;
import dev.ansatz.problems.io.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Checkpoint directories of policies: {@code weights.safetensors} and {@code card.json}. */
public final class Checkpoint {
    public static final String WEIGHTS = "weights.safetensors";
    public static final String CARD = "card.json";

    private Checkpoint() {}

    /** Weights and their shapes by name with their card,. */
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
        JsonDocuments.write(directory.resolve(CARD), card);
    }

    /**
     * Reads weights and card.
     *
     * @throws InputException if a file is missing or malformed
     */
    public static Tensors loadTensors(Path directory) {
        return decodeTensors(read(directory.resolve(CARD)), read(directory.resolve(WEIGHTS)), directory.toString());
    }

    /** Decodes the two files of a checkpoint; {@code source} is for messages. */
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
     * Reads the card alone.
     *
     * @throws InputException if it is missing or malformed
     */
    public static ModelCard loadCard(Path directory) {
        return decodeCard(read(directory.resolve(CARD)), directory.toString());
    }

    /** Decodes a card. */
    public static ModelCard decodeCard(byte[] json, String source) {
        try {
            JsonObject card = JsonObject.read(json);
            return new ModelCard(
                    card.text("name"),
                    card.text("problem"),
                    card.has("architecture") ? card.text("architecture") : "",
                    card.text("method"),
                    card.text("sizes"),
                    card.text("distribution"),
                    (int) card.whole("layers"),
                    (int) card.whole("embeddingSize"),
                    (int) card.whole("heads"),
                    (int) card.whole("feedForwardSize"),
                    (int) card.whole("decoders"),
                    (int) card.whole("latentSize"),
                    card.has("columns") ? columns(card.object("columns")) : FeatureColumns.UNKNOWN,
                    card.whole("steps"),
                    card.whole("instances"),
                    card.number("seconds"),
                    card.whole("seed"),
                    card.text("machine"),
                    card.text("command"),
                    figures(card.object("validation")),
                    card.has("profile") ? profile(card.object("profile")) : null);
        } catch (JacksonException e) {
            throw malformed(source, e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw malformed(source, e.getMessage());
        }
    }

    private static FeatureColumns columns(JsonObject columns) {
        return new FeatureColumns(columns.texts("nodes"), columns.texts("contexts"));
    }

    private static Map<String, Double> figures(JsonObject figures) {
        Map<String, Double> values = new LinkedHashMap<>();
        figures.fields().keySet().forEach(name -> values.put(name, figures.number(name)));
        return values;
    }

    private static InstanceProfile profile(JsonObject profile) {
        Map<String, InstanceProfile.Typical> statistics = new LinkedHashMap<>();
        JsonObject typical = profile.object("statistics");
        typical.fields().keySet().forEach(name -> {
            JsonObject values = typical.object(name);
            statistics.put(name, new InstanceProfile.Typical(values.number("median"), values.number("scale")));
        });
        return new InstanceProfile(
                (int) profile.whole("instances"), statistics, profile.has("map") ? grid(profile.object("map")) : null);
    }

    private static InstanceProfile.Grid grid(JsonObject map) {
        return new InstanceProfile.Grid(
                map.number("minX"), map.number("minY"), map.number("maxX"), map.number("maxY"), map.numbers("shares"));
    }

    private static InputException malformed(String source, @Nullable String why) {
        return new InputException(source + ": the model card is malformed (" + why + ").");
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
