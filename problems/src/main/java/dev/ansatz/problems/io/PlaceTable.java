package dev.ansatz.problems.io;

import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.Metric;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Places of an application, known by its ids, and how far they are apart: by a metric of their coordinates, by a matrix, or by the
 * application's own function. What the builders of routing problems share.
 *
 * @param name of the instance, for messages
 * @param ids of the places, in order
 * @param x first coordinate of each place, NaN where it has none; latitude where the metric is geographic
 * @param y second coordinate of each place
 * @param metric of the coordinates; with other distances it only says how they are drawn
 * @param function distances from one id to another, or null
 * @param matrix distances {@code [from][to]} in the order of the places, or null
 */
public record PlaceTable(
        String name,
        List<String> ids,
        double[] x,
        double[] y,
        Metric metric,
        @Nullable ToDoubleBiFunction<String, String> function,
        double @Nullable [] @Nullable [] matrix) {
    /** Distances that are told of one by one. */
    private static final int TOLD = 20;

    /** Differences below this part of a distance are rounding. */
    private static final double ROUNDING = 1e-9;

    /**
     * The distances. Where both directions agree for all pairs but for rounding, that is levelled.
     *
     * @param mistakes is told of all that cannot be, by ids
     * @return null where something cannot be
     */
    public @Nullable Distances distances(Consumer<Issue> mistakes) {
        Told told = new Told(mistakes);
        if (name.isBlank()) {
            told.add("name", -1, "the name is blank.");
        }
        NodeIds.check(ids, (fault, node) -> told.add("id", node, "in " + name + ", " + fault));
        int n = ids.size();
        if (n > Geometry.MAX_MATRIX_SIZE && (function != null || matrix != null)) {
            told.add(
                    "size", -1, name + " has " + n + " places; a matrix has " + Geometry.MAX_MATRIX_SIZE + " at most.");
            return null;
        }
        double[] all = null;
        if (matrix != null) {
            all = copy(matrix, told);
        } else if (function != null) {
            all = asked(function);
        } else {
            checkPlaces(told);
        }
        if (all != null) {
            check(all, told);
        }
        boolean drawable = true;
        for (int i = 0; i < n; i++) {
            drawable &= Double.isFinite(x[i]) && Double.isFinite(y[i]);
        }
        // On a map, longitude goes to the right and latitude up.
        boolean swapped = all != null && metric == Metric.HAVERSINE;
        return told.any
                ? null
                : new Geometry(
                                n,
                                all == null ? metric : null,
                                drawable ? (swapped ? y : x) : null,
                                drawable ? (swapped ? x : y) : null,
                                all,
                                new int[n])
                        .distances();
    }

    private void checkPlaces(Told told) {
        boolean placed = true;
        for (int i = 0; i < ids.size(); i++) {
            if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
                told.add("coordinates", i, "in " + name + ", '" + ids.get(i) + "' has no finite coordinates.");
                placed = false;
            }
        }
        if (placed) {
            new Geometry(ids.size(), metric, x, y, null, new int[ids.size()])
                    .coordinateFaults()
                    .forEach(fault -> told.add(
                            "coordinates",
                            fault.node(),
                            "in " + name + ", '" + ids.get(fault.node()) + "': " + fault.what()));
        }
    }

    private double @Nullable [] copy(double[] @Nullable [] rows, Told told) {
        int n = ids.size();
        boolean square = rows.length == n;
        for (double @Nullable [] row : rows) {
            square &= row != null && row.length == n;
        }
        if (!square) {
            told.add("matrix", -1, "the matrix of " + name + " needs " + n + " rows of " + n + " distances.");
            return null;
        }
        double[] all = new double[n * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(Objects.requireNonNull(rows[i]), 0, all, i * n, n);
        }
        return all;
    }

    private double[] asked(ToDoubleBiFunction<String, String> fromTo) {
        int n = ids.size();
        double[] all = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                all[i * n + j] = i == j ? 0 : fromTo.applyAsDouble(ids.get(i), ids.get(j));
            }
        }
        return all;
    }

    private void check(double[] all, Told told) {
        int n = ids.size();
        boolean symmetric = true;
        for (int i = 0; i < n; i++) {
            all[i * n + i] = 0;
            for (int j = 0; j < n; j++) {
                double there = all[i * n + j];
                if (Double.isNaN(there) || Geometry.distanceFault(there, n) != null) {
                    told.add("distance", i, j, "the distance " + Numbers.format(there) + " from", "to", "cannot be.");
                    continue;
                }
                double back = all[j * n + i];
                symmetric &= Math.abs(there - back) <= ROUNDING * Math.max(there, back);
            }
        }
        for (int i = 0; symmetric && i < n; i++) {
            for (int j = 0; j < i; j++) {
                all[i * n + j] = all[j * n + i];
            }
        }
        told.end();
    }

    /** Tells of mistakes, of single distances not more than a reader wants to read. */
    private final class Told {
        private final Consumer<Issue> mistakes;
        private int pairs;
        private boolean any;

        Told(Consumer<Issue> mistakes) {
            this.mistakes = mistakes;
        }

        void add(String rule, int place, String text) {
            any = true;
            mistakes.accept(Issue.malformed(rule, place < 0 ? List.of() : List.of(ids.get(place)), text));
        }

        void add(String rule, int from, int to, String before, String between, String after) {
            any = true;
            pairs++;
            if (pairs <= TOLD) {
                mistakes.accept(Issue.malformed(
                        rule,
                        List.of(ids.get(from), ids.get(to)),
                        "in " + name + ", " + before + " '" + ids.get(from) + "' " + between + " '" + ids.get(to) + "' "
                                + after));
            }
        }

        void end() {
            if (pairs > TOLD) {
                add("distance", -1, "in " + name + ", " + (pairs - TOLD) + " more distances cannot be.");
            }
        }
    }
}
