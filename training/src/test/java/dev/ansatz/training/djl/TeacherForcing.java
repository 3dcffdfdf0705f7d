package dev.ansatz.training.djl;

import dev.ansatz.neural.pointer.NodeFeatures;
import dev.ansatz.neural.pointer.PointerEnvironment;

/**
 * Recorded trajectories of a batch as tensors: every decoding step with a choice becomes a query, so that all
 * log-probabilities come from one parallel pass. Shapes by the letters of the {@code policy} package; queries beyond an
 * instance's own number are padding of weight 0.
 */
final class TeacherForcing {
    private static final float INFEASIBLE = -1e9f;

    final int batch;
    final int nodes;
    final int queries;
    /** One-hot last nodes, {@code [B, Q, N]}. */
    final float[] last;
    /** One-hot first nodes, {@code [B, Q, N]}. */
    final float[] first;
    /** {@code [B, Q, C]}. */
    final float[] context;
    /** {@code [B, Q, Z]}. */
    final float[] latent;
    /** {@code [B, Q, N]}: 0 or very negative. */
    final float[] mask;
    /** {@code [B, Q, N]}. */
    final float[] lastDistances;
    /** Weight of the log-probability of each node, non-zero at the chosen one, {@code [B, Q, N]}. */
    final float[] weight;

    /**
     * Replays trajectories.
     *
     * @param environments one per instance, all of N nodes; their state is overwritten
     * @param actions {@code [B][S][steps]}, complete trajectories
     * @param trajectoryWeight {@code [B][S]}, weight of each trajectory's log-probability
     */
    TeacherForcing(PointerEnvironment[] environments, int[][][] actions, float[][] trajectoryWeight) {
        this(environments, actions, trajectoryWeight, new float[environments.length][0][], 0);
    }

    /**
     * Replays trajectories under latent vectors.
     *
     * @param environments one per instance, all of N nodes; their state is overwritten
     * @param actions {@code [B][S][steps]}, complete trajectories; S may differ between instances
     * @param trajectoryWeight {@code [B][S]}, weight of each trajectory's log-probability
     * @param trajectoryLatent {@code [B][S][Z]}
     * @param latentSize Z
     */
    TeacherForcing(
            PointerEnvironment[] environments,
            int[][][] actions,
            float[][] trajectoryWeight,
            float[][][] trajectoryLatent,
            int latentSize) {
        batch = environments.length;
        nodes = environments[0].features().nodes();
        int most = 0;
        for (int[][] instance : actions) {
            int sum = 0;
            for (int[] trajectory : instance) {
                sum += trajectory.length - 1;
            }
            most = Math.max(most, sum);
        }
        queries = most;
        int cells = Math.multiplyExact(Math.multiplyExact(batch, queries), nodes);
        last = new float[cells];
        first = new float[cells];
        mask = new float[cells];
        lastDistances = new float[cells];
        weight = new float[cells];
        int contexts = environments[0].contexts();
        float[] present = new float[contexts];
        context = new float[batch * queries * contexts];
        latent = new float[batch * queries * latentSize];
        int[] feasible = new int[nodes];
        for (int b = 0; b < batch; b++) {
            PointerEnvironment env = environments[b];
            NodeFeatures features = env.features();
            env.reset(actions[b].length);
            int q = 0;
            for (int t = 0; t < actions[b].length; t++) {
                int[] trajectory = actions[b][t];
                env.step(t, trajectory[0]);
                for (int step = 1; step < trajectory.length; step++) {
                    int k = env.feasible(t, feasible);
                    if (k > 1) {
                        int row = b * queries + q++;
                        int cell = row * nodes;
                        int from = env.last(t);
                        last[cell + from] = 1;
                        first[cell + env.first(t)] = 1;
                        env.context(t, present);
                        System.arraycopy(present, 0, context, row * contexts, contexts);
                        if (latentSize > 0) {
                            System.arraycopy(trajectoryLatent[b][t], 0, latent, row * latentSize, latentSize);
                        }
                        java.util.Arrays.fill(mask, cell, cell + nodes, INFEASIBLE);
                        for (int i = 0; i < k; i++) {
                            mask[cell + feasible[i]] = 0;
                        }
                        System.arraycopy(features.distances(), from * nodes, lastDistances, cell, nodes);
                        weight[cell + trajectory[step]] = trajectoryWeight[b][t];
                    }
                    env.step(t, trajectory[step]);
                }
            }
        }
    }
}
