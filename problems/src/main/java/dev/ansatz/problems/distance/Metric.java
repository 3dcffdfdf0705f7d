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

    /** Distance of two points. GEO expects raw TSPLIB coordinates. */
    public double distance(double x1, double y1, double x2, double y2) {
        double dx = x1 - x2;
        double dy = y1 - y2;
        return switch (this) {
            case EUC_2D -> (long) (Math.sqrt(dx * dx + dy * dy) + 0.5);
            case CEIL_2D -> Math.ceil(Math.sqrt(dx * dx + dy * dy));
            case EXACT_2D -> Math.sqrt(dx * dx + dy * dy);
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
                double up = Math.sin(Math.toRadians(dx) / 2);
                double across = Math.sin(Math.toRadians(dy) / 2);
                double h = up * up + Math.cos(Math.toRadians(x1)) * Math.cos(Math.toRadians(x2)) * across * across;
                yield (long) (2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h))) + 0.5);
            }
        };
    }

    /** TSPLIB: degrees truncated, minutes in the decimals. */
    static double radians(double coordinate) {
        long degrees = (long) coordinate;
        double minutes = coordinate - degrees;
        return GEO_PI * (degrees + 5.0 * minutes / 3.0) / 180.0;
    }
}
