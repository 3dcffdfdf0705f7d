package dev.ansatz.problems.io;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes files whole or not at all. */
public final class AtomicFiles {
    /** Links followed before a path is taken for a circle. */
    private static final int MOST_LINKS = 40;

    /** Folders whose entries are the open files of a process, not files. */
    private static final Pattern DESCRIPTORS = Pattern.compile("/dev/fd|/proc/(\\d+)(?:/task/\\d+)?/fd");

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
     * old file stays as it was and nothing half-written is left behind. The permissions of the old file are kept, its owner and
     * group where the system lets us; a link stays a link.
     *
     * <p>What cannot be replaced is written to: a device or a pipe, and what is already open, such as {@code /dev/stdout} and
     * {@code /dev/fd/3}, is appended to, even where it leads to a plain file. An old file in a folder where no other can be made is
     * overwritten.
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

    /** Whether a path leads to what this process has open, such as {@code /dev/stdout}, by links or directly. */
    public static boolean isOpenFile(Path file) {
        try {
            return descriptor(target(file)) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Where a path leads once links are followed, also where nothing is there yet: two paths of equal targets are one file. Links of
     * open files ({@code /dev/fd/1}) are not followed.
     *
     * @throws IOException if the folder does not exist or links lead in a circle
     */
    public static Path target(Path file) throws IOException {
        Path path = file.toAbsolutePath();
        for (int links = 0; links < MOST_LINKS; links++) {
            Path parent = path.getParent();
            if (parent == null) {
                return path;
            }
            Path name = path.getFileName();
            path = name.toString().equals("..") || name.toString().equals(".")
                    ? path.toRealPath()
                    : parent.toRealPath().resolve(name);
            if (descriptor(path) != null || !Files.isSymbolicLink(path)) {
                return path;
            }
            path = path.resolveSibling(Files.readSymbolicLink(path));
        }
        throw new FileSystemException(file.toString(), null, "too many links");
    }

    /** The number of an open file of this process that a resolved path names, else null; -1 of another process. */
    private static @Nullable Integer descriptor(Path path) {
        Matcher folder = DESCRIPTORS.matcher(String.valueOf(path.getParent()));
        String name = String.valueOf(path.getFileName());
        if (!folder.matches() || !name.matches("\\d{1,6}")) {
            return null;
        }
        String process = folder.group(1);
        return process == null
                        || process.equals(Long.toString(ProcessHandle.current().pid()))
                ? Integer.valueOf(name)
                : Integer.valueOf(-1);
    }

    private static void replace(Path file, Bytes content) {
        try {
            if (Files.isDirectory(file)) {
                throw new InputException(file, 0, "is a directory, not a file.");
            }
            Path target = target(file);
            Integer descriptor = descriptor(target);
            if (descriptor != null) {
                append(target, descriptor, whole(content));
            } else if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(target)) {
                try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
                    content.writeTo(out);
                }
            } else {
                replaceWhole(target, content);
            }
        } catch (UncheckedIOException e) {
            throw unwritable(file, Objects.requireNonNull(e.getCause(), "what it wraps"));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Behind all that was written there before, by us or by others: never from the beginning. */
    private static void append(Path target, int descriptor, byte[] bytes) throws IOException {
        if (descriptor == 1 || descriptor == 2) {
            // Not opened anew: what is printed afterwards would be written over this.
            FileOutputStream open = new FileOutputStream(descriptor == 1 ? FileDescriptor.out : FileDescriptor.err);
            open.write(bytes);
            open.flush(); // and never closed
            return;
        }
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.APPEND)) {
            out.write(bytes);
        }
    }

    private static byte[] whole(Bytes content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(bytes);
        return bytes.toByteArray();
    }

    private static void replaceWhole(Path target, Bytes content) throws IOException {
        // The name does not hold the target's: that may be as long as names can be.
        Path temporary = target.resolveSibling(
                ".ansatz-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + ".tmp");
        try {
            OutputStream begun;
            try {
                begun = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (IOException e) {
                overwrite(target, content, e);
                return;
            }
            try (OutputStream out = begun) {
                keepAttributes(target, temporary); // before anything that others may not read is in it
                content.writeTo(out);
            }
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                overwrite(target, out -> Files.copy(temporary, out), e); // a mount of one file, for example
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** For an old file that lets itself be written but not replaced. */
    private static void overwrite(Path target, Bytes content, IOException obstacle) throws IOException {
        if (!Files.isRegularFile(target) || !Files.isWritable(target)) {
            throw obstacle;
        }
        byte[] bytes = whole(content);
        Files.write(target, bytes, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static void keepAttributes(Path old, Path replacement) {
        PosixFileAttributeView from = Files.getFileAttributeView(old, PosixFileAttributeView.class);
        PosixFileAttributeView to = Files.getFileAttributeView(replacement, PosixFileAttributeView.class);
        if (from == null || to == null) {
            return; // not on this file system
        }
        try {
            PosixFileAttributes attributes = from.readAttributes();
            PosixFileAttributes present = to.readAttributes();
            try {
                if (!present.group().equals(attributes.group())) {
                    to.setGroup(attributes.group());
                }
                if (!present.owner().equals(attributes.owner())) {
                    to.setOwner(attributes.owner());
                }
            } catch (IOException e) {
                // only the superuser may give files away
            }
            to.setPermissions(attributes.permissions());
        } catch (IOException e) {
            // there is no old file
        }
    }

    private static InputException unwritable(Path file, IOException e) {
        return new InputException(file, 0, "cannot be written (" + InputFiles.reason(e) + ").");
    }
}
