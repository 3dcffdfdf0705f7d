package dev.ansatz.problems.cvrp;

import dev.ansatz.problems.distance.Distances;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.DirectedWeightedMultigraph;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;
import org.jgrapht.graph.SimpleWeightedGraph;

/** A CVRP and its plans as JGraphT graphs; vertices are the depot 0 and the customers 1..n, weights the distances. */
public final class CvrpGraph {
    private CvrpGraph() {}

    /**
     * The complete graph of depot and customers, directed only where the distances are asymmetric. O(n²) memory, about 100 bytes
     * an edge: for a few thousand customers at most.
     */
    public static Graph<Integer, DefaultWeightedEdge> complete(CvrpInstance instance) {
        Distances distances = instance.distances();
        boolean symmetric = distances.symmetric();
        Graph<Integer, DefaultWeightedEdge> graph = symmetric
                ? new SimpleWeightedGraph<>(DefaultWeightedEdge.class)
                : new SimpleDirectedWeightedGraph<>(DefaultWeightedEdge.class);
        for (int i = 0; i < distances.size(); i++) {
            graph.addVertex(i);
            for (int j = 0; j < i; j++) {
                graph.setEdgeWeight(graph.addEdge(i, j), distances.between(i, j));
                if (!symmetric) {
                    graph.setEdgeWeight(graph.addEdge(j, i), distances.between(j, i));
                }
            }
        }
        return graph;
    }

    /**
     * The routes as directed edges, from the depot and back to it.
     *
     * @throws IllegalArgumentException if the routes name a customer that does not exist
     */
    public static Graph<Integer, DefaultWeightedEdge> of(CvrpInstance instance, Routes routes) {
        Distances distances = instance.distances();
        Graph<Integer, DefaultWeightedEdge> graph = new DirectedWeightedMultigraph<>(DefaultWeightedEdge.class);
        for (int node = 0; node < distances.size(); node++) {
            graph.addVertex(node);
        }
        for (int[] route : routes.toArray()) {
            int previous = 0;
            for (int k = 0; k <= route.length; k++) {
                int next = k < route.length ? route[k] : 0;
                if (next < 0 || next > instance.size() || (next == 0 && k < route.length)) {
                    throw new IllegalArgumentException("There is no customer " + next + " in " + instance.name() + ".");
                }
                if (next != previous) {
                    graph.setEdgeWeight(graph.addEdge(previous, next), distances.between(previous, next));
                }
                previous = next;
            }
        }
        return graph;
    }
}
