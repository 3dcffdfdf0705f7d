package dev.ansatz.problems.tsp;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.NearestNeighbours;
import java.util.stream.IntStream;

/**
 * Symmetric travelling salesman problem: visit every city once and return, with the shortest total distance.
 *
 * @param name name of the instance
 * @param distances distances between the cities 0..n-1, symmetric
 */
public record TspInstance(String name, Distances distances) implements Instance {
    /**
     * @throws IllegalArgumentException if there is no city or the distances are asymmetric
     */
    public TspInstance {
        if (distances.size() < 1) {
            throw new IllegalArgumentException("A TSP needs at least one city.");
        }
        if (!distances.symmetric()) {
            throw new IllegalArgumentException(
                    "The distances of " + name + " are asymmetric; only the symmetric TSP is supported.");
        }
    }

    /** Number of cities. */
    @Override
    public int size() {
        return distances.size();
    }

    /**
     * A city and those nearest to it on the map, in the order of their numbers.
     *
     * @param size number of cities, at most all
     * @throws IllegalArgumentException if the distances come from a matrix
     */
    public TspInstance district(int city, int size) {
        if (!(distances instanceof CoordinateDistances points)) {
            throw new IllegalArgumentException("The distances of " + name + " are a matrix.");
        }
        int[] cities = NearestNeighbours.onMap(points.coordinates(), city, 0, size);
        return new TspInstance(
                name,
                new CoordinateDistances(
                        IntStream.of(cities).mapToDouble(points::x).toArray(),
                        IntStream.of(cities).mapToDouble(points::y).toArray(),
                        points.metric()));
    }
}
