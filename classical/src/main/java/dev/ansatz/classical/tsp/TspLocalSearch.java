package dev.ansatz.classical.tsp;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.classical.localsearch.Workers;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
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
 *
 * <p>Asymmetric distances are searched in the same way as symmetric ones between twice as many nodes, {@link PairedCities}.
 */
public final class TspLocalSearch implements Solver<TspInstance, Tour> {
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
            Tour greedy = new Tour(GreedyTour.tour(instance));
            run.offer(greedy, "greedy");
            starts = List.of(greedy);
        }
        if (run.shouldStop(0)) {
            return run.finish();
        }
        SearchCities cities = instance.symmetric()
                ? new CityOrder(instance.distances(), starts.get(0).order())
                : new PairedCities(instance.distances(), run::shouldStop);
        DistanceLookup distances = new DistanceLookup(cities.distances());
        EliteTours elite = new EliteTours(options.threads());
        Workers workers = new Workers(run);
        List<int[]> from =
                starts.stream().map(tour -> cities.numbered(tour.order())).toList();
        workers.runAll(number -> new TspSearch(run, workers, cities, distances, elite, number).search(from));
        return run.finish();
    }
}
