package dev.ansatz.problems.io;

import java.util.ArrayList;
import java.util.List;

/** Ids in a line of a text file: separated by blanks, in double quotes where they have blanks or quotes, inner quotes doubled. */
public final class IdText {
    private IdText() {}

    /**
     * An id of a line.
     *
     * @param quoted whether it stands in quotes, so that it is an id and nothing else
     */
    public record Word(String id, boolean quoted) {}

    /** The ids of a line. A quote that is not closed lasts to the end of the line. */
    public static List<Word> words(String line) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            if (isBlank(line.charAt(at))) {
                at++;
                continue;
            }
            StringBuilder word = new StringBuilder();
            boolean quoted = line.charAt(at) == '"';
            if (quoted) {
                for (at++; at < line.length(); at++) {
                    if (line.charAt(at) == '"') {
                        at++;
                        if (at == line.length() || line.charAt(at) != '"') {
                            break;
                        }
                    }
                    word.append(line.charAt(at));
                }
            } else {
                while (at < line.length() && !isBlank(line.charAt(at))) {
                    word.append(line.charAt(at++));
                }
            }
            words.add(new Word(word.toString(), quoted));
        }
        return words;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** An id as a word of a line. */
    public static String word(String id) {
        return id.indexOf('"') >= 0 || id.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))
                ? quoted(id)
                : id;
    }

    /** An id in quotes, which it needs where a bare word would mean something else. */
    public static String quoted(String id) {
        return '"' + id.replace("\"", "\"\"") + '"';
    }
}
