package dev.ansatz.bench.quality;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Best known objectives by instance name.
 *
 * <p>Read from {@code bks.csv} in the folder of the instances: a header with at least the columns {@code instance} and
 * {@code bks}, in full {@code instance,size,bks,proven_optimal}; an empty {@code bks} means that none is known.
 */
public final class BestKnown {
    /** Name of the file in a folder of instances. */
    public static final String FILE = "bks.csv";

    private BestKnown() {}

    /**
     * Reads {@code bks.csv} of a folder; empty where the folder has none.
     *
     * @throws InputException if a column is missing or a value is no finite number
     */
    public static Map<String, Double> of(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        List<String> lines = InputFiles.lines(file);
        List<String> header =
                List.of((lines.isEmpty() ? "" : lines.get(0)).trim().split("\\s*,\\s*", -1));
        int nameColumn = header.indexOf("instance");
        int valueColumn = header.indexOf("bks");
        if (nameColumn < 0 || valueColumn < 0) {
            throw new InputException(file, 1, "must have the columns instance and bks.");
        }
        Map<String, Double> known = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            String[] cells = lines.get(i).trim().split("\\s*,\\s*", -1);
            if (cells.length != header.size()) {
                throw new InputException(
                        file, i + 1, "has " + cells.length + " columns; the header has " + header.size() + ".");
            }
            if (!cells[valueColumn].isEmpty()) {
                known.put(cells[nameColumn], number(file, i + 1, cells[valueColumn]));
            }
        }
        return known;
    }

    private static double number(Path file, int line, String text) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // one sentence below for all that is no number
        }
        throw new InputException(file, line, "'" + text + "' is not a number.");
    }
}
