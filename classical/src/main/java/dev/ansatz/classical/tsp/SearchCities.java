package dev.ansatz.classical.tsp;

import dev.ansatz.problems.distance.Distances;
import java.util.function.DoubleSupplier;

/** The cities of an instance as nodes of the symmetric distances that local search works on. Immutable and thread-safe. */
interface SearchCities {
    /** Symmetric distances between the nodes. */
    Distances distances();

    /** {@code [nodes * k]}: candidate neighbours of node {@code i} from {@code i * k}, nearest first. */
    int[] near();

    /** Whether nodes {@code 2 i} and {@code 2 i + 1} are neighbours in every tour. */
    boolean paired();

    /** A tour of cities as one of nodes. */
    int[] numbered(int[] tour);

    /** A tour of nodes as one of cities. */
    int[] original(int[] nodes);

    /** A greedy tour of nodes whose candidate edges count times a factor drawn anew. */
    int[] greedy(DoubleSupplier factor);
}
