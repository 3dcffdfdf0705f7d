package dev.ansatz.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import dev.ansatz.neural.candidate.CandidateArchitecture;
import java.util.Map;
import java.util.Objects;

/**
 * The candidate-scoring policy as a differentiable DJL graph: the same function as {@code ScoringEncoder} and
 * {@code ScoringDecoder}, for a batch of B instances of one shape and for all their decisions at once. Lives as long as its
 * manager; parameters are leaves that require gradients.
 */
public final class CandidateModel {
    private final CandidateArchitecture arch;
    private final Parameters parameters;
    private final double temperature;

    /** @param temperature divides the scores */
    public CandidateModel(
            NDManager manager, CandidateArchitecture arch, Map<String, float[]> weights, double temperature) {
        this.arch = arch;
        this.temperature = temperature;
        parameters = new Parameters(manager, arch.shapes(), name -> Objects.requireNonNull(weights.get(name), name));
    }

    public Map<String, NDArray> parameters() {
        return parameters.arrays();
    }

    private NDArray p(String name) {
        return parameters.get(name);
    }

    private NDArray linear(NDArray x, String name) {
        return parameters.linear(x, name);
    }

    private NDArray norm(NDArray x, String name) {
        return parameters.norm(x, name);
    }

    private static NDArray rows(NDArray table, NDArray indices) {
        return Embedding.embedding(indices, table, SparseFormat.DENSE).singletonOrThrow();
    }

    /**
     * Encodes a batch.
     *
     * @param x node features {@code [B·N, F]}
     * @param order per relation the rows of x, group by group, {@code [B·N]}
     * @param inverse per relation the inverse of that order
     * @param groupSize per relation the size of all its groups
     * @return {@code [B·N, D]}
     */
    public NDArray encode(NDArray x, NDArray[] order, NDArray[] inverse, int[] groupSize) {
        int d = arch.embeddingSize();
        int h = arch.heads();
        int dk = arch.headSize();
        long n = x.getShape().get(0);
        NDArray scale = Parameters.constant(x, 1 / Math.sqrt(dk));
        NDArray e = linear(x, "input.");
        for (int l = 0; l < arch.layers(); l++) {
            for (int r = 0; r < arch.relations(); r++) {
                String name = CandidateArchitecture.attention(l, r);
                long g = groupSize[r];
                // [B·G, g, 3, H, dk] -> [3, B·G, H, g, dk]
                NDArray qkv = rows(norm(e, name + "norm."), order[r])
                        .matMul(p(name + "qkv.weight"))
                        .reshape(n / g, g, 3, h, dk)
                        .transpose(2, 0, 3, 1, 4);
                NDArray mixed = qkv.get(0)
                        .mul(scale)
                        .matMul(qkv.get(1).transpose(0, 1, 3, 2))
                        .softmax(-1)
                        .matMul(qkv.get(2))
                        .transpose(0, 2, 1, 3)
                        .reshape(n, d);
                e = e.add(rows(linear(mixed, name + "out."), inverse[r]));
            }
            String name = CandidateArchitecture.feedForward(l);
            e = e.add(linear(Activation.relu(linear(norm(e, name + "norm."), name + "1.")), name + "2."));
        }
        return norm(e, "norm.").matMul(p("decoder.node.weight"));
    }

    /**
     * Log-probabilities of the candidates of Q decisions, K at most each.
     *
     * @param projected {@code [B·N, D]} from {@link #encode}
     * @param nodes rows of {@code projected}, {@code [Q, K]}; any row where there is no candidate
     * @param contexts {@code [Q, K, C]}
     * @param latents latent vector of each decision, {@code [Q, 1, Z]}; of no meaning where Z is 0
     * @param share 1 / number of candidates where there is one, else 0, {@code [Q, 1, K]}
     * @param mask 0 where there is a candidate, else very negative, {@code [Q, K]}
     * @return {@code [Q, K]}
     */
    public NDArray logProbabilities(
            NDArray projected, NDArray nodes, NDArray contexts, NDArray latents, NDArray share, NDArray mask) {
        long q = nodes.getShape().get(0);
        long k = nodes.getShape().get(1);
        NDArray first = linear(contexts, "decoder.context.").add(rows(projected, nodes));
        if (arch.latentSize() > 0) {
            first = first.add(latents.matMul(p(CandidateArchitecture.LATENT_HIDDEN)));
        }
        NDArray h = Activation.relu(first);
        NDArray pooled = linear(share.matMul(h), "decoder.pooled."); // [Q, 1, D]
        if (arch.latentSize() > 0) {
            pooled = pooled.add(latents.matMul(p(CandidateArchitecture.LATENT_POOLED)));
        }
        NDArray z = Activation.relu(h.matMul(p("decoder.own.weight")).add(pooled));
        return z.matMul(p("decoder.score.weight"))
                .reshape(q, k)
                .mul(Parameters.constant(z, 1 / temperature))
                .add(mask)
                .logSoftmax(-1);
    }
}
