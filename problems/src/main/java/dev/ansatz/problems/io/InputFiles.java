package dev.ansatz.problems.io;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
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
import java.util.List;
import java.util.Locale;

/** Reading whole input files. */
public final class InputFiles {
    private static final long MAX_BYTES = 2_000_000_000L;

    private static final int HEAD = 1024;

    private InputFiles() {}

    /**
     * All bytes of a text file, without a byte order mark of UTF-8.
     *
     * @throws InputException if it is missing, empty, a directory, unreadable, larger than 2 GB or UTF-16
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
        byte[] text = withoutMark(name, data);
        if (text.length == 0) {
            throw new InputException(name, 1, "the file is empty.");
        }
        return text;
    }

    /**
     * Text as the readers take it: a byte order mark of UTF-8, which editors of Windows write, is dropped.
     *
     * @param data the file or its first bytes
     * @throws InputException if it is UTF-16, by its mark or by its zero bytes
     */
    public static byte[] withoutMark(Path file, byte[] data) {
        if (isUtf16(data)) {
            throw new InputException(file, 1, "the file is UTF-16; save it as UTF-8.");
        }
        boolean marked = data.length >= 3 && data[0] == (byte) 0xef && data[1] == (byte) 0xbb && data[2] == (byte) 0xbf;
        return marked ? Arrays.copyOfRange(data, 3, data.length) : data;
    }

    /** By its mark, or since most of its first characters have one zero byte, always the first or always the second. */
    private static boolean isUtf16(byte[] data) {
        if (data.length < 2) {
            return false;
        }
        int mark = (data[0] & 0xff) << 8 | (data[1] & 0xff);
        if (mark == 0xfffe || mark == 0xfeff) {
            return true;
        }
        int pairs = Math.min(data.length, HEAD) / 2;
        int first = 0;
        int second = 0;
        for (int i = 0; i < pairs; i++) {
            first += data[2 * i] == 0 ? 1 : 0;
            second += data[2 * i + 1] == 0 ? 1 : 0;
        }
        return pairs >= 4 && Math.max(first, second) > pairs / 2 && Math.min(first, second) == 0;
    }

    /**
     * A reader of a text file that is too large to be read whole, after its byte order mark.
     *
     * @throws InputException if it is UTF-16
     * @throws IOException if it cannot be read
     */
    public static BufferedReader reader(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file));
        in.mark(HEAD);
        byte[] head = in.readNBytes(HEAD);
        in.reset();
        try {
            in.skipNBytes(head.length - withoutMark(file, head).length);
        } catch (InputException e) {
            in.close();
            throw e;
        }
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The lines of a text file; as {@link #read}, but none if it is empty. */
    public static List<String> lines(Path file) {
        if (Files.isRegularFile(file) && file.toFile().length() == 0) {
            return List.of();
        }
        byte[] data = read(file);
        return decode(data, 0, data.length).lines().toList();
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

    /** Why a file could not be read or written, in a few words. */
    public static String reason(IOException e) {
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
