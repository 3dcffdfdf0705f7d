package dev.ansatz.classical.tsp;

import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import java.util.stream.IntStream;

/**
 * Cities numbered anew along a tour, so that what is near in the plane is near in memory: on large instances local search waits
 * for little else.
 */
final class CityOrder {
    private final int[] cities;
    private final int[] numbers;
    private final Distances distances;

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
    }

    /** Distances between the new numbers. */
    Distances distances() {
        return distances;
    }

    /** A tour of cities by their new numbers. */
    int[] numbered(int[] tour) {
        return translated(tour, numbers);
    }

    /** A tour of new numbers by the original ones. */
    int[] original(int[] tour) {
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
