package dev.ansatz.problems;

import dev.ansatz.problems.io.InputFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem of an application's own: what an engine, a validator and the facade need, without files and generator. The methods for
 * those throw {@link UnsupportedOperationException}; one that is wanted is overridden.
 */
public abstract class ProblemWithoutFiles<I extends Instance, S> implements Problem<I, S> {
    private UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("The " + title() + " has no files and no generator.");
    }

    @Override
    public List<String> instanceExtensions() {
        return List.of();
    }

    @Override
    public String solutionExtension() {
        throw unsupported();
    }

    @Override
    public boolean recognises(InputFile file) {
        return false;
    }

    @Override
    public I readInstance(InputFile file) {
        throw unsupported();
    }

    @Override
    public void writeInstance(I instance, Path file) {
        throw unsupported();
    }

    @Override
    public S readSolution(InputFile file, I instance) {
        throw unsupported();
    }

    @Override
    public @Nullable Double readClaimedObjective(InputFile file) {
        throw unsupported();
    }

    @Override
    public String formatSolution(I instance, S solution) {
        throw unsupported();
    }

    @Override
    public String formatSolutionAsJson(I instance, S solution) {
        throw unsupported();
    }

    @Override
    public List<String> distributions() {
        return List.of();
    }

    @Override
    public I generate(int size, long seed, String distribution) {
        throw unsupported();
    }
}
