package dev.ansatz.problems.tsp;

import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.NodeIds;
import dev.ansatz.problems.io.PlaceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes an instance of an application's places, known by its own ids: {@link TspInstance#builder}. Nothing is checked before {@link
 * #build}, which tells all mistakes at once. Not thread-safe.
 */
public final class TspBuilder {
    private record City(String id, double x, double y) {}

    private final String name;
    private final List<City> cities = new ArrayList<>();
    private Metric metric = Metric.EXACT_2D;
    private @Nullable ToDoubleBiFunction<String, String> function;
    private double @Nullable [] @Nullable [] matrix;

    TspBuilder(String name) {
        this.name = name;
    }

    /** One more city; x and y are latitude and longitude where the metric says so. */
    public TspBuilder city(String id, double x, double y) {
        cities.add(new City(id, x, y));
        return this;
    }

    /** One more city of an instance whose distances are given. */
    public TspBuilder city(String id) {
        return city(id, Double.NaN, Double.NaN);
    }

    /** How distances follow from x and y, {@link Metric#EXACT_2D} unless said otherwise. */
    public TspBuilder metric(Metric newMetric) {
        metric = newMetric;
        return this;
    }

    /**
     * Distances from one id to another in place of a metric; x and y then only say where cities are drawn.
     * Asked once for each pair and direction, so of a few thousand cities at most.
     */
    public TspBuilder distances(ToDoubleBiFunction<String, String> fromTo) {
        function = fromTo;
        matrix = null;
        return this;
    }

    /**
     * Distances in place of a metric, as a matrix.
     *
     * @param fromTo {@code [from][to]} in the order of the cities; copied by {@link #build}
     */
    public TspBuilder distances(double[][] fromTo) {
        matrix = fromTo;
        function = null;
        return this;
    }

    /** All that is wrong; empty where {@link #build} succeeds. Asks for the distances as that does. */
    public List<Issue> validate() {
        List<Issue> issues = new ArrayList<>();
        TspInstance instance = instance(issues);
        return instance == null ? issues : Tsp.PROBLEM.validate(instance);
    }

    /**
     * The instance: its cities are in the order given.
     *
     * @throws InputException if something is missing or cannot be; all mistakes at once
     */
    public TspInstance build() {
        List<Issue> issues = new ArrayList<>();
        TspInstance instance = instance(issues);
        Mistakes.throwIfAny(issues);
        return Objects.requireNonNull(instance);
    }

    /** The instance; null where there are issues. */
    private @Nullable TspInstance instance(List<Issue> issues) {
        if (cities.isEmpty()) {
            issues.add(Issue.malformed("city", List.of(), name + " has no city."));
            return null;
        }
        List<String> ids = cities.stream().map(City::id).toList();
        Distances distances = new PlaceTable(
                        name,
                        ids,
                        cities.stream().mapToDouble(City::x).toArray(),
                        cities.stream().mapToDouble(City::y).toArray(),
                        metric,
                        function,
                        matrix)
                .distances(issues::add);
        return distances == null ? null : new TspInstance(name, distances).withIds(new NodeIds(ids));
    }
}
