package dev.ansatz.classical.vrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ansatz.problems.vrp.RouteSchedule;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import dev.ansatz.problems.vrp.VrpSchedule;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VrpRoutingEvaluatorTest {
    @Test
    void aRouteIsFeasibleAndCostsWhatTheValidatorSays() {
        int feasible = 0;
        for (int seed = 1; seed <= 2000; seed++) {
            VrpInstance instance = RandomVrp.of(seed, Set.of());
            Random random = new Random(seed);
            VrpRoutingEvaluator evaluator = new VrpRoutingEvaluator(instance);
            for (int i = 0; i < 10; i++) {
                int[] activities = random.ints(0, instance.activities())
                        .distinct()
                        .limit(1 + random.nextInt(Math.min(5, instance.activities())))
                        .toArray();
                if (java.util.Arrays.stream(activities).noneMatch(instance::isStop)) {
                    continue;
                }
                int type = random.nextInt(instance.types().size());
                RouteSchedule judged = VrpSchedule.route(instance, new VrpPlan.Route(type, activities), 0, "a route");
                VrpRoutingEvaluator.Value value = evaluator.evaluate(type, activities, activities.length);
                String text =
                        instance.name() + " " + java.util.Arrays.toString(activities) + judged.violations() + value;
                assertEquals(judged.violations().isEmpty(), value.feasible(), text);
                if (value.feasible()) {
                    feasible++;
                    assertEquals(judged.cost() + instance.vehicleWeight(), value.cost(), text);
                }
            }
        }
        assertTrue(feasible > 2000, "enough feasible ones to mean something: " + feasible);
    }
}
