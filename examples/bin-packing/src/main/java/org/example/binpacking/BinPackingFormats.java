package org.example.binpacking;

import dev.ansatz.problems.Formats;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.JsonInput;
import dev.ansatz.problems.io.JsonOutput;
import dev.ansatz.problems.io.TextScanner;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Files of bin packing: {@code .bpp} (number of items, capacity, then the sizes), solutions as one line of items, counted from 1, for each
 * bin; JSON of both.
 */
final class BinPackingFormats implements Formats<BinPackingInstance, Bins> {
    private static final int MOST_ITEMS = 10_000_000;

    @Override
    public List<String> instanceExtensions() {
        return List.of(".bpp", ".json");
    }

    @Override
    public String solutionExtension() {
        return ".sol";
    }

    @Override
    public boolean recognises(InputFile file) {
        return file.fileName().toLowerCase(Locale.ROOT).endsWith(".bpp");
    }

    @Override
    public BinPackingInstance readInstance(InputFile file) {
        Path path = file.path();
        try {
            return file.isJson() ? readJson(file) : readText(file);
        } catch (IllegalArgumentException e) {
            throw new InputException(path, 0, String.valueOf(e.getMessage()));
        }
    }

    private static BinPackingInstance readText(InputFile file) {
        TextScanner scanner = new TextScanner(file.path(), file.bytes());
        int n = next(scanner, "number of items");
        int capacity = next(scanner, "capacity");
        if (n < 1 || n > MOST_ITEMS || capacity < 1) {
            throw scanner.error("there must be 1 to " + MOST_ITEMS + " items and a capacity of at least 1.");
        }
        scanner.requireRoom("the sizes of " + n + " items", n, 2);
        int[] sizes = new int[n];
        for (int item = 0; item < n; item++) {
            sizes[item] = next(scanner, "size of item " + (item + 1));
        }
        if (scanner.nextField()) {
            throw scanner.error("there is more than the sizes of " + n + " items.");
        }
        return new BinPackingInstance(InputFiles.baseName(file.path()), capacity, sizes);
    }

    private static int next(TextScanner scanner, String what) {
        if (!scanner.nextField()) {
            throw scanner.error("the file ends where the " + what + " is expected.");
        }
        return Math.clamp(scanner.lastInteger(what), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static BinPackingInstance readJson(InputFile file) {
        try (JsonInput json = new JsonInput(file.path(), file.bytes())) {
            String name = InputFiles.baseName(file.path());
            Long capacity = null;
            int[] sizes = null;
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "problem" -> json.requireProblem(BinPacking.ID);
                    case "name" -> name = json.string("name");
                    case "capacity" -> capacity = json.integer("capacity");
                    case "sizes" -> sizes = json.ints("sizes", "size");
                    default -> throw json.unknown(field);
                }
            }
            if (capacity == null || sizes == null || capacity < 1 || capacity > Integer.MAX_VALUE) {
                throw json.error("a capacity of at least 1 and sizes are needed.");
            }
            return new BinPackingInstance(name, capacity.intValue(), sizes);
        }
    }

    @Override
    public void writeInstance(BinPackingInstance instance, Writer out) throws IOException {
        out.write(instance.size() + "\n" + instance.capacity() + "\n");
        for (int size : instance.sizes()) {
            out.write(size + "\n");
        }
    }

    @Override
    public void writeInstanceAsJson(BinPackingInstance instance, Writer out) throws IOException {
        JsonOutput json = new JsonOutput(out);
        json.string("problem", BinPacking.ID);
        json.string("name", instance.name());
        json.number("capacity", instance.capacity());
        json.integers("sizes", longs(instance.sizes()));
        json.end();
    }

    private static long[] longs(int[] values) {
        long[] longs = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            longs[i] = values[i];
        }
        return longs;
    }

    @Override
    public Bins readSolution(InputFile file, BinPackingInstance instance) {
        List<List<Integer>> bins = new ArrayList<>();
        if (file.isJson()) {
            try (JsonInput json = new JsonInput(file.path(), file.bytes())) {
                for (String field = json.nextField(); field != null; field = json.nextField()) {
                    switch (field) {
                        case "problem" -> json.requireProblem(BinPacking.ID);
                        case "bins" -> {
                            for (int[] row : json.intRows("bins", "item")) {
                                bins.add(java.util.Arrays.stream(row)
                                        .mapToObj(item -> item - 1)
                                        .toList());
                            }
                        }
                        default -> json.skip();
                    }
                }
            }
            return new Bins(bins);
        }
        TextScanner scanner = new TextScanner(file.path(), file.bytes());
        while (scanner.nextRow()) {
            List<Integer> bin = new ArrayList<>();
            while (scanner.hasFieldOnRow()) {
                bin.add(scanner.smallInteger("item") - 1);
            }
            bins.add(bin);
        }
        return new Bins(bins);
    }

    /** The number of bins is what the file shows, not what it claims. */
    @Override
    public @Nullable Double readClaimedObjective(InputFile file) {
        return null;
    }

    @Override
    public String formatSolution(BinPackingInstance instance, Bins solution) {
        return solution.bins().stream()
                .map(bin ->
                        bin.stream().map(item -> Integer.toString(item + 1)).collect(Collectors.joining(" ")) + "\n")
                .collect(Collectors.joining());
    }

    @Override
    public String formatSolutionAsJson(BinPackingInstance instance, Bins solution) {
        StringWriter text = new StringWriter();
        try {
            JsonOutput json = new JsonOutput(text);
            json.string("problem", BinPacking.ID);
            json.string("instance", instance.name());
            json.number("objective", solution.bins().size());
            json.rows(
                    "bins",
                    solution.bins().stream()
                            .map(bin -> bin.stream().mapToLong(item -> item + 1).toArray())
                            .toArray(long[][]::new));
            json.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
