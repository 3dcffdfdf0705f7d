package dev.ansatz.problems.vrp;

/** How far the locations of an instance are apart, and how long it takes, in its integral units. Immutable and thread-safe. */
public sealed interface Travel permits MatrixTravel, PointTravel {
    /** Distance and duration where there is no way. Sums of a few thousand do not overflow. */
    long UNREACHABLE = 1L << 50;

    /** Number of locations. */
    int size();

    /** Distance from one location to another, at least 0. */
    long distance(int from, int to);

    /** Duration from one location to another, at least 0. */
    long duration(int from, int to);

    /** No distance between two locations with a way is longer; may be above the longest. */
    long longestDistance();

    /** No duration between two locations with a way is longer; may be above the longest. */
    long longestDuration();

    /** Whether both directions always agree, in distance and duration. */
    boolean symmetric();

    /** Whether distance and duration are the same numbers. */
    boolean sameUnits();
}
