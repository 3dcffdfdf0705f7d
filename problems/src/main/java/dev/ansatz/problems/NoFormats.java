package dev.ansatz.problems;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of a problem whose instances are in no files: none is recognised, and what would be read or written is refused in one sentence.
 *
 * @param title of the problem
 */
record NoFormats<I extends Instance, S>(String title) implements Formats<I, S> {
    private InputException refusal() {
        return new InputException("The " + title + " has no files.");
    }

    @Override
    public List<String> instanceExtensions() {
        return List.of();
    }

    @Override
    public String solutionExtension() {
        throw refusal();
    }

    @Override
    public boolean recognises(InputFile file) {
        return false;
    }

    @Override
    public I readInstance(InputFile file) {
        throw refusal();
    }

    @Override
    public void writeInstance(I instance, Writer out) {
        throw refusal();
    }

    @Override
    public void writeInstanceAsJson(I instance, Writer out) {
        throw refusal();
    }

    @Override
    public S readSolution(InputFile file, I instance) {
        throw refusal();
    }

    @Override
    public @Nullable Double readClaimedObjective(InputFile file) {
        throw refusal();
    }

    @Override
    public String formatSolution(I instance, S solution) {
        throw refusal();
    }

    @Override
    public String formatSolutionAsJson(I instance, S solution) {
        throw refusal();
    }
}
