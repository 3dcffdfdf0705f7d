package dev.ansatz.search;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Solver;
import org.jspecify.annotations.Nullable;

/**
 * A policy's solutions as warm starts of a classical engine, within one budget: {@code seed(policy).then(engine)}.
 *
 * <p>A quick construction comes first, so that there always is an answer and the policy never does harm: the engine gets the
 * better of both, and the outcome's notes say which it was. Without a model, on instances that a policy cannot see or is slow
 * on, and where the policy's solutions are infeasible (a fixed fleet), the engine starts from the construction alone. The
 * iteration limit counts the engine's iterations.
 *
 * <p>With the construction alone as its seed ({@code seeded-ortools}), it is the control of every comparison: what the engine
 * makes of a classical start of the same budget.
 */
final class SeededSolver<I extends Instance, S> implements Solver<I, S> {
    private final String name;
    private final Problem<I, S> problem;
    private final @Nullable LazyPolicy<I, S> policy;
    private final @Nullable Strategy strategy;
    private final @Nullable Solver<I, S> constructive;
    private final Solver<I, S> engine;

    /**
     * @param policy null for the construction alone
     * @param strategy how the policy is asked, null for what is usual for the problem
     * @param constructive null where there is none
     */
    SeededSolver(
            String name,
            Problem<I, S> problem,
            @Nullable LazyPolicy<I, S> policy,
            @Nullable Strategy strategy,
            @Nullable Solver<I, S> constructive,
            Solver<I, S> engine) {
        this.name = name;
        this.problem = problem;
        this.policy = policy;
        this.strategy = strategy;
        this.constructive = constructive;
        this.engine = engine;
    }

    @Override
    public String name() {
        return name;
    }

    /** Whether it asks a policy, rather than a construction alone. */
    boolean asksPolicy() {
        return policy != null;
    }

    @Override
    public String description() {
        return policy == null && constructive != null
                ? "The solution of " + constructive.name() + ", refined by " + engine.name()
                : "A learned policy's solutions, refined by " + engine.name();
    }

    @Override
    public @Nullable String refuses(I instance) {
        return engine.refuses(instance);
    }

    @Override
    public boolean refinesAnyStart() {
        return engine.refinesAnyStart();
    }

    @Override
    public void warmUp() {
        if (policy == null) {
            engine.warmUp();
        } else {
            StartUp.warmUp(policy, engine);
        }
    }

    @Override
    public Outcome<S> solve(I instance, Options<S> options) {
        checkAccepts(instance);
        HybridPipeline<I, S> stages = new HybridPipeline<>(problem, instance, options);
        stages.construct(constructive);
        if (policy != null) {
            stages.askPolicy(policy, strategy, engine);
        }
        stages.refine(engine, stages.stopToken, 1);
        return stages.finish();
    }
}
