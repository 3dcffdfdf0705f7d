package dev.ansatz.neural.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Weights of a policy by name, row-major float arrays. Mutable: a trainer updates the arrays in place. */
public final class Weights {
    private final Architecture architecture;
    private final Map<String, float[]> values;

    /**
     * @throws IllegalArgumentException if a weight is missing, unknown or has a wrong length
     */
    public Weights(Architecture architecture, Map<String, float[]> values) {
        this.architecture = architecture;
        this.values = new LinkedHashMap<>();
        check(architecture.shapes(), values);
        architecture.shapes().keySet().forEach(name -> this.values.put(name, values.get(name)));
    }

    /**
     * Checks that there is a value of the right length for each weight and nothing else.
     *
     * @throws IllegalArgumentException if not
     */
    public static void check(Map<String, int[]> shapes, Map<String, float[]> values) {
        shapes.forEach((name, shape) -> {
            float[] value = values.get(name);
            int length = length(shape);
            if (value == null || value.length != length) {
                throw new IllegalArgumentException("Weight " + name + " must have " + length + " values, has "
                        + (value == null ? "none" : value.length) + ".");
            }
        });
        if (values.size() != shapes.size()) {
            throw new IllegalArgumentException(
                    "There are " + values.size() + " weights; the architecture has " + shapes.size() + ".");
        }
    }

    /**
     * Random initial weights: uniform in ±1/sqrt(fan-in) as in POMO's code, norms 1, biases 0, latent rows 0, distance factors
     * -1 for the pointer, so that an untrained policy prefers near nodes.
     */
    public static Weights random(Architecture architecture, long seed) {
        Random random = new Random(seed);
        Map<String, float[]> values = new LinkedHashMap<>();
        architecture.shapes().forEach((name, shape) -> {
            float[] value = new float[length(shape)];
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
        return new Weights(architecture, values);
    }

    public Architecture architecture() {
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
    public Weights in(Architecture target) {
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
            copy.put(name, value == null ? new float[length(shape)] : value.clone());
        });
        return new Weights(target, copy);
    }

    /** A deep copy. */
    public Weights copy() {
        Map<String, float[]> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(name, value.clone()));
        return new Weights(architecture, copy);
    }

    /** Number of scalars. */
    public int count() {
        return values.values().stream().mapToInt(v -> v.length).sum();
    }

    static int length(int[] shape) {
        int length = 1;
        for (int s : shape) {
            length *= s;
        }
        return length;
    }
}
