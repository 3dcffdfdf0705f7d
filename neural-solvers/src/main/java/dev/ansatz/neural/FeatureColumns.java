package dev.ansatz.neural;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names of the columns that a network is given, in order. The card of a policy keeps those that it was trained on: a column that is
 * added, moved or given another meaning (and hence another name) later makes it another network, which is refused instead of misread.
 *
 * @param nodes features of a node
 * @param contexts features of a decision: of the query, or of a candidate
 */
public record FeatureColumns(List<String> nodes, List<String> contexts) {
    /** Of cards that do not say. */
    public static final FeatureColumns UNKNOWN = new FeatureColumns(List.of(), List.of());

    public FeatureColumns {
        nodes = List.copyOf(nodes);
        contexts = List.copyOf(contexts);
    }

    /** A column of an enum of columns, which is where its ordinal says. */
    public interface Column {
        int ordinal();

        /** Writes the value of this column into the row that begins at an index. */
        default void set(float[] out, int row, float value) {
            out[row + ordinal()] = value;
        }
    }

    /** The names of a list of columns as enums: in lower case, with blanks. */
    public static List<String> names(Enum<?>[] columns) {
        List<String> names = new ArrayList<>();
        for (Enum<?> column : columns) {
            names.add(column.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
        }
        return names;
    }

    /** Where these differ from what a network was trained on, as the middle of a sentence; null if they agree. */
    @Nullable
    String mismatch(FeatureColumns trained) {
        String inNodes = mismatch("node feature", nodes, trained.nodes());
        return inNodes == null ? mismatch("context feature", contexts, trained.contexts()) : inNodes;
    }

    private static @Nullable String mismatch(String what, List<String> now, List<String> then) {
        for (int i = 0; i < Math.max(now.size(), then.size()); i++) {
            String given = i < now.size() ? "'" + now.get(i) + "'" : "none";
            String expected = i < then.size() ? "'" + then.get(i) + "'" : "none";
            if (!given.equals(expected)) {
                return what + " " + (i + 1) + " was " + expected + " and is " + given + " now";
            }
        }
        return null;
    }
}
