package dev.ansatz.problems;

import dev.ansatz.problems.io.AtomicFiles;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem family: identity, validator, formats, generators. Stateless and thread-safe.
 *
 * <p>Readers are tolerant of case and spacing and strict on meaning; all throw {@link InputException} with file and line.
 * Writers replace the target atomically.
 */
public interface Problem<I extends Instance, S> {
    /** Identity on the command line, such as {@code tsp}. */
    String id();

    /** Name for people, such as {@code travelling salesman problem}. */
    String title();

    Sense sense();

    /** The one independent validator and objective. Never throws on a malformed solution: it names what is wrong. */
    Evaluation evaluate(I instance, S solution);

    /**
     * A bound on the objective of every solution, where a quick one is known: proven, from the data alone, within milliseconds. Each run
     * begins with it.
     *
     * @return null where there is none
     */
    default @Nullable Bound bound(I instance) {
        return null;
    }

    /**
     * Why an instance has no solution at all, where that is proven within milliseconds: no engine need be asked then.
     *
     * @return one sentence with the numbers, or null where nothing is proven
     */
    default @Nullable String infeasible(I instance) {
        return null;
    }

    /** File extensions of instances with the dot, the native one first; JSON is read by all. */
    List<String> instanceExtensions();

    /** Extension of the native solution format, such as {@code .tour}. */
    String solutionExtension();

    /** Whether a file holds an instance of this problem, by content first and extension second. */
    boolean recognises(InputFile file);

    /** Reads the instance of a file that holds one; a file of several is refused with their number. */
    I readInstance(InputFile file);

    /** {@link #readInstance(InputFile)} of a path. */
    default I readInstance(Path file) {
        return readInstance(InputFile.of(file));
    }

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

    /** Writes the native format, or JSON where the extension says so. */
    void writeInstance(I instance, Path file);

    S readSolution(InputFile file, I instance);

    /** {@link #readSolution(InputFile, Instance)} of a path. */
    default S readSolution(Path file, I instance) {
        return readSolution(InputFile.of(file), instance);
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

    /** Writes the native format, or JSON where the extension says so. */
    default void writeSolution(I instance, S solution, Path file) {
        AtomicFiles.write(
                file,
                InputFiles.isJsonName(file)
                        ? formatSolutionAsJson(instance, solution)
                        : formatSolution(instance, solution));
    }

    /** Distributions known to {@link #generate}, the default one first. */
    List<String> distributions();

    /**
     * A random instance.
     *
     * @throws InputException if the distribution is unknown or the size is not allowed
     */
    I generate(int size, long seed, String distribution);

    /**
     * A random instance whose size is more than one number where the problem has more than one, such as {@code 20x15} for jobs
     * and machines; one whole number is understood by all.
     *
     * @throws InputException if the size is not understood or not allowed, or the distribution is unknown
     */
    default I generate(String size, long seed, String distribution) {
        int number;
        try {
            number = Integer.parseInt(size.strip());
        } catch (NumberFormatException e) {
            throw new InputException("The size '" + size + "' must be a whole number.");
        }
        return generate(number, seed, distribution);
    }
}
