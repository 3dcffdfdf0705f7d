package dev.ansatz.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Writing of files so that a reader never sees half of one. */
final class Output {
    private Output() {}

    /**
     * Whether a file could be written.
     *
     * @return null if it seems so, else one sentence that says why not
     */
    static @Nullable String problemWith(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            return file + ": is a directory, so nothing can be written there.";
        }
        if (folder == null || !Files.isDirectory(folder)) {
            return file + ": cannot be written because the folder " + folder + " does not exist.";
        }
        if (Files.exists(file) ? !Files.isWritable(file) : !Files.isWritable(folder)) {
            return file + ": cannot be written (permission denied).";
        }
        return null;
    }

    /** Writes bytes atomically; a device or pipe is written to as it is. */
    static void write(Path file, byte[] content) throws IOException {
        if (isSpecial(file)) {
            Files.write(file, content);
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        Path part = Files.createTempFile(folder, ".ansatz", ".part");
        try {
            Files.write(part, content);
            try {
                Files.setPosixFilePermissions(
                        part, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
            } catch (UnsupportedOperationException e) {
                // No POSIX permissions on this file system.
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    static void write(Path file, String content) throws IOException {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the target is a device or a pipe, which must not be replaced by a file. */
    static boolean isSpecial(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    /** One sentence for a failed write. */
    static String sentence(Path file, Exception failure) {
        Throwable cause = failure;
        while (!(cause instanceof IOException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String reason = cause instanceof NoSuchFileException
                ? "there is no such folder"
                : cause instanceof AccessDeniedException
                        ? "permission denied"
                        : cause instanceof FileSystemException fs && fs.getReason() != null
                                ? fs.getReason()
                                : String.valueOf(cause.getMessage());
        return file + ": cannot be written (" + reason + ").";
    }
}
