package dev.ansatz.problems.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an instance or a solution is read from: a file, a pipe, standard input, or text that a program has at hand. Its bytes are
 * read once, when they are first asked for, and then shared by all who recognise or read it. Thread-safe.
 */
public final class InputFile {
    /** Name of standard input on the command line. */
    public static final String DASH = "-";

    private static final Set<String> STANDARD_INPUT = Set.of(DASH, "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0");
    private static final int HEAD_BYTES = 8192;

    private final Path path;
    private final boolean file;
    private final @Nullable InputStream stream;
    private byte @Nullable [] bytes;
    private boolean problemKnown;
    private @Nullable String problem;

    private InputFile(Path path, boolean file, @Nullable InputStream stream) {
        this.path = path;
        this.file = file;
        this.stream = stream;
    }

    /** A file, or whatever else can be opened by a path: a pipe, a device. */
    public static InputFile of(Path file) {
        return new InputFile(file, true, null);
    }

    /**
     * What a word of the command line names: standard input where it is {@code -} or {@code /dev/stdin}, else a file.
     *
     * @throws InputException if the word is no path
     */
    public static InputFile named(String word) {
        if (STANDARD_INPUT.contains(word)) {
            return of("standard input", System.in);
        }
        try {
            return of(Path.of(word));
        } catch (InvalidPathException e) {
            throw new InputException(TextScanner.quoted(word) + " is not the name of a file (" + e.getReason() + ").");
        }
    }

    /**
     * Bytes of a stream, which is read to its end and not closed.
     *
     * @param name for messages, and of an instance that carries no name
     */
    public static InputFile of(String name, InputStream stream) {
        return new InputFile(displayed(name), false, stream);
    }

    /**
     * Text in memory.
     *
     * @param name for messages, and of an instance that carries no name
     */
    public static InputFile of(String name, String text) {
        return of(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Characters, read now and to their end.
     *
     * @param name for messages, and of an instance that carries no name
     * @throws InputException if they cannot be read
     */
    public static InputFile of(String name, Reader reader) {
        StringWriter text = new StringWriter();
        try {
            reader.transferTo(text);
        } catch (IOException e) {
            throw new InputException(displayed(name), 0, "cannot be read (" + InputFiles.reason(e) + ").");
        }
        return of(name, text.toString());
    }

    /** Messages name inputs by paths; a name that is none on this system loses what offends. */
    private static Path displayed(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            return Path.of(name.replaceAll("[^A-Za-z0-9 ._-]", "_"));
        }
    }

    /** How messages name the input: the path of a file, or the name it was given. */
    public Path path() {
        return path;
    }

    /** Whether it is opened by its path, as opposed to standard input and what a program has at hand. */
    public boolean isFile() {
        return file;
    }

    /** Name without folders; extensions tell what a file holds where its content does not. */
    public String fileName() {
        return String.valueOf(path.getFileName());
    }

    /**
     * All bytes. Shared: do not change them.
     *
     * @throws InputException if it is missing, empty, a directory, unreadable or larger than 2 GB
     */
    public synchronized byte[] bytes() {
        byte[] known = bytes;
        if (known == null) {
            known = stream == null ? InputFiles.read(path) : InputFiles.read(path, stream);
            bytes = known;
        }
        return known;
    }

    /** The first few thousand characters, each byte one of them. */
    public String head() {
        byte[] all = bytes();
        return new String(all, 0, Math.min(all.length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
    }

    /** The lines of the text, which is UTF-8 or, where it cannot be, Latin-1. */
    public Stream<String> lines() {
        byte[] all = bytes();
        return InputFiles.decode(all, 0, all.length).lines();
    }

    /** Whether it is a JSON object. */
    public boolean isJson() {
        return InputFiles.isJson(bytes());
    }

    /**
     * Value of the key {@code problem} of a JSON object, in lower case; null where the object has none or it is no JSON. Keys of
     * objects inside do not count.
     *
     * @throws InputException if the JSON before that key is malformed
     */
    public synchronized @Nullable String jsonProblem() {
        if (!problemKnown) {
            problem = isJson() ? JsonInput.problem(path, bytes()) : null;
            problemKnown = true;
        }
        return problem;
    }

    /** As messages name it. */
    @Override
    public String toString() {
        return path.toString();
    }
}
