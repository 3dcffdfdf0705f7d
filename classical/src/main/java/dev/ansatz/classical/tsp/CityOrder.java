package dev.ansatz.classical.tsp;

import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.distance.NearestNeighbours;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * Cities numbered anew along a tour, so that what is near in the plane is near in memory: on large instances local search waits
 * for little else.
 */
final class CityOrder implements SearchCities {
    /** Two in each quadrant: the nearest ones alone leave clusters unconnected (fl1400: 7 % at 1 s, else 0). */
    private static final int NEIGHBOURS = 8;

    /** Without a plane the nearest have to do; more of them make up for it (si535: 0.06 % at 2 s, else 0). */
    private static final int NEIGHBOURS_BY_MATRIX = 12;

    private final int[] cities;
    private final int[] numbers;
    private final Distances distances;
    private final int[] near;

    /** Numbers by the given tour; where the distances are a matrix, which would have to be copied, all stays as it is. */
    CityOrder(Distances original, int[] tour) {
        int n = tour.length;
        if (original instanceof CoordinateDistances plane) {
            cities = tour.clone();
            double[] x = new double[n];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = plane.x(cities[i]);
                y[i] = plane.y(cities[i]);
            }
            distances = new CoordinateDistances(x, y, plane.metric());
        } else {
            cities = IntStream.range(0, n).toArray();
            distances = original;
        }
        numbers = new int[n];
        for (int i = 0; i < n; i++) {
            numbers[cities[i]] = i;
        }
        near = original instanceof MatrixDistances
                ? NearestNeighbours.of(distances, NEIGHBOURS_BY_MATRIX)
                : NearestNeighbours.byQuadrants(distances, NEIGHBOURS);
    }

    /** Distances between the new numbers. */
    @Override
    public Distances distances() {
        return distances;
    }

    @Override
    public int[] near() {
        return near;
    }

    @Override
    public boolean paired() {
        return false;
    }

    @Override
    public int[] greedy(DoubleSupplier factor) {
        return GreedyEdge.tour(distances, near, factor);
    }

    /** A tour of cities by their new numbers. */
    @Override
    public int[] numbered(int[] tour) {
        return translated(tour, numbers);
    }

    /** A tour of new numbers by the original ones. */
    @Override
    public int[] original(int[] tour) {
        return translated(tour, cities);
    }

    private static int[] translated(int[] tour, int[] names) {
        int[] translated = new int[tour.length];
        for (int i = 0; i < tour.length; i++) {
            translated[i] = names[tour[i]];
        }
        return translated;
    }
}
