package dev.ansatz.search;

import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.Numbers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The default engine: construction at once and a short refinement of it, then the policy's proposals, then refinement of the
 * best of all for the rest of the time. Where no policy is asked it is the refinement alone. Where policies pay from some time
 * limit on (job shops, restless bandits; a longer one where the policy has to be loaded first) and there is no warm start, its
 * solutions are the first ones of the refinement, as in {@code hybrid-ENGINE}, without a construction before them.
 *
 * <p>With two or more threads, where the policy is always asked, the refinement works on the construction while it decodes, and is
 * started again when the proposals arrive. Runs with an iteration limit take the stages strictly one after the other, hence they are
 * reproducible; the limit counts the iterations of the refinement.
 */
final class HybridSolver<I extends Instance, S> implements Solver<I, S> {
    static final String NAME = "hybrid";

    /** Part of the time for a good answer before the policy is asked. */
    private static final double FIRST_SHARE = 0.05;

    /** The same where the policy's solutions are the first ones of the refinement: as long as it takes to have any. */
    private static final double START_SHARE = 0.001;

    private final Problem<I, S> problem;
    private final LazyPolicy<I, S> policy;
    private final @Nullable Solver<I, S> constructive;
    private final Solver<I, S> refinement;

    HybridSolver(
            Problem<I, S> problem,
            LazyPolicy<I, S> policy,
            @Nullable Solver<I, S> constructive,
            Solver<I, S> refinement) {
        this.problem = problem;
        this.policy = policy;
        this.constructive = constructive;
        this.refinement = refinement;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        if (asksAlways()) {
            return "Construction, a learned policy and " + refinement.name() + " on the best of both";
        }
        return asksPolicy()
                ? refinement.name() + "; from "
                        + Numbers.format(SearchProviders.tuning(problem).hybridFromLoaded())
                        + " s on after a learned policy"
                : refinement.name() + ", without a policy";
    }

    /** Whether it asks a policy at all. */
    boolean asksPolicy() {
        return ModelZoo.knows(problem)
                && (policy.isNamed()
                        || Double.isFinite(SearchProviders.tuning(problem).hybridFrom()));
    }

    private boolean asksAlways() {
        return asksPolicy()
                && (policy.isNamed() || SearchProviders.tuning(problem).hybridFrom() == 0);
    }

    private boolean hasTimeForPolicy(Options<S> options) {
        Duration limit = options.timeLimit();
        HybridTuning use = SearchProviders.tuning(problem);
        return asksPolicy()
                && limit != null
                && limit.toNanos() * 1e-9 >= (policy.isLoaded() ? use.hybridFromLoaded() : use.hybridFrom())
                && options.warmStarts().isEmpty()
                && !PolicyWarmStarts.reproducible(options);
    }

    @Override
    public @Nullable String refuses(I instance) {
        return refinement.refuses(instance);
    }

    @Override
    public boolean refinesAnyStart() {
        return refinement.refinesAnyStart();
    }

    @Override
    public void warmUp() {
        HybridTuning use = SearchProviders.tuning(problem);
        // Where it makes no difference when the policy is loaded, the run does it if its time limit is long enough.
        if (asksAlways() || use.hybridFromLoaded() < use.hybridFrom()) {
            StartUp.warmUp(policy, refinement);
        } else {
            refinement.warmUp();
        }
    }

    @Override
    public Outcome<S> solve(I instance, Options<S> options) {
        checkAccepts(instance);
        HybridPipeline<I, S> stages = new HybridPipeline<>(problem, instance, options);
        // Else the refinement has a start of its own at once: a construction would only take time.
        if (asksAlways()) {
            stages.construct(constructive);
            propose(stages, options);
        } else if (hasTimeForPolicy(options)) {
            stages.refine(refinement, stages.stopToken, START_SHARE);
            stages.askPolicy(policy, null, refinement);
        }
        stages.refine(refinement, stages.stopToken, 1);
        return stages.finish();
    }

    private void propose(HybridPipeline<I, S> stages, Options<S> options) {
        Policy<I, S> suitable = StartUp.suitable(problem, policy, stages.run, PolicyWarmStarts.SMALL_SHARE, null);
        if (suitable == null) {
            return;
        }
        if (options.threads() > 1 && !PolicyWarmStarts.reproducible(options)) {
            proposeBesideRefinement(stages, suitable);
            return;
        }
        if (!PolicyWarmStarts.reproducible(options)) {
            stages.refine(refinement, stages.stopToken, FIRST_SHARE);
        }
        stages.accept(PolicyWarmStarts.propose(stages.run, suitable, PolicyWarmStarts.SMALL_SHARE));
    }

    private void proposeBesideRefinement(HybridPipeline<I, S> stages, Policy<I, S> loaded) {
        StopToken untilProposals = stages.stopToken.child();
        CompletableFuture<PolicyWarmStarts.Seeds<S>> proposals = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return PolicyWarmStarts.propose(stages.run, loaded, PolicyWarmStarts.SMALL_SHARE);
                    } finally {
                        untilProposals.stop();
                    }
                },
                StartUp.thread("ansatz-policy"));
        stages.refine(refinement, untilProposals, 1);
        // The refinement may also have ended by itself. What is not there at the end of the run is not waited for.
        while (!proposals.isDone() && !stages.run.shouldStop()) {
            LockSupport.parkNanos(1_000_000);
        }
        if (proposals.isDone()) {
            stages.accept(proposals.join());
        }
    }
}
