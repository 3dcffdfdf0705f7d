package dev.ansatz.search;

import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The default engine: construction at once, then the policy's proposals, then refinement of the best of both for the rest of
 * the time.
 *
 * <p>The refinement never waits. While the model is still loading, and with two or more threads also while the policy
 * decodes, it works on the construction; when the proposals arrive it is started again with them. Runs with an iteration
 * limit take the stages strictly one after the other, hence they are reproducible; the limit counts the iterations of the
 * refinement.
 */
final class HybridSolver<I extends Instance, S> implements Solver<I, S> {
    static final String NAME = "hybrid";

    /** A policy that arrives later than this into a timed run is no longer asked. */
    private static final double LATEST = 0.5;

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
        return "Construction, a learned policy and " + refinement.name() + " on the best of both";
    }

    @Override
    public @Nullable String refuses(I instance) {
        return refinement.refuses(instance);
    }

    @Override
    public void warmUp() {
        StartUp.warmUp(policy, refinement);
    }

    @Override
    public Outcome<S> solve(I instance, Options<S> options) {
        StartUp.checkAccepts(this, instance);
        double share = Seeding.shareSeconds(options);
        String unsuitable = Seeding.unsuitable(policy, instance, options);
        CompletableFuture<Policy<I, S>> loading = unsuitable == null ? policy.load() : null;
        Stages<I, S> stages = new Stages<>(problem, instance, options);
        stages.construct(constructive);
        if (loading == null) {
            stages.run.note("No policy was asked: " + unsuitable + ".");
        } else {
            Seeding.Seeds<S> seeds = Seeding.reproducible(options)
                    ? inTurn(stages, instance, loading)
                    : sideBySide(stages, instance, loading, share);
            if (seeds != null) {
                stages.accept(seeds);
            }
        }
        stages.refine(refinement, stages.stopToken, 1);
        stages.stopToken.stop();
        return stages.finish();
    }

    private Seeding.@Nullable Seeds<S> inTurn(
            Stages<I, S> stages, I instance, CompletableFuture<Policy<I, S>> loading) {
        Policy<I, S> loaded = stages.await(loading, policy, Double.POSITIVE_INFINITY);
        return loaded == null
                ? null
                : Seeding.propose(problem, loaded, instance, stages.run.options(), 0, stages.run::shouldStop);
    }

    /** With one thread only the loading runs beside the refinement, with more the proposing too. */
    private Seeding.@Nullable Seeds<S> sideBySide(
            Stages<I, S> stages, I instance, CompletableFuture<Policy<I, S>> loading, double share) {
        Options<S> options = stages.run.options();
        BooleanSupplier stop = () -> stages.stopToken.isStopped() || stages.run.shouldStop();
        boolean alone = options.threads() == 1;
        CompletableFuture<Supplier<Seeding.Seeds<S>>> arrival = alone
                ? loading.thenApply(loaded -> () -> Seeding.propose(problem, loaded, instance, options, share, stop))
                : loading.thenApplyAsync(
                        loaded -> {
                            Seeding.Seeds<S> seeds = Seeding.propose(problem, loaded, instance, options, share, stop);
                            return () -> seeds;
                        },
                        LazyPolicy.thread("ansatz-policy"));
        StopToken untilArrival = stages.stopToken.child();
        CompletableFuture<?> unused = arrival.whenComplete((seeds, failure) -> untilArrival.stop());
        if (!arrival.isDone()) {
            stages.refine(refinement, untilArrival, LATEST);
        }
        Supplier<Seeding.Seeds<S>> seeds = stages.await(arrival, policy, 0);
        return seeds == null ? null : seeds.get();
    }
}
