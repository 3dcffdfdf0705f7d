package dev.ansatz.neural.decoding;

import dev.ansatz.neural.DecodingRequest;
import dev.ansatz.neural.DistinctBest;
import dev.ansatz.neural.PolicyKind;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Sense;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Turns a {@link DecodingRequest} into rollouts of a policy and keeps the best distinct solutions. */
public final class Proposing<S> {
    /** Samples of one form before those of the next one, where there are no starts. */
    private static final int SAMPLES = 8;

    private final PolicyRollouts<S, ?> rollouts;
    private final DecodingRequest request;
    private final BooleanSupplier stop;
    private final DistinctBest<S> best;
    private final SplittableRandom random;

    private Proposing(PolicyRollouts<S, ?> rollouts, DecodingRequest request, BooleanSupplier stop) {
        this.rollouts = rollouts;
        this.request = request;
        this.stop = stop;
        best = DistinctBest.byEquality(request.keep());
        random = new SplittableRandom(request.seed());
    }

    /**
     * The best of rollouts that begin at first nodes: greedily from some under each symmetry, then samples from all of them. Of several
     * decoders each makes every K-th batch. A policy with a latent vector makes its samples greedily under random latent vectors.
     *
     * @return best first by the objective in the instance's own units, which rounding may order differently than the policy's costs
     */
    public static <I extends Instance, S> List<S> fromStarts(
            PolicyKind<I, S> kind,
            PolicyRollouts<S, ?> rollouts,
            I instance,
            DecodingRequest request,
            BooleanSupplier stop) {
        Proposing<S> proposing = new Proposing<>(rollouts, request, stop);
        proposing.fromStarts();
        Comparator<S> byObjective = Comparator.comparingDouble(
                solution -> kind.problem().evaluate(instance, solution).objective());
        return proposing.best.items().stream()
                .sorted(kind.problem().sense() == Sense.MINIMISE ? byObjective : byObjective.reversed())
                .toList();
    }

    private void fromStarts() {
        int all = rollouts.starts();
        int starts = request.starts() == 0 ? all : Math.min(request.starts(), all);
        int decoders = rollouts.decoders();
        for (int a = 0; a < request.augmentations() && !stop.getAsBoolean(); a++) {
            for (int k = 0; k < decoders; k++) {
                // Every K-th of the starts; another share of them under each symmetry.
                int first = (k + a) % decoders;
                int[] some = spread((starts - first + decoders - 1) / decoders, first, decoders, starts, all);
                int unused = rollouts.propose(Rollouts.Request.greedy(a, k, some), stop, best.sink());
            }
        }
        int left = request.samples();
        for (int round = 0; left > 0 && !stop.getAsBoolean(); round++) {
            int count = Math.min(left, starts);
            float[][] latents = randomLatents(count);
            int[] some = spread(count, round * count, 1, starts, all);
            sample(round % request.augmentations(), round % decoders, latents, some, latents.length == 0);
            left -= count;
        }
    }

    /**
     * The best of rollouts that all begin alike: the first ones are greedy, one for each form of the instance, and all others are samples,
     * where the policy is sampled. A policy with a latent vector makes each sample under a random one.
     *
     * @param starts rollouts per augmentation that the request asks for
     * @return best first
     */
    public static <S> List<S> fromTheBeginning(
            PolicyRollouts<S, ?> rollouts,
            int starts,
            boolean isSampled,
            DecodingRequest request,
            BooleanSupplier stop) {
        Proposing<S> proposing = new Proposing<>(rollouts, request, stop);
        proposing.fromTheBeginning(
                isSampled ? request.augmentations() * starts + request.samples() : rollouts.symmetries());
        return proposing.best.items();
    }

    private void fromTheBeginning(int all) {
        int forms = Math.min(rollouts.symmetries(), all);
        int made = 0;
        for (int form = 0; form < forms; form++) {
            made += rollouts.propose(Rollouts.Request.greedy(form, 0, new int[1]), stop, best.sink());
        }
        for (int turn = 0; made >= forms && made < all && !stop.getAsBoolean(); turn++) {
            int count = Math.min(SAMPLES, all - made);
            made += sample(turn % forms, 0, randomLatents(count), new int[count], true);
        }
    }

    private int sample(int symmetry, int decoder, float[][] latents, int[] starts, boolean isHot) {
        return rollouts.propose(
                new Rollouts.Request(
                        symmetry, decoder, latents, starts, isHot ? request.temperature() : 0, 1, random.nextLong()),
                stop,
                best.sink());
    }

    /** None where the policy has no latent vector. */
    private float[][] randomLatents(int count) {
        float[][] latents = new float[rollouts.latentSize() == 0 ? 0 : count][];
        Arrays.setAll(latents, l -> Rollouts.randomLatent(rollouts.latentSize(), rollouts.latentRange(), random));
        return latents;
    }

    /** {@code count} of {@code starts} first nodes that are spread evenly over {@code all}. */
    private static int[] spread(int count, int offset, int stride, int starts, int all) {
        int[] indices = new int[Math.max(0, count)];
        for (int t = 0; t < indices.length; t++) {
            indices[t] = (int) ((offset + (long) t * stride) % starts * all / starts);
        }
        return indices;
    }
}
