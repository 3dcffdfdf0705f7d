package dev.ansatz.cli;

import dev.ansatz.problems.InputException;
import dev.ansatz.problems.io.InputFile;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine;

/** Entry point of the command line: {@code ansatz solve berlin52.tsp}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Everything that a run needs is in the jars: DJL must never look for a network.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("java.awt.headless", "true");
        PrintWriter out = utf8(new FileOutputStream(FileDescriptor.out));
        PrintWriter err = utf8(new FileOutputStream(FileDescriptor.err));
        int code = execute(out, err, args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    private static PrintWriter utf8(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /**
     * Runs one command line.
     *
     * @param out where results go
     * @param err where progress and errors go
     * @return the exit code, one of {@link ExitCode}
     */
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        CommandLine commandLine = commandLine(args).setOut(out).setErr(err);
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError e) {
            err.println("ansatz: out of memory (" + e.getMessage()
                    + "); give the JVM more with ANSATZ_JAVA_OPTIONS=-Xmx8g, for example.");
            return ExitCode.BUG;
        }
    }

    /** The picocli tree with our converters and error handling. */
    private static CommandLine commandLine(String... args) {
        return AnsatzCommand.commandLine(args)
                .registerConverter(Duration.class, Durations::parse)
                .registerConverter(InputFile.class, InputFile::named)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, words) -> {
                    CommandLine command = e.getCommandLine();
                    String what = oneLine(e.getMessage());
                    command.getErr()
                            .println("ansatz: " + what + (what.endsWith(".") ? "" : ".") + " Try 'ansatz"
                                    + (command.getParent() == null ? "" : " " + command.getCommandName())
                                    + " --help'.");
                    return ExitCode.BAD_INPUT;
                })
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    if (e instanceof InputException input) {
                        input.mistakes().forEach(mistake -> command.getErr().println("ansatz: " + oneLine(mistake)));
                        return ExitCode.BAD_INPUT;
                    }
                    command.getErr().println("ansatz: this is a bug, please report it with the lines below.");
                    e.printStackTrace(command.getErr());
                    return ExitCode.BUG;
                });
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
