package dev.ansatz.problems;

import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.AtomicFiles;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.Suggestions;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The formats of a problem's instances and solutions: a native one and JSON. Stateless and thread-safe.
 *
 * <p>An {@link InputFile} is a path, a stream, a reader or text. Readers are tolerant of case and spacing and strict on meaning; all throw
 * {@link InputException} with file and line. Writers to files replace the target atomically.
 */
public interface Formats<I extends Instance, S> {
    /**
     * The same formats, whose instances have distances and times by a rounding instead of their own.
     *
     * @throws InputException if they know nothing that could be rounded
     */
    default Formats<I, S> withRounding(Rounding rounding) {
        throw new InputException("The problem has no distances of its own to round.");
    }

    /** File extensions of instances with the dot, the native one first; JSON is read by all. */
    List<String> instanceExtensions();

    /** Extension of the native solution format, such as {@code .tour}. */
    String solutionExtension();

    /**
     * Whether a file holds an instance of this problem, by content first and extension second. JSON that names its problem is not asked
     * about.
     */
    boolean recognises(InputFile file);

    /** Reads the instance of a file that holds one; a file of several is refused with their number. */
    I readInstance(InputFile file);

    /** Reads all instances of a file: one, unless the format allows several. */
    default List<I> readInstances(InputFile file) {
        return List.of(readInstance(file));
    }

    /** {@link #readInstances(InputFile)} of a path. */
    default List<I> readInstances(Path file) {
        return readInstances(InputFile.of(file));
    }

    /**
     * Reads one of the instances of a file.
     *
     * @param index counted from 1
     * @throws InputException also if there is none of that index
     */
    default I readInstance(InputFile file, int index) {
        List<I> all = readInstances(file);
        if (index < 1 || index > all.size()) {
            throw new InputException(
                    file.path(),
                    0,
                    "there is no problem " + index + "; the file holds "
                            + (all.size() == 1 ? "one problem." : all.size() + " problems."));
        }
        return all.get(index - 1);
    }

    /** {@link #readInstance(InputFile, int)} of a path. */
    default I readInstance(Path file, int index) {
        return readInstance(InputFile.of(file), index);
    }

    /** What of an instance the native format has no place for, as a sentence; null where it holds all. JSON holds everything. */
    default @Nullable String notNative(I instance) {
        return null;
    }

    /** Writes the native format of an instance that it {@linkplain #notNative holds}. */
    void writeInstance(I instance, Writer out) throws IOException;

    /** Writes JSON. */
    void writeInstanceAsJson(I instance, Writer out) throws IOException;

    /**
     * Writes the native format, or JSON where the extension says so.
     *
     * @throws InputException where the native format has no place for something, or the file cannot be written
     */
    default void writeInstance(I instance, Path file) {
        if (InputFiles.isJsonName(file)) {
            AtomicFiles.write(file, out -> writeInstanceAsJson(instance, out));
            return;
        }
        String obstacle = notNative(instance);
        if (obstacle != null) {
            throw new InputException(file, 0, obstacle);
        }
        AtomicFiles.write(file, out -> writeInstance(instance, out));
    }

    S readSolution(InputFile file, I instance);

    /** A solution that the file of an instance holds itself, to begin from; null where it holds none. */
    default @Nullable S givenSolution(InputFile file, I instance) {
        return null;
    }

    /** The objective that a solution file claims, or null where it claims none. */
    @Nullable
    Double readClaimedObjective(InputFile file);

    /** {@link #readClaimedObjective(InputFile)} of a path. */
    default @Nullable Double readClaimedObjective(Path file) {
        return readClaimedObjective(InputFile.of(file));
    }

    /** Text of the native solution file. */
    String formatSolution(I instance, S solution);

    /** Text of the JSON solution file. */
    String formatSolutionAsJson(I instance, S solution);

    /** Names of the formats of solutions, the native one first. */
    default List<String> solutionFormats() {
        return List.of("native", "json");
    }

    /**
     * Text of a solution in a format.
     *
     * @throws InputException if the format is none of {@link #solutionFormats}
     */
    default String formatSolution(I instance, S solution, String format) {
        return switch (format) {
            case "native" -> formatSolution(instance, solution);
            case "json" -> formatSolutionAsJson(instance, solution);
            default -> throw new InputException(Suggestions.unknown("format", format, solutionFormats()) + ".");
        };
    }

    /** Writes the native format, or JSON where the extension says so. */
    default void writeSolution(I instance, S solution, Path file) {
        AtomicFiles.write(
                file,
                InputFiles.isJsonName(file)
                        ? formatSolutionAsJson(instance, solution)
                        : formatSolution(instance, solution));
    }
}
