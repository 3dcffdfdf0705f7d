package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.Numbers;
import java.util.List;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/** A profile that a builder was given: its travel is made once all locations are known. */
record ProfileSpec(String id, Maker travel) {
    /** A location by its id, with coordinates or NaN. */
    record Place(String id, double x, double y) {}

    /** Makes travel, or tells why there is none. */
    interface Maker {
        @Nullable
        Travel make(List<Place> places, List<Issue> issues);
    }

    /** Larger matrices are not made of coordinates; these are computed when asked for. */
    private static final int LARGEST_MATRIX = 6000;

    /** A matrix may be wrong throughout; more entries are counted. */
    private static final int TOLD_ENTRIES = 5;

    static ProfileSpec matrices(String id, long[][] durations, long[][] distances) {
        return new ProfileSpec(id, (places, issues) -> matrices(id, durations, distances, places, issues));
    }

    static ProfileSpec asked(
            String id, ToLongBiFunction<String, String> durations, ToLongBiFunction<String, String> distances) {
        return new ProfileSpec(
                id,
                (places, issues) -> matrices(id, asked(places, durations), asked(places, distances), places, issues));
    }

    static ProfileSpec points(String id, Metric metric, Rounding rounding, double speed) {
        return new ProfileSpec(id, (places, issues) -> points(metric, rounding, speed, places, issues));
    }

    private static void mistake(List<Issue> issues, String rule, String id, String sentence) {
        issues.add(Issue.malformed(rule, List.of(id), sentence));
    }

    private static long[][] asked(List<Place> places, ToLongBiFunction<String, String> fromTo) {
        long[][] rows = new long[places.size()][places.size()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                rows[i][j] = i == j
                        ? 0
                        : fromTo.applyAsLong(places.get(i).id(), places.get(j).id());
            }
        }
        return rows;
    }

    @SuppressWarnings("ReferenceEquality") // one array for both is checked once
    private static @Nullable Travel matrices(
            String id, long[][] durations, long[][] distances, List<Place> places, List<Issue> issues) {
        int before = issues.size();
        check("the matrix of durations of profile '" + id + "'", durations, places, issues);
        if (durations != distances) {
            check("the matrix of distances of profile '" + id + "'", distances, places, issues);
        }
        return issues.size() > before ? null : MatrixTravel.of(distances, durations);
    }

    private static void check(String matrix, long[][] rows, List<Place> places, List<Issue> issues) {
        int n = places.size();
        if (rows.length != n) {
            issues.add(Issue.malformed(
                    "matrix", List.of(), matrix + " has " + rows.length + " rows for " + n + " locations."));
            return;
        }
        int wrong = 0;
        for (int i = 0; i < n; i++) {
            String from = places.get(i).id();
            if (rows[i].length != n) {
                mistake(
                        issues,
                        "matrix",
                        from,
                        matrix + " has " + rows[i].length + " entries in the row of '" + from + "', not " + n + ".");
                continue;
            }
            for (int j = 0; j < n; j++) {
                String fault = fault(rows[i][j], i == j);
                if (fault != null && ++wrong <= TOLD_ENTRIES) {
                    String to = i == j ? "itself" : "'" + places.get(j).id() + "'";
                    mistake(
                            issues,
                            "matrix",
                            from,
                            matrix + " " + fault + " from '" + from + "' to " + to + ": " + rows[i][j] + ".");
                }
            }
        }
        if (wrong > TOLD_ENTRIES) {
            issues.add(Issue.malformed(
                    "matrix", List.of(), matrix + " has " + (wrong - TOLD_ENTRIES) + " more such entries."));
        }
    }

    private static @Nullable String fault(long entry, boolean diagonal) {
        if (entry < 0) {
            return "is negative (2^50 means that there is no way)";
        }
        if (entry == Integer.MAX_VALUE) {
            return "has what looks like a mark of no way (2^50 means that there is none)";
        }
        return diagonal && entry > 0 ? "is not 0" : null;
    }

    private static @Nullable Travel points(
            Metric metric, Rounding rounding, double speed, List<Place> places, List<Issue> issues) {
        boolean placed = true;
        for (Place place : places) {
            boolean finite = Double.isFinite(place.x()) && Double.isFinite(place.y());
            boolean onEarth = !metric.geographic() || (Math.abs(place.x()) <= 90 && Math.abs(place.y()) <= 180);
            String whose = "the location '" + place.id() + "' ";
            if (!finite) {
                mistake(issues, "coordinates", place.id(), whose + "has no coordinates.");
            } else if (!onEarth) {
                mistake(
                        issues,
                        "coordinates",
                        place.id(),
                        whose + "has no such latitude or longitude: " + Numbers.format(place.x()) + ", "
                                + Numbers.format(place.y()) + ".");
            }
            placed &= finite && onEarth;
        }
        if (!placed) {
            return null;
        }
        double[] x = places.stream().mapToDouble(Place::x).toArray();
        double[] y = places.stream().mapToDouble(Place::y).toArray();
        PointTravel travel = new PointTravel(x, y, metric, rounding, speed);
        if (!(travel.longest() * rounding.scale() < Numbers.MAX_EXACT)) {
            issues.add(Issue.malformed(
                    "overflow", List.of(), "the locations are too far apart for distances below 2^53 units."));
            return null;
        }
        return places.size() <= LARGEST_MATRIX ? travel.toMatrix() : travel;
    }
}
