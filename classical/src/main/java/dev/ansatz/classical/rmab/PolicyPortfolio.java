package dev.ansatz.classical.rmab;

import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Run;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The strong policies one after the other on the same episodes, the best one of short runs first, as far as the time goes; the best one counts. A
 * policy that has no time for all its steps is worth little: none gets only a share. An iteration is one episode of each policy.
 */
public final class PolicyPortfolio implements Solver<RestlessBanditInstance, PolicyRecord> {
    private static final List<PolicyEngine> MEMBERS = List.of(
            PolicyEngine.whittle(), PolicyEngine.lagrangian(), PolicyEngine.occupation(), PolicyEngine.myopic());

    @Override
    public String name() {
        return "portfolio";
    }

    @Override
    public String description() {
        return "The best of the policies whittle, lagrangian, occupation and myopic on the instance's episodes";
    }

    @Override
    public @Nullable String refuses(RestlessBanditInstance instance) {
        return PolicyEngine.tooLarge(instance);
    }

    @Override
    public void warmUp() {
        MEMBERS.stream().filter(PolicyPortfolio::isThere).forEach(Solver::warmUp);
    }

    private static boolean isThere(PolicyEngine member) {
        return member.library() == null || OrToolsNatives.lack() == null;
    }

    @Override
    public Outcome<PolicyRecord> solve(RestlessBanditInstance instance, Options<PolicyRecord> options) {
        String refusal = refuses(instance);
        if (refusal != null) {
            throw new IllegalArgumentException(refusal);
        }
        Run<RestlessBanditInstance, PolicyRecord> run = new Run<>(RestlessBandit.PROBLEM, instance, options);
        List<PolicyEngine> members = MEMBERS.stream()
                .filter(e -> isThere(e) && e.refuses(instance) == null)
                .toList();
        for (int k = 0; k < members.size() && (k == 0 || !run.shouldStop()); k++) {
            Options<PolicyRecord> part = options.withWarmStarts(List.of())
                    .withTimeLimit(options.timeLimit() == null ? null : run.remaining())
                    .withListener(incumbent -> run.offer(incumbent.solution(), incumbent.phase()));
            run.absorb(members.get(k).solve(instance, part));
        }
        return run.finish();
    }
}
