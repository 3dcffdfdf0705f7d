package dev.ansatz.problems;

/** Data of one problem to solve. Implementations are immutable. */
public interface Instance {
    /** Name given by the file or the generator, never blank. */
    String name();

    /** Size as the field counts it: cities of a TSP, customers (without depot) of a CVRP. */
    int size();
}
