package dev.ansatz.problems.io;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.ansatz.problems.distance.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Nodes of a routing problem as a table with a header (CSV): columns {@code id}, {@code x} and {@code y} or {@code lat} and
 * {@code lon}, and {@code demand} where vehicles have a capacity, in any order and case; other columns are passed over, which a note
 * says. Separated by comma, semicolon or tab, quoted as RFC 4180 has it; a comma is a decimal comma where it does not separate.
 *
 * <p>The reader of a problem adds its own {@link #mistakes} before it ends with them.
 */
public final class NodeTable {
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("id", "id"),
            Map.entry("x", "x"),
            Map.entry("y", "y"),
            Map.entry("lat", "lat"),
            Map.entry("latitude", "lat"),
            Map.entry("lon", "lon"),
            Map.entry("lng", "lon"),
            Map.entry("long", "lon"),
            Map.entry("longitude", "lon"),
            Map.entry("demand", "demand"));

    /** What a table needs, as a sentence without its capital letter. */
    public static final String FORM =
            "a table of orders has the columns id, x, y, demand or id, lat, lon, demand in its first line.";

    private final Path path;
    private final Mistakes mistakes;
    private final List<String> ids = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private final List<double[]> coordinates = new ArrayList<>();
    private final List<@Nullable Double> demands = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private int headerLine = 1;
    private boolean geographic;
    private boolean hasDemands;
    private boolean decimalComma;

    private NodeTable(Path path) {
        this.path = path;
        this.mistakes = new Mistakes(path);
    }

    /** Whether an input is such a table: by its header, where the columns of ids and places are known. */
    public static boolean recognises(InputFile input) {
        List<String> header = header(input);
        return header.contains("id")
                && ((header.contains("x") && header.contains("y"))
                        || (header.contains("lat") && header.contains("lon")));
    }

    /** Whether the header of an input has the column of demands. */
    public static boolean hasDemands(InputFile input) {
        return header(input).contains("demand");
    }

    /** Whether an input calls itself a table by its extension. */
    public static boolean isNamedTable(InputFile input) {
        String name = input.fileName().toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") || name.endsWith(".tsv");
    }

    /** Whether an input calls itself a table and has a known column, so that the reader can say which others it lacks. */
    public static boolean resembles(InputFile input) {
        return isNamedTable(input)
                && FileTypes.tsplibType(input.head()) == null
                && header(input).stream().anyMatch(COLUMNS::containsValue);
    }

    /** The columns by the first line, known ones by their known names. */
    private static List<String> header(InputFile input) {
        if (input.isJson()) {
            return List.of();
        }
        String first = content(input.head())
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
        try {
            List<String> cells = reader(separator(first)).ofCsvRecord(first).stream()
                    .findFirst()
                    .map(CsvRecord::getFields)
                    .orElse(List.of());
            return cells.stream().map(NodeTable::column).toList();
        } catch (CsvParseException e) {
            return List.of();
        }
    }

    /** Known name of a column, or its own. */
    private static String column(String cell) {
        String name = cell.strip().toLowerCase(Locale.ROOT);
        return COLUMNS.getOrDefault(name, name);
    }

    /** Excel's first line {@code sep=;} names the separator; the header shows it as well. The line stays, blank. */
    private static String content(String text) {
        return text.regionMatches(true, 0, "sep=", 0, 4) && text.indexOf('\n') >= 0
                ? text.substring(text.indexOf('\n'))
                : text;
    }

    /** The separator that the header has most of. */
    private static char separator(String header) {
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char character) {
        return text.chars().filter(c -> c == character).count();
    }

    private static CsvReader.CsvReaderBuilder reader(char separator) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .trimWhitespacesAroundQuotes(true);
    }

    /**
     * Reads a table. Its mistakes are collected, not thrown, unless there is no header to read it by.
     *
     * @throws InputException if the header or the quotes are malformed
     */
    public static NodeTable read(InputFile input) {
        NodeTable table = new NodeTable(input.path());
        byte[] data = input.bytes();
        String text = content(InputFiles.decode(data, 0, data.length));
        String header = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        char separator = separator(header);
        table.decimalComma = separator != ',';
        int line = 1;
        try {
            Columns columns = null;
            for (CsvRecord row : reader(separator).ofCsvRecord(text)) {
                line = (int) row.getStartingLineNumber();
                if (row.getFields().stream().allMatch(String::isBlank)) {
                    continue;
                }
                if (columns == null) {
                    table.headerLine = line;
                    columns = table.columns(row.getFields());
                } else {
                    table.addRow(row, columns, line);
                }
            }
        } catch (CsvParseException e) {
            throw new InputException(table.path, line, "the table cannot be read behind this line; check its quotes.");
        }
        if (table.ids.isEmpty()) {
            throw new InputException(table.path, table.headerLine, "the table has no rows below its header.");
        }
        NodeIds.check(table.ids, (fault, node) -> table.mistakes.add(table.lines.get(node), fault));
        return table;
    }

    /** Index of each column in a row; -1 where there is none. */
    private record Columns(int id, int x, int y, int demand, int count) {}

    private Columns columns(List<String> cells) {
        List<String> names = cells.stream().map(NodeTable::column).toList();
        for (int i = 0; i < names.size(); i++) {
            if (!COLUMNS.containsValue(names.get(i))) {
                if (!names.get(i).isEmpty()) {
                    ignored.add(cells.get(i).strip());
                }
            } else if (names.indexOf(names.get(i)) < i) {
                mistakes.add(headerLine, "the column " + names.get(i) + " is given twice.");
            }
        }
        boolean plane = names.contains("x") || names.contains("y");
        geographic = names.contains("lat") || names.contains("lon");
        if (plane && geographic) {
            mistakes.add(headerLine, "the columns x, y and lat, lon contradict each other; give one of the pairs.");
        }
        List<String> needed = new ArrayList<>(List.of("id"));
        needed.addAll(geographic ? List.of("lat", "lon") : List.of("x", "y"));
        needed.removeAll(names);
        if (!needed.isEmpty()) {
            mistakes.add(
                    headerLine, "the header has no column " + String.join(" and no column ", needed) + "; " + FORM);
        }
        mistakes.throwIfAny();
        hasDemands = names.contains("demand");
        return new Columns(
                names.indexOf("id"),
                names.indexOf(geographic ? "lat" : "x"),
                names.indexOf(geographic ? "lon" : "y"),
                names.indexOf("demand"),
                names.size());
    }

    private void addRow(CsvRecord row, Columns columns, int line) {
        List<String> cells = row.getFields();
        if (cells.size() > columns.count()
                && !cells.subList(columns.count(), cells.size()).stream().allMatch(String::isBlank)) {
            mistakes.add(
                    line,
                    "the row has " + cells.size() + " fields for the " + columns.count() + " columns of the header.");
            return;
        }
        ids.add(cell(cells, columns.id()));
        lines.add(line);
        double x = number(cells, columns.x(), geographic ? "lat" : "x", line, geographic ? 90 : Double.MAX_VALUE);
        double y = number(cells, columns.y(), geographic ? "lon" : "y", line, geographic ? 180 : Double.MAX_VALUE);
        coordinates.add(new double[] {x, y});
        demands.add(
                cell(cells, columns.demand()).isEmpty()
                        ? null
                        : (Double) number(cells, columns.demand(), "demand", line, Numbers.MAX_EXACT));
    }

    private static String cell(List<String> cells, int index) {
        return index < 0 || index >= cells.size() ? "" : cells.get(index).strip();
    }

    /** A number of a row; a mistake and 0 where there is none. */
    private double number(List<String> cells, int index, String what, int line, double largest) {
        String text = cell(cells, index);
        if (text.isEmpty()) {
            mistakes.add(line, "the " + what + " is missing.");
            return 0;
        }
        boolean comma = decimalComma && text.indexOf(',') >= 0 && text.indexOf('.') < 0;
        Double value = TextScanner.parse(comma ? text.replace(',', '.') : text);
        if (value == null || !Double.isFinite(value)) {
            mistakes.add(line, "the " + what + " " + TextScanner.quoted(text) + " is not a number.");
            return 0;
        }
        if (Math.abs(value) > largest) {
            mistakes.add(
                    line,
                    "the " + what + " " + Numbers.format(value) + " is outside -" + Numbers.format(largest) + ".."
                            + Numbers.format(largest) + ".");
            return 0;
        }
        return value;
    }

    public int size() {
        return ids.size();
    }

    /** Where the mistakes of a row are added. */
    public Mistakes mistakes() {
        return mistakes;
    }

    public int headerLine() {
        return headerLine;
    }

    /** Whether there is a column of demands. */
    public boolean hasDemands() {
        return hasDemands;
    }

    public String id(int row) {
        return ids.get(row);
    }

    public int line(int row) {
        return lines.get(row);
    }

    /** Demand of a row, or null where its cell is empty. */
    public @Nullable Double demand(int row) {
        return demands.get(row);
    }

    /**
     * The ids in order.
     *
     * @param first row that is moved to the front
     */
    public NodeIds ids(int first) {
        return new NodeIds(toFront(ids, first));
    }

    /**
     * Where the nodes are.
     *
     * @throws InputException if coordinates are so large that an objective could exceed 2^53
     */
    public Geometry geometry() {
        Geometry geometry = new Geometry(
                size(),
                metric(),
                coordinates.stream().mapToDouble(point -> point[0]).toArray(),
                coordinates.stream().mapToDouble(point -> point[1]).toArray(),
                null,
                lines.stream().mapToInt(Integer::intValue).toArray());
        geometry.checkCoordinates(path);
        return geometry;
    }

    private Metric metric() {
        return geographic ? Metric.HAVERSINE : Metric.EXACT_2D;
    }

    /**
     * How the table was understood.
     *
     * @param alsoIgnored a known column that the problem has no use for, or null
     */
    public List<String> notes(@Nullable String alsoIgnored) {
        List<String> notes = new ArrayList<>();
        notes.add(
                geographic
                        ? "Distances are great-circle metres between the columns lat and lon, rounded (HAVERSINE)."
                        : "Distances are Euclidean between the columns x and y, not rounded (EXACT_2D).");
        List<String> unused = new ArrayList<>(ignored);
        if (alsoIgnored != null) {
            unused.add(alsoIgnored);
        }
        if (!unused.isEmpty()) {
            notes.add((unused.size() == 1 ? "The column " : "The columns ") + String.join(", ", unused)
                    + (unused.size() == 1 ? " is" : " are") + " not used.");
        }
        return notes;
    }

    private static <T> List<T> toFront(List<T> all, int first) {
        List<T> moved = new ArrayList<>(all);
        Collections.rotate(moved.subList(0, first + 1), 1);
        return moved;
    }
}
