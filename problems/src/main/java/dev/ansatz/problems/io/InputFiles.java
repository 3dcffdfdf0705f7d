package dev.ansatz.problems.io;

import dev.ansatz.problems.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Reading whole input files. */
public final class InputFiles {
    private static final long MAX_BYTES = 2_000_000_000L;

    private InputFiles() {}

    /**
     * All bytes of a file.
     *
     * @throws InputException if it is missing, empty, a directory, unreadable or larger than 2 GB
     */
    public static byte[] read(Path file) {
        if (Files.isDirectory(file)) {
            throw new InputException(file, 0, "is a directory, not a file.");
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new InputException(file, 0, "is larger than 2 GB.");
            }
            return text(file, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new InputException(file, 0, "no such file.");
        } catch (IOException e) {
            throw new InputException(file, 0, "cannot be read (" + reason(e) + ").");
        }
    }

    /**
     * All bytes of a stream.
     *
     * @param name for messages
     * @throws InputException if there are none or more than 2 GB, or they cannot be read
     */
    static byte[] read(Path name, InputStream stream) {
        try {
            byte[] data = stream.readNBytes((int) MAX_BYTES);
            if (data.length == MAX_BYTES) {
                throw new InputException(name, 0, "is larger than 2 GB.");
            }
            return text(name, data);
        } catch (IOException e) {
            throw new InputException(name, 0, "cannot be read (" + reason(e) + ").");
        }
    }

    /** What all inputs have in common, wherever their bytes come from. */
    private static byte[] text(Path name, byte[] data) {
        byte[] text = withoutMark(data);
        if (text.length == 0) {
            throw new InputException(name, 1, "the file is empty.");
        }
        return text;
    }

    private static byte[] withoutMark(byte[] data) {
        boolean marked = data.length >= 3 && data[0] == (byte) 0xef && data[1] == (byte) 0xbb && data[2] == (byte) 0xbf;
        return marked ? Arrays.copyOfRange(data, 3, data.length) : data;
    }

    /** UTF-8 where the bytes are valid UTF-8, else ISO 8859-1: old benchmark files have accented names in their comments. */
    static String decode(byte[] data, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(data, from, to - from, StandardCharsets.ISO_8859_1);
        }
    }

    /** Whether the first byte that is not blank opens a JSON object. */
    public static boolean isJson(byte[] data) {
        for (byte b : data) {
            if (b > ' ') {
                return b == '{';
            }
        }
        return false;
    }

    /** Whether a path asks for JSON by its extension. */
    public static boolean isJsonName(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    }

    /** Name of a file without directory and extension, for instances that carry no name. */
    public static String baseName(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        String base = dot > 0 ? name.substring(0, dot) : name;
        return base.isBlank() ? "unnamed" : base;
    }

    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return "not a directory";
        }
        String text = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return text == null
                ? e.getClass().getSimpleName()
                : text.lines().findFirst().orElse("");
    }
}
