package dev.ansatz.problems;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.Suggestions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem family: identity, validator and bounds, its {@link Formats} and its {@link Generator}. Stateless and thread-safe. An
 * application's own problem needs the first four methods only.
 */
public interface Problem<I extends Instance, S> {
    /** Identity on the command line, such as {@code tsp}. */
    String id();

    /** Name for people, such as {@code travelling salesman problem}. */
    String title();

    Sense sense();

    /** The one independent validator and objective. Never throws on a malformed solution: it names what is wrong. */
    Evaluation evaluate(I instance, S solution);

    /** What the objective measures, in one word for programs, such as {@code distance}. */
    default String objectiveName() {
        return "objective";
    }

    /**
     * What the objective of a solution consists of, by name: terms whose sum it is, or the entries of a lexicographic objective. One term
     * unless said otherwise.
     */
    default Map<String, Double> parts(I instance, S solution) {
        return Map.of(objectiveName(), evaluate(instance, solution).objective());
    }

    /** What a solution costs part by part, and why it leaves out what it leaves out. Terms only unless said otherwise. */
    default Breakdown explain(I instance, S solution) {
        return new Breakdown(parts(instance, solution), List.of(), List.of());
    }

    /** Names of the objectives that an instance may have, the usual one first; empty where there is only one. */
    default List<String> objectives() {
        return List.of();
    }

    /**
     * An instance with one of the {@link #objectives}.
     *
     * @throws InputException if there is none of that name, or the instance cannot have it
     */
    default I withObjective(I instance, String objective) {
        throw new InputException(
                objectives().isEmpty()
                        ? "The " + title() + " has one objective only."
                        : Suggestions.unknown("objective", objective, objectives()) + ".");
    }

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
     * Looks an instance over before it is solved: all that keeps it from having a solution, as far as that is proven within milliseconds,
     * with the user's ids. No engine need be asked then. What cannot be at all was refused when the instance was built.
     *
     * @return empty where nothing is wrong, as far as is known
     */
    default List<Issue> validate(I instance) {
        return List.of();
    }

    /** The first sentence of {@link #validate} that proves that there is no solution; null where there is none. */
    default @Nullable String infeasible(I instance) {
        for (Issue issue : validate(instance)) {
            if (issue.kind() == Issue.Kind.INFEASIBLE) {
                return issue.text();
            }
        }
        return null;
    }

    /** Its files; an application's own problem need not have any: then no file is one of its instances. */
    default Formats<I, S> formats() {
        return new NoFormats<>(title());
    }

    /** Its random instances; an application's own problem need not have any: then there are no distributions. */
    default Generator<I> generator() {
        return new NoGenerator<>(title());
    }

    /** {@link Formats#readInstance(InputFile)} of a path. */
    default I readInstance(Path file) {
        return formats().readInstance(InputFile.of(file));
    }

    /** {@link Formats#readInstance(InputFile)}. */
    default I readInstance(InputFile file) {
        return formats().readInstance(file);
    }

    /** {@link Formats#writeInstance(Instance, Path)}. */
    default void writeInstance(I instance, Path file) {
        formats().writeInstance(instance, file);
    }

    /** {@link Formats#readSolution(InputFile, Instance)} of a path. */
    default S readSolution(Path file, I instance) {
        return formats().readSolution(InputFile.of(file), instance);
    }

    /** {@link Formats#readSolution(InputFile, Instance)}. */
    default S readSolution(InputFile file, I instance) {
        return formats().readSolution(file, instance);
    }

    /** {@link Formats#writeSolution}. */
    default void writeSolution(I instance, S solution, Path file) {
        formats().writeSolution(instance, solution, file);
    }

    /** {@link Generator#generate(int, long, String)}. */
    default I generate(int size, long seed, String distribution) {
        return generator().generate(size, seed, distribution);
    }

    /** {@link Generator#generate(String, long, String)}. */
    default I generate(String size, long seed, String distribution) {
        return generator().generate(size, seed, distribution);
    }
}
