package dev.ansatz.problems.mkp;

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
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Files of the multi-dimensional knapsack problem: OR-Library {@code .mkp}, {@code .sol}, and JSON for both. */
final class MultiKnapsackFormats implements Formats<MultiKnapsackInstance, ItemSet> {
    static final MultiKnapsackFormats FORMATS = new MultiKnapsackFormats();

    /** Profits may have as many decimals. */
    private static final int MAX_DECIMALS = 6;

    private static final List<String> FOREIGN = List.of(".kp", ".jsp", ".tsp", ".vrp", ".atsp");

    private MultiKnapsackFormats() {}

    @Override
    public List<String> instanceExtensions() {
        return List.of(".mkp", ".json");
    }

    @Override
    public String solutionExtension() {
        return ".sol";
    }

    @Override
    public boolean recognises(InputFile input) {
        String name = input.fileName().toLowerCase(Locale.ROOT);
        if (input.isJson() || FOREIGN.stream().anyMatch(name::endsWith)) {
            return false;
        }
        return name.endsWith(".mkp") ? FileTypes.tsplibType(input.head()) == null : looksLikeOrLibrary(input.head());
    }

    /**
     * Whether unnamed numbers are in the layout of OR-Library: {@code n m opt} and then anything but rows of three, or a count
     * before that. Rows that are numbered from 0 are none. A 0-1 knapsack file is {@code n} and then rows of three that begin with 0 or 1, or rows of two.
     */
    private static boolean looksLikeOrLibrary(String head) {
        List<String> rows = head.lines()
                .filter(row -> !row.isBlank())
                .limit(4)
                .map(String::strip)
                .toList();
        if (rows.size() < 3 || !rows.stream().allMatch(row -> row.matches("[0-9.\\s]+"))) {
            return false;
        }
        int first = rows.get(0).split("\\s+").length == 1 ? 1 : 0;
        String[] header = rows.get(first).split("\\s+");
        return header.length == 3
                && header[0].matches("\\d+")
                && header[1].matches("\\d+")
                && rows.get(first + 1).split("\\s+").length != 3
                && !areNumbered(rows.subList(first + 1, rows.size()));
    }

    /** Whether rows begin with 0, 1, 2, which is a table of places. */
    private static boolean areNumbered(List<String> rows) {
        return IntStream.range(0, rows.size())
                .allMatch(i -> rows.get(i).split("\\s+")[0].equals(Integer.toString(i)));
    }

    @Override
    public MultiKnapsackInstance readInstance(InputFile input) {
        List<MultiKnapsackInstance> all = readInstances(input);
        if (all.size() > 1) {
            throw new InputException(
                    input.path(),
                    1,
                    "holds " + all.size() + " problems; choose one with --index 1 to " + all.size() + ".");
        }
        return all.get(0);
    }

    @Override
    public List<MultiKnapsackInstance> readInstances(InputFile input) {
        byte[] data = input.bytes();
        Path path = input.path();
        if (InputFiles.isJson(data)) {
            return List.of(readJsonInstance(path, data));
        }
        String name = InputFiles.baseName(path);
        TextScanner scanner = new TextScanner(path, data);
        if (!scanner.nextRow()) {
            throw new InputException(path, 1, "the file is empty.");
        }
        long first = scanner.integer("number of items");
        List<MultiKnapsackInstance> instances = new ArrayList<>();
        if (scanner.hasFieldOnRow()) {
            instances.add(readProblem(scanner, path, name, first));
        } else {
            if (first < 1 || first > data.length / 8) { // the shortest problem is "1 1 1 1 1"
                throw scanner.error("the number of problems " + first + " must be at least 1 and match the file.");
            }
            for (int k = 1; k <= first; k++) {
                if (!scanner.nextField()) {
                    throw scanner.error("the file ends after " + (k - 1) + " of " + first + " problems.");
                }
                long n = scanner.lastInteger("number of items");
                instances.add(readProblem(scanner, path, first == 1 ? name : name + "#" + k, n));
            }
        }
        if (scanner.nextField()) {
            throw scanner.error("unexpected " + TextScanner.quoted(scanner.lastField())
                    + (instances.size() == 1 ? " after the last capacity." : " after the last problem."));
        }
        return List.copyOf(instances);
    }

    /** Reads what follows the number of items. */
    private static MultiKnapsackInstance readProblem(TextScanner scanner, Path path, String name, long items) {
        int headerLine = scanner.line();
        long rows = scanner.integer("number of constraints");
        if (scanner.hasFieldOnRow()) {
            scanner.number("optimum"); // 0 where unknown; nothing here may depend on it
            scanner.endRow();
        }
        if (items < 1 || rows < 1) {
            throw new InputException(
                    path,
                    headerLine,
                    "there must be at least one item and one constraint, not " + items + " and " + rows + ".");
        }
        scanner.requireRoom(items + " items and " + rows + " constraints", (double) items * (rows + 1) + rows, 1);
        int n = (int) items;
        int m = (int) rows;
        Amounts profits = new Amounts(n);
        for (int j = 0; j < n; j++) {
            next(scanner, "profit of item " + (j + 1));
            profits.set(j, scanner);
        }
        long[][] weights = new long[m][n];
        for (int i = 0; i < m; i++) {
            long sum = 0;
            for (int j = 0; j < n; j++) {
                if (!scanner.nextField()) {
                    throw scanner.error("the file ends where the weight of item " + (j + 1) + " in constraint "
                            + (i + 1) + " is expected.");
                }
                weights[i][j] = notNegative(scanner, "weight");
                sum += weights[i][j];
                if (sum > Numbers.MAX_EXACT) {
                    throw scanner.error("the sum of the weights of constraint " + (i + 1) + " could exceed 2^53.");
                }
            }
        }
        long[] capacities = new long[m];
        for (int i = 0; i < m; i++) {
            next(scanner, "capacity of constraint " + (i + 1));
            capacities[i] = notNegative(scanner, "capacity");
        }
        return new MultiKnapsackInstance(name, profits.values, profits.scale, weights, capacities);
    }

    private static void next(TextScanner scanner, String what) {
        if (!scanner.nextField()) {
            throw scanner.error("the file ends where the " + what + " is expected.");
        }
    }

    private static long notNegative(TextScanner scanner, String what) {
        long value = scanner.lastInteger(what);
        if (value < 0) {
            throw scanner.error("the " + what + " " + value + " is negative.");
        }
        return value;
    }

    /** Profits, made integral by a common power of ten as far as they have decimals. */
    private static final class Amounts {
        final long[] values;
        long scale = 1;
        private long sum;

        Amounts(int n) {
            values = new long[n];
        }

        void set(int index, TextScanner scanner) {
            String fault = set(index, scanner.lastNumber("profit"));
            if (fault != null) {
                throw scanner.error(fault);
            }
        }

        /** Null, or one sentence that says why the value is refused. */
        @Nullable
        String set(int index, double value) {
            if (value < 0) {
                return "the profit " + Numbers.format(value) + " is negative.";
            }
            if (value == Math.rint(value) && scale == 1 && value <= Numbers.MAX_EXACT) {
                values[index] = (long) value;
            } else {
                BigDecimal decimal = BigDecimal.valueOf(value).stripTrailingZeros();
                if (decimal.scale() > MAX_DECIMALS) {
                    return "the profit " + decimal.toPlainString() + " has more than " + MAX_DECIMALS + " decimals.";
                }
                while (decimal.scale() > Math.log10(scale) + 0.5) {
                    if (sum > Numbers.MAX_EXACT / 10) {
                        return tooLarge();
                    }
                    scale *= 10;
                    sum *= 10;
                    for (int j = 0; j < index; j++) {
                        values[j] *= 10;
                    }
                }
                BigDecimal scaled = decimal.multiply(BigDecimal.valueOf(scale));
                if (scaled.doubleValue() > Numbers.MAX_EXACT) {
                    return tooLarge();
                }
                values[index] = scaled.longValueExact();
            }
            sum += values[index];
            return sum > Numbers.MAX_EXACT ? tooLarge() : null;
        }

        private static String tooLarge() {
            return "the sum of the profits could exceed 2^53 in units of their last decimal.";
        }
    }

    private static MultiKnapsackInstance readJsonInstance(Path path, byte[] data) {
        try (JsonInput json = new JsonInput(path, data)) {
            String name = InputFiles.baseName(path);
            JsonInput.Rows profits = null;
            JsonInput.Rows weights = null;
            JsonInput.Rows capacities = null;
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "problem" -> json.requireProblem(MultiKnapsack.ID);
                    case "name" -> name = json.string("name");
                    case "profits" -> profits = json.numbers("profits", "profit");
                    case "weights" -> weights = json.rows("weights", "weight");
                    case "capacities" -> capacities = json.column("capacities", "capacity");
                    default -> throw json.unknown(field);
                }
            }
            if (profits == null || weights == null || capacities == null) {
                throw json.error("the object has no '"
                        + (profits == null ? "profits" : weights == null ? "weights" : "capacities") + "'.");
            }
            int n = profits.size();
            int m = capacities.size();
            if (n < 1 || m < 1) {
                throw json.error("there must be at least one item and one constraint.");
            }
            if (weights.size() != m) {
                throw json.error("there are " + weights.size() + " rows of weights for " + m + " capacities.");
            }
            Amounts amounts = new Amounts(n);
            for (int j = 0; j < n; j++) {
                String fault = amounts.set(j, profits.values().get(j)[0]);
                if (fault != null) {
                    throw new InputException(path, profits.lines().get(j), fault);
                }
            }
            long[][] rows = new long[m][];
            long[] limits = new long[m];
            for (int i = 0; i < m; i++) {
                rows[i] = weightRow(
                        path, weights.lines().get(i), i, n, weights.values().get(i));
                limits[i] = (long) capacities.values().get(i)[0];
                if (limits[i] < 0) {
                    throw new InputException(
                            path, capacities.lines().get(i), "the capacity " + limits[i] + " is negative.");
                }
            }
            return new MultiKnapsackInstance(
                    name.isBlank() ? InputFiles.baseName(path) : name, amounts.values, amounts.scale, rows, limits);
        }
    }

    private static long[] weightRow(Path path, int line, int constraint, int n, double[] values) {
        if (values.length != n) {
            throw new InputException(
                    path,
                    line,
                    "constraint " + (constraint + 1) + " has " + values.length + " weights for " + n + " items.");
        }
        long[] row = new long[n];
        double sum = 0;
        for (int j = 0; j < n; j++) {
            if (values[j] < 0 || values[j] != Math.rint(values[j])) {
                throw new InputException(
                        path,
                        line,
                        "the weight " + Numbers.format(values[j]) + " is "
                                + (values[j] < 0 ? "negative." : "not an integer."));
            }
            sum += values[j];
            if (sum > Numbers.MAX_EXACT) {
                throw new InputException(
                        path, line, "the sum of the weights of constraint " + (constraint + 1) + " could exceed 2^53.");
            }
            row[j] = (long) values[j];
        }
        return row;
    }

    @Override
    public void writeInstance(MultiKnapsackInstance instance, Writer out) throws IOException {
        int n = instance.size();
        int m = instance.constraints();
        out.write(n + " " + m + "\n");
        for (int j = 0; j < n; j++) {
            separated(out, j, Numbers.format((double) instance.profit(j) / instance.profitScale()));
        }
        for (int i = 0; i < m; i++) {
            out.write("\n");
            for (int j = 0; j < n; j++) {
                separated(out, j, Long.toString(instance.weight(i, j)));
            }
        }
        out.write("\n");
        for (int i = 0; i < m; i++) {
            separated(out, i, Long.toString(instance.capacity(i)));
        }
        out.write("\n");
    }

    @Override
    public void writeInstanceAsJson(MultiKnapsackInstance instance, Writer out) throws IOException {
        JsonOutput json = new JsonOutput(out);
        json.string("problem", MultiKnapsack.ID);
        json.string("name", instance.name());
        json.numbers(
                "profits",
                Arrays.stream(instance.profits())
                        .mapToDouble(p -> (double) p / instance.profitScale())
                        .toArray());
        json.rows("weights", instance.weights());
        json.integers("capacities", instance.capacities());
        json.end();
    }

    private static void separated(Writer out, int index, String value) throws IOException {
        out.write(index == 0 ? "" : " ");
        out.write(value);
    }

    /** Items of a solution file and the profit that it claims. */
    record Claimed(ItemSet items, @Nullable Double profit) {}

    @Override
    public ItemSet readSolution(InputFile input, MultiKnapsackInstance instance) {
        return readClaimed(input).items();
    }

    @Override
    public @Nullable Double readClaimedObjective(InputFile input) {
        return readClaimed(input).profit();
    }

    private static Claimed readClaimed(InputFile input) {
        byte[] data = input.bytes();
        Path path = input.path();
        if (InputFiles.isJson(data)) {
            return readJsonSolution(path, data);
        }
        TextScanner scanner = new TextScanner(path, data);
        if (!scanner.nextField()) {
            throw new InputException(path, 1, "the file is empty.");
        }
        double profit = scanner.lastNumber("total profit");
        int[] items = new int[16];
        int count = 0;
        while (scanner.nextField()) {
            long item = scanner.lastInteger("item");
            if (item < 1 || item > Integer.MAX_VALUE) {
                throw scanner.error("the item " + item + " is out of range; items are numbered from 1.");
            }
            if (count == items.length) {
                items = Arrays.copyOf(items, 2 * count);
            }
            items[count++] = (int) item - 1;
        }
        return new Claimed(new ItemSet(Arrays.copyOf(items, count)), profit);
    }

    private static Claimed readJsonSolution(Path path, byte[] data) {
        try (JsonInput json = new JsonInput(path, data)) {
            int[] items = null;
            Double profit = null;
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "problem" -> json.requireProblem(MultiKnapsack.ID);
                    case "instance" -> json.string("instance");
                    case "profit" -> profit = json.number("profit");
                    case "items" -> items = json.ints("items", "item");
                    default -> throw json.unknown(field);
                }
            }
            if (items == null) {
                throw json.error("the object has no 'items'.");
            }
            for (int k = 0; k < items.length; k++) {
                if (items[k] < 1) {
                    throw json.error("the item " + items[k] + " is out of range; items are numbered from 1.");
                }
                items[k]--;
            }
            return new Claimed(new ItemSet(items), profit);
        }
    }

    @Override
    public String formatSolution(MultiKnapsackInstance instance, ItemSet solution) {
        StringBuilder text = new StringBuilder();
        text.append(Numbers.format(
                MultiKnapsack.PROBLEM.evaluate(instance, solution).objective()));
        for (int k = 0; k < solution.size(); k++) {
            text.append(k % 20 == 0 ? "\n" : " ").append(solution.item(k) + 1L);
        }
        return text.append('\n').toString();
    }

    @Override
    public String formatSolutionAsJson(MultiKnapsackInstance instance, ItemSet solution) {
        return JsonOutput.text(json -> {
            json.string("problem", MultiKnapsack.ID);
            json.string("instance", instance.name());
            json.number(
                    "profit", MultiKnapsack.PROBLEM.evaluate(instance, solution).objective());
            json.integers(
                    "items",
                    Arrays.stream(solution.toArray()).mapToLong(j -> j + 1L).toArray());
        });
    }
}
