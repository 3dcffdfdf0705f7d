package dev.ansatz.classical.cvrp;

import dev.ansatz.classical.localsearch.Reporter;
import dev.ansatz.classical.localsearch.Workers;
import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Simulated annealing over the steps of {@link RuinRecreate}: one thread's part of {@link CvrpLocalSearch}, which tells the method.
 * Not thread-safe; deterministic in the random numbers where the limit is one of iterations and there is one thread.
 */
final class CvrpAnnealing {
    /** First and last temperature by the mean length of an arc of the start: the best of few on X instances at 1 s. */
    private static final double HOT = 1;

    private static final double COLD = 0.05;
    /** Steps per customer below which there is no time for the whole heat. */
    private static final double STEPS_FOR_FULL_HEAT = 100;

    /** Steps of an average second, to foresee how many a time limit allows. */
    private static final double STEPS_PER_SECOND = 50_000;

    /** Steps per customer of one annealing; where the limit allows more, another one follows from the plan of the last. */
    private static final double STEPS_PER_CYCLE = 600;

    private static final int MOST_CYCLES = 1000;

    /** A step that has made the plan worse by more than so many temperatures is not worth a descent. */
    private static final double DESCENT_TEMPERATURES = 20;

    /** Parts of the limit after which a thread goes on from the best plan of all threads. */
    private static final double[] MEETINGS = {0.5, 0.7, 0.85, 0.95};

    /** Steps between changes of the price of overload, and of the limits' checks. */
    private static final int PERIOD = 64;

    /** First price of the overload by a mean customer's load, in mean arcs. */
    private static final double FIRST_PRICE = 10;

    private static final double LOWEST_PRICE = 0.01;
    private static final double HIGHEST_PRICE = 1000;
    private static final double PRICE_FACTOR = 1.02;
    private static final double FEASIBLE_SHARE = 0.9;

    private final SearchContext<CvrpInstance, Routes> run;
    private final Workers workers;
    private final Reporter<Routes> reporter;
    private final RoutePlan plan;
    private final RuinRecreate moves;
    private final RouteDescent descent;
    private final Xorshift random;

    // Start of each annealing.
    private final List<int[][]> starts;
    private final int number;

    // Customers left out, and how often each was.
    private int[] absent;
    private int absentSize;
    private final long[] absences;

    // Temperature.
    private final Schedule schedule;
    private final double meanArc;
    private final double heat;
    private final int cycles;
    private int cycle;
    private double temperature;
    private int meetings;

    // Price of overload.
    private final double unitPrice;
    private double price;
    private int feasible;

    private double best = Double.POSITIVE_INFINITY;
    private boolean unreported;

    /**
     * @param plan loaded with a start; customers that are in no route may only be brought in
     * @param starts warm starts, of which each annealing but the first takes one while there are some
     * @param number of this thread
     */
    CvrpAnnealing(
            SearchContext<CvrpInstance, Routes> run,
            Workers workers,
            RoutePlan plan,
            List<int[][]> starts,
            int number,
            RuinRecreate moves,
            RouteDescent descent,
            Xorshift random) {
        this.run = run;
        this.workers = workers;
        this.reporter = new Reporter<>(run);
        this.plan = plan;
        this.starts = starts;
        this.number = number;
        this.moves = moves;
        this.descent = descent;
        this.random = random;
        int n = plan.n;
        absent = IntStream.rangeClosed(1, n).filter(c -> plan.routeOf[c] < 0).toArray();
        absentSize = absent.length;
        absences = new long[n + 1];
        meanArc = plan.cost() / Math.max(1, n - absentSize + plan.used());
        unitPrice = meanArc * n / Math.max(1, Arrays.stream(plan.demand).sum());
        price = FIRST_PRICE * unitPrice;
        meetings = run.options().threads() > 1 ? 0 : MEETINGS.length;
        schedule = new Schedule(run);
        heat = Math.clamp(schedule.steps() / n / STEPS_FOR_FULL_HEAT, COLD, HOT);
        cycles = (int) Math.clamp(schedule.steps() / n / STEPS_PER_CYCLE, 1, MOST_CYCLES);
        temperature = heat * meanArc;
    }

    /** Searches until the limit of the run. */
    void anneal() {
        if (absentSize == 0) {
            best = plan.cost();
            plan.saveBest();
            run.offer(new Routes(plan.best()), "descent");
        }
        long iterations = 0;
        while (true) {
            if (iterations % PERIOD == 0) {
                if (workers.shouldStop(iterations)) {
                    break;
                }
                beginPeriod(iterations);
            }
            if (schedule.reached(iterations)) {
                break;
            }
            iterations++;
            step();
        }
        if (unreported) {
            run.offer(new Routes(plan.best()), "local search");
        }
    }

    private void beginPeriod(long iterations) {
        if (unreported && reporter.due()) {
            reporter.offer(new Routes(plan.best()));
            unreported = false;
        }
        double part = cool(schedule.used(iterations));
        if (cycle == cycles - 1 && meetings < MEETINGS.length && part >= MEETINGS[meetings]) {
            meetings++;
            goOnFromBestOfAll();
        }
        if (absentSize == 0) {
            adaptPrice();
        }
    }

    /** Sets the temperature, and begins the next annealing where it is time; returns which part of the annealing is over. */
    private double cool(double used) {
        double part = used * cycles - cycle;
        if (part >= 1 && cycle < cycles - 1) {
            cycle++;
            part = used * cycles - cycle;
            int start = number + cycle * run.options().threads();
            if (start < starts.size() && absentSize == 0) {
                plan.load(starts.get(start));
            }
        }
        temperature = meanArc * heat * Math.pow(COLD / heat, Math.min(1, part));
        return part;
    }

    private void goOnFromBestOfAll() {
        Routes common = run.best();
        if (common != null && run.bestObjective() < best) {
            plan.load(common.toArray());
            plan.saveBest();
            best = plan.cost();
            absentSize = 0;
            unreported = false;
        }
    }

    /** Raises the price of overload where too few plans of the last period kept to the capacity, lowers it else. */
    private void adaptPrice() {
        if (!plan.overloadForbidden()) {
            price *= feasible < FEASIBLE_SHARE * PERIOD ? PRICE_FACTOR : 1 / PRICE_FACTOR;
            price = Math.clamp(price, LOWEST_PRICE * unitPrice, HIGHEST_PRICE * unitPrice);
        }
        plan.setOverloadPrice(price);
        feasible = 0;
    }

    private void step() {
        double before = plan.penalisedCost();
        moves.step(absent, absentSize);
        if (moves.absentSize == 0
                && plan.penalisedCost() < before + DESCENT_TEMPERATURES * temperature
                && moves.changed()) {
            descent.descendFrom(moves.removed, moves.removedSize);
            descent.descendFrom(moves.touched, moves.touchedSize);
        }
        boolean accepted = accepts(before);
        if (!accepted) {
            plan.rollback();
        }
        if (plan.overload() == 0) {
            feasible++;
        }
        if (accepted) {
            keep();
        }
    }

    /** The criterion of simulated annealing; while customers are out, first that of fleet minimisation. */
    private boolean accepts(double before) {
        if (absentSize == 0) {
            return moves.absentSize == 0 && meetsMetropolis(before);
        }
        long was = sum(absences, absent, absentSize);
        long is = sum(absences, moves.absent, moves.absentSize);
        boolean accepted = moves.absentSize == 0 || is < was || (is == was && meetsMetropolis(before));
        for (int i = 0; i < moves.absentSize; i++) {
            absences[moves.absent[i]]++;
        }
        return accepted;
    }

    private boolean meetsMetropolis(double before) {
        return plan.penalisedCost() < before - temperature * Math.log(random.unit());
    }

    private static long sum(long[] absences, int[] customers, int size) {
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum += absences[customers[i]];
        }
        return sum;
    }

    private void keep() {
        plan.commit();
        if (absentSize > 0) {
            absentSize = moves.absentSize;
            absent = Arrays.copyOf(moves.absent, absentSize);
        }
        if (absentSize == 0 && plan.overload() == 0 && plan.cost() < best) {
            best = plan.cost();
            plan.saveBest();
            unreported = true;
        }
    }

    /** How much of the limits of a run is used up. */
    private static final class Schedule {
        private final SearchContext<?, ?> run;
        private final double iterationLimit;
        private final double begin;
        private final double seconds;

        Schedule(SearchContext<?, ?> run) {
            this.run = run;
            Long limit = run.options().iterationLimit();
            Duration time = run.options().timeLimit();
            this.iterationLimit = limit == null ? Double.POSITIVE_INFINITY : limit;
            this.begin = run.seconds();
            this.seconds = time == null ? Double.POSITIVE_INFINITY : Math.max(1e-9, time.toNanos() * 1e-9 - begin);
        }

        /** From 0 at the begin to 1 at whichever limit comes first. */
        double used(long iterations) {
            double time = seconds == Double.POSITIVE_INFINITY ? 0 : (run.seconds() - begin) / seconds;
            return Math.min(1, Math.max(time, iterations / iterationLimit));
        }

        /** How many steps the limits allow, by a rough guess where they are of time. */
        double steps() {
            return Math.min(iterationLimit, seconds * STEPS_PER_SECOND);
        }

        boolean reached(long iterations) {
            return iterations >= iterationLimit;
        }
    }
}
