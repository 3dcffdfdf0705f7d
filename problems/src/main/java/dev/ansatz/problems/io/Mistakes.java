package dev.ansatz.problems.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the mistakes of one input, so that all are told at once. Not thread-safe. */
public final class Mistakes {
    /** More would not be read. */
    private static final int TOLD = 20;

    private record Mistake(int line, String sentence) {}

    private final @Nullable Path file;
    private final List<Mistake> all = new ArrayList<>();

    /** @param file that messages name, or null for none */
    public Mistakes(@Nullable Path file) {
        this.file = file;
    }

    /**
     * Adds one.
     *
     * @param line of the mistake, or 0
     * @param what one sentence
     */
    public void add(int line, String what) {
        add(new InputException(file, line, what));
    }

    /** Adds those of a reader that ended with the first ones it found. */
    public void add(InputException found) {
        found.mistakes().forEach(sentence -> all.add(new Mistake(found.line(), sentence)));
    }

    /**
     * Refuses what has issues.
     *
     * @throws InputException with all of them in their order, if there is one
     */
    public static void throwIfAny(List<Issue> issues) {
        Mistakes mistakes = new Mistakes(null);
        issues.forEach(issue -> mistakes.add(0, issue.text()));
        mistakes.throwIfAny();
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * Ends the reading of a malformed input.
     *
     * @throws InputException if there is a mistake; with all of them in the order of their lines
     */
    public void throwIfAny() {
        if (all.isEmpty()) {
            return;
        }
        List<String> sentences = new ArrayList<>();
        all.stream()
                .sorted(Comparator.comparingInt(Mistake::line))
                .limit(TOLD)
                .forEach(mistake -> sentences.add(mistake.sentence()));
        if (all.size() > TOLD) {
            sentences.add(
                    new InputException(file, 0, "there are " + (all.size() - TOLD) + " more mistakes.").getMessage());
        }
        throw new InputException(sentences);
    }
}
