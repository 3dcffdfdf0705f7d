package dev.ansatz.training.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.ansatz.neural.pointer.NodeFeatures;
import dev.ansatz.neural.pointer.PointerArchitecture;
import dev.ansatz.neural.pointer.PointerWeights;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link PointerModel} on DJL's default device, differentiated by DJL's engine. */
final class DjlEncoder implements DifferentiableEncoder {
    private @Nullable NDManager manager;
    private @Nullable GradientCollector collector;
    private @Nullable PointerModel model;
    private NDArray @Nullable [] projected;
    private @Nullable PointerArchitecture arch;

    @Override
    public float[][] encode(PointerWeights weights, List<NodeFeatures> batch) {
        close();
        arch = weights.architecture();
        int b = batch.size();
        int n = batch.getFirst().nodes();
        int f = arch.features();
        float[] x = new float[b * n * f];
        float[] distances = new float[b * n * n];
        for (int i = 0; i < b; i++) {
            System.arraycopy(batch.get(i).values(), 0, x, i * n * f, n * f);
            System.arraycopy(batch.get(i).distances(), 0, distances, i * n * n, n * n);
        }
        manager = NDManager.newBaseManager();
        collector = Engine.getInstance().newGradientCollector();
        model = new PointerModel(manager, weights);
        NDArray embeddings =
                model.embed(manager.create(x, new Shape(b, n, f)), manager.create(distances, new Shape(b, n, n)));
        projected = new NDArray[arch.decoders()];
        float[][] projections = new float[arch.decoders()][];
        for (int k = 0; k < projections.length; k++) {
            projected[k] = model.project(embeddings, k);
            projections[k] = projected[k].toFloatArray();
        }
        return projections;
    }

    @Override
    public void backward(float[] @Nullable [] toProjected, Map<String, float[]> gradients) {
        try {
            NDManager own = Objects.requireNonNull(manager);
            NDArray[] leaves = Objects.requireNonNull(projected);
            NDArray product = null;
            for (int k = 0; k < leaves.length; k++) {
                float[] g = toProjected[k];
                if (g != null) {
                    NDArray part =
                            leaves[k].mul(own.create(g, leaves[k].getShape())).sum();
                    product = product == null ? part : product.add(part);
                }
            }
            if (product == null) {
                return;
            }
            Objects.requireNonNull(collector).backward(product); // whose gradient by the weights is that of the loss
            Objects.requireNonNull(model).parameters().forEach((name, p) -> {
                if (inGraph(toProjected, name)) {
                    try (NDArray gradient = p.getGradient()) {
                        float[] more = gradient.toFloatArray();
                        float[] sum = Objects.requireNonNull(gradients.get(name));
                        for (int i = 0; i < sum.length; i++) {
                            sum[i] += more[i];
                        }
                    }
                }
            });
        } finally {
            close();
        }
    }

    /** Whether a weight is one of the encoder's, or the projection of a decoder in the loss. */
    private boolean inGraph(float[] @Nullable [] toProjected, String name) {
        if (!name.startsWith("decoder.")) {
            return true;
        }
        for (int k = 0; k < toProjected.length; k++) {
            if (toProjected[k] != null
                    && name.equals(Objects.requireNonNull(arch).decoder(k) + "projection")) {
                return true;
            }
        }
        return false;
    }

    private void close() {
        if (collector != null) {
            collector.close();
            collector = null;
        }
        if (manager != null) {
            manager.close();
            manager = null;
        }
    }
}
