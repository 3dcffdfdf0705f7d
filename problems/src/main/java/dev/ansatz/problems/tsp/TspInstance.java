package dev.ansatz.problems.tsp;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.NearestNeighbours;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.NodeIds;
import dev.ansatz.problems.io.TextScanner;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Travelling salesman problem: visit every city once and return, with the shortest total distance. Where the distance depends on the
 * direction, as by a matrix it may, it is the asymmetric problem, which not every engine takes.
 *
 * @param name name of the instance
 * @param distances distances between the cities 0..n-1
 * @param notes how the file was understood
 * @param ids the user's ids of the cities, or null where they are known by their numbers only
 */
public record TspInstance(
        String name,
        Distances distances,
        List<String> notes,
        @Nullable NodeIds ids) implements Instance {
    /**
     * @throws IllegalArgumentException if there is no city, or there are more or fewer ids than cities
     */
    public TspInstance {
        if (distances.size() < 1) {
            throw new IllegalArgumentException("A TSP needs at least one city.");
        }
        if (ids != null && ids.size() != distances.size()) {
            throw new IllegalArgumentException("There are " + ids.size() + " ids for " + distances.size() + " cities.");
        }
        notes = List.copyOf(notes);
    }

    /** An instance that no file had to be understood for, with numbered cities. */
    public TspInstance(String name, Distances distances) {
        this(name, distances, List.of());
    }

    /** An instance with numbered cities. */
    public TspInstance(String name, Distances distances, List<String> notes) {
        this(name, distances, notes, null);
    }

    /** Begins an instance of places that are known by ids of the user. */
    public static TspBuilder builder(String name) {
        return new TspBuilder(name);
    }

    /** Same instance with ids of its cities, which tours, tables and pictures show; null takes them away. */
    public TspInstance withIds(@Nullable NodeIds newIds) {
        return new TspInstance(name, distances, notes, newIds);
    }

    /** Same instance with other notes. */
    public TspInstance withNotes(List<String> others) {
        return new TspInstance(name, distances, others, ids);
    }

    /** Id of a city: the user's, else its number, counted from 1. */
    public String id(int city) {
        return ids == null || city < 0 || city >= ids.size() ? Long.toString(city + 1L) : ids.of(city);
    }

    /** A tour in ids, in order. */
    public List<String> ids(Tour tour) {
        return IntStream.of(tour.order()).mapToObj(this::id).toList();
    }

    /**
     * The tour whose {@link #ids(Tour)} are given, as a warm start for example.
     *
     * @throws InputException if an id is unknown; all such ids at once
     */
    public Tour tour(List<String> order) {
        Mistakes mistakes = new Mistakes(null);
        int[] cities = order.stream()
                .mapToInt(id -> city(id, fault -> mistakes.add(0, "in a tour of " + name + ", " + fault)))
                .toArray();
        mistakes.throwIfAny();
        return new Tour(cities);
    }

    /** City of an id; where there is none, 0 and what is wrong. */
    int city(String id, Consumer<String> fault) {
        int city = ids != null
                ? ids.node(id)
                : id.matches("\\d{1,9}") && Integer.parseInt(id) <= distances.size() ? Integer.parseInt(id) - 1 : -1;
        if (city < 0) {
            fault.accept("the city " + TextScanner.quoted(id) + " is unknown to " + name + ".");
        }
        return Math.max(0, city);
    }

    /** Whether each distance is the same in both directions. */
    public boolean symmetric() {
        return distances.symmetric();
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
        int[] cities = NearestNeighbours.onMap(points.onMap(), city, 0, size);
        return new TspInstance(
                name,
                new CoordinateDistances(
                        IntStream.of(cities).mapToDouble(points::x).toArray(),
                        IntStream.of(cities).mapToDouble(points::y).toArray(),
                        points.metric()),
                notes,
                ids == null ? null : ids.at(cities));
    }
}
