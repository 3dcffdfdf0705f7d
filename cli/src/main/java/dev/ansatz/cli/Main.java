package dev.ansatz.cli;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Suggestions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point of the command line: {@code ansatz solve berlin52.tsp}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Everything that a run needs is in the jars: DJL must never look for a network.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("java.awt.headless", "true");
        PrintWriter out = new Printer(new FileOutputStream(FileDescriptor.out));
        PrintWriter err = new Printer(new FileOutputStream(FileDescriptor.err));
        int code = execute(out, err, args);
        if (Watchdog.anyLeft()) {
            Runtime.getRuntime().halt(code);
        }
        System.exit(code);
    }

    /** Prints UTF-8 and remembers what went wrong first; flushes at the end of each line. */
    static final class Printer extends PrintWriter {
        private final Sink sink;

        Printer(OutputStream stream) {
            this(new Sink(stream));
        }

        private Printer(Sink sink) {
            super(new OutputStreamWriter(sink, StandardCharsets.UTF_8), true);
            this.sink = sink;
        }

        private static final class Sink extends FilterOutputStream {
            private volatile @Nullable IOException first;

            Sink(OutputStream stream) {
                super(stream);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                try {
                    out.write(bytes, from, length);
                } catch (IOException e) {
                    first = first == null ? e : first;
                    throw e;
                }
            }
        }
    }

    /**
     * Runs one command line.
     *
     * @param out where results go; flushed
     * @param err where progress and errors go; flushed
     * @return the exit code, one of {@link ExitCode}
     */
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        int code;
        try {
            CommandLine commandLine = commandLine(args).setOut(out).setErr(err);
            code = commandLine.execute(args);
        } catch (OutOfMemoryError e) {
            err.println(outOfMemory());
            code = ExitCode.BUG;
        } catch (Error e) {
            code = bug(e, err);
        }
        if (out.checkError()) { // flushes
            IOException reason = out instanceof Printer printer ? printer.sink.first : null;
            err.println("ansatz: the results could not be printed"
                    + (reason == null || reason.getMessage() == null ? "." : " (" + reason.getMessage() + ")."));
            code = ExitCode.BUG;
        }
        err.flush();
        return code;
    }

    static String outOfMemory() {
        return "ansatz: out of memory (" + Runtime.getRuntime().maxMemory() / (1 << 20)
                + " MB); give the JVM more with ANSATZ_JAVA_OPTIONS=-Xmx8g, for example.";
    }

    private static int bug(Throwable e, PrintWriter err) {
        err.println("ansatz: this is a bug, please report it with the lines below.");
        e.printStackTrace(err);
        return ExitCode.BUG;
    }

    /** The picocli tree with our converters and error handling. */
    private static CommandLine commandLine(String... args) {
        return Converters.register(AnsatzCommand.commandLine(args))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, words) -> {
                    CommandLine command = e.getCommandLine();
                    String what = oneLine(whatIsWrong(e));
                    command.getErr()
                            .println("ansatz: " + what + (what.endsWith(".") || what.endsWith("?") ? "" : ".")
                                    + " Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
                    return ExitCode.BAD_INPUT;
                })
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    if (e instanceof InputException input) {
                        input.mistakes().forEach(mistake -> command.getErr().println("ansatz: " + oneLine(mistake)));
                        return ExitCode.BAD_INPUT;
                    }
                    if (e instanceof InvalidPathException path) {
                        command.getErr().println("ansatz: " + Converters.noPath(path) + ".");
                        return ExitCode.BAD_INPUT;
                    }
                    return bug(e, command.getErr());
                });
    }

    private static String whatIsWrong(ParameterException e) {
        String message = String.valueOf(e.getMessage());
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return message;
        }
        CommandLine command = e.getCommandLine();
        String word = unmatched.getUnmatched().get(0);
        if (unmatched.isUnknownOption()) {
            List<String> options = new ArrayList<>();
            command.getCommandSpec().options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(option -> options.addAll(List.of(option.names())));
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            return "unknown option '" + name + "'" + Suggestions.didYouMean(name, options);
        }
        if (command.getParent() == null) {
            return "unknown command '" + word + "'" + Suggestions.didYouMean(word, AnsatzCommand.names());
        }
        return "'" + word + "' is one word too many for "
                + command.getCommandSpec().qualifiedName() + " (a file name with blanks must be quoted)";
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
