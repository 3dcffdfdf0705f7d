package dev.ansatz.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.rmab.RestlessBandit;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that exclude OR-Tools or Timefold: each case is a JVM of its own whose class path lacks them. */
@Tag("slow")
class LibrariesLeftOutTest {
    private static final Predicate<String> OR_TOOLS = jar -> jar.contains("ortools") || jar.contains("protobuf");
    private static final Predicate<String> TIMEFOLD = jar -> jar.contains("timefold");
    private static final Predicate<String> OR_TOOLS_NATIVES = jar -> jar.matches(".*ortools-(linux|darwin|win32).*");

    @Test
    void ownEnginesSolveEveryProblemWithoutEither() throws Exception {
        Map<String, String> said = probe(OR_TOOLS.or(TIMEFOLD));
        assertThat(said).containsEntry("engines tsp", "hybrid hybrid-local-search neural local-search greedy jgrapht");
        assertThat(said).containsEntry("engines cvrp", "hybrid hybrid-local-search neural local-search savings sweep");
        assertThat(said).containsEntry("engines jssp", "hybrid hybrid-tabu neural tabu insertion dispatching");
        assertThat(said.get("engines kp")).startsWith("hybrid ").doesNotContain("cpsat", "mip", "ortools");
        assertThat(said.get("engines mkp"))
                .startsWith("hybrid ")
                .contains("core-search")
                .doesNotContain("mip", "cpsat");
        assertThat(said.get("engines rmab"))
                .startsWith("hybrid ")
                .contains("whittle")
                .doesNotContain("occupation");
        assertThat(said.get("ortools"))
                .matches("Engine 'ortools' needs OR-Tools: OR-Tools is not on the class path;"
                        + " add com\\.google\\.ortools:ortools-java:[0-9.]+\\.");
        assertThat(said.get("hybrid-timefold"))
                .matches("Engine 'hybrid-timefold' needs Timefold: Timefold is not on the class path;"
                        + " add ai\\.timefold\\.solver:timefold-solver-core:[0-9.]+\\.");
        assertThat(said.get("solved")).isEqualTo("all");
    }

    @Test
    void eachCanBeLeftOutAlone() throws Exception {
        assertThat(probe(TIMEFOLD).get("engines cvrp"))
                .contains("hybrid-ortools", "ortools", "seeded-ortools")
                .doesNotContain("timefold");
        assertThat(probe(OR_TOOLS).get("engines cvrp"))
                .contains("hybrid-timefold", "timefold", "seeded-timefold")
                .doesNotContain("ortools");
    }

    @Test
    void aMissingNativeLibraryIsNamedWithItsArtefact() throws Exception {
        Map<String, String> said =
                probe(OR_TOOLS_NATIVES, "-Dos.name=Linux", "-Dos.arch=aarch64", "-Djava.library.path=/nonexistent");
        assertThat(said.get("engines mkp")).startsWith("hybrid ").doesNotContain("mip", "cpsat");
        assertThat(said.get("ortools"))
                .matches("Engine 'ortools' needs OR-Tools: the native library of OR-Tools for linux-aarch64 is not on"
                        + " the class path; add com\\.google\\.ortools:ortools-linux-aarch64:[0-9.]+\\.");
        assertThat(said.get("solved")).isEqualTo("all");
    }

    @Test
    void whereTheNativeLibraryCannotBeLoadedOwnEnginesSolveAndTheOthersSayWhy(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve(System.mapLibraryName("jniortools")), "for another machine");
        Map<String, String> said = probe(OR_TOOLS_NATIVES, "-Djava.library.path=" + folder);
        assertThat(said.get("failed"))
                .isEqualTo("This needs OR-Tools: its native library cannot be loaded on this machine");
        assertThat(said.get("solved")).isEqualTo("all");
    }

    /** What {@link Probe} prints where some jars are left out. */
    private static Map<String, String> probe(Predicate<String> leftOut, String... flags) throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(leftOut.negate())
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(classPath).isNotEqualTo(System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xverify:all", "-XX:+IgnoreUnrecognizedVMOptions"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", classPath, Probe.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        Map<String, String> said = new TreeMap<>();
        output.lines().filter(line -> line.contains(" = ")).forEach(line -> {
            int split = line.indexOf(" = ");
            said.put(line.substring(0, split), line.substring(split + 3));
        });
        return said;
    }

    /** Solves an instance of each problem with each engine there is, and asks for some that may not be there. */
    static final class Probe {
        private static final int SIZE = 8;

        private Probe() {}

        public static void main(String[] args) {
            for (Problem<?, ?> problem : Problems.all()) {
                tryAll(problem);
            }
            // Restless bandits whose actions have a structure: their best ones are found by CP-SAT.
            for (String distribution : RestlessBandit.PROBLEM.generator().distributions()) {
                solve(RestlessBandit.PROBLEM, Engines.byName(RestlessBandit.PROBLEM, "hybrid", null), distribution);
            }
            say("solved", "all");
            ask(Problems.byId("tsp"), "ortools");
            ask(Problems.byId("tsp"), "hybrid-timefold");
        }

        private static <I extends Instance, S> void tryAll(Problem<I, S> problem) {
            List<Solver<I, S>> engines = Engines.of(problem);
            say("engines " + problem.id(), engines.stream().map(Solver::name).collect(Collectors.joining(" ")));
            engines.forEach(engine ->
                    solve(problem, engine, problem.generator().distributions().get(0)));
        }

        private static <I extends Instance, S> void solve(
                Problem<I, S> problem, Solver<I, S> engine, String distribution) {
            I instance = problem.generate(SIZE, 1, distribution);
            if (engine.refuses(instance) != null) {
                return;
            }
            Outcome<S> outcome;
            try {
                engine.warmUp();
                outcome = engine.solve(instance, Options.<S>ofIterations(2));
            } catch (InputException e) {
                if (Set.of("hybrid", "core-search", "best-of-policies", "greedy")
                        .contains(engine.name())) {
                    throw e;
                }
                say("failed", e.getMessage().replaceAll(" \\(.*", ""));
                return;
            }
            if (outcome.best() == null
                    || !problem.evaluate(instance, outcome.best()).feasible()) {
                throw new IllegalStateException(problem.id() + ", " + distribution + ": " + engine.name());
            }
        }

        private static void ask(Problem<?, ?> problem, String engine) {
            try {
                Engines.byName(problem, engine, null);
            } catch (InputException e) {
                say(engine, e.getMessage());
            }
        }

        private static void say(String key, String value) {
            System.out.println(key + " = " + value);
        }
    }
}
