package dev.ansatz.neural.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.ansatz.neural.policy.Architecture;
import dev.ansatz.neural.policy.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The policy as a differentiable DJL graph: the same function as {@code Encoder} and {@code Decoder}, for a batch and for all
 * decoding steps at once. Lives as long as its manager; parameters are leaves that require gradients.
 */
final class AttentionModel {
    private final Architecture arch;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    AttentionModel(NDManager manager, Weights weights) {
        arch = weights.architecture();
        arch.shapes().forEach((name, shape) -> {
            long[] dims = new long[shape.length];
            for (int i = 0; i < dims.length; i++) {
                dims[i] = shape[i];
            }
            NDArray parameter = manager.create(weights.get(name), new Shape(dims));
            parameter.setRequiresGradient(true);
            parameters.put(name, parameter);
        });
    }

    Map<String, NDArray> parameters() {
        return parameters;
    }

    private NDArray p(String name) {
        return java.util.Objects.requireNonNull(parameters.get(name), name);
    }

    private NDArray linear(NDArray x, String name) {
        return x.matMul(p(name + ".weight")).add(p(name + ".bias"));
    }

    private NDArray norm(NDArray x, String name) {
        return ai.djl.nn.norm.LayerNorm.layerNorm(
                        x,
                        new Shape(arch.embeddingSize()),
                        p(name + ".weight"),
                        p(name + ".bias"),
                        Architecture.NORM_EPSILON)
                .singletonOrThrow();
    }

    /**
     * Encodes a batch.
     *
     * @param x node features {@code [B, N, F]}
     * @param distances {@code [B, N, N]}
     * @return decoder projections {@code [B, N, P]}
     */
    NDArray encode(NDArray x, NDArray distances) {
        long b = x.getShape().get(0);
        long n = x.getShape().get(1);
        int h = arch.heads();
        int dk = arch.headSize();
        NDArray e = linear(x, "input");
        NDArray distanceRows = distances.expandDims(1);
        for (int l = 0; l < arch.layers(); l++) {
            String name = "encoder." + l + ".";
            // [B, N, 3, H, dk] -> [3, B, H, N, dk]
            NDArray qkv = norm(e, name + "norm1")
                    .matMul(p(name + "qkv.weight"))
                    .reshape(b, n, 3, h, dk)
                    .transpose(2, 0, 3, 1, 4);
            NDArray q = qkv.get(0).mul(1 / Math.sqrt(dk));
            NDArray scores = q.matMul(qkv.get(1).transpose(0, 1, 3, 2))
                    .add(distanceRows.mul(p(name + "distance").reshape(1, h, 1, 1)));
            NDArray mixed =
                    scores.softmax(-1).matMul(qkv.get(2)).transpose(0, 2, 1, 3).reshape(b, n, arch.embeddingSize());
            e = e.add(linear(mixed, name + "out"));
            NDArray hidden = ai.djl.nn.Activation.relu(linear(norm(e, name + "norm2"), name + "ff1"));
            e = e.add(linear(hidden, name + "ff2"));
        }
        return norm(e, "norm").matMul(p("decoder.projection"));
    }

    /**
     * Log-probabilities of all nodes at all queries.
     *
     * @param projected {@code [B, N, P]} from {@link #encode}
     * @param last one-hot last nodes {@code [B, Q, N]}
     * @param first one-hot first nodes {@code [B, Q, N]}, ignored where the architecture has no first node
     * @param context {@code [B, Q, C]}, ignored where C = 0
     * @param mask 0 for feasible nodes, very negative for others, {@code [B, Q, N]}
     * @param lastDistances distances from the last node {@code [B, Q, N]}
     * @return {@code [B, Q, N]}
     */
    NDArray logProbabilities(
            NDArray projected, NDArray last, NDArray first, NDArray context, NDArray mask, NDArray lastDistances) {
        long b = last.getShape().get(0);
        long queries = last.getShape().get(1);
        long n = last.getShape().get(2);
        int d = arch.embeddingSize();
        int h = arch.heads();
        int dk = arch.headSize();
        int rest = arch.usesFirst() ? 2 : 1;
        NDArray query = last.matMul(part(projected, 0));
        if (arch.usesFirst()) {
            query = query.add(first.matMul(part(projected, 1)));
        }
        if (arch.contexts() > 0) {
            query = query.add(context.matMul(p("decoder.context")));
        }
        NDArray q = query.mul(1 / Math.sqrt(dk)).reshape(b, queries, h, dk).transpose(0, 2, 1, 3);
        NDArray k = part(projected, rest).reshape(b, n, h, dk).transpose(0, 2, 3, 1);
        NDArray v = part(projected, rest + 1).reshape(b, n, h, dk).transpose(0, 2, 1, 3);
        NDArray glimpse = q.matMul(k)
                .addi(mask.expandDims(1))
                .softmax(-1)
                .matMul(v)
                .transpose(0, 2, 1, 3)
                .reshape(b, queries, d);
        NDArray pointer =
                glimpse.mul(1 / Math.sqrt(d)).matMul(part(projected, rest + 2).transpose(0, 2, 1));
        NDArray logits =
                pointer.add(lastDistances.mul(p("decoder.distance"))).tanh().mul(Architecture.LOGIT_CLIPPING);
        return logits.addi(mask).logSoftmax(-1);
    }

    private NDArray part(NDArray projected, int index) {
        int d = arch.embeddingSize();
        return projected.get(new ai.djl.ndarray.index.NDIndex(":, :, {}:{}", index * d, (index + 1) * d));
    }
}
