package dev.ansatz.problems.knapsack;

import dev.ansatz.problems.Formats;
import dev.ansatz.problems.io.FileTypes;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.JsonInput;
import dev.ansatz.problems.io.JsonOutput;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.TextScanner;
import dev.ansatz.problems.items.ItemSet;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files of the 0-1 knapsack problem. Text has two layouts: {@code n}, then {@code id profit weight} a line, then the capacity; or
 * {@code n} and the capacity on one or two lines, then {@code profit weight} a line, items numbered from 1. Solutions are the total
 * profit, then the ids. JSON for both.
 */
final class KnapsackFormats implements Formats<KnapsackInstance, ItemSet> {
    static final KnapsackFormats FORMATS = new KnapsackFormats();

    private static final int MAX_SIZE = 100_000_000;
    private static final int IDS_A_LINE = 20;

    private KnapsackFormats() {}

    @Override
    public List<String> instanceExtensions() {
        return List.of(".kp", ".json");
    }

    @Override
    public String solutionExtension() {
        return ".sol";
    }

    /** By content where the file is JSON or has a foreign extension, else by extension. */
    @Override
    public boolean recognises(InputFile input) {
        if (input.isJson() || FileTypes.tsplibType(input.head()) != null) {
            return false;
        }
        String name = input.fileName().toLowerCase(Locale.ROOT);
        if (name.endsWith(".kp")) {
            return true;
        }
        boolean foreign = Set.of(".mkp", ".jsp", ".tsp", ".vrp").stream().anyMatch(name::endsWith);
        return !foreign && looksLikeItems(input.head());
    }

    /** Whether the rows have the number of fields of one of the layouts; the last row may be cut off and is not looked at. */
    private static boolean looksLikeItems(String head) {
        List<String[]> rows = head.lines()
                .map(String::strip)
                .filter(row -> !row.isEmpty())
                .map(row -> row.split("\\s+"))
                .toList();
        if (rows.size() < 3
                || !rows.stream()
                        .limit(rows.size() - 1L)
                        .flatMap(Arrays::stream)
                        .allMatch(field -> field.matches("\\d{1,16}"))) {
            return false;
        }
        int first = rows.get(0).length;
        int second = rows.get(1).length;
        if (first == 1 && second == 3) {
            return rows.size() > 3 && haveFields(rows, 1, 3); // an .mkp of several problems also begins 1, 3
        }
        return (first == 2 && haveFields(rows, 1, 2)) || (first == 1 && second == 1 && haveFields(rows, 2, 2));
    }

    private static boolean haveFields(List<String[]> rows, int from, int fields) {
        return rows.subList(from, rows.size() - 1).stream().allMatch(row -> row.length == fields);
    }

    @Override
    public KnapsackInstance readInstance(InputFile input) {
        byte[] data = input.bytes();
        Path path = input.path();
        return InputFiles.isJson(data) ? readJsonInstance(path, data) : readText(path, data);
    }

    private static KnapsackInstance readText(Path path, byte[] data) {
        TextScanner scanner = new TextScanner(path, data);
        if (!scanner.nextRow()) {
            throw scanner.error("the file has no number of items.");
        }
        long size = scanner.integer("number of items");
        if (size < 1) {
            throw scanner.error("the number of items " + size + " must be at least 1.");
        }
        scanner.requireRoom(size + " items", size, 2);
        if (size > MAX_SIZE) {
            throw scanner.error("more than " + MAX_SIZE + " items are not supported.");
        }
        int n = (int) size;
        long[] profits = new long[n];
        long[] weights = new long[n];
        if (scanner.hasFieldOnRow()) {
            long capacity = value(scanner, "capacity");
            scanner.endRow();
            return readPairs(path, scanner, profits, weights, capacity);
        }
        if (!scanner.nextRow()) {
            throw scanner.error("the file ends after the number of items.");
        }
        long first = value(scanner, "id or capacity");
        if (!scanner.hasFieldOnRow()) {
            return readPairs(path, scanner, profits, weights, first);
        }
        long second = value(scanner, "profit");
        if (!scanner.hasFieldOnRow()) {
            throw scanner.error("the line ends where the weight is expected (id, profit, weight).");
        }
        int[] ids = new int[n];
        for (int i = 0; i < n; i++) {
            if (i > 0) {
                if (!scanner.nextRow()) {
                    throw scanner.error("the file ends after " + i + " of " + n + " items.");
                }
                first = value(scanner, "id");
                if (!scanner.hasFieldOnRow()) {
                    throw scanner.error("the file ends after " + i + " of " + n + " items.");
                }
                second = value(scanner, "profit");
            }
            if (first > Integer.MAX_VALUE - 1) {
                throw scanner.error("the id " + first + " is too large.");
            }
            ids[i] = (int) first;
            profits[i] = second;
            weights[i] = value(scanner, "weight");
            scanner.endRow();
        }
        if (!scanner.nextRow()) {
            throw scanner.error("the file ends without the capacity.");
        }
        long capacity = value(scanner, "capacity");
        if (scanner.hasFieldOnRow()) {
            throw scanner.error("there are more than " + n + " items.");
        }
        requireEnd(scanner);
        requireDistinct(path, data, ids);
        return instance(path, profits, weights, capacity, ids);
    }

    private static KnapsackInstance readPairs(
            Path path, TextScanner scanner, long[] profits, long[] weights, long capacity) {
        int n = profits.length;
        for (int i = 0; i < n; i++) {
            if (!scanner.nextRow()) {
                throw scanner.error("the file ends after " + i + " of " + n + " items.");
            }
            profits[i] = value(scanner, "profit");
            weights[i] = value(scanner, "weight");
            scanner.endRow();
        }
        requireEnd(scanner);
        return instance(path, profits, weights, capacity, null);
    }

    private static long value(TextScanner scanner, String what) {
        long value = scanner.integer(what);
        if (value < 0) {
            throw scanner.error("the " + what + " " + value + " is negative.");
        }
        return value;
    }

    private static void requireEnd(TextScanner scanner) {
        if (scanner.nextField()) {
            throw scanner.error("unexpected " + TextScanner.quoted(scanner.lastField()) + " after the last value.");
        }
    }

    /** Names the line of a repeated id; the rows are scanned again only where there is one. */
    private static void requireDistinct(Path path, byte[] data, int[] ids) {
        boolean ascending = true;
        for (int i = 1; i < ids.length && ascending; i++) {
            ascending = ids[i] > ids[i - 1];
        }
        if (ascending) {
            return;
        }
        int[] sorted = ids.clone();
        Arrays.sort(sorted);
        int repeated = -1;
        for (int k = 1; k < sorted.length && repeated < 0; k++) {
            repeated = sorted[k] == sorted[k - 1] ? sorted[k] : -1;
        }
        if (repeated < 0) {
            return;
        }
        TextScanner scanner = new TextScanner(path, data);
        scanner.nextField();
        for (int seen = 0; scanner.nextField(); ) {
            if (scanner.lastInteger("id") == repeated && ++seen == 2) {
                break;
            }
            scanner.integer("profit");
            scanner.integer("weight");
        }
        throw scanner.error("the id " + repeated + " is repeated.");
    }

    private static KnapsackInstance instance(
            Path path, long[] profits, long[] weights, long capacity, int @Nullable [] ids) {
        try {
            return new KnapsackInstance(InputFiles.baseName(path), profits, weights, capacity, ids);
        } catch (InputException e) {
            throw new InputException(path, 1, inSentence(e));
        }
    }

    private static String inSentence(InputException e) {
        String text = Objects.requireNonNull(e.getMessage());
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private static KnapsackInstance readJsonInstance(Path path, byte[] data) {
        try (JsonInput json = new JsonInput(path, data)) {
            String name = InputFiles.baseName(path);
            Long capacity = null;
            long[] profits = null;
            long[] weights = null;
            int[] ids = null;
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "problem" -> json.requireProblem(Knapsack.ID);
                    case "name" -> name = json.string("name");
                    case "capacity" -> {
                        capacity = json.integer("capacity");
                        if (capacity < 0) {
                            throw json.error("the capacity " + capacity + " is negative.");
                        }
                    }
                    case "profits" -> profits = values(path, json, "profits", "profit");
                    case "weights" -> weights = values(path, json, "weights", "weight");
                    case "ids" -> ids = json.ints("ids", "id");
                    default -> throw json.unknown(field);
                }
            }
            if (profits == null || weights == null || capacity == null) {
                throw json.error("the object has no '"
                        + (profits == null ? "profits" : weights == null ? "weights" : "capacity") + "'.");
            }
            try {
                return new KnapsackInstance(
                        name.isBlank() ? InputFiles.baseName(path) : name, profits, weights, capacity, ids);
            } catch (InputException e) {
                throw json.error(inSentence(e));
            }
        }
    }

    private static long[] values(Path path, JsonInput json, String what, String element) {
        JsonInput.Rows column = json.column(what, element);
        long[] values = new long[column.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) column.values().get(i)[0];
            if (values[i] < 0) {
                throw new InputException(
                        path, column.lines().get(i), "the " + element + " " + values[i] + " is negative.");
            }
        }
        return values;
    }

    @Override
    public void writeInstance(KnapsackInstance instance, Writer out) throws IOException {
        int n = instance.size();
        StringBuilder row = new StringBuilder();
        out.write(n + "\n");
        for (int i = 0; i < n; i++) {
            row.setLength(0);
            row.append(instance.id(i)).append(' ').append(instance.profit(i));
            row.append(' ').append(instance.weight(i)).append('\n');
            out.append(row);
        }
        out.write(instance.capacity() + "\n");
    }

    @Override
    public void writeInstanceAsJson(KnapsackInstance instance, Writer out) throws IOException {
        int n = instance.size();
        JsonOutput json = new JsonOutput(out);
        json.string("problem", Knapsack.ID);
        json.string("name", instance.name());
        json.number("capacity", instance.capacity());
        if (!instance.consecutiveIds() || instance.id(0) != 1) {
            long[] ids = new long[n];
            Arrays.setAll(ids, instance::id);
            json.integers("ids", ids);
        }
        json.integers("profits", instance.profits());
        json.integers("weights", instance.weights());
        json.end();
    }

    @Override
    public ItemSet readSolution(InputFile input, KnapsackInstance instance) {
        byte[] data = input.bytes();
        Path path = input.path();
        if (InputFiles.isJson(data)) {
            return readJsonItems(path, data, instance).items();
        }
        TextScanner scanner = new TextScanner(path, data);
        readProfit(scanner);
        int[] items = new int[16];
        int count = 0;
        while (scanner.nextField()) {
            long id = scanner.lastInteger("id");
            if (count == items.length) {
                items = Arrays.copyOf(items, 2 * count);
            }
            Integer item = instance.itemOf(id);
            if (item == null) {
                throw scanner.error(noSuchItem(id, instance));
            }
            items[count++] = item;
        }
        return new ItemSet(Arrays.copyOf(items, count));
    }

    private static String noSuchItem(long id, KnapsackInstance instance) {
        return "the item " + id + " is unknown to " + TextScanner.printable(instance.name(), 80) + ".";
    }

    private static double readProfit(TextScanner scanner) {
        if (!scanner.nextField()) {
            throw scanner.error("the file has no total profit.");
        }
        return scanner.lastNumber("total profit");
    }

    @Override
    public @Nullable Double readClaimedObjective(InputFile input) {
        byte[] data = input.bytes();
        Path path = input.path();
        return InputFiles.isJson(data)
                ? readJsonItems(path, data, null).profit()
                : (Double) readProfit(new TextScanner(path, data));
    }

    private record JsonItems(ItemSet items, @Nullable Double profit) {}

    private static JsonItems readJsonItems(Path path, byte[] data, @Nullable KnapsackInstance instance) {
        try (JsonInput json = new JsonInput(path, data)) {
            int[] items = null;
            Double profit = null;
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "problem" -> json.requireProblem(Knapsack.ID);
                    case "instance" -> json.string("instance");
                    case "profit" -> profit = json.number("profit");
                    case "items" -> items = json.ints("items", "item");
                    default -> throw json.unknown(field);
                }
            }
            if (items == null) {
                throw json.error("the object has no 'items'.");
            }
            for (int i = 0; instance != null && i < items.length; i++) {
                Integer item = instance.itemOf(items[i]);
                if (item == null) {
                    throw json.error(noSuchItem(items[i], instance));
                }
                items[i] = item;
            }
            return new JsonItems(new ItemSet(items), profit);
        }
    }

    @Override
    public String formatSolution(KnapsackInstance instance, ItemSet items) {
        StringBuilder text = new StringBuilder();
        double profit = Knapsack.PROBLEM.evaluate(instance, items).objective();
        text.append(Double.isNaN(profit) ? "0" : Numbers.format(profit)).append('\n');
        for (int k = 0; k < items.size(); k++) {
            boolean last = k == items.size() - 1 || k % IDS_A_LINE == IDS_A_LINE - 1;
            text.append(instance.id(items.item(k))).append(last ? '\n' : ' ');
        }
        return text.toString();
    }

    @Override
    public String formatSolutionAsJson(KnapsackInstance instance, ItemSet items) {
        return JsonOutput.text(json -> {
            json.string("problem", Knapsack.ID);
            json.string("instance", instance.name());
            double profit = Knapsack.PROBLEM.evaluate(instance, items).objective();
            if (!Double.isNaN(profit)) {
                json.number("profit", profit);
            }
            json.integers(
                    "items",
                    Arrays.stream(items.toArray()).mapToLong(instance::id).toArray());
        });
    }
}
