package dev.ansatz.neural.pointer;

import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.network.Shapes;
import dev.ansatz.problems.io.InputException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Weights of a policy by name, row-major float arrays. Mutable: a trainer updates the arrays in place. */
public final class PointerWeights {
    private final PointerArchitecture architecture;
    private final Map<String, float[]> values;

    /**
     * @throws IllegalArgumentException if a weight is missing, unknown or has a wrong length
     */
    public PointerWeights(PointerArchitecture architecture, Map<String, float[]> values) {
        this.architecture = architecture;
        this.values = new LinkedHashMap<>();
        Shapes.check(architecture.shapes(), values);
        architecture.shapes().keySet().forEach(name -> this.values.put(name, values.get(name)));
    }

    /**
     * Weights as a card describes them.
     *
     * @throws IllegalArgumentException if they do not fit the card
     */
    public static PointerWeights of(PointerKind<?, ?> kind, ModelCard card, Map<String, float[]> weights) {
        return new PointerWeights(
                kind.architecture(card.layers(), card.embeddingSize(), card.heads(), card.feedForwardSize())
                        .withDecoders(card.decoders(), card.latentSize()),
                weights);
    }

    /**
     * Weights of a checkpoint; {@code source} is for messages.
     *
     * @throws InputException if they do not fit the card
     */
    public static PointerWeights of(Checkpoint.Tensors loaded, String source) {
        try {
            return of(PointerKind.of(loaded.card().problem()), loaded.card(), loaded.weights());
        } catch (IllegalArgumentException e) {
            throw new InputException(source + ": the weights do not fit the card (" + e.getMessage() + ")");
        }
    }

    /**
     * Weights of a checkpoint.
     *
     * @throws InputException if a file is missing, malformed or does not fit the card
     */
    public static PointerWeights load(Path directory) {
        return of(Checkpoint.loadTensors(directory), directory.toString());
    }

    /**
     * Random initial weights: uniform in ±1/sqrt(fan-in) as in POMO's code, norms 1, biases 0, latent rows 0, distance factors
     * -1 for the pointer, so that an untrained policy prefers near nodes.
     */
    public static PointerWeights random(PointerArchitecture architecture, long seed) {
        Random random = new Random(seed);
        Map<String, float[]> values = new LinkedHashMap<>();
        architecture.shapes().forEach((name, shape) -> {
            float[] value = new float[Shapes.length(shape)];
            if (shape.length == 2 && !name.contains(".latent.")) {
                float bound = (float) (1 / Math.sqrt(shape[0]));
                for (int i = 0; i < value.length; i++) {
                    value[i] = (2 * random.nextFloat() - 1) * bound;
                }
            } else if (name.contains("norm") && name.endsWith("weight")) {
                java.util.Arrays.fill(value, 1f);
            } else if (name.endsWith("distance")) {
                java.util.Arrays.fill(value, -1f);
            }
            values.put(name, value);
        });
        return new PointerWeights(architecture, values);
    }

    public PointerArchitecture architecture() {
        return architecture;
    }

    /** The array itself, not a copy. */
    public float[] get(String name) {
        float[] value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("There is no weight " + name + ".");
        }
        return value;
    }

    /** All weights in canonical order; the arrays themselves. */
    public Map<String, float[]> asMap() {
        return new LinkedHashMap<>(values);
    }

    /**
     * The same function in an architecture with more decoders, each a copy of the one there is, or with a latent vector, whose
     * rows are zero, or without one: then that under the origin of the latent vectors. Copies.
     *
     * @throws IllegalArgumentException if this has several decoders and the target others, if the latent vectors differ in length, or if
     *     the encoders differ
     */
    public PointerWeights in(PointerArchitecture target) {
        if (target.equals(architecture)) {
            return copy();
        }
        boolean fits = architecture.decoders() == 1
                && architecture.withDecoders(1, 0).equals(target.withDecoders(1, 0))
                && (architecture.latentSize() == 0
                        || target.latentSize() == 0
                        || architecture.latentSize() == target.latentSize());
        if (!fits) {
            throw new IllegalArgumentException("A policy of " + architecture + " cannot become one of " + target + ".");
        }
        Map<String, float[]> copy = new LinkedHashMap<>();
        target.shapes().forEach((name, shape) -> {
            float[] value = values.get(name.replaceFirst("^decoder\\.\\d+\\.", "decoder."));
            copy.put(name, value == null ? new float[Shapes.length(shape)] : value.clone());
        });
        return new PointerWeights(target, copy);
    }

    /** A deep copy. */
    public PointerWeights copy() {
        Map<String, float[]> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(name, value.clone()));
        return new PointerWeights(architecture, copy);
    }

    /** Number of scalars. */
    public int count() {
        return values.values().stream().mapToInt(v -> v.length).sum();
    }
}
