package dev.ansatz.search;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.Incumbent;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The library example of the README compiles, runs, and stands there word for word. */
class ReadmeExampleTest {
    private static final Path ROOT = Files.exists(Path.of("README.md")) ? Path.of("") : Path.of("..");

    private void show(Incumbent<Routes> incumbent) {
        assertThat(incumbent.objective()).isPositive();
    }

    @Test
    void solvesTheBundledExample() {
        Path file = ROOT.resolve("examples/delivery-100.vrp");
        // README
        CvrpInstance instance = Cvrp.PROBLEM.readInstance(file);
        Outcome<Routes> plan = Ansatz.cvrp()
                .timeLimit(ofSeconds(2))
                .seed(1)
                .onImprovement(this::show)
                .solve(instance);
        for (int[] route : plan.best().toArray()) {
            System.out.println(Arrays.toString(route));
        }
        // end
        assertThat(Cvrp.PROBLEM.evaluate(instance, plan.best()).feasible()).isTrue();
    }

    @Test
    void standsInTheReadmeWordForWord() throws IOException {
        String source = Files.readString(ROOT.resolve("search/src/test/java/dev/ansatz/search/ReadmeExampleTest.java"));
        String snippet = source.substring(source.indexOf("// README\n") + 10, source.indexOf("        // end"));
        assertThat(Files.readString(ROOT.resolve("README.md")))
                .contains(snippet.stripTrailing().stripIndent());
    }
}
