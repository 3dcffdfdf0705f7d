package dev.ansatz.training.djl;

import dev.ansatz.neural.pointer.EncoderGradient;
import dev.ansatz.neural.pointer.NodeFeatures;
import dev.ansatz.neural.pointer.PointerArchitecture;
import dev.ansatz.neural.pointer.PointerWeights;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The encoder with its gradient: in plain Java, or, with {@code -Dansatz.training=djl}, as a DJL graph, which runs on a GPU where
 * DJL sees one. Both are one function (tested). Not thread-safe.
 */
public interface DifferentiableEncoder {
    /**
     * Encodes a batch of instances of equal size.
     *
     * @return projections for each decoder, {@code [K][B, N, P]}
     */
    float[][] encode(PointerWeights weights, List<NodeFeatures> batch);

    /**
     * Goes back through the last batch.
     *
     * @param toProjected gradient with respect to the projections of each decoder, null for those that are not in the loss
     * @param gradients to which those of the weights are added, by name
     */
    void backward(float[] @Nullable [] toProjected, Map<String, float[]> gradients);

    /** Whether the DJL graph was asked for. */
    static boolean usesDjl() {
        return "djl".equals(System.getProperty("ansatz.training"));
    }

    static DifferentiableEncoder of(PointerWeights weights) {
        return usesDjl() ? new DjlEncoder() : plain(weights);
    }

    private static DifferentiableEncoder plain(PointerWeights weights) {
        EncoderGradient encoder = new EncoderGradient(weights);
        PointerArchitecture arch = weights.architecture();
        return new DifferentiableEncoder() {
            @Override
            public float[][] encode(PointerWeights present, List<NodeFeatures> batch) {
                encoder.embed(present, batch);
                float[][] projected = new float[arch.decoders()][];
                for (int k = 0; k < projected.length; k++) {
                    projected[k] = encoder.project(k);
                }
                return projected;
            }

            @Override
            public void backward(float[] @Nullable [] toProjected, Map<String, float[]> gradients) {
                encoder.backward(toProjected, gradients);
            }
        };
    }
}
