package dev.ansatz.search;

import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.io.Numbers;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A policy alone, under one {@link Strategy} of search over its rollouts.
 *
 * <p>The iteration limit counts rollouts, each of which constructs one solution.
 */
final class NeuralSolver<I extends Instance, S> implements Solver<I, S> {
    static final String NAME = "neural";

    private static final Pattern NAMED = Pattern.compile(NAME + "-([a-z-]+?)(?:@(\\d{1,4}(?:\\.\\d{1,6})?))?");

    /** Attention over more nodes takes gigabytes; pieces are small. */
    private static final int LARGEST_SIZE = 3000;

    private final Problem<I, S> problem;
    private final LazyPolicy<I, S> policy;
    private final Strategy strategy;
    private final PolicySearch.Sampling sampling;
    private final String suffix;

    /** Samples as suits the problem. */
    NeuralSolver(Problem<I, S> problem, LazyPolicy<I, S> policy, Strategy strategy) {
        this(problem, policy, strategy, PolicySearch.Sampling.of(problem), "");
    }

    private NeuralSolver(
            Problem<I, S> problem,
            LazyPolicy<I, S> policy,
            Strategy strategy,
            PolicySearch.Sampling sampling,
            String suffix) {
        this.problem = problem;
        this.policy = policy;
        this.strategy = strategy;
        this.sampling = sampling;
        this.suffix = suffix;
    }

    /**
     * The solver that a name such as {@code neural-sgbs} or {@code neural-sampling@0.3} asks for, the latter with a temperature.
     *
     * @return null where it is no such name
     */
    static <I extends Instance, S> @Nullable NeuralSolver<I, S> byName(
            Problem<I, S> problem, LazyPolicy<I, S> policy, String name) {
        Matcher matcher = NAMED.matcher(name.toLowerCase(Locale.ROOT));
        Strategy strategy = matcher.matches() ? Strategy.byId(matcher.group(1)) : null;
        if (strategy == null) {
            return null;
        }
        String temperature = matcher.group(2);
        if (temperature == null) {
            return new NeuralSolver<>(problem, policy, strategy);
        }
        double t = Double.parseDouble(temperature);
        return t > 0
                ? new NeuralSolver<>(
                        problem, policy, strategy, new PolicySearch.Sampling(t, 1), "@" + Numbers.format(t))
                : null;
    }

    @Override
    public String name() {
        return strategy == Strategy.ALL ? NAME : NAME + "-" + strategy.id() + suffix;
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
        boolean inPieces = strategy == Strategy.DECOMPOSITION
                || (strategy == Strategy.ALL && SearchProviders.suitsDecomposition(problem, instance));
        if (instance.size() > LARGEST_SIZE && !(inPieces && loaded.rollouts(instance) != null)) {
            return "The policy takes at most " + LARGEST_SIZE + " nodes; " + instance.name() + " has " + instance.size()
                    + ".";
        }
        String refusal = loaded.refuses(instance);
        return refusal == null ? PolicySearch.lacking(problem, loaded, instance, strategy) : refusal;
    }

    @Override
    public void warmUp() {
        policy.warmUp(strategy.id(), this::warmUp);
    }

    /** The search itself, not what is like it: whatever it runs first in earnest is slow until it is compiled. */
    private void warmUp(Policy<I, S> loaded, I instance, Duration limit) {
        if (loaded.refuses(instance) == null && PolicySearch.lacking(problem, loaded, instance, strategy) == null) {
            PolicySearch.search(problem, loaded, instance, strategy, sampling, Options.ofTime(limit));
        }
    }

    @Override
    public Outcome<S> solve(I instance, Options<S> options) {
        checkAccepts(instance);
        SearchContext<I, S> run = new SearchContext<>(problem, instance, options);
        Policy<I, S> loaded = Objects.requireNonNull(StartUp.load(policy, run)); // else it would have refused
        PolicySearch<I, S> search = new PolicySearch<>(problem, run, loaded, sampling);
        search.go(strategy);
        run.note(new Note.Effort(search.made(), "rollouts"));
        return run.finish();
    }
}
