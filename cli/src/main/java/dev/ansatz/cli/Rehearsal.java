package dev.ansatz.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * Goes once through a short run, so that the launcher can dump the classes it loaded into a class data archive
 * ({@code -XX:ArchiveClassesAtExit}) and later starts are quicker.
 */
final class Rehearsal {
    private Rehearsal() {}

    static void run(CommandLine commandLine) {
        try {
            Path folder = Files.createTempDirectory("ansatz");
            Path instance = folder.resolve("rehearsal.vrp");
            Path plan = folder.resolve("rehearsal.sol");
            Path picture = folder.resolve("rehearsal.svg");
            try {
                commandLine.execute("--help");
                commandLine.execute("generate", "cvrp", "--size", "20", "--out", instance.toString());
                commandLine.execute("engines");
                commandLine.execute("models");
                commandLine.execute("solve", instance.toString(), "--time", "1s", "--out", plan.toString(), "--json");
                commandLine.execute("solve", instance.toString(), "--time", "1s", "--plot", picture.toString());
                commandLine.execute("check", instance.toString(), plan.toString());
            } finally {
                for (Path file : new Path[] {instance, plan, picture, folder}) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            commandLine.getErr().println("ansatz: rehearsal failed (" + e.getMessage() + ").");
        }
    }
}
