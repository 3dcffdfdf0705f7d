package dev.ansatz.search;

import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Numbers;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.StopToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One hybrid run, made of stages that share one clock, one set of limits and one incumbent: construct, propose, refine.
 * Every stage's solutions are offered to the common {@link SearchContext}; used by the thread of the run only.
 */
final class HybridPipeline<I extends Instance, S> {
    final SearchContext<I, S> run;
    final StopToken stopToken;
    private final Problem<I, S> problem;
    private final I instance;
    private final Options<S> options;
    private final List<S> pool = new ArrayList<>();
    private @Nullable String constructedBy;
    private double constructed = Double.NaN;
    private boolean proven;

    HybridPipeline(Problem<I, S> problem, I instance, Options<S> options) {
        this.problem = problem;
        this.instance = instance;
        this.options = options;
        this.run = new SearchContext<>(problem, instance, options);
        this.stopToken = options.stopToken().child();
        pool.addAll(run.warmStarts());
    }

    /** A first answer at once, so that the shortest run has one. */
    void construct(@Nullable Solver<I, S> constructive) {
        if (constructive == null || constructive.refuses(instance) != null) {
            return;
        }
        // Half of the time: a constructive engine that also improves must leave some to those who do it better.
        Outcome<S> outcome = constructive.solve(instance, inner(List.of(), stopToken, 0.5));
        S solution = outcome.solution();
        if (solution == null) {
            run.note(constructive.name() + " found no feasible solution.");
            return;
        }
        constructedBy = constructive.name();
        constructed = outcome.objective();
        pool.add(solution);
        run.offer(solution, constructive.name());
    }

    /**
     * Lets a policy add the first solutions of an engine, where it can and should be asked.
     *
     * @param strategy how it is asked, null for what is usual for the problem and the engine
     */
    void askPolicy(LazyPolicy<I, S> policy, @Nullable Strategy strategy, Solver<I, S> engine) {
        HybridTuning use = SearchProviders.tuning(problem, engine);
        Strategy how = strategy == null ? use.strategy() : strategy;
        Policy<I, S> suitable = StartUp.suitable(problem, policy, run, use.share(), how);
        if (suitable != null) {
            accept(
                    how == null || suitable.rollouts(instance) == null
                            ? PolicyWarmStarts.propose(
                                    problem, suitable, instance, options, use.share(), run::shouldStop)
                            : PolicyWarmStarts.search(
                                    problem,
                                    suitable,
                                    how,
                                    instance,
                                    options,
                                    use.share(),
                                    run.best(),
                                    incumbent -> run.offer(incumbent.solution(), "policy"),
                                    stopToken));
        }
    }

    /** Takes over what a policy proposed, and says who gives the refinement its start. */
    void accept(PolicyWarmStarts.Seeds<S> seeds) {
        run.note(seeds.note());
        if (seeds.solutions().isEmpty()) {
            return;
        }
        double proposed = problem.evaluate(instance, seeds.solutions().get(0)).objective();
        if (constructedBy != null) {
            boolean better = problem.sense().better(proposed, constructed);
            run.note("The better start is the " + (better ? "policy's" : constructedBy + " one") + " ("
                    + Numbers.format(proposed) + " by the policy, " + Numbers.format(constructed) + " by "
                    + constructedBy + ").");
        }
        pool.addAll(seeds.solutions());
        for (S solution : seeds.solutions()) {
            run.offer(solution, "policy");
        }
    }

    /** Lets an engine improve the best of what there is, for the rest of the time or a part of it. */
    void refine(Solver<I, S> engine, StopToken token, double partOfRemaining) {
        // Without time the engine still has a first answer.
        if (proven || (run.shouldStop() && run.best() != null)) {
            return;
        }
        String refusal = engine.refuses(instance);
        if (refusal != null) {
            run.note(refusal);
            return;
        }
        S best = run.best();
        if (best != null) {
            pool.add(best);
        }
        List<S> starts = PolicyWarmStarts.best(problem, instance, pool, PolicyWarmStarts.SEEDS);
        Outcome<S> outcome = engine.solve(instance, inner(starts, token, partOfRemaining));
        S solution = outcome.solution();
        if (solution != null) {
            run.offer(solution, engine.name());
        }
        run.absorb(outcome);
        proven |= outcome.status() == Status.OPTIMAL || outcome.status() == Status.INFEASIBLE;
    }

    Outcome<S> finish() {
        return run.finish(proven);
    }

    private Options<S> inner(List<S> warmStarts, StopToken token, double partOfRemaining) {
        Duration left = options.timeLimit() == null
                ? null
                : Duration.ofNanos((long) (run.remaining().toNanos() * partOfRemaining));
        return new Options<>(
                left,
                options.iterationLimit(),
                options.seed(),
                options.threads(),
                warmStarts,
                incumbent -> run.offer(incumbent.solution(), incumbent.phase()),
                token);
    }
}
