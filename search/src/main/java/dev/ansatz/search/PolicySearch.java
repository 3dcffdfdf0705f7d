package dev.ansatz.search;

import dev.ansatz.neural.ActiveRollouts;
import dev.ansatz.neural.DecodingRequest;
import dev.ansatz.neural.Policy;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.io.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Search over the rollouts of a policy alone. Anytime: what is better is reported at once. The iteration limit counts rollouts,
 * each of which constructs one solution, and is met exactly.
 */
public final class PolicySearch<I extends Instance, S> {
    /** Rollouts between two looks at what came out. */
    private static final int BATCH = 64;

    /** Samples at a time where all rollouts begin alike. */
    private static final int SAMPLES = 32;

    /** Samples per start and whole request. */
    private static final int SAMPLES_PER_START = 8;

    private static final int SYMMETRIES = 8;

    /** Width of the first beam search. */
    private static final int FIRST_BEAM = 8;

    /** Beams and expansions of the first simulation-guided searches: those of the paper for the CVRP. */
    private static final int FIRST_SGBS = 4;

    /** Beams and expansions where simulations are sampled. */
    private static final int SAMPLED_BETA = 2;

    private static final int SAMPLED_GAMMA = 4;

    /** Samples under each symmetry at first. */
    private static final int FIRST_SAMPLES = 8;

    /** Part of what is left of the limits that a pass of sampled simulations is planned to take: better one fine pass than two coarse ones. */
    private static final double PLANNED = 0.8;

    /** Seconds between two looks at a solution in pieces, which cost O(n). */
    private static final double OFFER_SECONDS = 0.1;

    /** A pass over all pieces that saves a smaller part than this is the last one of its effort. */
    private static final double LEAST_GAIN = 0.002;

    private static final int MOST_EFFORT = 4;

    /** Active search begins anew after so many steps with hardly any spread. */
    private static final int PATIENCE = 5;

    /** Standard deviation of costs in the unit square. */
    private static final double COLLAPSED = 1e-4;

    private final Problem<I, S> problem;
    private final RolloutContext<I, S> run;
    private final Policy<I, S> policy;
    private final Sampling sampling;
    private final SplittableRandom random;

    /**
     * An outcome and what came with it.
     *
     * @param rollouts number of rollouts that were made
     * @param solutions distinct good solutions, best first in the policy's scale
     */
    public record Result<S>(Outcome<S> outcome, long rollouts, List<S> solutions) {}

    /**
     * How choices are sampled.
     *
     * @param temperature of softmax(logits / temperature), > 0
     * @param topP mass of the nucleus that is sampled from, in (0, 1]; 1 = all choices (Holtzman et al. 2020, arXiv 1904.09751)
     */
    public record Sampling(double temperature, double topP) {
        public Sampling {
            if (!(temperature > 0) || !(topP > 0 && topP <= 1)) {
                throw new IllegalArgumentException(
                        "temperature (" + temperature + ") must be positive and topP (" + topP + ") in (0, 1].");
            }
        }

        /** From all choices, at the temperature that was measured to be best for a problem's policies: 0.3 for TSP and CVRP, else 1. */
        public static Sampling of(Problem<?, ?> problem) {
            return new Sampling(SearchProviders.tuning(problem).temperature(), 1);
        }
    }

    PolicySearch(Problem<I, S> problem, SearchContext<I, S> run, Policy<I, S> policy, Sampling sampling) {
        this.problem = problem;
        this.run = new RolloutContext<>(run);
        this.policy = policy;
        this.sampling = sampling;
        this.random = new SplittableRandom(run.options().seed());
    }

    /** As {@link #search(Problem, Policy, Instance, Strategy, Sampling, Options)} with {@link Sampling#of}. */
    public static <I extends Instance, S> Result<S> search(
            Problem<I, S> problem, Policy<I, S> policy, I instance, Strategy strategy, Options<S> options) {
        return search(problem, policy, instance, strategy, Sampling.of(problem), options);
    }

    /**
     * Searches.
     *
     * @param options the iteration limit is the number of rollouts
     * @throws InputException if the policy lacks what the strategy needs, such as a latent vector
     */
    public static <I extends Instance, S> Result<S> search(
            Problem<I, S> problem,
            Policy<I, S> policy,
            I instance,
            Strategy strategy,
            Sampling sampling,
            Options<S> options) {
        SearchContext<I, S> run = new SearchContext<>(problem, instance, options);
        PolicySearch<I, S> search = new PolicySearch<>(problem, run, policy, sampling);
        search.go(strategy);
        return new Result<>(run.finish(), search.made(), search.run.solutions());
    }

    /** Number of rollouts so far. */
    long made() {
        return run.made();
    }

    /**
     * What a policy that takes an instance lacks for a strategy, as a sentence; null where it has all. Policies that only take whole
     * requests are asked for what is nearest to the strategy.
     */
    static <I extends Instance> @Nullable String lacking(
            Problem<I, ?> problem, Policy<I, ?> policy, I instance, Strategy strategy) {
        if (!strategy.needsLatent() && !strategy.adapts() && strategy != Strategy.DECOMPOSITION) {
            return null;
        }
        Rollouts<?> rollouts = policy.rollouts(instance);
        String name = policy.card().name();
        if (strategy.needsLatent() && (rollouts == null || rollouts.latentSize() == 0)) {
            return "Strategy " + strategy.id() + " needs a policy with a latent vector; " + name + " has none.";
        }
        if (strategy.adapts() && rollouts != null && !rollouts.learns(adapted(strategy))) {
            return "Strategy " + strategy.id() + " needs a policy whose decoder can learn; " + name + " is none.";
        }
        return strategy == Strategy.DECOMPOSITION && rollouts != null && SearchProviders.decomposer(problem) == null
                ? "Strategy " + strategy.id() + " needs solutions that can be cut into pieces; those of the "
                        + problem.title() + " are not."
                : null;
    }

    private static ActiveRollouts.Adapted adapted(Strategy strategy) {
        return strategy == Strategy.EAS_EMB ? ActiveRollouts.Adapted.EMBEDDINGS : ActiveRollouts.Adapted.LAYER;
    }

    /** Makes the rollouts of a strategy, within the limits of the run. */
    void go(Strategy strategy) {
        String lacking = lacking(problem, policy, run.run().instance(), strategy);
        if (lacking != null) {
            throw new InputException(lacking);
        }
        Rollouts<S> rollouts = policy.rollouts(run.run().instance());
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
            case BEAM -> {
                greedy(rollouts, 0, 1);
                beam(rollouts);
            }
            case SGBS -> {
                greedy(rollouts, 0, 1);
                simulationGuided(rollouts);
            }
            case EAS_EMB, EAS_LAY -> activeSearch(rollouts, adapted(strategy));
            case LATENT_RANDOM -> latentSearch(rollouts).random();
            case LATENT_CMAES -> latentSearch(rollouts).guided();
            case DECOMPOSITION -> pieces();
            case ALL -> best(rollouts);
        }
    }

    /** What was measured to be best: see {@code docs/research/policy-search.md}. */
    private void best(Rollouts<S> rollouts) {
        if (SearchProviders.suitsDecomposition(problem, run.run().instance())) {
            pieces();
            return;
        }
        greedy(rollouts, 0, 1);
        simulationGuided(rollouts);
        sample(rollouts); // where the tree is small and was searched to its end
    }

    private void augment(Rollouts<S> rollouts) {
        for (int symmetry = 0; symmetry < rollouts.symmetries(); symmetry++) {
            greedy(rollouts, symmetry, rollouts.starts());
        }
    }

    /** One greedy rollout from each of some starts by each decoder. */
    private void greedy(Rollouts<S> rollouts, int symmetry, int starts) {
        for (int k = 0; k < rollouts.decoders() && !run.shouldStop(); k++) {
            make(
                    rollouts,
                    Rollouts.Request.greedy(symmetry, k, starts(rollouts, starts)),
                    starts == 1 ? "greedy" : symmetry == 0 ? "multi-start" : "augmentation");
        }
    }

    /** Samples from each start by each decoder in turn, under each symmetry in turn, until a limit is met. */
    private void sample(Rollouts<S> rollouts) {
        for (int round = 0; !run.shouldStop(); round++) {
            int decoder = round % rollouts.decoders();
            // Small budgets, too, shall see each symmetry.
            int count = round < rollouts.symmetries() ? FIRST_SAMPLES : SAMPLES;
            sample(rollouts, round / rollouts.decoders() % rollouts.symmetries(), decoder, count);
        }
    }

    /** @param count samples where all rollouts begin alike; else there is one from each start */
    private void sample(Rollouts<S> rollouts, int symmetry, int decoder, int count) {
        int[] starts = rollouts.starts() > 1
                ? starts(rollouts, rollouts.starts())
                : new int[(int) Math.min(count, run.left())];
        Rollouts.Request request = new Rollouts.Request(
                symmetry, decoder, new float[0][], starts, sampling.temperature(), sampling.topP(), random.nextLong());
        make(rollouts, request, "sampling");
    }

    private void beam(Rollouts<S> rollouts) {
        for (int pass = 0; !run.shouldStop(); pass++) {
            // Each width under each symmetry before the next one.
            int symmetry = pass % rollouts.symmetries();
            int width = (int) Math.min(FIRST_BEAM << Math.min(20, pass / rollouts.symmetries()), run.left());
            for (int k = 0; k < rollouts.decoders() && !run.shouldStop(); k++) {
                new TreeSearch<>(run, rollouts.partialSolutions(symmetry, k), rollouts.starts() > 1)
                        .beam((int) Math.min(width, run.left()), Math.min(width, rollouts.starts()));
            }
        }
    }

    private void simulationGuided(Rollouts<S> rollouts) {
        if (rollouts.starts() == 1) {
            sampledSimulations(rollouts);
            return;
        }
        long before = -1;
        for (int size = FIRST_SGBS; !run.shouldStop() && run.made() > before; size *= 2) {
            before = run.made();
            for (int symmetry = 0; symmetry < rollouts.symmetries() && !run.shouldStop(); symmetry++) {
                for (int k = 0; k < rollouts.decoders() && !run.shouldStop(); k++) {
                    new TreeSearch<>(run, rollouts.partialSolutions(symmetry, k), rollouts.starts() > 1)
                            .simulationGuided(size, size, rollouts.starts());
                }
            }
        }
    }

    /**
     * Samples first, then passes of simulation-guided search with sampled simulations under each symmetry in turn. Levels are so far apart that a
     * pass takes a part of the limits.
     */
    private void sampledSimulations(Rollouts<S> rollouts) {
        double began = run.run().seconds();
        long before = run.made();
        for (int symmetry = 0; symmetry < rollouts.symmetries(); symmetry++) {
            sample(rollouts, symmetry, 0, FIRST_SAMPLES);
        }
        for (int pass = 0; !run.shouldStop(); pass++) {
            double rate = (run.made() - before) / Math.max(1e-6, run.run().seconds() - began);
            // Simulations are shorter than samples. Without a time limit there is a century left.
            double inTime = (pass == 0 ? 2 : 1) * rate * run.run().remaining().toNanos() * 1e-9;
            double affordable = Math.min(run.left(), inTime);
            began = run.run().seconds();
            before = run.made();
            new TreeSearch<>(run, rollouts.partialSolutions(pass % rollouts.symmetries(), 0), false)
                    .sampledSimulations(
                            SAMPLED_BETA, SAMPLED_GAMMA, PLANNED * affordable, sampling.temperature(), random.split());
            if (run.made() == before) {
                return; // nothing to choose
            }
        }
    }

    /**
     * Greedy from each start, then samples and gradient steps, under each symmetry in turn: the next one when the policy has collapsed
     * into one solution.
     */
    private void activeSearch(Rollouts<S> rollouts, ActiveRollouts.Adapted adapted) {
        int all = rollouts.starts();
        for (int turn = 0; !run.shouldStop(); turn++) {
            int symmetry = turn % rollouts.symmetries();
            int decoder = turn / rollouts.symmetries() % rollouts.decoders();
            ActiveRollouts<S> active = rollouts.active(adapted, symmetry, decoder, random.nextLong());
            if (active == null) {
                return; // no choice to learn
            }
            int[] starts = starts(rollouts, all);
            int to;
            // The copy may have taken all the time there was: its first rollout is asked for all the same.
            for (int from = 0; from < starts.length && (from == 0 || !run.shouldStop()); from = to) {
                to = Math.min(starts.length, from + run.batch(BATCH));
                int[] some = Arrays.copyOfRange(starts, from, to);
                take(active.greedy(some, run::outOfTime), "greedy");
            }
            int collapsed = 0;
            while (collapsed < PATIENCE && !run.shouldStop()) {
                int count = (int) Math.min(active.samplesPerStep(), run.left());
                int[] some = new int[count];
                int offset = random.nextInt(all);
                for (int t = 0; t < count; t++) {
                    some[t] = (int) ((offset + (long) t * all / count) % all);
                }
                take(active.learn(some, random.nextLong(), run::outOfTime), "active search");
                collapsed = active.spread() < COLLAPSED ? collapsed + 1 : 0;
            }
        }
    }

    /** Passes over all pieces with growing effort. */
    private void pieces() {
        Decomposer<I, S> decomposer = SearchProviders.decomposer(problem);
        Decomposition<S> pieces = decomposer == null || policy.refuses(run.run().instance()) != null
                ? null
                : decomposer.begin(run, policy, run.run().best(), random);
        if (pieces == null) {
            throw new InputException("The policy cannot take the instance.");
        }
        run.run().offer(pieces.solution(), "construction");
        double constructed = run.run().seconds();
        double offered = 0;
        int passes = 0;
        double first = Double.NaN;
        for (int effort = 0; !run.shouldStop(); passes++) {
            double before = pieces.saved();
            for (int i = 0; i < pieces.count() && !run.shouldStop(); i++) {
                pieces.improve(effort);
                if (run.run().seconds() > offered + OFFER_SECONDS) {
                    run.run().offer(pieces.solution(), "decomposition");
                    offered = run.run().seconds();
                }
            }
            run.run().offer(pieces.solution(), "decomposition");
            if (passes == 0) {
                first = run.run().seconds() - constructed;
            }
            if (pieces.saved() - before < LEAST_GAIN * pieces.length()) {
                effort = Math.min(effort + 1, MOST_EFFORT);
            }
        }
        run.run()
                .note(String.format(
                        Locale.ROOT,
                        "Construction in %.2f s; %d passes over %d pieces, the first one in %.2f s.",
                        constructed,
                        passes,
                        pieces.count(),
                        first));
    }

    private void take(Rollouts.Result<S> result, String phase) {
        run.count(result.rollouts());
        S best = result.best();
        if (best != null) {
            run.offer(result.cost(), () -> best, phase);
        }
    }

    private LatentSearch<S> latentSearch(Rollouts<S> rollouts) {
        return new LatentSearch<>(run, rollouts, sampling.temperature(), random);
    }

    /** So many starts, spread evenly over all, no more than the limit leaves. */
    private int[] starts(Rollouts<S> rollouts, int count) {
        int all = rollouts.starts();
        int[] starts = new int[(int) Math.max(0, Math.min(Math.min(count, all), run.left()))];
        for (int t = 0; t < starts.length; t++) {
            starts[t] = (int) ((long) t * all / starts.length);
        }
        return starts;
    }

    /** Makes the rollouts of a request batch by batch and offers what comes of them. */
    private void make(Rollouts<S> rollouts, Rollouts.Request request, String phase) {
        int[] starts = request.starts();
        SplittableRandom seeds = new SplittableRandom(request.seed());
        int to;
        for (int from = 0; from < starts.length && !run.shouldStop(); from = to) {
            to = Math.min(starts.length, from + run.batch(BATCH));
            int[] some = Arrays.copyOfRange(starts, from, to);
            run.count(rollouts.make(request.withStarts(some, seeds.nextLong()), run::outOfTime, new Rollouts.Sink<S>() {
                @Override
                public double cutoff() {
                    return run.cutoff();
                }

                @Override
                public void offer(double cost, Supplier<S> solution) {
                    run.offer(cost, solution, phase);
                }
            }));
        }
    }

    /** For policies that take whole requests only. */
    private void goByRequests(Strategy strategy) {
        int n = run.run().instance().size();
        switch (policy.isSampled() ? strategy : Strategy.GREEDY) {
            case GREEDY -> request(1, 1, 0, "greedy");
            case MULTISTART -> request(1, n, 0, "multi-start");
            case AUGMENT -> request(SYMMETRIES, n, 0, "augmentation");
            default -> {
                request(1, 1, 0, "greedy");
                request(1, n, 0, "multi-start");
                if (strategy == Strategy.ALL) {
                    request(SYMMETRIES, n, 0, "augmentation");
                }
                while (!run.shouldStop()) {
                    request(1, n, SAMPLES_PER_START * n, "sampling");
                }
            }
        }
    }

    /** Makes so many rollouts, or fewer at the end of the iteration limit. */
    private void request(int augmentations, int starts, int samples, String phase) {
        if (run.shouldStop()) {
            return;
        }
        long left = run.left();
        int someStarts = (int) Math.min(starts, left);
        int someAugmentations = (int) Math.max(1, Math.min(augmentations, left / someStarts));
        long greedy = (long) someStarts * someAugmentations;
        int someSamples = (int) Math.min(samples, left - greedy);
        // Another seed for each request: else sampling would repeat itself.
        DecodingRequest request = new DecodingRequest(
                someAugmentations, someStarts, someSamples, sampling.temperature(), 1, random.nextLong());
        policy.propose(run.run().instance(), request, run.run()::shouldStop)
                .forEach(solution -> run.run().offer(solution, phase));
        run.count(greedy + someSamples);
    }
}
