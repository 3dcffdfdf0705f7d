package dev.ansatz.cli;

import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.search.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Goes once through a short run, so that the launcher can dump the classes it loaded into a class data archive
 * ({@code -XX:ArchiveClassesAtExit}) and later starts are quicker.
 */
final class ClassDataTraining {
    private static final String TIME = "150ms";

    /** The first ones: what most people have. */
    private static final int PROBLEMS = 3;

    private ClassDataTraining() {}

    static void run(CommandLine commandLine) {
        try {
            Path folder = Files.createTempDirectory("ansatz");
            try {
                train(commandLine, folder);
            } finally {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            commandLine.getErr().println("ansatz: class data training failed (" + e.getMessage() + ").");
        }
    }

    private static void train(CommandLine commandLine, Path folder) {
        String plan = folder.resolve("training.sol").toString();
        String picture = folder.resolve("training.svg").toString();
        commandLine.execute("--help");
        commandLine.execute("engines");
        commandLine.execute("models");
        for (Problem<?, ?> problem : Problems.all().subList(0, PROBLEMS)) {
            String instance = folder.resolve(
                            "training" + problem.formats().instanceExtensions().get(0))
                    .toString();
            String size = problem.generator().exampleSize().contains("x") ? "6x6" : "20";
            commandLine.execute("generate", problem.id(), "--size", size, "--out", instance);
            List<String> engines = new ArrayList<>(List.of(Engines.DEFAULT, "neural"));
            ClassicalEngines.libraries(problem).forEach(engine -> engines.add(engine.name()));
            for (String engine : engines) {
                commandLine.execute(
                        "solve",
                        instance,
                        "--engine",
                        engine,
                        "--time",
                        TIME,
                        "--out",
                        plan,
                        "--plot",
                        picture,
                        "--json");
            }
            commandLine.execute("solve", instance, "--time", TIME);
            commandLine.execute("check", instance, plan);
        }
    }
}
