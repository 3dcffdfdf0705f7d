package dev.ansatz.cli;

import dev.ansatz.problems.Instance;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Notes of instances: how their data was understood. */
final class Notes {
    /** Different notes told of a set of instances. */
    private static final int TOLD = 5;

    private Notes() {}

    /** A row of a summary for each note. */
    static void rows(PrintWriter out, Collection<String> notes) {
        notes.forEach(note -> out.println(String.format(Locale.ROOT, "%-10s %s", "note", note)));
    }

    /** A line for each note, on stderr. */
    static void lines(PrintWriter err, Collection<String> notes) {
        notes.forEach(note -> err.println("ansatz: " + note));
    }

    /** The notes of a set of instances, on stderr: each note once, with the first instance that has it. */
    static void lines(PrintWriter err, List<? extends Instance> instances) {
        Map<String, Instance> first = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Instance instance : instances) {
            for (String note : instance.notes()) {
                first.putIfAbsent(note, instance);
                counts.merge(note, 1, Integer::sum);
            }
        }
        first.entrySet().stream().limit(TOLD).forEach(entry -> {
            int others = Objects.requireNonNull(counts.get(entry.getKey())) - 1;
            err.println("ansatz: " + entry.getValue().name() + (others == 0 ? "" : " and " + others + " more") + ": "
                    + entry.getKey());
        });
        if (first.size() > TOLD) {
            err.println("ansatz: " + (first.size() - TOLD)
                    + " more notes on instances; 'ansatz check' tells those of one.");
        }
    }
}
