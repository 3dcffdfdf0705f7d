package dev.ansatz.search;

import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Run;
import dev.ansatz.problems.Solver;
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
        PolicySearch<I, S> search = new PolicySearch<>(run, loaded);
        search.go(Strategy.ALL);
        run.note(search.made() + " rollouts.");
        return run.finish();
    }
}
