package dev.ansatz.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpGraph;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspGraph;
import dev.ansatz.problems.tsp.TspInstance;
import org.jgrapht.Graph;
import org.jgrapht.GraphTests;
import org.jgrapht.alg.tour.HeldKarpTSP;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.junit.jupiter.api.Test;

class GraphsTest {
    @Test
    void jgraphtToursAreToursOfTheInstance() {
        TspInstance instance = Tsp.PROBLEM.generate(9, 3, "uniform");
        Graph<Integer, DefaultWeightedEdge> graph = TspGraph.complete(instance);
        assertThat(GraphTests.isComplete(graph)).isTrue();
        var path = new HeldKarpTSP<Integer, DefaultWeightedEdge>().getTour(graph);
        Tour tour = TspGraph.tour(path);
        Evaluation evaluation = Tsp.PROBLEM.evaluate(instance, tour);
        assertThat(evaluation.feasible()).isTrue();
        assertThat(evaluation.objective()).isEqualTo(path.getWeight()).isEqualTo(weight(TspGraph.of(instance, tour)));
    }

    @Test
    void routesAsAGraphWeighTheirCost() {
        CvrpInstance instance = Cvrp.PROBLEM.generate(5, 3, "uniform");
        Routes routes = new Routes(new int[] {1, 2}, new int[] {3}, new int[] {5, 4});
        assertThat(GraphTests.isComplete(CvrpGraph.complete(instance))).isTrue();
        Graph<Integer, DefaultWeightedEdge> graph = CvrpGraph.of(instance, routes);
        assertThat(graph.edgeSet()).hasSize(8);
        assertThat(weight(graph))
                .isEqualTo(Cvrp.PROBLEM.evaluate(instance, routes).objective());
    }

    private static double weight(Graph<Integer, DefaultWeightedEdge> graph) {
        return graph.edgeSet().stream().mapToDouble(graph::getEdgeWeight).sum();
    }
}
