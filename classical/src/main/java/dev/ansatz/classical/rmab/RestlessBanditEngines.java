package dev.ansatz.classical.rmab;

import static dev.ansatz.classical.Role.CONSTRUCTION;
import static dev.ansatz.classical.Role.LIBRARY;
import static dev.ansatz.classical.Role.REFEREE;
import static dev.ansatz.classical.Role.REFINEMENT;

import dev.ansatz.classical.ClassicalProvider;
import dev.ansatz.classical.Engine;
import dev.ansatz.classical.Library;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import java.util.List;

/** The engines of the restless bandit problem. */
public final class RestlessBanditEngines implements ClassicalProvider<RestlessBanditInstance, PolicyRecord> {
    @Override
    public Problem<RestlessBanditInstance, PolicyRecord> problem() {
        return RestlessBandit.PROBLEM;
    }

    @Override
    public List<Engine<RestlessBanditInstance, PolicyRecord>> engines() {
        return List.of(
                Engine.of(new BestOfPolicies(), REFINEMENT, REFEREE).formerly("portfolio"),
                Engine.of(BanditPolicySolver.lagrangian()).teaching(50),
                Engine.of(BanditPolicySolver.whittle()),
                Engine.of(
                        BanditPolicySolver.OCCUPATION,
                        Library.OR_TOOLS,
                        () -> BanditPolicySolver.occupation(),
                        LIBRARY),
                Engine.of(BanditPolicySolver.myopic()),
                Engine.of(BanditPolicySolver.iterativeMyopic()),
                Engine.of(BanditPolicySolver.publishedIterativeMyopic()),
                Engine.of(BanditPolicySolver.sampling()),
                Engine.of(BanditPolicySolver.noAction(), CONSTRUCTION).formerly("null"),
                Engine.of(BanditPolicySolver.random()));
    }
}
