package dev.ansatz.problems.io;

import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.Metric;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Coordinates and matrices of TSPLIB 95 and CVRPLIB files: the part that TSP and CVRP share. */
public final class TsplibGeometry {
    /** Keys read here or without meaning to a solver. */
    public static final Set<String> KEYS = Set.of(
            "NAME",
            "TYPE",
            "COMMENT",
            "DIMENSION",
            "EDGE_WEIGHT_TYPE",
            "EDGE_WEIGHT_FORMAT",
            "NODE_COORD_TYPE",
            "DISPLAY_DATA_TYPE");

    /** Sections read here. */
    public static final Set<String> SECTIONS =
            Set.of("NODE_COORD_SECTION", "EDGE_WEIGHT_SECTION", "DISPLAY_DATA_SECTION");

    /** Half of the shortest row of coordinates, {@code 1 2 3}: where few are missing, they are named. */
    private static final int BYTES_OF_A_PLACE = 3;

    /** Formats of a matrix by rows that hold the same entries, since it is symmetric: the upper half by columns is the lower by rows. */
    private static final Map<String, String> BY_ROWS = Map.of(
            "FULL_MATRIX", "FULL_MATRIX",
            "UPPER_ROW", "UPPER_ROW",
            "LOWER_ROW", "LOWER_ROW",
            "UPPER_DIAG_ROW", "UPPER_DIAG_ROW",
            "LOWER_DIAG_ROW", "LOWER_DIAG_ROW",
            "LOWER_COL", "UPPER_ROW",
            "UPPER_COL", "LOWER_ROW",
            "LOWER_DIAG_COL", "UPPER_DIAG_ROW",
            "UPPER_DIAG_COL", "LOWER_DIAG_ROW");

    private TsplibGeometry() {}

    /** Reads the geometry of a file. */
    public static Geometry read(TsplibFile file) {
        return read(file, Map.of());
    }

    /**
     * Reads the geometry of a file.
     *
     * @param aliases metrics of further names of an EDGE_WEIGHT_TYPE
     */
    public static Geometry read(TsplibFile file, Map<String, Metric> aliases) {
        int n = file.dimension();
        TsplibFile.Entry coordType = file.key("NODE_COORD_TYPE");
        if (coordType != null && upper(coordType.value()).startsWith("THREED")) {
            throw file.error(coordType, "NODE_COORD_TYPE " + coordType.value() + " is not supported.");
        }
        TsplibFile.Entry type = file.key("EDGE_WEIGHT_TYPE");
        if (type == null) {
            throw file.missing("EDGE_WEIGHT_TYPE");
        }
        String typeName = upper(type.value());
        if (typeName.equals("EXPLICIT")) {
            int[] lines = new int[n];
            double[] matrix = readMatrix(file, n, lines);
            String section = file.hasSection("DISPLAY_DATA_SECTION")
                    ? "DISPLAY_DATA_SECTION"
                    : file.hasSection("NODE_COORD_SECTION") ? "NODE_COORD_SECTION" : null;
            if (section == null) {
                return new Geometry(n, null, null, null, matrix, lines);
            }
            Geometry drawn = readCoordinates(file, section, n, null);
            return new Geometry(n, null, drawn.x(), drawn.y(), matrix, lines);
        }
        Metric named = Arrays.stream(Metric.values())
                .filter(m -> m.name().equals(typeName))
                .findFirst()
                .orElse(null);
        Metric metric = aliases.getOrDefault(typeName, named);
        if (metric == null) {
            throw file.error(
                    type,
                    "EDGE_WEIGHT_TYPE " + TextScanner.quoted(type.value()) + " is not supported; supported are "
                            + Stream.concat(
                                            Arrays.stream(Metric.values()).map(Metric::name),
                                            aliases.keySet().stream().sorted())
                                    .collect(Collectors.joining(", "))
                            + " and EXPLICIT.");
        }
        if (file.hasSection("EDGE_WEIGHT_SECTION")) {
            throw file.section("EDGE_WEIGHT_SECTION")
                    .error("EDGE_WEIGHT_SECTION contradicts EDGE_WEIGHT_TYPE " + metric + ".");
        }
        return readCoordinates(file, "NODE_COORD_SECTION", n, metric);
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private static Geometry readCoordinates(TsplibFile file, String section, int n, @Nullable Metric metric) {
        file.requireRoom(section, n, BYTES_OF_A_PLACE);
        double[] x = new double[n];
        double[] y = new double[n];
        int[] lines = new int[n];
        TextScanner scanner = file.section(section);
        int count = 0;
        while (scanner.nextRow()) {
            int node = nodeOf(scanner, n);
            if (lines[node] != 0) {
                throw scanner.error(
                        "node " + (node + 1) + " is repeated; it was given in line " + lines[node] + " already.");
            }
            lines[node] = scanner.line();
            x[node] = scanner.number("x coordinate");
            y[node] = scanner.number("y coordinate");
            scanner.endRow();
            count++;
        }
        if (count < n) {
            throw scanner.error(
                    section + " has " + count + " of " + n + " nodes; node " + firstMissing(lines) + " is missing.");
        }
        Geometry geometry = new Geometry(n, metric, x, y, null, lines);
        geometry.checkCoordinates(file.file());
        return geometry;
    }

    /** First field of a row as a node 1..n, returned from 0. */
    public static int nodeOf(TextScanner scanner, int n) {
        long node = scanner.integer("node number");
        if (node < 1 || node > n) {
            throw scanner.error("node " + node + " is outside 1.." + n + " (DIMENSION).");
        }
        return (int) node - 1;
    }

    /** Number, from 1, of the first node whose line is still 0. */
    public static int firstMissing(int[] lines) {
        for (int i = 0; i < lines.length; i++) {
            if (lines[i] == 0) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("No node is missing.");
    }

    private static double[] readMatrix(TsplibFile file, int n, int[] lines) {
        TsplibFile.Entry format = file.key("EDGE_WEIGHT_FORMAT");
        if (format == null) {
            throw file.missing("EDGE_WEIGHT_FORMAT");
        }
        String form = BY_ROWS.get(upper(format.value()));
        if (form == null) {
            throw file.error(
                    format,
                    "EDGE_WEIGHT_FORMAT " + TextScanner.quoted(format.value()) + " is not supported; supported are "
                            + BY_ROWS.keySet().stream().sorted().collect(Collectors.joining(", ")) + ".");
        }
        boolean full = form.equals("FULL_MATRIX");
        boolean upper = form.startsWith("UPPER");
        boolean diagonal = form.endsWith("DIAG_ROW");
        TextScanner scanner = file.section("EDGE_WEIGHT_SECTION");
        requireMatrixSize(file, n);
        long expected = full ? (long) n * n : (long) n * (n + (diagonal ? 1 : -1)) / 2;
        file.requireRoom("EDGE_WEIGHT_SECTION", expected, 2);
        double[] matrix = new double[n * n];
        long count = 0;
        for (int i = 0; i < n; i++) {
            int from = full || !upper ? 0 : diagonal ? i : i + 1;
            int to = full || upper ? n : diagonal ? i + 1 : i;
            for (int j = from; j < to; j++) {
                if (!scanner.nextField()) {
                    throw scanner.error("EDGE_WEIGHT_SECTION ends after " + count + " of " + expected + " entries.");
                }
                count++;
                double distance = scanner.lastNumber("distance");
                if (lines[i] == 0) {
                    lines[i] = scanner.line();
                }
                if (i == j) {
                    continue; // some files hold 9999 here: a node's distance to itself has no meaning
                }
                String fault = Geometry.distanceFault(distance, n);
                if (fault != null) {
                    throw scanner.error(fault);
                }
                matrix[i * n + j] = distance;
                if (!full) {
                    matrix[j * n + i] = distance;
                }
            }
        }
        if (scanner.nextField()) {
            throw scanner.error("EDGE_WEIGHT_SECTION has more than " + expected + " entries.");
        }
        return matrix;
    }

    private static void requireMatrixSize(TsplibFile file, int n) {
        TsplibFile.Entry dimension = file.key("DIMENSION");
        if (dimension != null && n > Geometry.MAX_MATRIX_SIZE) {
            throw file.error(
                    dimension, "a matrix of more than " + Geometry.MAX_MATRIX_SIZE + " nodes is not supported.");
        }
    }

    /** Writes the keys that describe {@code distances}. */
    public static void writeKeys(Writer out, Distances distances) throws IOException {
        if (distances instanceof CoordinateDistances c) {
            out.write("EDGE_WEIGHT_TYPE : " + c.metric() + "\n");
        } else {
            out.write("EDGE_WEIGHT_TYPE : EXPLICIT\nEDGE_WEIGHT_FORMAT : FULL_MATRIX\n");
            if (distances.coordinates() != null) {
                out.write("NODE_COORD_TYPE : TWOD_COORDS\n");
            }
        }
    }

    /** Writes the sections that hold {@code distances}: NODE_COORD_SECTION, or the full matrix and positions to draw. */
    public static void writeSections(Writer out, Distances distances) throws IOException {
        int n = distances.size();
        if (!(distances instanceof CoordinateDistances)) {
            out.write("EDGE_WEIGHT_SECTION\n");
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    out.write(Numbers.format(i == j ? 0 : distances.between(i, j)));
                    out.write(j + 1 == n ? '\n' : ' ');
                }
            }
        }
        double[][] coordinates = distances.coordinates();
        if (coordinates != null) {
            out.write("NODE_COORD_SECTION\n");
            for (int i = 0; i < n; i++) {
                out.write((i + 1) + " " + Numbers.format(coordinates[i][0]) + " " + Numbers.format(coordinates[i][1])
                        + "\n");
            }
        }
    }

    /** A name without line breaks and other control characters, so that it stays one value. */
    public static String oneLine(String name) {
        return Arrays.stream(name.split("\\p{Cntrl}+"))
                .reduce("", (a, b) -> a.isEmpty() ? b : a + " " + b)
                .strip();
    }
}
