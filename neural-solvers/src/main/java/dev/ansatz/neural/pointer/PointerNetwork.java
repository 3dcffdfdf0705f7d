package dev.ansatz.neural.pointer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the decoder of one encoded instance computes with, whatever it decodes: weights, encoding, latent vectors, what is adapted. */
final class PointerNetwork {
    final PointerArchitecture arch;
    final NodeFeatures features;

    /** Encoding of the instance, {@code [N, P]}. */
    final float[] projected;

    /** N. */
    final int n;

    /** D. */
    final int d;

    final float[] contextQuery;

    /** Weight of the distance from the last node. */
    final float distance;

    private final float[] latentQuery;
    private final float[] latentValue;
    private int vectors = 1;

    /** What the latent vectors add to queries and to glimpses, {@code [vectors, D]}. */
    float[] queryShift;

    float[] glimpseShift;

    /** In front of the pointer, if any. */
    @Nullable
    ResidualLayer layer;

    /** Receives sampled decisions, if any. */
    @Nullable
    DecisionTape tape;

    PointerNetwork(PointerWeights weights, int decoder, NodeFeatures features, float[] projected) {
        arch = weights.architecture();
        this.features = features;
        this.projected = projected;
        n = features.nodes();
        d = arch.embeddingSize();
        String prefix = arch.decoder(decoder);
        contextQuery = arch.contexts() > 0 ? weights.get(prefix + "context") : new float[0];
        distance = weights.get(prefix + "distance")[0];
        latentQuery = arch.latentSize() > 0 ? weights.get(prefix + "latent.query") : new float[0];
        latentValue = arch.latentSize() > 0 ? weights.get(prefix + "latent.value") : new float[0];
        queryShift = new float[d];
        glimpseShift = new float[d];
    }

    /** Where the keys, values and pointer keys of a node begin in its row of the projection. */
    int keysAt() {
        return (arch.usesFirst() ? 2 : 1) * d;
    }

    void condition(float[]... latents) {
        vectors = latents.length;
        if (queryShift.length < vectors * d) {
            queryShift = new float[vectors * d];
            glimpseShift = new float[vectors * d];
        }
        Arrays.fill(queryShift, 0f);
        Arrays.fill(glimpseShift, 0f);
        for (int l = 0; l < vectors; l++) {
            float[] latent = latents[l];
            if (latent.length != arch.latentSize()) {
                throw new IllegalArgumentException("The latent vector has " + latent.length
                        + " entries; the policy's have " + arch.latentSize() + ".");
            }
            for (int i = 0; i < latent.length; i++) {
                for (int c = 0; c < d; c++) {
                    queryShift[l * d + c] += latent[i] * latentQuery[i * d + c];
                    glimpseShift[l * d + c] += latent[i] * latentValue[i * d + c];
                }
            }
        }
    }

    /** Where the shifts of a trajectory begin. */
    int shift(int t) {
        return t % vectors * d;
    }
}
