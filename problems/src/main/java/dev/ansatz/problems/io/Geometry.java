package dev.ansatz.problems.io;

import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.distance.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where the nodes of a file are: coordinates under a metric, or a matrix with or without coordinates to draw.
 *
 * @param size number of nodes
 * @param metric metric of the coordinates; null with a matrix
 * @param x first coordinate of each node, {@code [size]}, or null
 * @param y second coordinate of each node, {@code [size]}, or null
 * @param matrix distances, row-major {@code [size * size]}, with a zero diagonal; null with a metric
 * @param lines line of each node's coordinates or matrix row, {@code [size]}, for messages
 */
public record Geometry(
        int size,
        @Nullable Metric metric,
        double @Nullable [] x,
        double @Nullable [] y,
        double @Nullable [] matrix,
        int[] lines) {
    /** Largest number of nodes of a matrix: its array must fit one Java array. */
    static final int MAX_MATRIX_SIZE = 46_340;

    private static final int TILE = 64;
    private static final int SAMPLED_PAIRS = 2000;

    /**
     * Largest distance that keeps every objective of {@code size} nodes exact. A solution passes at most {@code 2 * size}
     * edges: every customer on a route of its own.
     */
    static double maxDistance(int size) {
        return Numbers.MAX_EXACT / (2.0 * size);
    }

    /** What is wrong with a distance between two of {@code size} nodes, or null. */
    public static @Nullable String distanceFault(double distance, int size) {
        if (distance < 0) {
            return "the distance " + Numbers.format(distance) + " is negative.";
        }
        if (distance > maxDistance(size)) {
            return "the distance " + Numbers.format(distance) + " is too large: an objective could exceed 2^53.";
        }
        return null;
    }

    /** A coordinate that cannot be: whose, and what is wrong with it. */
    record Fault(int node, String what) {}

    /**
     * Refuses coordinates that cannot be.
     *
     * @throws InputException with the line of the first one
     */
    public void checkCoordinates(Path file) {
        List<Fault> faults = coordinateFaults();
        if (!faults.isEmpty()) {
            Fault first = faults.get(0);
            throw new InputException(file, lines[first.node()], first.what());
        }
    }

    /** Coordinates so large that an objective could exceed 2^53, and such as are no degrees under a geographic metric. */
    List<Fault> coordinateFaults() {
        if (x == null || y == null) {
            return List.of();
        }
        if (metric == Metric.HAVERSINE) {
            return degreeFaults(x, y);
        }
        List<Fault> faults = new ArrayList<>();
        if (metric == Metric.GEO) {
            addMinuteFault(x, y, faults);
        }
        double limit =
                maxDistance(size) / 4; // no pair is further apart than twice the largest |x| plus twice the largest |y|
        for (int i = 0; i < size; i++) {
            double largest = Math.max(Math.abs(x[i]), Math.abs(y[i]));
            if (largest > limit) {
                faults.add(new Fault(
                        i,
                        "the coordinate " + Numbers.format(largest)
                                + " is too large: an objective could exceed 2^53."));
            }
        }
        return faults;
    }

    private List<Fault> degreeFaults(double[] latitudes, double[] longitudes) {
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boolean latitude = Math.abs(latitudes[i]) > 90;
            if (latitude || Math.abs(longitudes[i]) > 180) {
                faults.add(new Fault(
                        i,
                        "the " + (latitude ? "latitude " : "longitude ")
                                + Numbers.format(latitude ? latitudes[i] : longitudes[i])
                                + (latitude ? " is outside -90..90" : " is outside -180..180")
                                + "; HAVERSINE takes latitude, longitude in decimal degrees."));
            }
        }
        return faults;
    }

    /** Decimal degrees have two coordinates in five with "minutes" of 60 and more, degrees and minutes none but by mistake. */
    private void addMinuteFault(double[] latitudes, double[] longitudes, List<Fault> faults) {
        int wrong = minutesAboveSixty();
        if (wrong * 10 <= 2 * size) {
            return;
        }
        for (int i = 0; i < size && faults.isEmpty(); i++) {
            boolean latitude = minutes(latitudes[i]) >= 60;
            if (latitude || minutes(longitudes[i]) >= 60) {
                faults.add(new Fault(
                        i,
                        "the coordinate " + Numbers.format(latitude ? latitudes[i] : longitudes[i])
                                + (wrong == 1
                                        ? " has"
                                        : wrong == 2 ? " and another have" : " and " + (wrong - 1) + " others have")
                                + " minutes above .59, but GEO is degrees.minutes (DDD.MM); for decimal degrees use"
                                + " HAVERSINE instead (EDGE_WEIGHT_TYPE, or \"metric\" in a JSON file)."));
            }
        }
    }

    private int minutesAboveSixty() {
        int count = 0;
        for (int i = 0; x != null && y != null && i < size; i++) {
            count += (minutes(x[i]) >= 60 ? 1 : 0) + (minutes(y[i]) >= 60 ? 1 : 0);
        }
        return count;
    }

    /** Minutes of a GEO coordinate, free of the error of its binary fraction. */
    private static double minutes(double coordinate) {
        return Math.rint((Math.abs(coordinate) - Math.floor(Math.abs(coordinate))) * 1e8) / 1e6;
    }

    /** What people should know of the coordinates, one sentence each; see {@link dev.ansatz.problems.Instance#notes}. */
    public List<String> notes() {
        if (metric == null || x == null || y == null) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        if (metric == Metric.GEO) {
            int wrong = minutesAboveSixty();
            int fine = 0;
            for (int i = 0; i < size; i++) {
                fine += hasSeconds(x[i]) ? 1 : 0;
                fine += hasSeconds(y[i]) ? 1 : 0;
            }
            if (wrong > 0) {
                notes.add(wrong + " of " + 2 * size + " coordinates have minutes above .59; GEO reads degrees.minutes"
                        + " (DDD.MM), HAVERSINE decimal degrees.");
            } else if (fine > size) {
                notes.add("Most coordinates have more than two decimals; GEO reads degrees.minutes (DDD.MM), HAVERSINE"
                        + " decimal degrees.");
            }
        }
        String lost = lostByRounding(metric, x, y);
        if (lost != null) {
            notes.add(lost);
        }
        return List.copyOf(notes);
    }

    private static boolean hasSeconds(double coordinate) {
        double minutes = minutes(coordinate);
        return minutes != Math.rint(minutes);
    }

    /** A sentence if more than half of the distances are smaller than the unit they are rounded to, by a sample of pairs; or null. */
    private static @Nullable String lostByRounding(Metric metric, double[] x, double[] y) {
        int n = x.length;
        if (!metric.integral() || n < 2) {
            return null;
        }
        boolean all = (long) n * (n - 1) / 2 <= SAMPLED_PAIRS;
        SplittableRandom random = new SplittableRandom(1);
        int pairs = 0;
        int lost = 0;
        for (int k = 0; k < (all ? n * n : SAMPLED_PAIRS); k++) {
            int i = all ? k / n : random.nextInt(n);
            int j = all ? k % n : random.nextInt(n);
            if (i < j || !all) {
                double dx = x[i] - x[j];
                double dy = y[i] - y[j];
                if (dx != 0 || dy != 0) {
                    pairs++;
                    lost += isLost(metric, dx * dx + dy * dy, metric.distance(x[i], y[i], x[j], y[j])) ? 1 : 0;
                }
            }
        }
        if (2 * lost <= pairs) {
            return null;
        }
        boolean up = metric == Metric.CEIL_2D || metric == Metric.ATT || metric == Metric.GEO;
        return (lost == pairs ? "All" : "About " + Math.round(100.0 * lost / pairs) + " % of the")
                + " distances between different places round " + (up ? "up to 1" : "to 0") + ", since " + metric
                + " has whole " + (metric == Metric.GEO ? "km" : metric == Metric.HAVERSINE ? "metres" : "numbers")
                + " only; use "
                + (metric.geographic()
                        ? metric == Metric.GEO ? "HAVERSINE (decimal degrees, metres)." : "a matrix in a smaller unit."
                        : "EXACT_2D (not rounded), HAVERSINE (latitude and longitude in decimal degrees) or a smaller"
                                + " unit.");
    }

    private static boolean isLost(Metric metric, double squared, double distance) {
        return switch (metric) {
            case CEIL_2D -> squared < 1;
            case ATT -> squared < 10;
            case GEO -> distance == 1;
            default -> distance == 0;
        };
    }

    /** The same nodes under another metric. */
    public Geometry withMetric(Metric other) {
        return new Geometry(size, other, x, y, null, lines);
    }

    /**
     * Refuses an asymmetric matrix.
     *
     * @param advice ends the message
     * @throws InputException with the line of a row that differs from its column
     */
    public void requireSymmetric(Path file, String advice) {
        if (matrix == null) {
            return;
        }
        // By tiles, since rows of one side are columns of the other.
        for (int top = 0; top < size; top += TILE) {
            for (int left = 0; left <= top; left += TILE) {
                for (int i = top; i < Math.min(size, top + TILE); i++) {
                    for (int j = left; j < Math.min(i, left + TILE); j++) {
                        if (matrix[i * size + j] != matrix[j * size + i]) {
                            throw new InputException(
                                    file,
                                    lines[i],
                                    "the matrix is asymmetric between " + (j + 1) + " and " + (i + 1) + advice);
                        }
                    }
                }
            }
        }
    }

    /** Distances of the nodes in their order. */
    public Distances distances() {
        return distances(0);
    }

    /** Distances with node {@code first} moved to the front, the others in their order. */
    public Distances distances(int first) {
        if (metric != null && x != null && y != null) {
            return new CoordinateDistances(toFront(x, first), toFront(y, first), metric);
        }
        if (matrix == null) {
            throw new IllegalStateException("Neither a metric nor a matrix.");
        }
        double[][] coordinates = null;
        if (x != null && y != null) {
            double[] frontX = toFront(x, first);
            double[] frontY = toFront(y, first);
            coordinates = new double[size][];
            for (int i = 0; i < size; i++) {
                coordinates[i] = new double[] {frontX[i], frontY[i]};
            }
        }
        return new MatrixDistances(size, permuted(matrix, first), coordinates);
    }

    private double[] permuted(double[] all, int first) {
        if (first == 0) {
            return all;
        }
        double[] permuted = new double[all.length];
        for (int i = 0; i < size; i++) {
            int from = i == 0 ? first : i <= first ? i - 1 : i;
            for (int j = 0; j < size; j++) {
                permuted[i * size + j] = all[from * size + (j == 0 ? first : j <= first ? j - 1 : j)];
            }
        }
        return permuted;
    }

    private static double[] toFront(double[] values, int first) {
        double[] moved = values.clone();
        System.arraycopy(values, 0, moved, 1, first);
        moved[0] = values[first];
        return moved;
    }
}
