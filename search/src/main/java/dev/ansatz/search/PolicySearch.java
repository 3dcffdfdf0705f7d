package dev.ansatz.search;

import dev.ansatz.neural.Policy;
import dev.ansatz.neural.Proposals;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Run;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Search over the rollouts of a policy alone. Anytime: what is better is reported at once. The iteration limit counts rollouts,
 * each of which constructs one solution, and is met exactly.
 */
public final class PolicySearch<I extends Instance, S> {
    /** Rollouts between two looks at what came out. */
    private static final int BATCH = 64;

    /** Samples per start and whole request. */
    private static final int SAMPLES_PER_START = 8;

    private static final int SYMMETRIES = 8;

    private final Run<I, S> run;
    private final Policy<I, S> policy;
    private final SplittableRandom random;
    private long made;

    /** An outcome and the number of rollouts that were made for it. */
    public record Result<S>(Outcome<S> outcome, long rollouts) {}

    PolicySearch(Run<I, S> run, Policy<I, S> policy) {
        this.run = run;
        this.policy = policy;
        this.random = new SplittableRandom(run.options().seed());
    }

    /**
     * Searches.
     *
     * @param options the iteration limit is the number of rollouts
     * @throws InputException if the strategy needs a latent vector and the policy has none
     */
    public static <I extends Instance, S> Result<S> search(
            Problem<I, S> problem, Policy<I, S> policy, I instance, Strategy strategy, Options<S> options) {
        Run<I, S> run = new Run<>(problem, instance, options);
        PolicySearch<I, S> search = new PolicySearch<>(run, policy);
        search.go(strategy);
        return new Result<>(run.finish(), search.made);
    }

    /** Number of rollouts so far. */
    long made() {
        return made;
    }

    /** Makes the rollouts of a strategy, within the limits of the run. */
    void go(Strategy strategy) {
        Rollouts<S> rollouts = policy.rollouts(run.instance());
        if (strategy.needsLatent() && (rollouts == null || rollouts.latentSize() == 0)) {
            throw new InputException("Strategy " + strategy.id() + " needs a policy with a latent vector; "
                    + policy.card().name() + " has none.");
        }
        if (rollouts == null) {
            goByRequests(strategy);
            return;
        }
        switch (strategy) {
            case GREEDY -> greedy(rollouts, 0, 1);
            case MULTISTART -> greedy(rollouts, 0, rollouts.starts());
            case AUGMENT -> augment(rollouts);
            case SAMPLING -> {
                greedy(rollouts, 0, rollouts.starts());
                sample(rollouts);
            }
            case LATENT_RANDOM -> {
                while (!run.shouldStop(made)) {
                    double unused = underLatent(rollouts, randomLatent(rollouts));
                }
            }
            case LATENT_CMAES -> latentCmaEs(rollouts);
            case ALL -> {
                greedy(rollouts, 0, 1);
                greedy(rollouts, 0, rollouts.starts());
                augment(rollouts);
                if (rollouts.latentSize() > 0) {
                    latentCmaEs(rollouts);
                } else {
                    sample(rollouts);
                }
            }
        }
    }

    private void augment(Rollouts<S> rollouts) {
        for (int symmetry = 0; symmetry < rollouts.symmetries(); symmetry++) {
            greedy(rollouts, symmetry, rollouts.starts());
        }
    }

    /** One greedy rollout from each of some starts by each decoder. */
    private void greedy(Rollouts<S> rollouts, int symmetry, int starts) {
        for (int k = 0; k < rollouts.decoders() && !run.shouldStop(made); k++) {
            double unused = make(
                    rollouts,
                    new Rollouts.Request(symmetry, k, new float[0], starts(rollouts, starts), 0, 0),
                    starts == 1 ? "greedy" : symmetry == 0 ? "multi-start" : "augmentation");
        }
    }

    /** Samples from each start by each decoder in turn until a limit is met. */
    private void sample(Rollouts<S> rollouts) {
        for (int round = 0; !run.shouldStop(made); round++) {
            int[] starts = starts(rollouts, rollouts.starts());
            int decoder = round % rollouts.decoders();
            double unused = make(
                    rollouts, new Rollouts.Request(0, decoder, new float[0], starts, 1, random.nextLong()), "sampling");
        }
    }

    private float[] randomLatent(Rollouts<S> rollouts) {
        float[] latent = new float[rollouts.latentSize()];
        for (int i = 0; i < latent.length; i++) {
            latent[i] = (2 * random.nextFloat() - 1) * rollouts.latentRange();
        }
        return latent;
    }

    /** Least cost of greedy rollouts from each start under a latent vector. */
    private double underLatent(Rollouts<S> rollouts, float[] latent) {
        return make(
                rollouts,
                new Rollouts.Request(0, 0, latent, starts(rollouts, rollouts.starts()), 0, 0),
                "latent search");
    }

    /** Several independent searches in turn, as in COMPASS: one finds its way to one kind of solution. */
    private void latentCmaEs(Rollouts<S> rollouts) {
        try (LatentCmaEs search = new LatentCmaEs(rollouts.latentSize(), rollouts.latentRange(), random.nextLong())) {
            while (!run.shouldStop(made)) {
                double[] point = search.ask();
                if (point == null) {
                    return; // interrupted
                }
                float[] latent = new float[point.length];
                for (int i = 0; i < latent.length; i++) {
                    latent[i] = (float) point[i];
                }
                search.tell(underLatent(rollouts, latent));
            }
        }
    }

    /** So many starts, spread evenly over all, no more than the limit leaves. */
    private int[] starts(Rollouts<S> rollouts, int count) {
        Long limit = run.options().iterationLimit();
        int all = rollouts.starts();
        int some = (int) Math.min(Math.min(count, all), limit == null ? Long.MAX_VALUE : limit - made);
        int[] starts = new int[Math.max(0, some)];
        for (int t = 0; t < starts.length; t++) {
            starts[t] = (int) ((long) t * all / starts.length);
        }
        return starts;
    }

    /** Makes the rollouts of a request batch by batch, offers the best of each, and returns the least cost. */
    private double make(Rollouts<S> rollouts, Rollouts.Request request, String phase) {
        double cost = Double.POSITIVE_INFINITY;
        int[] starts = request.starts();
        SplittableRandom seeds = new SplittableRandom(request.seed());
        for (int from = 0; from < starts.length && !run.shouldStop(made); from += BATCH) {
            int[] some = Arrays.copyOfRange(starts, from, Math.min(starts.length, from + BATCH));
            Rollouts.Request part = new Rollouts.Request(
                    request.symmetry(),
                    request.decoder(),
                    request.latent(),
                    some,
                    request.temperature(),
                    seeds.nextLong());
            Rollouts.Result<S> result = rollouts.make(part, run::shouldStop);
            made += result.rollouts();
            S best = result.best();
            if (best != null && result.cost() < cost) {
                cost = result.cost();
                run.offer(best, phase);
            }
        }
        return cost;
    }

    /** For policies that take whole requests only. */
    private void goByRequests(Strategy strategy) {
        int n = run.instance().size();
        switch (strategy) {
            case GREEDY -> request(1, 1, 0, "greedy");
            case MULTISTART -> request(1, n, 0, "multi-start");
            case AUGMENT -> request(SYMMETRIES, n, 0, "augmentation");
            default -> {
                request(1, 1, 0, "greedy");
                request(1, n, 0, "multi-start");
                if (strategy == Strategy.ALL) {
                    request(SYMMETRIES, n, 0, "augmentation");
                }
                while (!run.shouldStop(made)) {
                    request(1, n, SAMPLES_PER_START * n, "sampling");
                }
            }
        }
    }

    /** Makes so many rollouts, or fewer at the end of the iteration limit. */
    private void request(int augmentations, int starts, int samples, String phase) {
        if (run.shouldStop(made)) {
            return;
        }
        Long limit = run.options().iterationLimit();
        long left = limit == null ? Long.MAX_VALUE : limit - made;
        int someStarts = (int) Math.min(starts, left);
        int someAugmentations = (int) Math.max(1, Math.min(augmentations, left / someStarts));
        long greedy = (long) someStarts * someAugmentations;
        int someSamples = (int) Math.min(samples, left - greedy);
        // Another seed for each request: else sampling would repeat itself.
        Proposals request = new Proposals(someAugmentations, someStarts, someSamples, 1, 1, random.nextLong());
        policy.propose(run.instance(), request, run::shouldStop).forEach(solution -> run.offer(solution, phase));
        made += greedy + someSamples;
    }
}
