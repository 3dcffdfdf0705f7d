package dev.ansatz.examples;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.Incumbent;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.search.Ansatz;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The library example of the README runs; that it stands there word for word is checked by DocumentsTest. */
class ReadmeExampleTest {
    private void show(Incumbent<Routes> incumbent) {
        assertThat(incumbent.objective()).isPositive();
    }

    @Test
    void solvesTheBundledExample() {
        Path file = Path.of("delivery-100.vrp");
        CvrpInstance instance = Cvrp.PROBLEM.readInstance(file);
        Outcome<Routes> plan = Ansatz.cvrp()
                .timeLimit(ofSeconds(2))
                .seed(1)
                .onImprovement(this::show)
                .solve(instance);
        for (int[] route : plan.best().toArray()) {
            System.out.println(Arrays.toString(route));
        }
        assertThat(Cvrp.PROBLEM.evaluate(instance, plan.best()).feasible()).isTrue();
    }
}
