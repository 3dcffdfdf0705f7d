package dev.ansatz.problems.io;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bad input: one sentence for people for each mistake, with file and line where known. Never a bug of ours. */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String[] mistakes;
    private final int line;

    public InputException(String message) {
        this(message, 0);
    }

    private InputException(String message, int line) {
        super(message);
        mistakes = new String[] {message};
        this.line = line;
    }

    /** {@code FILE:LINE: what}; a line of 0 is left out. */
    public InputException(@Nullable Path file, int line, String what) {
        this((file == null ? "" : file + (line > 0 ? ":" + line : "") + ": ") + what, line);
    }

    /** Several mistakes, at least one, each a sentence with its own file and line; the message has one a line. */
    public InputException(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = mistakes.toArray(String[]::new);
        line = 0;
    }

    /** Line of the only mistake; 0 where there are several or it has none. */
    int line() {
        return line;
    }

    /** The mistakes, a sentence each. */
    public List<String> mistakes() {
        return List.of(mistakes);
    }
}
