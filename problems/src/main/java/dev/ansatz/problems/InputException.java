package dev.ansatz.problems;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Bad input: one sentence for people, with file and line where known. Never a bug of ours. */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }

    /** {@code FILE:LINE: what}; a line of 0 is left out. */
    public InputException(@Nullable Path file, int line, String what) {
        super((file == null ? "" : file + (line > 0 ? ":" + line : "") + ": ") + what);
    }
}
