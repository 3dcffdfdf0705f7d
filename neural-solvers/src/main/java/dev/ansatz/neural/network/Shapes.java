package dev.ansatz.neural.network;

import java.util.Map;

/** Shapes of weights: lengths of the sides of row-major arrays. */
public final class Shapes {
    private Shapes() {}

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

    /** Number of values of a shape. */
    public static int length(int[] shape) {
        int length = 1;
        for (int s : shape) {
            length *= s;
        }
        return length;
    }
}
