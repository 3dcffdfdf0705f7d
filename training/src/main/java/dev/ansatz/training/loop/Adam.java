package dev.ansatz.training.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Adam (Kingma and Ba 2015) over plain arrays, with the gradient clipped to a global norm first. The state is plain data, so
 * that a checkpoint holds all of it.
 */
final class Adam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.98;
    private static final double EPSILON = 1e-8;
    private static final double MAX_NORM = 1;
    private static final double LARGEST_NORM = 1e6;

    final Map<String, float[]> first = new LinkedHashMap<>();
    final Map<String, float[]> second = new LinkedHashMap<>();

    Adam(Map<String, float[]> weights) {
        weights.forEach((name, w) -> {
            first.put(name, new float[w.length]);
            second.put(name, new float[w.length]);
        });
    }

    /** A deep copy. */
    Adam copy() {
        Adam copy = new Adam(java.util.Map.of());
        first.forEach((name, m) -> copy.first.put(name, m.clone()));
        second.forEach((name, v) -> copy.second.put(name, v.clone()));
        return copy;
    }

    /** A gradient that is not finite, or larger than any honest one, is not followed: its direction is noise. */
    static boolean usable(double norm) {
        return norm < LARGEST_NORM;
    }

    /**
     * One step, in place.
     *
     * @param step number of this step, from 1
     * @return norm of the gradient before clipping; where it is not {@linkplain #usable usable}, nothing was changed
     */
    double step(Map<String, float[]> weights, Map<String, float[]> gradients, long step, double learningRate) {
        double squared = 0;
        for (float[] g : gradients.values()) {
            for (float v : g) {
                squared += (double) v * v;
            }
        }
        double norm = Math.sqrt(squared);
        if (!usable(norm)) {
            return norm;
        }
        float clip = (float) (norm > MAX_NORM ? MAX_NORM / norm : 1);
        float rate = (float) (learningRate * Math.sqrt(1 - Math.pow(BETA2, step)) / (1 - Math.pow(BETA1, step)));
        weights.forEach((name, w) -> {
            float[] g = Objects.requireNonNull(gradients.get(name));
            float[] m = Objects.requireNonNull(first.get(name));
            float[] v = Objects.requireNonNull(second.get(name));
            for (int i = 0; i < w.length; i++) {
                float gi = g[i] * clip;
                m[i] += (float) (1 - BETA1) * (gi - m[i]);
                v[i] += (float) (1 - BETA2) * (gi * gi - v[i]);
                w[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) + (float) EPSILON);
            }
        });
        return norm;
    }
}
