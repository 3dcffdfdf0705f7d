package dev.ansatz.problems.io;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bad input: one sentence for people for each mistake, with file and line where known. Never a bug of ours. */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String[] mistakes;

    public InputException(String message) {
        super(message);
        mistakes = new String[] {message};
    }

    /** {@code FILE:LINE: what}; a line of 0 is left out. */
    public InputException(@Nullable Path file, int line, String what) {
        this((file == null ? "" : file + (line > 0 ? ":" + line : "") + ": ") + what);
    }

    /** Several mistakes, at least one, each a sentence with its own file and line; the message has one a line. */
    public InputException(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = mistakes.toArray(String[]::new);
    }

    /** The mistakes, a sentence each. */
    public List<String> mistakes() {
        return List.of(mistakes);
    }
}
