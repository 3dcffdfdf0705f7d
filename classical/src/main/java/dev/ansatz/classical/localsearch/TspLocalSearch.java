package dev.ansatz.classical.localsearch;

import dev.ansatz.classical.construction.DistanceLookup;
import dev.ansatz.classical.construction.GreedyEdge;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Run;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.distance.NearestNeighbours;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.Comparator;
import java.util.List;

/**
 * Chained Lin-Kernighan: a local optimum of {@link TourSearch} is kicked by a local double bridge, repaired, and kept if it
 * is not longer. After a long time without progress a burst of kicks is kept instead, until that leads nowhere too.
 *
 * <p>Starts from the best warm start, else from a greedy-edge tour. One iteration is one kick. With several threads each
 * searches for itself, from its own warm start where there are several. At most {@value ExactTour#MAX_CITIES} cities are
 * solved exactly.
 */
public final class TspLocalSearch implements Solver<TspInstance, Tour> {
    /** Two in each quadrant: the nearest ones alone leave clusters unconnected (fl1400: 7 % at 1 s, else 0). */
    private static final int NEIGHBOURS = 8;

    @Override
    public String name() {
        return "local-search";
    }

    @Override
    public String description() {
        return "chained Lin-Kernighan from the warm start or a greedy tour";
    }

    @Override
    public Outcome<Tour> solve(TspInstance instance, Options<Tour> options) {
        Run<TspInstance, Tour> run = new Run<>(Tsp.PROBLEM, instance, options);
        int n = instance.size();
        if (n <= ExactTour.MAX_CITIES) {
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
        int[] near = n <= NEIGHBOURS
                ? NearestNeighbours.of(instance.distances(), n - 1)
                : NearestNeighbours.byQuadrants(instance.distances(), NEIGHBOURS);
        DistanceLookup distances = new DistanceLookup(instance.distances());
        List<Tour> from = starts;
        Workers workers = new Workers(run);
        workers.runAll(number -> {
            Xorshift random = new Xorshift(options.seed() * 1_000_003L + number);
            int[] start = from.get(number % from.size()).order();
            search(run, workers, new TourSearch(distances, start, near, random), random);
        });
        return run.finish();
    }

    private static void search(Run<TspInstance, Tour> run, Workers workers, TourSearch search, Xorshift random) {
        int n = run.instance().size();
        Reporter<Tour> reporter = new Reporter<>(run);
        // An unfinished descent is a tour as well.
        boolean complete = search.descendQuickly(looked -> workers.shouldStop(0))
                && search.descend(looked -> workers.shouldStop(0));
        search.commit();
        double current = search.length();
        double best = current;
        int[] bestTour = search.tour();
        run.offer(new Tour(bestTour), "local search");
        long patience = 2_000 + 50L * n;
        long sinceProgress = 0;
        boolean unreported = false;
        boolean strayed = false;
        long iterations = 0;
        while (complete) {
            if ((iterations & 0x3f) == 0) {
                if (unreported && reporter.due()) {
                    reporter.offer(new Tour(bestTour = search.tour()));
                    unreported = false;
                }
                if (workers.shouldStop(iterations)) {
                    break;
                }
            }
            if (reachedLimit(run, iterations)) {
                break;
            }
            iterations++;
            search.kick();
            if (!search.descend(looked -> workers.shouldStop(0))) {
                search.rollback(current);
                break;
            }
            if (search.length() <= current) {
                if (search.length() < current) {
                    sinceProgress = 0;
                }
                current = search.length();
                search.commit();
                if (current < best) {
                    best = current;
                    unreported = true;
                }
            } else {
                search.rollback(current);
            }
            if (++sinceProgress > patience) {
                if (unreported) {
                    reporter.offer(new Tour(bestTour = search.tour()));
                    unreported = false;
                }
                if (strayed && current > best) {
                    search.restart(bestTour);
                }
                for (int i = 0, kicks = 3 + random.below(10 + n / 50); i < kicks; i++) {
                    search.kick();
                }
                complete = search.descend(looked -> workers.shouldStop(0));
                search.commit();
                current = search.length();
                strayed = true;
                sinceProgress = 0;
                if (current < best) {
                    best = current;
                    unreported = true;
                }
            }
        }
        if (unreported) {
            run.offer(new Tour(search.tour()), "local search");
        }
    }

    private static boolean reachedLimit(Run<?, ?> run, long iterations) {
        Long limit = run.options().iterationLimit();
        return limit != null && iterations >= limit;
    }
}
