package dev.ansatz.search;

import dev.ansatz.neural.DecodingRequest;
import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.StopToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Starting solutions from a policy, within a share of the time of a run.
 *
 * <p>Timed runs give the policy at most a share of the time limit. A search over its rollouts ({@link #search}) goes on until then,
 * without a cap; {@link HybridTuning} says at which limits that was measured. Without a search ({@link #propose}) it never takes more than
 * {@value #LARGEST_PROPOSAL_SECONDS} s, nor more than POMO's protocol needs (greedy from each start under 8 symmetries; Kwon et al.
 * 2020). A small first request gives a first answer and measures the speed; the second one is sized to fit what is left of the share.
 * Runs with an iteration limit make one request that depends on the size only, hence they are reproducible.
 */
final class PolicyWarmStarts {
    /** Beyond this size a rollout on a CPU takes longer than classical construction plus local search to the same cost. */
    static final int LARGEST_SIZE = 1000;

    /** Below this size any construction is as good. */
    private static final int SMALLEST_SIZE = 5;

    /** Distinct solutions that a classical engine gets to choose from. */
    static final int SEEDS = 8;

    /** Part of the time limit for the policy before our own searches: they improve any start within milliseconds, so that a policy must not cost them more. */
    static final double SMALL_SHARE = 0.05;

    /** Of requests without a search: longer ones are better used by what refines them. A search is not bound by it. */
    private static final double LARGEST_PROPOSAL_SECONDS = 4;

    private static final int FIRST_STARTS = 8;
    private static final int AUGMENTATIONS = 8;

    /** Of what is left of the share, how much the second request may plan for: its speed is an estimate. */
    private static final double SAFETY = 0.7;

    /** Rollouts × size² of the fixed request: about half a second on one core. */
    private static final double FIXED_WORK = 8e6;

    /** A decoding step costs at least this much, however few rollouts it serves. */
    private static final double LEAST_SECONDS_PER_STEP = 0.2e-3;

    private PolicyWarmStarts() {}

    /** What a policy proposed, feasible and best first, and how it was asked. */
    record Seeds<S>(List<S> solutions, Note.PolicyAsked note) {}

    /**
     * Why a policy cannot or should not be asked about an instance, or null.
     *
     * @param strategy how it shall be asked, null for {@link #propose}
     */
    static <I extends Instance> @Nullable String unsuitable(
            Problem<I, ?> problem,
            @Nullable Policy<I, ?> policy,
            I instance,
            Options<?> options,
            double share,
            @Nullable Strategy strategy) {
        if (policy == null) {
            return "there is no bundled model for this problem";
        }
        String refusal = policy.refuses(instance);
        if (refusal != null) {
            return refusal.replaceFirst("\\.$", "");
        }
        Decomposer<I, ?> known = strategy == Strategy.DECOMPOSITION ? SearchProviders.decomposer(problem) : null;
        Decomposer<I, ?> decomposer = known != null && policy.rollouts(instance) != null ? known : null;
        if (instance.size() > LARGEST_SIZE && decomposer == null) {
            return "policies are slow beyond " + LARGEST_SIZE + " nodes";
        }
        if (instance.size() < SMALLEST_SIZE) {
            return "the instance is tiny";
        }
        int steps = decomposer == null ? instance.size() : Math.min(instance.size(), decomposer.pieceSize());
        if (!reproducible(options) && shareSeconds(options, share) < LEAST_SECONDS_PER_STEP * steps) {
            return "the time is too short for a rollout";
        }
        return null;
    }

    /** Whether the run must be reproducible, so that nothing may depend on the clock. */
    static boolean reproducible(Options<?> options) {
        return options.iterationLimit() != null;
    }

    /** The share of a timed run in seconds, infinite where there is no time limit. */
    private static double shareSeconds(Options<?> options, double share) {
        Duration limit = options.timeLimit();
        return limit == null ? Double.POSITIVE_INFINITY : share * (limit.toSeconds() + 1e-9 * limit.toNanosPart());
    }

    /**
     * Asks for starting solutions.
     *
     * @param run ends the request early, where it has to stop itself
     * @param share part of the time limit that it may take, {@value #LARGEST_PROPOSAL_SECONDS} s at most
     */
    static <I extends Instance, S> Seeds<S> propose(SearchContext<I, S> run, Policy<I, S> policy, double share) {
        long begin = System.nanoTime();
        I instance = run.instance();
        Options<S> options = run.options();
        BooleanSupplier stop = run::shouldStop;
        int n = instance.size();
        List<S> proposals = new ArrayList<>();
        long rollouts = 0;
        if (reproducible(options)) {
            DecodingRequest request =
                    request(AUGMENTATIONS, starts(FIXED_WORK / AUGMENTATIONS / n / n, n), options.seed());
            proposals.addAll(policy.propose(instance, request, stop));
            rollouts = (long) request.augmentations() * request.starts();
        } else {
            double deadline = Math.min(shareSeconds(options, share), LARGEST_PROPOSAL_SECONDS);
            BooleanSupplier stopOrLate = () -> stop.getAsBoolean() || secondsSince(begin) >= deadline;
            DecodingRequest first = request(1, Math.min(n, FIRST_STARTS), options.seed());
            proposals.addAll(policy.propose(instance, first, stopOrLate));
            rollouts = first.starts();
            double took = secondsSince(begin);
            double affordable = SAFETY * (deadline - took) * rollouts / took;
            if (affordable >= 2.0 * rollouts && !stopOrLate.getAsBoolean()) {
                int augmentations = (int) Math.min(AUGMENTATIONS, affordable / rollouts);
                DecodingRequest second = request(augmentations, starts(affordable / augmentations, n), options.seed());
                proposals.addAll(policy.propose(instance, second, stopOrLate));
                rollouts += (long) second.augmentations() * second.starts();
            }
        }
        return select(run, policy, proposals, rollouts, secondsSince(begin));
    }

    /**
     * Starting solutions from a search over the policy's rollouts: the diverse set that it kept. Runs with an iteration limit make as many
     * rollouts as the fixed request of {@link #propose}.
     *
     * <p>Better solutions are offered to the run while the search goes on. {@link Strategy#DECOMPOSITION} begins from the run's incumbent,
     * where there is one, else from what the policy constructs.
     *
     * @param share part of the time limit that it takes, without a cap
     * @param stop {@link SearchContext#stopToken} of the run or a child of it
     */
    static <I extends Instance, S> Seeds<S> search(
            SearchContext<I, S> run, Policy<I, S> policy, Strategy strategy, double share, StopToken stop) {
        long begin = System.nanoTime();
        I instance = run.instance();
        Options<S> options = run.options();
        int n = instance.size();
        S start = run.best();
        Options<S> limits = run.part(start == null ? List.of() : List.of(start), stop, 1)
                .withIterationLimit((long) AUGMENTATIONS * starts(FIXED_WORK / AUGMENTATIONS / n / n, n))
                .withTimeLimit(null)
                .withListener(incumbent -> {
                    run.keep(incumbent); // the search returns it among its best
                    run.offer(incumbent.by("policy"));
                });
        if (!reproducible(options) && options.timeLimit() != null) {
            limits = limits.withTimeLimit(Duration.ofNanos((long) (1e9 * shareSeconds(options, share))))
                    .withIterationLimit(null);
        }
        PolicySearch.Result<S> found = PolicySearch.search(run.problem(), policy, instance, strategy, limits);
        List<S> solutions = new ArrayList<>(found.solutions());
        S best = found.outcome().solution();
        if (best != null) {
            solutions.add(best);
        }
        return select(run, policy, solutions, found.rollouts(), secondsSince(begin));
    }

    private static DecodingRequest request(int augmentations, int starts, long seed) {
        return DecodingRequest.augmented()
                .withAugmentations(augmentations)
                .withStarts(starts)
                .withKeep(SEEDS)
                .withSeed(seed);
    }

    private static int starts(double affordable, int n) {
        return (int) Math.max(1, Math.min(n, affordable));
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) * 1e-9;
    }

    private static <I extends Instance, S> Seeds<S> select(
            SearchContext<I, S> run, Policy<I, S> policy, List<S> proposals, long rollouts, double seconds) {
        List<S> best = best(run, proposals, SEEDS);
        String why = null;
        if (best.isEmpty()) {
            why = proposals.isEmpty()
                    ? "none ended in time"
                    : "none feasible ("
                            + run.evaluate(proposals.get(0)).violations().get(0) + ")";
        }
        Double objective =
                best.isEmpty() ? null : (Double) run.evaluate(best.get(0)).objective();
        return new Seeds<>(best, new Note.PolicyAsked(policy.card().name(), rollouts, seconds, objective, why));
    }

    /** The feasible and distinct ones among some solutions, best first, at most {@code limit}. */
    static <I extends Instance, S> List<S> best(SearchContext<I, S> run, List<S> solutions, int limit) {
        Map<S, Double> objectives = new LinkedHashMap<>();
        for (S solution : solutions) {
            Evaluation evaluation = run.evaluate(solution);
            if (evaluation.feasible()) {
                objectives.putIfAbsent(solution, evaluation.objective());
            }
        }
        Comparator<Map.Entry<S, Double>> ascending = Map.Entry.comparingByValue();
        return objectives.entrySet().stream()
                .sorted(run.problem().sense() == Sense.MINIMISE ? ascending : ascending.reversed())
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }
}
