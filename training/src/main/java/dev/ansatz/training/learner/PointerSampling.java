package dev.ansatz.training.learner;

import dev.ansatz.neural.pointer.PointerDecoder;
import dev.ansatz.neural.pointer.PointerEnvironment;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Trajectories of a pointer policy from given first nodes. */
final class PointerSampling {
    private PointerSampling() {}

    /** One sampled trajectory from each of some first nodes; their costs go into {@code costs}. */
    static int[][] sample(
            PointerEnvironment env,
            PointerDecoder decoder,
            int[] starts,
            double temperature,
            SplittableRandom random,
            double[] costs) {
        int s = starts.length;
        env.reset(s);
        for (int t = 0; t < s; t++) {
            env.step(t, env.start(starts[t]));
        }
        decoder.decode(env, s, temperature, random, () -> false);
        int[][] actions = new int[s][];
        for (int t = 0; t < s; t++) {
            actions[t] = new int[env.steps(t)];
            for (int k = 0; k < actions[t].length; k++) {
                actions[t][k] = env.action(t, k);
            }
            costs[t] = env.cost(t);
        }
        return actions;
    }

    /** k of the numbers below n. */
    static int[] distinct(int n, int k, SplittableRandom random) {
        int[] all = IntStream.range(0, n).toArray();
        for (int i = 0; i < k; i++) {
            int j = random.nextInt(i, n);
            int swap = all[i];
            all[i] = all[j];
            all[j] = swap;
        }
        return Arrays.copyOf(all, k);
    }

    /** The trajectory of least cost; the first of equally good ones. */
    static int best(PointerEnvironment env, int trajectories) {
        return IntStream.range(0, trajectories)
                .boxed()
                .min(Comparator.comparingDouble(env::cost))
                .orElseThrow();
    }
}
