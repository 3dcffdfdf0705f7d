package dev.ansatz.classical.knapsack;

import com.google.ortools.algorithms.KnapsackSolver;
import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackBounds;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The knapsack solver of OR-Tools: branch and bound. It takes no warm start (the outcome is never worse than one all the same),
 * tells nothing before its end, and knows no limit but time: under an iteration limit alone it runs to its end. It cannot be
 * stopped from outside either; a run that must stop leaves it, and its thread ends by itself at the time limit.
 */
public final class OrToolsKnapsack implements Solver<KnapsackInstance, ItemSet> {
    private static final long POLL_NANOS = 500_000;
    private static final long GRACE_NANOS = 30_000_000;
    /** A thread that no one waits for any more ends after this at the latest, in seconds. */
    private static final double MAX_SECONDS = 1e6;

    @Override
    public String name() {
        return "ortools";
    }

    @Override
    public String description() {
        return "OR-Tools KnapsackSolver, branch and bound";
    }

    @Override
    public void warmUp() {
        OrToolsNatives.load();
    }

    @Override
    public @Nullable String refuses(KnapsackInstance instance) {
        return CpSatKnapsack.sumsExceed(instance, CpSatKnapsack.MAX_SUM)
                ? "OR-Tools adds in 64 bits, and the profits or weights of " + instance.name()
                        + " add up to more than 2^60."
                : null;
    }

    @Override
    public Outcome<ItemSet> solve(KnapsackInstance instance, Options<ItemSet> options) {
        checkAccepts(instance);
        SearchContext<KnapsackInstance, ItemSet> run = new SearchContext<>(Knapsack.PROBLEM, instance, options);
        GreedyFill.answerFirst(run);
        run.offerBound(KnapsackBounds.martelloToth(instance));
        OrToolsNatives.load();
        if (!run.shouldStop(0)) {
            double seconds =
                    options.timeLimit() == null ? MAX_SECONDS : run.remaining().toNanos() * 1e-9;
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            Thread thread = new Thread(
                    () -> {
                        try {
                            answer.complete(search(instance, seconds));
                        } catch (RuntimeException | Error e) {
                            answer.completeExceptionally(e);
                        }
                    },
                    "ortools-knapsack");
            thread.setDaemon(true);
            thread.start();
            Answer found = await(run, answer);
            if (found != null) {
                run.offer(found.items(), "branch and bound");
                if (found.optimal()) {
                    return run.finish(true);
                }
            }
        }
        GreedyFill.answerIfNone(run, "The knapsack solver of OR-Tools");
        return run.finish();
    }

    private static @Nullable Answer await(SearchContext<?, ?> run, CompletableFuture<Answer> answer) {
        // The solver keeps the deadline itself; what it found is worth a few milliseconds more.
        long stopAt = Long.MAX_VALUE;
        while (true) {
            long now = System.nanoTime();
            if (stopAt == Long.MAX_VALUE && run.shouldStop()) {
                stopAt = now + GRACE_NANOS;
            }
            if (stopAt != Long.MAX_VALUE && now - stopAt >= 0) {
                return null;
            }
            if (answer.isDone()) {
                return answer.join();
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private record Answer(ItemSet items, boolean optimal) {}

    private static Answer search(KnapsackInstance instance, double seconds) {
        KnapsackSolver solver = new KnapsackSolver(
                KnapsackSolver.SolverType.KNAPSACK_MULTIDIMENSION_BRANCH_AND_BOUND_SOLVER, instance.name());
        try {
            solver.setTimeLimit(seconds);
            solver.init(instance.profits(), new long[][] {instance.weights()}, new long[] {instance.capacity()});
            solver.solve();
            boolean[] in = new boolean[instance.size()];
            for (int i = 0; i < in.length; i++) {
                in[i] = solver.bestSolutionContains(i);
            }
            return new Answer(ItemSet.of(in), solver.isSolutionOptimal());
        } finally {
            solver.delete();
        }
    }
}
