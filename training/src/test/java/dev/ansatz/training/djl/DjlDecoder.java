package dev.ansatz.training.djl;

import ai.djl.ndarray.NDArray;
import dev.ansatz.neural.kernel.Kernels;
import dev.ansatz.neural.pointer.PointerArchitecture;

/** The decoder as a differentiable DJL graph over all decoding steps at once: what the plain Java one is tested against. */
final class DjlDecoder {
    private DjlDecoder() {}

    /**
     * Log-probabilities of all nodes at all queries.
     *
     * @param weights leaves by name
     * @param decoder 0 to K - 1
     * @param projected {@code [B, N, P]} from {@link #project}
     * @param last one-hot last nodes {@code [B, Q, N]}
     * @param first one-hot first nodes {@code [B, Q, N]}, ignored where the architecture has no first node
     * @param context {@code [B, Q, C]}, ignored where C = 0
     * @param latent latent vectors {@code [B, Q, Z]}, ignored where Z = 0
     * @param mask 0 for feasible nodes, very negative for others, {@code [B, Q, N]}
     * @param lastDistances distances from the last node {@code [B, Q, N]}
     * @return {@code [B, Q, N]}
     */
    static NDArray logProbabilities(
            PointerArchitecture arch,
            java.util.Map<String, NDArray> weights,
            int decoder,
            NDArray projected,
            NDArray last,
            NDArray first,
            NDArray context,
            NDArray latent,
            NDArray mask,
            NDArray lastDistances) {
        String prefix = arch.decoder(decoder);
        long b = last.getShape().get(0);
        long queries = last.getShape().get(1);
        long n = last.getShape().get(2);
        int d = arch.embeddingSize();
        int h = arch.heads();
        int dk = arch.headSize();
        int rest = arch.usesFirst() ? 2 : 1;
        NDArray query = last.matMul(part(arch, projected, 0));
        if (arch.usesFirst()) {
            query = query.add(first.matMul(part(arch, projected, 1)));
        }
        if (arch.contexts() > 0) {
            query = query.add(context.matMul(weights.get(prefix + "context")));
        }
        if (arch.latentSize() > 0) {
            query = query.add(latent.matMul(weights.get(prefix + "latent.query")));
        }
        NDArray q = query.mul(Parameters.constant(query, 1 / Math.sqrt(dk)))
                .reshape(b, queries, h, dk)
                .transpose(0, 2, 1, 3);
        NDArray k = part(arch, projected, rest).reshape(b, n, h, dk).transpose(0, 2, 3, 1);
        NDArray v = part(arch, projected, rest + 1).reshape(b, n, h, dk).transpose(0, 2, 1, 3);
        NDArray glimpse = q.matMul(k)
                .addi(mask.expandDims(1))
                .softmax(-1)
                .matMul(v)
                .transpose(0, 2, 1, 3)
                .reshape(b, queries, d);
        if (arch.latentSize() > 0) {
            glimpse = glimpse.add(latent.matMul(weights.get(prefix + "latent.value")));
        }
        NDArray pointer = glimpse.mul(Parameters.constant(glimpse, 1 / Math.sqrt(d)))
                .matMul(part(arch, projected, rest + 2).transpose(0, 2, 1));
        NDArray logits = pointer.add(lastDistances.mul(weights.get(prefix + "distance")))
                .tanh()
                .mul(Parameters.constant(glimpse, Kernels.LOGIT_CLIPPING));
        return logits.addi(mask).logSoftmax(-1);
    }

    private static NDArray part(PointerArchitecture arch, NDArray projected, int index) {
        int d = arch.embeddingSize();
        return projected.get(new ai.djl.ndarray.index.NDIndex(":, :, {}:{}", index * d, (index + 1) * d));
    }
}
