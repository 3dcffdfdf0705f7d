package dev.ansatz.problems;

import java.util.List;

/** Data of one problem to solve. Implementations are immutable. */
public interface Instance {
    /** Name given by the file or the generator, never blank. */
    String name();

    /** Size as the field counts it: cities of a TSP, customers (without depot) of a CVRP. */
    int size();

    /**
     * What people should know of how the data was understood, one sentence each: a metric or a fleet that was taken from a name or a
     * comment, distances that all round to zero. Empty where nothing was interpreted.
     */
    default List<String> notes() {
        return List.of();
    }
}
