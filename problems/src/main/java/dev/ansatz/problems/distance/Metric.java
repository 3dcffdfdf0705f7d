package dev.ansatz.problems.distance;

/**
 * Distance functions of TSPLIB 95 (Reinelt, "TSPLIB 95", section 2) by their names there, plus two of our own: the unrounded
 * Euclidean one that Golden's CVRP instances use, and the great-circle distance of decimal degrees.
 */
public enum Metric {
    /** Euclidean, rounded to the nearest integer. */
    EUC_2D,
    /** Euclidean, rounded up. */
    CEIL_2D,
    /** Pseudo-Euclidean of att48 and att532. */
    ATT,
    /** Geographical distance in km; coordinates are DDD.MM latitude and longitude. */
    GEO,
    /** Euclidean, not rounded. Not a TSPLIB name. */
    EXACT_2D,
    /** Manhattan, |dx| + |dy|, rounded to the nearest integer. */
    MAN_2D,
    /** Maximum of |dx| and |dy| after both are rounded to the nearest integer. */
    MAX_2D,
    /**
     * Great-circle distance in metres, rounded to the nearest integer; coordinates are latitude and longitude in decimal degrees, on
     * a sphere of {@value #EARTH_RADIUS} m, the mean radius of the earth (IUGG). Not a TSPLIB name.
     */
    HAVERSINE;

    /** Mean radius of the earth in metres. */
    public static final double EARTH_RADIUS = 6371008.8;

    private static final double GEO_PI = 3.141592;
    private static final double GEO_RADIUS = 6378.388;

    public boolean integral() {
        return this != EXACT_2D;
    }

    /** Whether coordinates are latitude and longitude instead of places in a plane. */
    public boolean geographic() {
        return this == GEO || this == HAVERSINE;
    }

    /** Distance of two points. GEO expects raw TSPLIB coordinates. */
    public double distance(double x1, double y1, double x2, double y2) {
        double dx = x1 - x2;
        double dy = y1 - y2;
        return switch (this) {
            case EUC_2D -> (long) (Math.sqrt(dx * dx + dy * dy) + 0.5);
            case CEIL_2D -> Math.ceil(Math.sqrt(dx * dx + dy * dy));
            case EXACT_2D -> Math.sqrt(dx * dx + dy * dy);
            case MAN_2D -> (long) (Math.abs(dx) + Math.abs(dy) + 0.5);
            case MAX_2D -> (long) (Math.max(Math.abs(dx), Math.abs(dy)) + 0.5);
            case ATT -> {
                double r = Math.sqrt((dx * dx + dy * dy) / 10.0);
                long t = (long) (r + 0.5);
                yield t < r ? t + 1 : t;
            }
            case GEO -> {
                if (dx == 0 && dy == 0) {
                    yield 0; // TSPLIB's formula gives 1 here; a node is at distance 0 of itself
                }
                double q1 = Math.cos(radians(y1) - radians(y2));
                double q2 = Math.cos(radians(x1) - radians(x2));
                double q3 = Math.cos(radians(x1) + radians(x2));
                yield (long) (GEO_RADIUS * Math.acos(0.5 * ((1.0 + q1) * q2 - (1.0 - q1) * q3)) + 1.0);
            }
            case HAVERSINE -> {
                double[] points = sphere(new double[] {x1, x2}, new double[] {y1, y2});
                yield metres(points[0] - points[3], points[1] - points[4], points[2] - points[5]);
            }
        };
    }

    /** Metres along the great circle between two points of the unit sphere with these offsets: the chord is 2 sqrt(haversine). */
    static double metres(double dx, double dy, double dz) {
        double halfChord = 0.5 * Math.sqrt(dx * dx + dy * dy + dz * dz);
        return (long) (2 * EARTH_RADIUS * Math.asin(Math.min(1, halfChord)) + 0.5);
    }

    /**
     * Places on the unit sphere.
     *
     * @return {@code [3 * n]}: x, y and z of each node
     */
    double[] sphere(double[] latitudes, double[] longitudes) {
        double[] points = new double[3 * latitudes.length];
        for (int i = 0; i < latitudes.length; i++) {
            double latitude = radians(latitudes[i]);
            double longitude = radians(longitudes[i]);
            points[3 * i] = Math.cos(latitude) * Math.cos(longitude);
            points[3 * i + 1] = Math.cos(latitude) * Math.sin(longitude);
            points[3 * i + 2] = Math.sin(latitude);
        }
        return points;
    }

    /** Latitude or longitude in radians. TSPLIB's GEO: degrees truncated, minutes in the decimals, and its own π. */
    double radians(double coordinate) {
        if (this == HAVERSINE) {
            return Math.toRadians(coordinate);
        }
        long degrees = (long) coordinate;
        double minutes = coordinate - degrees;
        return GEO_PI * (degrees + 5.0 * minutes / 3.0) / 180.0;
    }

    /** An upper bound, but for rounding, of the distances in a rectangle of this width and height. */
    public double longestWithin(double width, double height) {
        return switch (this) {
            case MAN_2D -> width + height;
            case GEO -> Math.PI * GEO_RADIUS;
            case HAVERSINE -> Math.PI * EARTH_RADIUS;
            default -> Math.hypot(width, height);
        };
    }
}
