package dev.ansatz.search;

import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
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
    private final List<S> pool = new ArrayList<>();
    private @Nullable String constructedBy;
    private double constructed = Double.NaN;
    private boolean proven;

    HybridPipeline(Problem<I, S> problem, I instance, Options<S> options) {
        this.problem = problem;
        this.instance = instance;
        this.run = new SearchContext<>(problem, instance, options);
        this.stopToken = run.stopToken();
        pool.addAll(run.warmStarts());
    }

    /** A first answer at once, so that the shortest run has one. */
    void construct(@Nullable Solver<I, S> constructive) {
        if (constructive == null || constructive.refuses(instance) != null) {
            return;
        }
        // Half of the time: a constructive engine that also improves must leave some to those who do it better.
        Outcome<S> outcome = constructive.solve(instance, run.part(List.of(), stopToken, 0.5));
        S solution = outcome.solution();
        if (solution == null) {
            run.note(new Note.ConstructionFailed(constructive.name()));
            return;
        }
        take(solution, constructive.name());
        pool.add(solution);
        constructedBy = constructive.name();
        constructed = run.evaluate(solution).objective();
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
                            ? PolicyWarmStarts.propose(run, suitable, use.share())
                            : PolicyWarmStarts.search(run, suitable, how, use.share(), stopToken));
        }
    }

    /** Takes over what a policy proposed, and says who gives the refinement its start. */
    void accept(PolicyWarmStarts.Seeds<S> seeds) {
        run.note(seeds.note());
        if (seeds.solutions().isEmpty()) {
            return;
        }
        if (constructedBy != null) {
            double proposed = run.evaluate(seeds.solutions().get(0)).objective();
            run.note(new Note.StartChosen(
                    problem.sense().better(proposed, constructed), proposed, constructedBy, constructed));
        }
        pool.addAll(seeds.solutions());
        for (S solution : seeds.solutions()) {
            run.offerEvaluated(solution, "policy");
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
            run.note(new Note.EngineRefused(engine.name(), refusal));
            return;
        }
        S best = run.best();
        if (best != null) {
            pool.add(best);
        }
        List<S> starts = PolicyWarmStarts.best(run, pool, PolicyWarmStarts.SEEDS);
        Outcome<S> outcome = engine.solve(instance, run.part(starts, token, partOfRemaining));
        S solution = outcome.solution();
        if (solution != null) {
            take(solution, engine.name());
        }
        run.absorb(outcome);
        proven |= outcome.status().isProof();
    }

    Outcome<S> finish() {
        return run.finish(proven);
    }

    /** What a stage ended with: most often the incumbent that it has told of. */
    @SuppressWarnings("ReferenceEquality") // an equal one is offered again, at no harm
    private void take(S solution, String phase) {
        if (solution != run.best()) {
            run.offer(solution, phase);
        }
    }
}
