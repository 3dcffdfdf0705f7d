package dev.ansatz.problems.io;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file in the form of TSPLIB 95 (Reinelt): a specification part of {@code KEY : value} lines and sections of data, in any
 * order. Keys and section names are taken in any case; LF, CRLF and CR line ends, tabs and non-ASCII comments are fine; EOF is
 * optional and ends the file; a lone word in the first line is the name. A key or section that occurs twice is refused (COMMENT lines are joined).
 */
public final class TsplibFile {
    private final Path file;
    private final byte[] data;
    private final Map<String, Entry> keys = new LinkedHashMap<>();
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final @Nullable Mistakes mistakes;
    private int lastLine;

    /** Value of a key and its line. */
    public record Entry(String value, int line) {}

    /** Bytes {@code [from, to)} of a section; {@code line} is that of its first byte. */
    private record Section(int from, int to, int line, int header) {}

    private TsplibFile(Path file, byte[] data, @Nullable Mistakes mistakes) {
        this.file = file;
        this.data = data;
        this.mistakes = mistakes;
    }

    /**
     * Splits a file into keys and sections.
     *
     * @throws InputException if a line is neither
     */
    public static TsplibFile parse(Path file, byte[] data) {
        TsplibFile parsed = new TsplibFile(file, data, null);
        parsed.scan();
        return parsed;
    }

    /** Splits a file into keys and sections; lines that are neither and what is given twice are added to the mistakes. */
    public static TsplibFile parse(Path file, byte[] data, Mistakes mistakes) {
        TsplibFile parsed = new TsplibFile(file, data, mistakes);
        parsed.scan();
        return parsed;
    }

    private void refuse(int line, String what) {
        InputException mistake = new InputException(file, line, what);
        if (mistakes == null) {
            throw mistake;
        }
        mistakes.add(mistake);
    }

    private void scan() {
        TextScanner scanner = new TextScanner(file, data);
        while (scanner.nextRow()) {
            int line = scanner.line();
            lastLine = line;
            String text = scanner.restOfRow();
            int colon = text.indexOf(':');
            int keyEnd = 0;
            while (keyEnd < text.length() && isKeyCharacter(text.charAt(keyEnd))) {
                keyEnd++;
            }
            String key = text.substring(0, keyEnd).toUpperCase(Locale.ROOT);
            String rest = text.substring(keyEnd).strip();
            if (key.isEmpty() || !isLetter(key.charAt(0)) || (colon >= 0 && !rest.startsWith(":") && isSection(key))) {
                refuse(line, "expected 'KEY : value' or a section, found " + TextScanner.quoted(text) + ".");
                continue;
            }
            String value = rest.startsWith(":") ? rest.substring(1).strip() : rest;
            if (key.equals("EOF")) {
                return;
            }
            if (isSection(key)) {
                if (!value.isEmpty()) {
                    refuse(line, "unexpected " + TextScanner.quoted(value) + " after " + key + ".");
                }
                addSection(key, scanner, line);
            } else if (keys.isEmpty() && sections.isEmpty() && rest.isEmpty()) {
                addKey("NAME", text, line); // CVRPLIB's Leuven1 and others begin with their bare name
            } else {
                if (!rest.startsWith(":") && (rest.isEmpty() || colon >= 0 || rest.indexOf(' ') >= 0)) {
                    refuse(line, "expected 'KEY : value' or a section, found " + TextScanner.quoted(text) + ".");
                    continue;
                }
                addKey(key, value, line);
            }
        }
        lastLine = Math.max(lastLine, scanner.line());
    }

    private static boolean isSection(String key) {
        return key.endsWith("_SECTION");
    }

    private static boolean isKeyCharacter(char c) {
        return isLetter(c) || c == '_' || (c >= '0' && c <= '9');
    }

    private static boolean isLetter(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private void addKey(String key, String value, int line) {
        Entry old = keys.get(key);
        if (old != null && key.equals("COMMENT")) {
            keys.put(key, new Entry(old.value() + " " + value, old.line()));
        } else if (old != null) {
            refuse(line, key + " is given twice, first in line " + old.line() + ".");
        } else {
            keys.put(key, new Entry(value, line));
        }
    }

    /** A section lasts until a line that begins with a letter; NaN and infinity are numbers here, to be refused as such. */
    private void addSection(String name, TextScanner scanner, int header) {
        Section old = sections.get(name);
        if (old != null) {
            refuse(header, name + " is given twice, first in line " + old.header() + ".");
        }
        int from = scanner.position();
        int position = from;
        int lineStart = from;
        int line = header;
        boolean blank = false;
        for (; position < data.length; position++) {
            byte b = data[position];
            if (b == '\n' || b == '\r') {
                blank = true;
                lineStart = position + 1;
                if (b == '\n' || lineStart == data.length || data[lineStart] != '\n') {
                    line++;
                }
            } else if (blank && b != ' ' && b != '\t') {
                if (isLetter(b) && !isNotFinite(position)) {
                    break;
                }
                blank = false;
            }
        }
        int to = position < data.length ? lineStart : data.length;
        sections.putIfAbsent(name, new Section(from, to, header, header));
        scanner.moveTo(to, line);
    }

    private boolean isNotFinite(int position) {
        int wordEnd = position;
        while (wordEnd < data.length && isLetter(data[wordEnd])) {
            wordEnd++;
        }
        String word = InputFiles.decode(data, position, wordEnd).toLowerCase(Locale.ROOT);
        return word.equals("nan") || word.equals("inf") || word.equals("infinity");
    }

    public Path file() {
        return file;
    }

    /** Length of the file: it has no more lines. */
    public int bytes() {
        return data.length;
    }

    /** Value of a key, or null; an empty value counts as missing. */
    public @Nullable Entry key(String name) {
        Entry entry = keys.get(name);
        return entry == null || entry.value().isEmpty() ? null : entry;
    }

    /** Value of a key without white space around it, or the given one. */
    public String value(String name, String otherwise) {
        Entry entry = key(name);
        return entry == null ? otherwise : entry.value();
    }

    /**
     * Refuses a file whose TYPE is none of these; a missing one is right, and what follows its first word is a remark.
     *
     * @param types in upper case, the usual one first
     */
    public void requireType(String... types) {
        Entry type = key("TYPE");
        if (type != null && !List.of(types).contains(FileTypes.firstWord(type.value()))) {
            throw error(
                    type,
                    "TYPE " + TextScanner.printable(type.value(), 40) + " is not supported here; only "
                            + String.join(" and ", types) + (types.length == 1 ? " is." : " are."));
        }
    }

    public boolean hasSection(String name) {
        return sections.containsKey(name);
    }

    /**
     * A scanner over the data of a section.
     *
     * @throws InputException if the file has no such section
     */
    public TextScanner section(String name) {
        Section section = sections.get(name);
        if (section == null) {
            throw missing(name);
        }
        return new TextScanner(file, data, section.from(), section.to(), section.line());
    }

    /** Names of the keys and sections. */
    public Set<String> names() {
        Set<String> names = new HashSet<>(keys.keySet());
        names.addAll(sections.keySet());
        return names;
    }

    /** Line where a section begins, 0 where there is none. */
    public int lineOf(String section) {
        Section found = sections.get(section);
        return found == null ? 0 : found.header();
    }

    /**
     * Refuses the file if it has a key or section beyond the known ones: whatever has a meaning is never dropped.
     */
    public void allowOnly(Set<String> knownKeys, Set<String> knownSections) {
        for (Map.Entry<String, Section> section : sections.entrySet()) {
            if (!knownSections.contains(section.getKey())) {
                refuse(section.getValue().header(), "the section " + section.getKey() + " is not supported.");
            }
        }
        for (Map.Entry<String, Entry> key : keys.entrySet()) {
            if (!knownKeys.contains(key.getKey())) {
                refuse(key.getValue().line(), "the key " + TextScanner.quoted(key.getKey()) + " is not supported.");
            }
        }
    }

    /** Value of a key as a finite number, or null where it is missing. */
    public @Nullable Double number(String name) {
        Entry entry = key(name);
        if (entry == null) {
            return null;
        }
        Double value = TextScanner.parse(entry.value());
        if (value == null) {
            throw error(entry, name + " " + TextScanner.quoted(entry.value()) + " is not a number.");
        }
        if (!Double.isFinite(value)) {
            throw error(entry, name + " " + TextScanner.quoted(entry.value()) + " is not finite.");
        }
        return value;
    }

    /** Value of a key as an integer, or null where it is missing. */
    public @Nullable Long integer(String name) {
        Entry entry = key(name);
        Double value = number(name);
        if (entry == null || value == null) {
            return null;
        }
        if (value != Math.rint(value)) {
            throw error(entry, name + " " + TextScanner.quoted(entry.value()) + " is not an integer.");
        }
        if (Math.abs(value) > Numbers.MAX_EXACT) {
            throw error(entry, name + " " + TextScanner.quoted(entry.value()) + " is too large.");
        }
        return value.longValue();
    }

    /**
     * The DIMENSION: at least 1, and no more than a file of this length could describe.
     *
     * @throws InputException if it is missing or out of range
     */
    public int dimension() {
        Entry entry = key("DIMENSION");
        Long dimension = integer("DIMENSION");
        if (entry == null || dimension == null) {
            throw missing("DIMENSION");
        }
        if (dimension < 1) {
            throw error(entry, "DIMENSION " + dimension + " must be at least 1.");
        }
        if (dimension > data.length) {
            throw error(
                    entry,
                    "DIMENSION " + dimension + " is more than the file holds; it has " + data.length + " bytes.");
        }
        return dimension.intValue();
    }

    /** An error at the line of a key. */
    public InputException error(Entry entry, String what) {
        return new InputException(file, entry.line(), what);
    }

    /**
     * Refuses a number that the file cannot hold, before memory is asked for.
     *
     * @param entries how many it must have
     * @param bytes the fewest that an entry takes, its separator included
     * @throws InputException at the line of the DIMENSION, or if there is no such section
     */
    void requireRoom(String name, long entries, int bytes) {
        Section section = sections.get(name);
        if (section == null) {
            throw missing(name);
        }
        int length = section.to() - section.from();
        if (entries * bytes - 1 > length) {
            throw error(
                    Objects.requireNonNull(keys.get("DIMENSION"), "entries are counted from it"),
                    "DIMENSION " + value("DIMENSION", "") + " needs " + entries + " entries in " + name + ", which has "
                            + length + " bytes.");
        }
    }

    /** The error that the file ends without a key or section. */
    public InputException missing(String name) {
        return new InputException(file, Math.max(1, lastLine), "the file ends without " + name + ".");
    }
}
