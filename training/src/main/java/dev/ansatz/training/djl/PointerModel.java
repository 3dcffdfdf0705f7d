package dev.ansatz.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.ansatz.neural.pointer.PointerArchitecture;
import dev.ansatz.neural.pointer.PointerWeights;
import java.util.Map;

/**
 * The encoder as a differentiable DJL graph: the same function as {@code Encoder}, for a batch. Lives as long as its manager;
 * parameters are leaves that require gradients.
 */
public final class PointerModel {
    private final PointerArchitecture arch;
    private final Parameters parameters;

    public PointerModel(NDManager manager, PointerWeights weights) {
        arch = weights.architecture();
        parameters = new Parameters(manager, arch.shapes(), weights::get);
    }

    public Map<String, NDArray> parameters() {
        return parameters.arrays();
    }

    private NDArray p(String name) {
        return parameters.get(name);
    }

    private NDArray linear(NDArray x, String name) {
        return parameters.linear(x, name + ".");
    }

    private NDArray norm(NDArray x, String name) {
        return parameters.norm(x, name + ".");
    }

    /**
     * Encodes a batch.
     *
     * @param x node features {@code [B, N, F]}
     * @param distances {@code [B, N, N]}
     * @return embeddings {@code [B, N, D]}
     */
    public NDArray embed(NDArray x, NDArray distances) {
        long b = x.getShape().get(0);
        long n = x.getShape().get(1);
        int h = arch.heads();
        int dk = arch.headSize();
        NDArray e = linear(x, "input");
        NDArray distanceRows = distances.expandDims(1);
        NDArray scale = Parameters.constant(x, 1 / Math.sqrt(dk));
        for (int l = 0; l < arch.layers(); l++) {
            String name = "encoder." + l + ".";
            // [B, N, 3, H, dk] -> [3, B, H, N, dk]
            NDArray qkv = norm(e, name + "norm1")
                    .matMul(p(name + "qkv.weight"))
                    .reshape(b, n, 3, h, dk)
                    .transpose(2, 0, 3, 1, 4);
            NDArray q = qkv.get(0).mul(scale);
            NDArray scores = q.matMul(qkv.get(1).transpose(0, 1, 3, 2))
                    .add(distanceRows.mul(p(name + "distance").reshape(1, h, 1, 1)));
            NDArray mixed =
                    scores.softmax(-1).matMul(qkv.get(2)).transpose(0, 2, 1, 3).reshape(b, n, arch.embeddingSize());
            e = e.add(linear(mixed, name + "out"));
            NDArray hidden = ai.djl.nn.Activation.relu(linear(norm(e, name + "norm2"), name + "ff1"));
            e = e.add(linear(hidden, name + "ff2"));
        }
        return norm(e, "norm");
    }

    /**
     * What a decoder needs of the embeddings.
     *
     * @param embeddings {@code [B, N, D]} from {@link #embed}
     * @return {@code [B, N, P]}
     */
    public NDArray project(NDArray embeddings, int decoder) {
        return embeddings.matMul(p(arch.decoder(decoder) + "projection"));
    }
}
