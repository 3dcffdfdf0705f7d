package dev.ansatz.classical.tsp;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.classical.localsearch.Workers;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.distance.NearestNeighbours;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.Comparator;
import java.util.List;

/**
 * Lin-Kernighan moves and edge assembly crossover. The best warm start, else a greedy tour, is improved by {@link TourSearch}
 * within milliseconds. Then, as often as the limits allow, a {@link TourPopulation} of local optima from randomised greedy
 * tours evolves until it makes no more progress; each population is twice as large as the one before, and the best tours of
 * all are crossed with each other. Where there is no time for populations, as on very large instances, the tour is kicked by
 * local double bridges instead (chained Lin-Kernighan).
 *
 * <p>Warm starts are members of the first population. One iteration is a kick or a child of a crossover; the start of a
 * population member counts one for {@value TspSearch#CITIES_PER_ITERATION} cities. Several threads have populations of their own and cross the best
 * tours of all of them. At most {@value ExactTour#MAX_CITIES} cities are solved exactly.
 */
public final class TspLocalSearch implements Solver<TspInstance, Tour> {
    /** Two in each quadrant: the nearest ones alone leave clusters unconnected (fl1400: 7 % at 1 s, else 0). */
    private static final int NEIGHBOURS = 8;

    /** Without a plane the nearest have to do; more of them make up for it (si535: 0.06 % at 2 s, else 0). */
    private static final int NEIGHBOURS_BY_MATRIX = 12;

    @Override
    public String name() {
        return "local-search";
    }

    @Override
    public boolean refinesAnyStart() {
        return true;
    }

    @Override
    public String description() {
        return "Lin-Kernighan moves and edge assembly crossover, from the warm start or greedy tours";
    }

    @Override
    public Outcome<Tour> solve(TspInstance instance, Options<Tour> options) {
        SearchContext<TspInstance, Tour> run = new SearchContext<>(Tsp.PROBLEM, instance, options);
        if (instance.size() <= ExactTour.MAX_CITIES) {
            run.offer(new Tour(ExactTour.of(instance.distances())), "exact");
            return run.finish(true);
        }
        List<Tour> starts = run.warmStarts().stream()
                .sorted(Comparator.comparingDouble(
                        tour -> Tsp.PROBLEM.evaluate(instance, tour).objective()))
                .toList();
        if (starts.isEmpty()) {
            Tour greedy = new Tour(GreedyEdge.tour(instance.distances()));
            run.offer(greedy, "greedy");
            starts = List.of(greedy);
        }
        if (run.shouldStop(0)) {
            return run.finish();
        }
        CityOrder cities = new CityOrder(instance.distances(), starts.get(0).order());
        int[] near = instance.distances() instanceof MatrixDistances
                ? NearestNeighbours.of(instance.distances(), NEIGHBOURS_BY_MATRIX)
                : NearestNeighbours.byQuadrants(cities.distances(), NEIGHBOURS);
        DistanceLookup distances = new DistanceLookup(cities.distances());
        EliteTours elite = new EliteTours(options.threads());
        Workers workers = new Workers(run);
        List<int[]> from =
                starts.stream().map(tour -> cities.numbered(tour.order())).toList();
        workers.runAll(number -> new TspSearch(run, workers, cities, distances, near, elite, number).search(from));
        return run.finish();
    }
}
