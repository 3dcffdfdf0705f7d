package dev.ansatz.problems.vrp;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Travel by two matrices, asymmetric or not. */
public final class MatrixTravel implements Travel {
    /** Marks what cannot be reached, in four bytes. */
    private static final int MARK = Integer.MAX_VALUE;

    private final int n;
    private final Table distances;
    private final Table durations;
    private final boolean symmetric;
    private final @Nullable PointTravel origin;

    /** A matrix that takes four bytes an entry where its numbers fit. */
    private record Table(int n, int[] small, long[] large) {
        static Table of(long[][] rows) {
            int n = rows.length;
            boolean fits = true;
            for (long[] row : rows) {
                if (row.length != n) {
                    throw new IllegalArgumentException("A matrix of " + n + " rows has a row of " + row.length + ".");
                }
                for (long value : row) {
                    if (value < 0) {
                        throw new IllegalArgumentException("Distances and durations must not be negative: " + value);
                    }
                    fits &= value < MARK || value >= UNREACHABLE;
                }
            }
            int[] small = new int[fits ? n * n : 0];
            long[] large = new long[fits ? 0 : n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    if (fits) {
                        small[i * n + j] = rows[i][j] >= UNREACHABLE ? MARK : (int) rows[i][j];
                    } else {
                        large[i * n + j] = Math.min(UNREACHABLE, rows[i][j]);
                    }
                }
            }
            return new Table(n, small, large);
        }

        long at(int i, int j) {
            if (small.length == 0) {
                return large[i * n + j];
            }
            int value = small[i * n + j];
            return value == MARK ? UNREACHABLE : value;
        }

        long longest() {
            long longest = 0;
            for (int value : small) {
                longest = value == MARK ? longest : Math.max(longest, value);
            }
            for (long value : large) {
                longest = value >= UNREACHABLE ? longest : Math.max(longest, value);
            }
            return longest;
        }

        boolean symmetric() {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    if (at(i, j) != at(j, i)) {
                        return false;
                    }
                }
            }
            return true;
        }

        boolean sameAs(Table other) {
            return Arrays.equals(small, other.small) && Arrays.equals(large, other.large);
        }
    }

    private MatrixTravel(Table distances, Table durations) {
        this.n = distances.n();
        this.distances = distances;
        this.durations = distances.sameAs(durations) ? distances : durations;
        this.symmetric = distances.symmetric() && (sameUnits() || durations.symmetric());
        this.origin = null;
    }

    private MatrixTravel(MatrixTravel same, PointTravel origin) {
        this.n = same.n;
        this.distances = same.distances;
        this.durations = same.durations;
        this.symmetric = same.symmetric;
        this.origin = origin;
    }

    /** The same, which remembers the points that it was computed from. */
    MatrixTravel computedFrom(PointTravel points) {
        return new MatrixTravel(this, points);
    }

    /** The points that it was computed from; null where it was given as a matrix. */
    public @Nullable PointTravel origin() {
        return origin;
    }

    /**
     * Travel by matrices {@code [from][to]}, which are copied; {@link Travel#UNREACHABLE} and more means that there is no way.
     *
     * @throws IllegalArgumentException if they are not square, differ in size or hold a negative number
     */
    @SuppressWarnings("ReferenceEquality") // one array for both is one table
    public static MatrixTravel of(long[][] distances, long[][] durations) {
        if (distances.length != durations.length) {
            throw new IllegalArgumentException(
                    "There are " + distances.length + " rows of distances and " + durations.length + " of durations.");
        }
        Table table = Table.of(distances);
        return new MatrixTravel(table, distances == durations ? table : Table.of(durations));
    }

    /** Travel whose distances and durations are the same numbers, asked for once for each pair. */
    static MatrixTravel of(int n, IntBinaryOperator distance) {
        int[] all = new int[Math.multiplyExact(n, n)];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                all[i * n + j] = distance.applyAsInt(i, j);
            }
        }
        Table table = new Table(n, all, new long[0]);
        return new MatrixTravel(table, table);
    }

    @Override
    public int size() {
        return n;
    }

    @Override
    public long distance(int from, int to) {
        return distances.at(from, to);
    }

    @Override
    public long duration(int from, int to) {
        return durations.at(from, to);
    }

    @Override
    public long longestDistance() {
        return distances.longest();
    }

    @Override
    public long longestDuration() {
        return durations.longest();
    }

    @Override
    public boolean symmetric() {
        return symmetric;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // equal tables are shared
    public boolean sameUnits() {
        return distances == durations;
    }
}
