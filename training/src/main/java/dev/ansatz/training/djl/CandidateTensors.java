package dev.ansatz.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.ansatz.neural.candidate.CandidateArchitecture;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.neural.candidate.Decisions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Instances of one shape and recorded decisions on them as tensors; the letters are those of {@link CandidateModel}. */
public final class CandidateTensors {
    private static final float INFEASIBLE = -1e9f;

    private final CandidateArchitecture arch;
    private final List<? extends CandidateEnvironment<?>> environments;
    private final int nodes;

    /**
     * @param environments one per instance, all of the same N and the same group sizes
     */
    public CandidateTensors(CandidateArchitecture arch, List<? extends CandidateEnvironment<?>> environments) {
        this.arch = arch;
        this.environments = environments;
        nodes = environments.get(0).nodes();
    }

    public NDArray encode(NDManager manager, CandidateModel model) {
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

    /** A decision that was recorded, in a trajectory of a weight. */
    private record Asked(Decisions decisions, int q, int instance, float weight) {
        int candidates() {
            return decisions.candidates(q);
        }
    }

    /**
     * Σ weight · log-probability of the choices; decisions with few and with many candidates go separately.
     *
     * @param decisions by instance and trajectory
     * @param weight by instance and trajectory
     */
    public NDArray loss(
            NDManager manager, CandidateModel model, NDArray projected, Decisions[][] decisions, float[][] weight) {
        List<Asked> few = new ArrayList<>();
        List<Asked> many = new ArrayList<>();
        for (int i = 0; i < decisions.length; i++) {
            for (int t = 0; t < decisions[i].length; t++) {
                Decisions d = decisions[i][t];
                for (int q = 0; q < d.count(); q++) {
                    (d.candidates(q) <= FEW ? few : many).add(new Asked(d, q, i, weight[i][t]));
                }
            }
        }
        NDArray ofFew = loss(manager, model, projected, few);
        NDArray ofMany = loss(manager, model, projected, many);
        if (ofFew != null && ofMany != null) {
            return ofFew.add(ofMany);
        }
        return ofFew != null ? ofFew : ofMany != null ? ofMany : projected.sum().mul(0);
    }

    private static final int FEW = 3;

    /** Null where nothing was asked. */
    private @Nullable NDArray loss(NDManager manager, CandidateModel model, NDArray projected, List<Asked> asked) {
        if (asked.isEmpty()) {
            return null;
        }
        int count = asked.size();
        int k = asked.stream().mapToInt(Asked::candidates).max().orElseThrow();
        int width = arch.contexts();
        int z = arch.latentSize();
        long[] rows = new long[count * k];
        float[] contexts = new float[count * k * width];
        float[] latents = new float[count * z];
        float[] share = new float[count * k];
        float[] mask = new float[count * k];
        float[] target = new float[count * k];
        for (int n = 0; n < count; n++) {
            Asked one = asked.get(n);
            Decisions d = one.decisions();
            int c = one.candidates();
            int at = n * k;
            for (int j = 0; j < k; j++) {
                rows[at + j] = (long) one.instance() * nodes + (j < c ? d.node(one.q(), j) : 0);
                share[at + j] = j < c ? 1f / c : 0;
                mask[at + j] = j < c ? 0 : INFEASIBLE;
            }
            d.copyContexts(one.q(), width, contexts, at * width);
            System.arraycopy(d.latent(), 0, latents, n * z, z);
            target[at + d.choice(one.q())] = one.weight();
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
