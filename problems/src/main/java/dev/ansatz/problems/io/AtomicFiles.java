package dev.ansatz.problems.io;

import dev.ansatz.problems.InputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files whole or not at all. */
public final class AtomicFiles {
    private AtomicFiles() {}

    /** Produces the text of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Writer writer) throws IOException;
    }

    /** Produces the bytes of a file. */
    @FunctionalInterface
    private interface Bytes {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Replaces {@code file} by the text (UTF-8): written to a temporary file beside it, then moved over it. Whatever fails, an
     * old file stays as it was and nothing half-written is left behind. A device such as {@code /dev/stdout} is written to
     * directly.
     *
     * @throws InputException if the file cannot be written
     */
    public static void write(Path file, Content content) {
        replace(file, out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder()));
            content.writeTo(writer);
            writer.flush();
        });
    }

    /** {@link #write(Path, Content)} of a given text. */
    public static void write(Path file, String text) {
        write(file, writer -> writer.write(text));
    }

    /** As {@link #write(Path, Content)}, for files that are not text. */
    public static void write(Path file, byte[] bytes) {
        replace(file, out -> out.write(bytes));
    }

    private static void replace(Path file, Bytes content) {
        Path target = file;
        try {
            if (Files.isDirectory(file)) {
                throw new InputException(file, 0, "is a directory, not a file.");
            }
            if (Files.exists(file)) {
                if (!Files.isRegularFile(file)) {
                    writeDirectly(file, content);
                    return;
                }
                target = file.toRealPath(); // a link stays a link
            }
            Path absolute = target.toAbsolutePath();
            Path temporary = absolute.resolveSibling("." + absolute.getFileName() + "."
                    + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + ".tmp");
            try {
                writeDirectly(temporary, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                try {
                    Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
                } catch (AtomicMoveNotSupportedException e) {
                    Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING);
                }
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (UncheckedIOException e) {
            throw unwritable(file, e.getCause());
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static void writeDirectly(Path file, Bytes content, OpenOption... options) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, options)) {
            content.writeTo(out);
        }
    }

    private static InputException unwritable(Path file, IOException e) {
        return new InputException(file, 0, "cannot be written (" + InputFiles.reason(e) + ").");
    }
}
