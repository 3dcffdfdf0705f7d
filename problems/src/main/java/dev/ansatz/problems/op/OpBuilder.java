package dev.ansatz.problems.op;

import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.NodeIds;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.PlaceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes an instance of an application's places, known by its own ids: {@link OpInstance#builder}. Nothing is checked before {@link
 * #build}, which tells all mistakes at once. Not thread-safe.
 */
public final class OpBuilder {
    private record Place(String id, double x, double y, double score) {}

    private final String name;
    private final List<Place> places = new ArrayList<>();
    private Metric metric = Metric.EXACT_2D;
    private @Nullable ToDoubleBiFunction<String, String> function;
    private double @Nullable [] @Nullable [] matrix;
    private @Nullable String start;
    private @Nullable String end;
    private double limit = Double.NaN;

    OpBuilder(String name) {
        this.name = name;
    }

    /** One more place and what a visit is worth; x and y are latitude and longitude where the metric says so. */
    public OpBuilder place(String id, double x, double y, double score) {
        places.add(new Place(id, x, y, score));
        return this;
    }

    /** One more place of an instance whose distances are given. */
    public OpBuilder place(String id, double score) {
        return place(id, Double.NaN, Double.NaN, score);
    }

    /** Where the path begins, and ends unless {@link #end} says otherwise: the id of a place. */
    public OpBuilder start(String id) {
        start = id;
        return this;
    }

    /** Where the path ends. */
    public OpBuilder end(String id) {
        end = id;
        return this;
    }

    /** Largest length of the path. */
    public OpBuilder limit(double length) {
        limit = length;
        return this;
    }

    /** How distances follow from x and y, {@link Metric#EXACT_2D} unless said otherwise. */
    public OpBuilder metric(Metric newMetric) {
        metric = newMetric;
        return this;
    }

    /**
     * Distances from one id to another in place of a metric; x and y then only say where places are drawn. Asked once for each pair and
     * direction, so of a few thousand places at most.
     */
    public OpBuilder distances(ToDoubleBiFunction<String, String> fromTo) {
        function = fromTo;
        matrix = null;
        return this;
    }

    /**
     * Distances in place of a metric, as a matrix.
     *
     * @param fromTo {@code [from][to]} in the order of the places; copied by {@link #build}
     */
    public OpBuilder distances(double[][] fromTo) {
        matrix = fromTo;
        function = null;
        return this;
    }

    /** All that is wrong; empty where {@link #build} succeeds. Asks for the distances as that does. */
    public List<Issue> validate() {
        List<Issue> issues = new ArrayList<>();
        OpInstance instance = instance(issues);
        return instance == null ? issues : Orienteering.PROBLEM.validate(instance);
    }

    /**
     * The instance: its nodes are the places in the order given.
     *
     * @throws InputException if something is missing or cannot be; all mistakes at once
     */
    public OpInstance build() {
        List<Issue> issues = new ArrayList<>();
        OpInstance instance = instance(issues);
        Mistakes.throwIfAny(issues);
        return Objects.requireNonNull(instance);
    }

    /** The instance; null where there are issues. */
    private @Nullable OpInstance instance(List<Issue> issues) {
        if (places.isEmpty()) {
            issues.add(Issue.malformed("place", List.of(), name + " has no place."));
            return null;
        }
        List<String> ids = places.stream().map(Place::id).toList();
        Distances distances = new PlaceTable(
                        name,
                        ids,
                        places.stream().mapToDouble(Place::x).toArray(),
                        places.stream().mapToDouble(Place::y).toArray(),
                        metric,
                        function,
                        matrix)
                .distances(issues::add);
        double sum = 0;
        for (Place place : places) {
            if (!(place.score() >= 0) || !Double.isFinite(place.score())) {
                issues.add(Issue.malformed(
                        "score",
                        List.of(place.id()),
                        "in " + name + ", the score " + Numbers.format(place.score()) + " of '" + place.id()
                                + "' must not be negative."));
            } else {
                sum += place.score();
            }
        }
        if (sum > Numbers.MAX_EXACT) {
            issues.add(Issue.malformed("score", List.of(), "the scores of " + name + " sum to more than 2^53."));
        }
        if (!(limit >= 0) || !Double.isFinite(limit)) {
            issues.add(Issue.malformed(
                    "limit",
                    List.of(),
                    Double.isNaN(limit)
                            ? name + " has no limit of the length."
                            : "the limit " + Numbers.format(limit) + " of " + name + " must not be negative."));
        }
        int from = terminal(start, "start", ids, issues);
        int to = end == null ? from : terminal(end, "end", ids, issues);
        return distances == null || !issues.isEmpty()
                ? null
                : new OpInstance(
                                name,
                                distances,
                                places.stream().mapToDouble(Place::score).toArray(),
                                limit,
                                from,
                                to)
                        .withIds(new NodeIds(ids));
    }

    private int terminal(@Nullable String id, String what, List<String> ids, List<Issue> issues) {
        if (id == null) {
            issues.add(Issue.malformed(what, List.of(), name + " has no " + what + "."));
            return -1;
        }
        int node = ids.indexOf(id);
        if (node < 0) {
            issues.add(Issue.malformed(
                    what, List.of(id), "in " + name + ", the " + what + " '" + id + "' is none of the places."));
        }
        return node;
    }
}
