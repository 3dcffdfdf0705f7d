package dev.ansatz.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Goes once through a short run, so that the launcher can dump the classes it loaded into a class data archive
 * ({@code -XX:ArchiveClassesAtExit}) and later starts are quicker.
 */
final class ClassDataTraining {
    private static final String TIME = "150ms";

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
        for (String[] problem :
                new String[][] {{"tsp", "20", ".tsp"}, {"cvrp", "20", ".vrp"}, {"jssp", "6x6", ".txt"}}) {
            String instance = folder.resolve("training" + problem[2]).toString();
            commandLine.execute("generate", problem[0], "--size", problem[1], "--out", instance);
            boolean jobShop = problem[0].equals("jssp");
            for (String engine : new String[] {"hybrid", "neural", jobShop ? "cpsat" : "ortools", "timefold"}) {
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
