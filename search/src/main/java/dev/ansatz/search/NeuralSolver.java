package dev.ansatz.search;

import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Run;
import dev.ansatz.problems.Solver;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A policy alone, under one {@link Strategy} of search over its rollouts.
 *
 * <p>The iteration limit counts rollouts, each of which constructs one solution.
 */
final class NeuralSolver<I extends Instance, S> implements Solver<I, S> {
    static final String NAME = "neural";

    /** Attention over more nodes takes gigabytes. */
    private static final int LARGEST_SIZE = 3000;

    private final Problem<I, S> problem;
    private final LazyPolicy<I, S> policy;
    private final Strategy strategy;

    NeuralSolver(Problem<I, S> problem, LazyPolicy<I, S> policy, Strategy strategy) {
        this.problem = problem;
        this.policy = policy;
        this.strategy = strategy;
    }

    /** The strategy that a name such as {@code neural-sgbs} asks for; null where it is no such name. */
    static @Nullable Strategy strategy(String name) {
        String prefix = NAME + "-";
        return name.toLowerCase(Locale.ROOT).startsWith(prefix) ? Strategy.byId(name.substring(prefix.length())) : null;
    }

    @Override
    public String name() {
        return strategy == Strategy.ALL ? NAME : NAME + "-" + strategy.id();
    }

    @Override
    public String description() {
        return strategy == Strategy.ALL
                ? "A learned policy alone, searched as suits problem, size and time"
                : "A learned policy alone, searched by " + strategy.id();
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
        PolicySearch<I, S> search = new PolicySearch<>(run, loaded, PolicySearch.Sampling.DEFAULT);
        search.go(strategy);
        run.note(search.made() + " rollouts.");
        return run.finish();
    }
}
