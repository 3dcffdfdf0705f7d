package dev.ansatz.problems.tsp;

import java.util.List;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;
import org.jgrapht.graph.WeightedMultigraph;

/** A TSP and its tours as JGraphT graphs; vertices are the cities 0..n-1, weights the distances. */
public final class TspGraph {
    private TspGraph() {}

    /**
     * The complete undirected graph of the cities. O(n²) memory, about 100 bytes an edge: for a few thousand cities at most.
     *
     * @throws IllegalArgumentException if the distances are asymmetric
     */
    public static Graph<Integer, DefaultWeightedEdge> complete(TspInstance instance) {
        if (!instance.symmetric()) {
            throw new IllegalArgumentException("The distances of " + instance.name() + " are asymmetric.");
        }
        Graph<Integer, DefaultWeightedEdge> graph = new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
        for (int i = 0; i < instance.size(); i++) {
            graph.addVertex(i);
            for (int j = 0; j < i; j++) {
                graph.setEdgeWeight(graph.addEdge(i, j), instance.distances().between(i, j));
            }
        }
        return graph;
    }

    /**
     * The cycle of a tour; two cities are joined by two edges, a single one by none.
     *
     * @throws IllegalArgumentException if the tour is not feasible
     */
    public static Graph<Integer, DefaultWeightedEdge> of(TspInstance instance, Tour tour) {
        if (!Tsp.PROBLEM.evaluate(instance, tour).feasible()) {
            throw new IllegalArgumentException("The tour is not feasible for " + instance.name() + ".");
        }
        Graph<Integer, DefaultWeightedEdge> graph = new WeightedMultigraph<>(DefaultWeightedEdge.class);
        int n = tour.size();
        for (int city = 0; city < n; city++) {
            graph.addVertex(city);
        }
        for (int position = 0; position < n && n > 1; position++) {
            int from = tour.city(position);
            int to = tour.city((position + 1) % n);
            graph.setEdgeWeight(graph.addEdge(from, to), instance.distances().between(from, to));
        }
        return graph;
    }

    /** The tour of a closed path, as the tour algorithms of JGraphT return it. */
    public static Tour tour(GraphPath<Integer, DefaultWeightedEdge> path) {
        List<Integer> cities = path.getVertexList();
        int n = cities.size() > 1 && cities.get(0).equals(cities.get(cities.size() - 1))
                ? cities.size() - 1
                : cities.size();
        return new Tour(
                cities.subList(0, n).stream().mapToInt(Integer::intValue).toArray());
    }
}
