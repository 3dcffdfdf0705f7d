package dev.ansatz.problems;

import dev.ansatz.problems.io.InputException;
import java.util.List;

/**
 * Of a problem without random instances: there are no distributions, and what is asked for is refused in one sentence.
 *
 * @param title of the problem
 */
record NoGenerator<I extends Instance>(String title) implements Generator<I> {
    private InputException refusal() {
        return new InputException("The " + title + " has no generator.");
    }

    @Override
    public List<String> distributions() {
        return List.of();
    }

    @Override
    public String defaultDistribution() {
        throw refusal();
    }

    @Override
    public I generate(int size, long seed, String distribution) {
        throw refusal();
    }
}
