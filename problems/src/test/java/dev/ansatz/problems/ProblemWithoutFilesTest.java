package dev.ansatz.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.io.InputException;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A problem that says no more than it must, with neither files nor random instances. */
class ProblemWithoutFilesTest {
    record Nothing(String name, int size) implements Instance {}

    /** Made known by a file of {@code META-INF/services}, as in the jar of a plug-in. */
    public static final class Plain implements Problem<Nothing, Object>, ProblemProvider<Nothing, Object> {
        @Override
        public Problem<Nothing, Object> problem() {
            return this;
        }

        @Override
        public String id() {
            return "plain";
        }

        @Override
        public String title() {
            return "plain problem";
        }

        @Override
        public Sense sense() {
            return Sense.MINIMISE;
        }

        @Override
        public Evaluation evaluate(Nothing instance, Object solution) {
            return new Evaluation(0, List.of());
        }
    }

    private final Plain plain = new Plain();

    @Test
    void asAPlugInItLeavesTheRecognitionOfFilesAlone(@TempDir Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(ProblemProvider.class.getName()), Plain.class.getName());
        List<URL> urls = new ArrayList<>(List.of(folder.toUri().toURL())); // first: it is asked before ours
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        Path unknown = Files.writeString(folder.resolve("unknown.txt"), "what is this?\n");
        Path tour = Files.writeString(
                folder.resolve("a.tsp"),
                "NAME: a\nTYPE: TSP\nDIMENSION: 3\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 0 0\n2 1 0\n3 0 1\nEOF\n");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader apart =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(apart);
            Class<?> problems = apart.loadClass(Problems.class.getName());
            assertThat(problems.getMethod("byId", String.class)
                            .invoke(null, "plain")
                            .getClass()
                            .getName())
                    .isEqualTo(Plain.class.getName());
            Method recognise = problems.getMethod("recognise", Path.class);
            assertThat(recognise.invoke(null, tour).getClass().getSimpleName()).isEqualTo("Tsp");
            assertThatThrownBy(() -> recognise.invoke(null, unknown))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("the problem type is not recognised")
                    .hasMessageContaining("plain");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void whatIsReadWrittenOrGeneratedIsRefusedInOneSentence(@TempDir Path folder) {
        Path file = folder.resolve("a.txt");
        assertThatThrownBy(() -> plain.writeInstance(new Nothing("a", 1), file))
                .isInstanceOf(InputException.class)
                .hasMessage("The plain problem has no files.");
        assertThat(file).doesNotExist();
        assertThatThrownBy(() -> plain.readInstance(file))
                .isInstanceOf(InputException.class)
                .hasMessage("The plain problem has no files.");
        assertThat(plain.generator().distributions()).isEmpty();
        assertThatThrownBy(() -> plain.generate(5, 1, "uniform"))
                .isInstanceOf(InputException.class)
                .hasMessage("The plain problem has no generator.");
        assertThatThrownBy(() -> NamedSets.first(plain, "plain5", 1))
                .isInstanceOf(InputException.class)
                .hasMessage("The plain problem has no generator.");
    }
}
