package dev.ansatz.problems.vrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.io.InputFile;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random instances of all attributes, and plans of them, are the same after they have been written and read. */
class VrpJsonPropertyTest {
    private static final int INSTANCES = 200;
    private static final int PLANS = 3;

    @Test
    void writtenInstancesReadBackEqual() {
        int feasible = 0;
        for (long seed = 0; seed < INSTANCES; seed++) {
            VrpInstance instance = RandomInstances.instance(seed);
            String json = VrpJsonTest.write(instance);
            VrpInstance back = VrpJson.readInstance(InputFile.of("random.json", json));
            assertThat(VrpJsonTest.write(back)).as("seed %d", seed).isEqualTo(json);
            assertSame(back, instance, seed);
            Random random = new Random(seed);
            for (int p = 0; p < PLANS; p++) {
                VrpPlan plan = RandomInstances.plan(instance, random);
                assertThat(Vrp.PROBLEM.evaluate(back, plan))
                        .as("seed %d", seed)
                        .isEqualTo(Vrp.PROBLEM.evaluate(instance, plan));
                assertThat(Vrp.PROBLEM.parts(back, plan)).isEqualTo(Vrp.PROBLEM.parts(instance, plan));
                feasible += Vrp.PROBLEM.evaluate(instance, plan).feasible() ? 1 : 0;
                String text = VrpJson.formatSolution(instance, plan);
                InputFile file = InputFile.of("plan.json", text);
                assertThat(VrpJson.readSolution(file, back)).as("seed %d", seed).isEqualTo(plan);
                assertThat(VrpJson.readClaimedObjective(file))
                        .isEqualTo(Vrp.PROBLEM.evaluate(instance, plan).objective());
            }
        }
        assertThat(feasible)
                .as("plans without violations, so that both kinds are compared")
                .isGreaterThan(20);
    }

    private static void assertSame(VrpInstance back, VrpInstance instance, long seed) {
        assertThat(back.scale()).as("seed %d", seed).isEqualTo(instance.scale());
        assertThat(back.profileIds()).isEqualTo(instance.profileIds());
        assertThat(back.dimensions()).isEqualTo(instance.dimensions());
        assertThat(back.tasks()).isEqualTo(instance.tasks());
        assertThat(back.stops()).usingRecursiveComparison().isEqualTo(instance.stops());
        assertThat(back.types()).usingRecursiveComparison().isEqualTo(instance.types());
        assertThat(back.groups()).usingRecursiveComparison().isEqualTo(instance.groups());
        assertThat(back.minRoutes()).isEqualTo(instance.minRoutes());
        assertThat(back.objective()).isEqualTo(instance.objective());
        assertThat(back.notes()).isEqualTo(instance.notes());
        assertThat(back.geographic()).isEqualTo(instance.geographic());
        for (int p = 0; p < instance.profileIds().size(); p++) {
            for (int i = 0; i < instance.locations().size(); i++) {
                for (int j = 0; j < instance.locations().size(); j++) {
                    assertThat(back.travel(p).distance(i, j))
                            .isEqualTo(instance.travel(p).distance(i, j));
                    assertThat(back.travel(p).duration(i, j))
                            .isEqualTo(instance.travel(p).duration(i, j));
                }
            }
        }
        for (int s = 0; s < instance.size(); s++) {
            assertThat(back.stopDescription(s)).isEqualTo(instance.stopDescription(s));
        }
    }
}
