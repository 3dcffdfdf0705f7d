package dev.ansatz.classical.tsp;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.classical.localsearch.Reporter;
import dev.ansatz.classical.localsearch.Workers;
import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.List;
import java.util.function.LongPredicate;

/** What one thread of {@link TspLocalSearch} does. */
final class TspSearch {
    /** Cities of a local optimum from scratch that take as long as a kick or a child. */
    static final int CITIES_PER_ITERATION = 10;

    private static final int FIRST_POPULATION = 30;
    private static final int LARGEST_POPULATION = 480;
    /**
     * Fewer, per {@value #CITIES_PER_SMALLEST} cities, are not worth it: they lose the good edges before they combine them, and
     * kicks gain more in the time.
     */
    private static final int SMALLEST_POPULATION = 8;

    private static final double CITIES_PER_SMALLEST = 10_000;
    /** Smaller ones have no diversity to keep. */
    private static final int SMALLEST_DIVERSE = 12;
    /** Time of a population with its evolution, in that of its first tours. */
    private static final double EVOLUTION_COST = 3;
    /** Part of the time left that the first tours of a population may take; the rest is for evolution. */
    private static final double STARTS_SHARE = 0.35;
    /** How many tours of a population are crossed with those of others at its end. */
    private static final int ELITE_PER_POPULATION = 4;
    /** Generations that a greedy evolution takes. */
    private static final int GREEDY_GENERATIONS = 25;
    /** Kicks between two exchanges of threads, or one for so many cities: an exchange takes time for each city. */
    private static final int KICKS_PER_EXCHANGE = 1_000;

    private static final int CITIES_PER_KICK = 20;
    /** Generations without progress that end an evolution. */
    private static final int PATIENCE = 8;
    /** How much the candidate edges of a randomised greedy tour may be lengthened. */
    private static final double NOISE = 1;

    private static final double EPSILON = 1e-7;

    private final SearchContext<TspInstance, Tour> run;
    private final Workers workers;
    private final SearchCities cities;
    private final DistanceLookup distances;
    private final int[] near;
    private final EliteTours elite;
    private final int number;
    private final int n;
    private final Xorshift random;
    private final Reporter<Tour> reporter;
    private final TourSearch local;
    private final LongPredicate stop = looked -> stopped();
    private long iterations;
    private int[] best = new int[0];
    private double bestLength = Double.POSITIVE_INFINITY;

    TspSearch(
            SearchContext<TspInstance, Tour> run,
            Workers workers,
            SearchCities cities,
            DistanceLookup distances,
            EliteTours elite,
            int number) {
        this.run = run;
        this.workers = workers;
        this.cities = cities;
        this.distances = distances;
        this.near = cities.near();
        this.elite = elite;
        this.number = number;
        this.n = distances.size();
        this.random = new Xorshift(run.options().seed() * 1_000_003L + number);
        this.reporter = new Reporter<>(run);
        this.local = new TourSearch(distances, near, cities.paired(), random);
    }

    /** Searches until the run has to stop, from warm starts or a greedy tour, best first. */
    void search(List<int[]> starts) {
        double begin = spent();
        if (!descend(starts.get(number % starts.size()))) {
            return;
        }
        double startCost = spent() - begin;
        double worthwhile = SMALLEST_POPULATION * Math.max(1, n / CITIES_PER_SMALLEST);
        if (left() < EVOLUTION_COST * worthwhile * startCost && left() > 4 * startCost) {
            // The first descent may have been slow because the code was not compiled yet.
            begin = spent();
            if (!descend(randomStart())) {
                return;
            }
            startCost = spent() - begin;
        }
        List<int[]> seeds = starts;
        double affordable = left() / (EVOLUTION_COST * startCost);
        int size = FIRST_POPULATION;
        while (affordable >= worthwhile && !stopped()) {
            begin = spent();
            int made = evolve((int) Math.min(size, affordable), seeds);
            // The next population costs somewhat more than its size says.
            affordable = 0.8 * made * left() / (spent() - begin);
            size = Math.min(2 * size, LARGEST_POPULATION);
            seeds = List.of();
        }
        chain();
    }

    /** From a start to its local optimum; the number of iterations it counts for is independent of the clock. */
    private boolean descend(int[] start) {
        local.restart(start);
        boolean complete = local.descend(stop);
        local.commit();
        iterations += 1 + n / CITIES_PER_ITERATION;
        note(local.tour(), local.length());
        return complete && !stopped();
    }

    private int[] randomStart() {
        return cities.greedy(() -> 1 + NOISE * random.unit());
    }

    /** Remembers and reports a tour if it is the best so far. */
    private void note(int[] tour, double length) {
        if (length < bestLength) {
            bestLength = length;
            best = tour.clone();
            run.offer(new Tour(cities.original(best)), "local search");
        }
    }

    /**
     * Makes a population and lets it evolve.
     *
     * @return how many tours were made for it
     */
    private int evolve(int size, List<int[]> seeds) {
        TourPopulation population = new TourPopulation(distances, near, size, random);
        double begin = spent();
        double enough = STARTS_SHARE * left();
        int made = 0;
        for (int i = 0; i < size && (i == 0 || spent() - begin < enough); i++) {
            int[] start = i < seeds.size() && i < size / 2 ? seeds.get(i) : randomStart();
            if (!descend(start)) {
                return made;
            }
            made++;
            population.add(local.tour(), local.length());
        }
        boolean complete = converge(population, population.size() < SMALLEST_DIVERSE);
        for (int i : population.shortest(ELITE_PER_POPULATION)) {
            elite.add(population.tour(i), population.length(i));
        }
        if (!complete) {
            return made;
        }
        List<EliteTours.Member> members = elite.members();
        TourPopulation united = new TourPopulation(distances, near, members.size(), random);
        for (EliteTours.Member member : members) {
            united.add(member.tour().clone(), member.length());
        }
        converge(united, true);
        elite.show(number, best.clone());
        elite.add(best, bestLength);
        return made;
    }

    private boolean converge(TourPopulation population, boolean greedy) {
        int still = 0;
        double best = Double.POSITIVE_INFINITY;
        double average = Double.POSITIVE_INFINITY;
        double cost = 0;
        while (still < PATIENCE) {
            double begin = spent();
            long before = iterations - population.children();
            boolean hurry = greedy || left() < GREEDY_GENERATIONS * cost;
            boolean different = population.generation(hurry, children -> workers.shouldStop(before + children));
            iterations = before + population.children();
            int shortest = population.best();
            note(population.tour(shortest), population.length(shortest));
            if (stopped()) {
                return false;
            }
            if (!different) {
                return true;
            }
            double newAverage = population.averageLength();
            boolean progress = bestLength < best || newAverage < average * (1 - 1e-6);
            still = progress ? 0 : still + 1;
            best = bestLength;
            average = newAverage;
            cost = spent() - begin;
        }
        return true;
    }

    /** Chained Lin-Kernighan from the best tour until the end. */
    private void chain() {
        if (stopped()) {
            return;
        }
        restartFrom(best);
        double current = local.length();
        boolean unreported = false;
        EdgeAssembly crossover = run.options().threads() > 1 ? new EdgeAssembly(distances, near, random) : null;
        long exchange = Math.max(KICKS_PER_EXCHANGE, n / CITIES_PER_KICK);
        for (long kicks = 1; !reachedLimit(); kicks++) {
            if (crossover != null && kicks % exchange == 0) {
                int[] tour = local.tour();
                if (takeOver(tour, crossover)) {
                    restartFrom(tour);
                    current = local.length();
                    unreported = true;
                }
            }
            if ((iterations & 0xf) == 0) {
                if (unreported && reporter.due()) {
                    reporter.offer(new Tour(cities.original(local.tour())));
                    unreported = false;
                }
                if (stopped()) {
                    break;
                }
            }
            iterations++;
            local.kick();
            if (!local.descend(stop)) {
                local.rollback(current);
                break;
            }
            if (local.length() <= current) {
                unreported |= local.length() < current;
                current = local.length();
                local.commit();
            } else {
                local.rollback(current);
            }
        }
        if (unreported) {
            run.offer(new Tour(cities.original(local.tour())), "local search");
        }
    }

    private void restartFrom(int[] tour) {
        local.restart(tour);
        local.settle();
        local.commit();
    }

    /** Shows a tour to the other threads and takes over every improvement that the next one's has over it. */
    private boolean takeOver(int[] tour, EdgeAssembly crossover) {
        int threads = run.options().threads();
        elite.show(number, tour.clone());
        int[] other = elite.shown((number + 1) % threads);
        if (other == null) {
            return false;
        }
        boolean better = false;
        for (int cycle = crossover.begin(tour, other) - 1; cycle >= 0; cycle--) {
            if (crossover.assemble(cycle) > EPSILON) {
                crossover.apply();
                better = true;
            }
        }
        return better;
    }

    private boolean stopped() {
        return workers.shouldStop(iterations) || run.boundMet();
    }

    private boolean reachedLimit() {
        Long limit = run.options().iterationLimit();
        return limit != null && iterations >= limit;
    }

    /** Iterations where they are limited, so that a run does not depend on the clock; else seconds. */
    private double spent() {
        return run.options().iterationLimit() == null ? run.seconds() : iterations;
    }

    private double left() {
        Long limit = run.options().iterationLimit();
        return limit == null ? run.remaining().toNanos() * 1e-9 : limit - iterations;
    }
}
