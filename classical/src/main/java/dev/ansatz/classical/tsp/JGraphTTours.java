package dev.ansatz.classical.tsp;

import dev.ansatz.classical.routing.ScaledRouting;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.interfaces.HamiltonianCycleAlgorithm;
import org.jgrapht.alg.tour.ChristofidesThreeHalvesApproxMetricTSP;
import org.jgrapht.alg.tour.FarthestInsertionHeuristicTSP;
import org.jgrapht.alg.tour.GreedyHeuristicTSP;
import org.jgrapht.alg.tour.NearestNeighborHeuristicTSP;
import org.jgrapht.alg.tour.TwoOptHeuristicTSP;
import org.jgrapht.graph.GraphDelegator;
import org.jgrapht.graph.GraphWalk;
import org.jgrapht.graph.SimpleWeightedGraph;
import org.jspecify.annotations.Nullable;

/**
 * The tour constructions of JGraphT (greedy, farthest insertion, Christofides, nearest neighbour), each improved by its 2-opt,
 * after 2-opt on each warm start. Ends by itself when all are done.
 *
 * <p>An iteration is one construction (or warm start) with its 2-opt. The seed chooses the first city of the nearest neighbour.
 * JGraphT's algorithms cannot be interrupted inside 2-opt, so they run on a thread of their own, which a stopped run leaves
 * behind; it ends at the end of that 2-opt.
 */
public final class JGraphTTours implements Solver<TspInstance, Tour> {
    /** The complete graph of more cities takes hundreds of megabytes as objects. */
    private static final int MAX_CITIES = 600;

    private static final int POLL_MILLIS = 5;

    @Override
    public String name() {
        return "jgrapht";
    }

    @Override
    public String description() {
        return "JGraphT: best of greedy, farthest insertion, Christofides and nearest neighbour, each with 2-opt";
    }

    @Override
    public @Nullable String refuses(TspInstance instance) {
        if (!instance.symmetric()) {
            return "JGraphT's constructions take symmetric distances; those of " + instance.name() + " are asymmetric.";
        }
        return instance.size() > MAX_CITIES
                ? "JGraphT holds the complete graph as objects: it takes up to " + MAX_CITIES + " cities, not "
                        + instance.size() + "."
                : null;
    }

    @Override
    public Outcome<Tour> solve(TspInstance instance, Options<Tour> options) {
        checkAccepts(instance);
        SearchContext<TspInstance, Tour> run = new SearchContext<>(Tsp.PROBLEM, instance, options);
        ScaledRouting<Tour> routing = new TspRouting().scaled(instance);
        Tour nearestNeighbour = routing.solution(routing.nearestNeighbour());
        if (instance.size() <= 3) {
            run.offer(nearestNeighbour, "only solution");
            return run.finish(true);
        }
        Work work = new Work(run, instance);
        Thread thread = new Thread(work, "jgrapht-tours");
        thread.setDaemon(true);
        thread.start();
        work.await(thread);
        if (run.best() == null && run.offer(nearestNeighbour, "nearest neighbour")) {
            run.note(new Note.Fallback("JGraphT", "had no tour within the limit", "a nearest-neighbour construction"));
        }
        return run.finish();
    }

    private static final class Work implements Runnable {
        private final SearchContext<TspInstance, Tour> run;
        private final TspInstance instance;
        private volatile boolean abandoned;
        private volatile @Nullable Throwable failure;

        Work(SearchContext<TspInstance, Tour> run, TspInstance instance) {
            this.run = run;
            this.instance = instance;
        }

        /** Waits for the work or the end of the run; an interrupt of the caller stays set. */
        void await(Thread thread) {
            boolean interrupted = false;
            while (thread.isAlive() && !run.shouldStop() && !interrupted) {
                try {
                    thread.join(POLL_MILLIS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            abandoned = true;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            Throwable thrown = failure;
            if (thrown instanceof RuntimeException e) {
                throw e;
            } else if (thrown instanceof Error e) {
                throw e;
            }
        }

        @Override
        public void run() {
            try {
                improveAll();
            } catch (CancellationException e) {
                // the run has ended
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }

        private void improveAll() {
            Graph<Integer, Integer> graph = completeGraph();
            TwoOptHeuristicTSP<Integer, Integer> twoOpt = new TwoOptHeuristicTSP<>();
            long iterations = 0;
            for (Tour warmStart : run.warmStarts()) {
                if (run.shouldStop(iterations++)) {
                    return;
                }
                offer(twoOpt.improveTour(path(graph, warmStart)), "jgrapht 2-opt");
            }
            for (Map.Entry<String, HamiltonianCycleAlgorithm<Integer, Integer>> entry :
                    constructions().entrySet()) {
                // The first construction is made even with a limit of 0 iterations: there must be an answer.
                if (run.shouldStop(iterations++) && run.best() != null) {
                    return;
                }
                GraphPath<Integer, Integer> tour = entry.getValue().getTour(graph);
                offer(tour, "jgrapht " + entry.getKey());
                offer(twoOpt.improveTour(tour), "jgrapht " + entry.getKey() + " 2-opt");
            }
        }

        private Map<String, HamiltonianCycleAlgorithm<Integer, Integer>> constructions() {
            Map<String, HamiltonianCycleAlgorithm<Integer, Integer>> all = new LinkedHashMap<>();
            all.put("greedy", new GreedyHeuristicTSP<>());
            all.put("farthest-insertion", new FarthestInsertionHeuristicTSP<>());
            all.put("christofides", new ChristofidesThreeHalvesApproxMetricTSP<>());
            int first = new Random(run.options().seed()).nextInt(instance.size());
            all.put("nearest-neighbour", new NearestNeighborHeuristicTSP<>(List.of(first)));
            return all;
        }

        private void offer(GraphPath<Integer, Integer> cycle, String phase) {
            checkAbandoned();
            List<Integer> vertices = cycle.getVertexList();
            int[] order = new int[instance.size()];
            for (int i = 0; i < order.length; i++) {
                order[i] = vertices.get(i);
            }
            run.offer(new Tour(order), phase);
        }

        private void checkAbandoned() {
            if (abandoned) {
                throw new CancellationException();
            }
        }

        private GraphPath<Integer, Integer> path(Graph<Integer, Integer> graph, Tour tour) {
            List<Integer> vertices = new ArrayList<>();
            for (int i = 0; i <= tour.size(); i++) {
                vertices.add(tour.city(i % tour.size()));
            }
            return new GraphWalk<>(graph, vertices, Double.NaN);
        }

        private Graph<Integer, Integer> completeGraph() {
            Graph<Integer, Integer> graph = new SimpleWeightedGraph<>(null, null);
            Distances distances = instance.distances();
            for (int i = 0; i < instance.size(); i++) {
                graph.addVertex(i);
            }
            for (int i = 0; i < instance.size(); i++) {
                checkAbandoned();
                for (int j = 0; j < i; j++) {
                    // Numbers as edges: objects that hash by identity would make Christofides irreproducible.
                    int edge = i * instance.size() + j;
                    graph.addEdge(i, j, edge);
                    graph.setEdgeWeight(edge, distances.between(i, j));
                }
            }
            return new CancellableGraph(graph);
        }

        /** Ends an algorithm at its next look at the graph. */
        private final class CancellableGraph extends GraphDelegator<Integer, Integer> {
            private static final long serialVersionUID = 1L;

            CancellableGraph(Graph<Integer, Integer> graph) {
                super(graph);
            }

            @Override
            public double getEdgeWeight(Integer edge) {
                checkAbandoned();
                return super.getEdgeWeight(edge);
            }
        }
    }
}
