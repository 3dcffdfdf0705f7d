package dev.ansatz.search;

import dev.ansatz.neural.Policy;
import dev.ansatz.neural.Proposals;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Run;
import dev.ansatz.problems.Solver;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A policy alone: one greedy rollout, then greedy from every start, then under all 8 symmetries of the square (Kwon et al.,
 * "POMO", 2020), then sampling until a limit is met.
 *
 * <p>The iteration limit counts rollouts, each of which constructs one solution.
 */
final class NeuralSolver<I extends Instance, S> implements Solver<I, S> {
    static final String NAME = "neural";

    /** Attention over more nodes takes gigabytes. */
    private static final int LARGEST_SIZE = 3000;

    private static final int AUGMENTATIONS = 8;

    /** Samples per start and request; each request decodes the greedy rollouts again, so this keeps their share small. */
    private static final int SAMPLES_PER_START = 8;

    private final Problem<I, S> problem;
    private final LazyPolicy<I, S> policy;

    NeuralSolver(Problem<I, S> problem, LazyPolicy<I, S> policy) {
        this.problem = problem;
        this.policy = policy;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "A learned policy alone: multi-start greedy, augmentation, then sampling";
    }

    @Override
    public @Nullable String refuses(I instance) {
        Policy<I, S> loaded = policy.get();
        if (loaded == null) {
            return "There is no bundled model for the " + problem.title() + "; name one.";
        }
        if (instance.size() > LARGEST_SIZE) {
            return "The policy takes at most " + LARGEST_SIZE + " nodes; " + instance.name() + " has " + instance.size()
                    + ".";
        }
        return loaded.refuses(instance);
    }

    @Override
    public void warmUp() {
        policy.warmUp();
    }

    @Override
    public Outcome<S> solve(I instance, Options<S> options) {
        StartUp.checkAccepts(this, instance);
        Run<I, S> run = new Run<>(problem, instance, options);
        Policy<I, S> loaded = Objects.requireNonNull(StartUp.load(policy, run)); // else it would have refused
        Rollouts<I, S> rollouts = new Rollouts<>(run, loaded);
        int n = instance.size();
        rollouts.make(1, 1, 0, "greedy");
        rollouts.make(1, n, 0, "multi-start");
        rollouts.make(AUGMENTATIONS, n, 0, "augmentation");
        while (!run.shouldStop(rollouts.made)) {
            rollouts.make(1, n, SAMPLES_PER_START * n, "sampling");
        }
        run.note(rollouts.made + " rollouts.");
        return run.finish();
    }

    /** Rollouts of one run, within its limits. */
    private static final class Rollouts<I extends Instance, S> {
        private final Run<I, S> run;
        private final Policy<I, S> policy;
        private long made;
        private long requests;

        Rollouts(Run<I, S> run, Policy<I, S> policy) {
            this.run = run;
            this.policy = policy;
        }

        /** Makes so many rollouts, or fewer at the end of the iteration limit. */
        void make(int augmentations, int starts, int samples, String phase) {
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
            long seed = run.options().seed() + 0x9E3779B97F4A7C15L * requests++;
            Proposals request = new Proposals(someAugmentations, someStarts, someSamples, 1, 1, seed);
            List<S> solutions = policy.propose(run.instance(), request, run::shouldStop);
            solutions.forEach(solution -> run.offer(solution, phase));
            made += greedy + someSamples;
        }
    }
}
