package dev.ansatz.problems.io;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which known word was meant by one that is not known. Thread-safe. */
public final class Suggestions {
    private Suggestions() {}

    /**
     * The end of a sentence about an unknown word.
     *
     * @return such as {@code ; did you mean local-search?}, or a full stop where no known word is near
     */
    public static String didYouMean(String word, Collection<String> known) {
        String nearest = nearest(word, known);
        return nearest == null ? "." : "; did you mean " + nearest + "?";
    }

    /**
     * A sentence about an unknown word without its full stop, such as {@code Unknown engine 'tabo'; did you mean tabu? Known are hybrid,
     * tabu}.
     *
     * @param kind what the word should be
     */
    public static String unknown(String kind, String word, Collection<String> known) {
        String nearest = nearest(word, known);
        return "Unknown " + kind + " '" + word + "'; "
                + (nearest == null ? "known are " : "did you mean " + nearest + "? Known are ")
                + String.join(", ", known);
    }

    /**
     * The value of a name, in any case of its letters.
     *
     * @param kind what the name should be
     * @param id name of each value
     * @throws InputException if there is none, with the names that there are
     */
    public static <E> E choose(String kind, String name, E[] values, Function<E, String> id) {
        List<String> known = Arrays.stream(values).map(id).toList();
        int index = known.indexOf(name.strip().toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw new InputException(unknown(kind, name, known) + ".");
        }
        return values[index];
    }

    /**
     * The known word that takes the fewest typing errors (a letter too many, too few, another one, or two swapped; at most one in three
     * letters) to become {@code word}, else the first that begins with it; null where there is none.
     */
    public static @Nullable String nearest(String word, Collection<String> known) {
        String given = word.toLowerCase(Locale.ROOT);
        int least = Math.min(3, Math.max(1, given.length() / 3)) + 1;
        String nearest = null;
        for (String candidate : known) {
            int errors = errors(given, candidate.toLowerCase(Locale.ROOT));
            if (errors < least && errors < Math.max(given.length(), candidate.length())) {
                least = errors;
                nearest = candidate;
            }
        }
        if (nearest != null || given.length() < 3) {
            return nearest;
        }
        return known.stream()
                .filter(candidate -> candidate.toLowerCase(Locale.ROOT).startsWith(given))
                .findFirst()
                .orElse(null);
    }

    /** Optimal string alignment distance (Damerau 1964). */
    private static int errors(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + same, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
