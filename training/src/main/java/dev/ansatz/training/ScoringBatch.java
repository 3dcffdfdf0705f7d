package dev.ansatz.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.ansatz.neural.candidate.CandidateArchitecture;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.neural.candidate.Decisions;
import java.util.List;

/** Instances of one shape and recorded decisions on them as tensors; the letters are those of {@link ScoringModel}. */
final class ScoringBatch {
    private static final float INFEASIBLE = -1e9f;

    private final CandidateArchitecture arch;
    private final List<? extends CandidateEnvironment<?>> environments;
    private final int nodes;

    /**
     * @param environments one per instance, all of the same N and the same group sizes
     */
    ScoringBatch(CandidateArchitecture arch, List<? extends CandidateEnvironment<?>> environments) {
        this.arch = arch;
        this.environments = environments;
        nodes = environments.get(0).nodes();
    }

    NDArray encode(NDManager manager, ScoringModel model) {
        int b = environments.size();
        int f = arch.features();
        float[] x = new float[b * nodes * f];
        for (int i = 0; i < b; i++) {
            System.arraycopy(environments.get(i).features(), 0, x, i * nodes * f, nodes * f);
        }
        int relations = arch.relations();
        NDArray[] order = new NDArray[relations];
        NDArray[] inverse = new NDArray[relations];
        int[] groupSize = new int[relations];
        for (int r = 0; r < relations; r++) {
            long[] forth = new long[b * nodes];
            long[] back = new long[b * nodes];
            int at = 0;
            for (int i = 0; i < b; i++) {
                for (int[] group : environments.get(i).groups(r)) {
                    groupSize[r] = group.length;
                    for (int node : group) {
                        forth[at] = (long) i * nodes + node;
                        back[i * nodes + node] = at++;
                    }
                }
            }
            order[r] = manager.create(forth);
            inverse[r] = manager.create(back);
        }
        return model.encode(manager.create(x, new Shape((long) b * nodes, f)), order, inverse, groupSize);
    }

    /** Σ weight · log-probability of the choices; decisions with few and with many candidates go separately. */
    NDArray loss(NDManager manager, ScoringModel model, NDArray projected, Decisions[][] decisions, float[][] weight) {
        NDArray few = part(manager, model, projected, decisions, weight, 2, FEW);
        NDArray many = part(manager, model, projected, decisions, weight, FEW + 1, Integer.MAX_VALUE);
        if (few != null && many != null) {
            return few.add(many);
        }
        return few != null ? few : many != null ? many : projected.sum().mul(0);
    }

    private static final int FEW = 3;

    private @org.jspecify.annotations.Nullable NDArray part(
            NDManager manager,
            ScoringModel model,
            NDArray projected,
            Decisions[][] decisions,
            float[][] weight,
            int least,
            int most) {
        int count = 0;
        int k = 0;
        for (Decisions[] own : decisions) {
            for (Decisions d : own) {
                for (int q = 0; q < d.count(); q++) {
                    int c = d.candidates(q);
                    if (c >= least && c <= most) {
                        count++;
                        k = Math.max(k, c);
                    }
                }
            }
        }
        if (count == 0) {
            return null;
        }
        int width = arch.contexts();
        long[] rows = new long[count * k];
        float[] contexts = new float[count * k * width];
        int z = arch.latentSize();
        float[] latents = new float[count * z];
        float[] share = new float[count * k];
        float[] mask = new float[count * k];
        float[] target = new float[count * k];
        int at = 0;
        for (int i = 0; i < decisions.length; i++) {
            for (int t = 0; t < decisions[i].length; t++) {
                Decisions d = decisions[i][t];
                for (int q = 0; q < d.count(); q++) {
                    int c = d.candidates(q);
                    if (c < least || c > most) {
                        continue;
                    }
                    for (int j = 0; j < k; j++) {
                        rows[at + j] = (long) i * nodes + (j < c ? d.node(q, j) : 0);
                        share[at + j] = j < c ? 1f / c : 0;
                        mask[at + j] = j < c ? 0 : INFEASIBLE;
                    }
                    d.copyContexts(q, width, contexts, at * width);
                    System.arraycopy(d.latent(), 0, latents, at / k * z, z);
                    target[at + d.choice(q)] = weight[i][t];
                    at += k;
                }
            }
        }
        Shape cells = new Shape(count, k);
        return model.logProbabilities(
                        projected,
                        manager.create(rows, cells),
                        manager.create(contexts, new Shape(count, k, width)),
                        z == 0 ? projected : manager.create(latents, new Shape(count, 1, z)),
                        manager.create(share, new Shape(count, 1, k)),
                        manager.create(mask, cells))
                .mul(manager.create(target, cells))
                .sum();
    }
}
