package dev.ansatz.classical.rmab;

import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
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
public final class BestOfPolicies implements Solver<RestlessBanditInstance, PolicyRecord> {
    private static final List<BanditPolicySolver> MEMBERS = List.of(
            BanditPolicySolver.whittle(),
            BanditPolicySolver.lagrangian(),
            BanditPolicySolver.occupation(),
            BanditPolicySolver.myopic());

    @Override
    public String name() {
        return "best-of-policies";
    }

    @Override
    public String description() {
        return "The best of the policies whittle, lagrangian, occupation and myopic on the instance's episodes";
    }

    @Override
    public @Nullable String refuses(RestlessBanditInstance instance) {
        return BanditPolicySolver.tooLarge(instance);
    }

    @Override
    public void warmUp() {
        MEMBERS.stream().filter(BestOfPolicies::isThere).forEach(Solver::warmUp);
    }

    private static boolean isThere(BanditPolicySolver member) {
        return member.library() == null || OrToolsNatives.lack() == null;
    }

    @Override
    public Outcome<PolicyRecord> solve(RestlessBanditInstance instance, Options<PolicyRecord> options) {
        checkAccepts(instance);
        SearchContext<RestlessBanditInstance, PolicyRecord> run =
                new SearchContext<>(RestlessBandit.PROBLEM, instance, options);
        List<BanditPolicySolver> members = MEMBERS.stream()
                .filter(e -> isThere(e) && e.refuses(instance) == null)
                .toList();
        for (int k = 0; k < members.size() && (k == 0 || !run.shouldStop()); k++) {
            run.absorb(members.get(k).solve(instance, run.part(List.of(), run.stopToken(), 1)));
        }
        return run.finish();
    }
}
