package dev.ansatz.classical.vrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each plan that the search remembers is compared with the validator's reading (the self-check of this module's tests). */
class VrpLocalSearchTest {
    private static final int RUNS = Integer.getInteger("ansatz.vrp.fuzz", 300);

    @Test
    void everyPlanOfAnyMixOfAttributesKeepsAllRulesAtTheCostThatTheSearchSays() {
        int solved = 0;
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(run);
            double probability = random.nextDouble() * 0.5;
            Set<RichInstances.Attribute> has = RichInstances.attributes(random, probability);
            VrpInstance instance = RichInstances.of(4 + random.nextInt(14), has, random);
            Outcome<VrpPlan> outcome;
            try {
                outcome = new VrpLocalSearch()
                        .solve(instance, Options.<VrpPlan>ofIterations(300).withSeed(run));
            } catch (RuntimeException e) {
                throw new AssertionError("run " + run + " with " + has, e);
            }
            if (outcome.solved()) {
                solved++;
                assertThat(Vrp.PROBLEM.evaluate(instance, outcome.best()).feasible())
                        .as("run %s with %s", run, has)
                        .isTrue();
            }
        }
        assertThat(solved).as("runs with a plan of " + RUNS).isGreaterThan(RUNS * 3 / 5);
    }

    @Test
    void theSameSeedGivesTheSamePlan() {
        Random random = new Random(1);
        Set<RichInstances.Attribute> has = RichInstances.attributes(random, 0.2);
        VrpInstance instance = RichInstances.of(20, has, random);
        Options<VrpPlan> options = Options.<VrpPlan>ofIterations(500).withSeed(7);
        assertThat(new VrpLocalSearch().solve(instance, options).best())
                .isNotNull()
                .isEqualTo(new VrpLocalSearch().solve(instance, options).best());
    }
}
