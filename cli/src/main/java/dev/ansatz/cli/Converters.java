package dev.ansatz.cli;

import dev.ansatz.problems.io.InputFile;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** What the words of a command line become, with sentences for people where they cannot. */
final class Converters {
    /** The end of a sentence about a name that Java cannot make a path of. */
    static final String UNKNOWN_LETTERS = "has letters that the locale of this process ("
            + System.getProperty("sun.jnu.encoding", "") + ") does not know; run with LC_ALL=C.UTF-8";

    private Converters() {}

    /** False where the name of the current folder came out of the locale damaged: relative paths lead nowhere then. */
    static boolean isCurrentFolderKnown() {
        return Files.isDirectory(Path.of("").toAbsolutePath());
    }

    /** Gives a command and all that are below it the converters. */
    static CommandLine register(CommandLine commandLine) {
        return commandLine
                .registerConverter(Duration.class, Durations::parse)
                .registerConverter(Path.class, Converters::path)
                .registerConverter(
                        InputFile.class, text -> InputFile.named(path(text).toString()))
                .registerConverter(int.class, text -> number(text, Integer::valueOf, "a whole number"))
                .registerConverter(Integer.class, text -> number(text, Integer::valueOf, "a whole number"))
                .registerConverter(long.class, text -> number(text, Long::valueOf, "a whole number"))
                .registerConverter(Long.class, text -> number(text, Long::valueOf, "a whole number"))
                .registerConverter(double.class, text -> number(text, Double::valueOf, "a number"))
                .registerConverter(Double.class, text -> number(text, Double::valueOf, "a number"));
    }

    private static <N> N number(String text, Function<String, N> parser, String what) {
        try {
            return parser.apply(text.strip());
        } catch (NumberFormatException e) {
            boolean tooLarge = text.strip().matches("[+-]?\\d+");
            throw new TypeConversionException("'" + text + "' is " + (tooLarge ? "too large" : "not " + what));
        }
    }

    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("the name of a file must not be empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(noPath(e));
        }
    }

    /** What is wrong with a path, as a sentence without its full stop. */
    static String noPath(InvalidPathException e) {
        String encoding = System.getProperty("sun.jnu.encoding", "");
        boolean unmappable = e.getInput().chars().anyMatch(c -> c > 127)
                && !Charset.forName("UTF-8").equals(charset(encoding));
        return "the path '" + e.getInput().replace('\0', '?') + "' "
                + (unmappable ? UNKNOWN_LETTERS : "is none on this system (" + e.getReason() + ")");
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return Charset.defaultCharset();
        }
    }
}
