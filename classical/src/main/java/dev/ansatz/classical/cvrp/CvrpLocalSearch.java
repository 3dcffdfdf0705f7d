package dev.ansatz.classical.cvrp;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.classical.localsearch.Reporter;
import dev.ansatz.classical.localsearch.Workers;
import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Anytime local search: a start (the best warm start, else savings), {@link RouteDescent}, then ruin and recreate (SISR), each step
 * followed by a descent around what it touched, under simulated annealing, whose temperature falls with the share of the limit
 * that is used up: give the limit that you mean.
 *
 * <p>Routes may be overloaded at a price per unit of load, which rises and falls so that most plans on the way are feasible (as
 * Vidal et al. 2012). Plans with few but tight routes are out of reach otherwise.
 *
 * <p>Where the fleet is limited and the start needs more vehicles, customers are left out and brought in again, those first
 * that were left out most often (the fleet minimisation of Christiaens and Vanden Berghe 2020). Where all vehicles have to be all but
 * full, it begins with a {@link Packing}.
 *
 * <p>One iteration is one ruin-and-recreate step. With several threads each searches for itself, from its own warm start
 * where there are several; towards the end they go on from the best plan of all, four times. At most
 * {@value ExactRoutes#MAX_CUSTOMERS} customers are solved exactly.
 */
public final class CvrpLocalSearch implements Solver<CvrpInstance, Routes> {
    private static final int INSERTION_NEIGHBOURS = 32;
    /** Twice as many where the instance is small: tight fleets need far positions (B-n56-k7). */
    private static final int SMALL = 200;

    /** Neighbours that insertion may look at, for up to {@link #MEDIUM} customers; those of savings beyond, for the memory. */
    private static final int MOST_NEIGHBOURS = 250;

    private static final int MEDIUM = 5000;

    private static final int DESCENT_NEIGHBOURS = 20;
    private static final int STEP_NEIGHBOURS = 10;
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
        return "ruin and recreate under simulated annealing from the warm start or savings";
    }

    @Override
    public Outcome<Routes> solve(CvrpInstance instance, Options<Routes> options) {
        SearchContext<CvrpInstance, Routes> run = new SearchContext<>(Cvrp.PROBLEM, instance, options);
        int n = instance.size();
        if (n <= ExactRoutes.MAX_CUSTOMERS) {
            int[][] optimal = ExactRoutes.of(instance);
            if (optimal != null) {
                run.offer(new Routes(optimal), "exact");
            }
            return run.finish(true);
        }
        int[] near = SavingsRoutes.neighbours(instance, SavingsRoutes.NEIGHBOURS);
        int k = near.length / n;
        List<int[][]> starts = diverse(instance, run.warmStarts());
        if (starts.isEmpty()) {
            int[][] savings = SavingsRoutes.routes(instance, near);
            run.offer(new Routes(savings), "savings");
            if (run.best() == null) {
                run.offer(new Routes(Packing.routes(instance)), "packing");
            }
            int[][] tight = run.best() == null ? Packing.tight(instance, run::shouldStop) : null;
            starts = new ArrayList<>();
            if (tight != null && run.offer(new Routes(tight), "packing")) {
                // Hardly any plan keeps to such a fleet: the search goes on from one that does.
                starts.add(tight);
            } else {
                // Beyond the fleet the routes with the smallest loads stay out.
                Arrays.sort(savings, Comparator.comparingLong(route -> -load(instance, route)));
                starts.add(savings);
            }
        }
        if (run.shouldStop(0)) {
            return run.finish();
        }
        DistanceLookup distances = new DistanceLookup(instance.distances());
        double[] nearDistance = new double[near.length];
        Arrays.setAll(nearDistance, i -> distances.of(i / k + 1, near[i]));
        boolean symmetric = instance.distances().symmetric();
        List<int[][]> from = starts;
        Workers workers = new Workers(run);
        workers.runAll(number -> {
            Xorshift random = new Xorshift(options.seed() * 1_000_003L + number);
            RoutePlan plan = new RoutePlan(instance, distances);
            plan.load(from.get(number % from.size()));
            new RouteDescent(plan, near, nearDistance, DESCENT_NEIGHBOURS, symmetric)
                    .descend(() -> workers.shouldStop(0));
            int looked = n <= SMALL ? 2 * INSERTION_NEIGHBOURS : INSERTION_NEIGHBOURS;
            FarNeighbours far = new FarNeighbours(distances, near, n <= MEDIUM ? MOST_NEIGHBOURS : 0);
            RuinRecreate moves = new RuinRecreate(plan, near, nearDistance, looked, far, symmetric, random);
            RouteDescent descent = new RouteDescent(plan, near, nearDistance, STEP_NEIGHBOURS, symmetric);
            anneal(run, workers, plan, from, number, moves, descent, random);
        });
        return run.finish();
    }

    /**
     * The plans to begin from, in this order: the best, then whichever has the most links that none before it has, by the
     * broken pairs distance (Vidal et al. 2012) to the nearest of them. Repetitions are left out.
     */
    static List<int[][]> diverse(CvrpInstance instance, List<Routes> plans) {
        List<Routes> left = new ArrayList<>(plans);
        left.sort(Comparator.comparingDouble(
                plan -> Cvrp.PROBLEM.evaluate(instance, plan).objective()));
        List<int[][]> chosen = new ArrayList<>();
        int n = instance.size();
        int[] broken = new int[left.size()];
        Arrays.fill(broken, n + 1);
        int next = 0;
        while (next >= 0 && !left.isEmpty()) {
            int[][] plan = left.get(next).toArray();
            chosen.add(plan);
            int[] before = new int[n + 1];
            int[] behind = new int[n + 1];
            links(plan, before, behind);
            int most = 0;
            next = -1;
            for (int i = 0; i < broken.length; i++) {
                broken[i] = Math.min(broken[i], brokenPairs(left.get(i).toArray(), before, behind));
                if (broken[i] > most) {
                    most = broken[i];
                    next = i;
                }
            }
        }
        return chosen;
    }

    private static void links(int[][] plan, int[] before, int[] behind) {
        for (int[] route : plan) {
            for (int i = 0; i < route.length; i++) {
                before[route[i]] = i == 0 ? 0 : route[i - 1];
                behind[route[i]] = i == route.length - 1 ? 0 : route[i + 1];
            }
        }
    }

    /** How many customers have no such neighbour behind them that they have there, in either direction, in the other plan. */
    private static int brokenPairs(int[][] plan, int[] before, int[] behind) {
        int broken = 0;
        for (int[] route : plan) {
            for (int i = 0; i < route.length; i++) {
                int c = route[i];
                int s = i == route.length - 1 ? 0 : route[i + 1];
                if (s != before[c] && s != behind[c]) {
                    broken++;
                }
                if (i == 0 && before[c] != 0 && behind[c] != 0) {
                    broken++;
                }
            }
        }
        return broken;
    }

    private static long load(CvrpInstance instance, int[] route) {
        long load = 0;
        for (int customer : route) {
            load += instance.demand(customer);
        }
        return load;
    }

    private static void anneal(
            SearchContext<CvrpInstance, Routes> run,
            Workers workers,
            RoutePlan plan,
            List<int[][]> starts,
            int number,
            RuinRecreate moves,
            RouteDescent descent,
            Xorshift random) {
        int n = plan.n;
        Reporter<Routes> reporter = new Reporter<>(run);
        int[] absent =
                IntStream.rangeClosed(1, n).filter(c -> plan.routeOf[c] < 0).toArray();
        int absentSize = absent.length;
        long[] absences = new long[n + 1];
        double meanArc = plan.cost() / Math.max(1, n - absentSize + plan.used());
        double best = Double.POSITIVE_INFINITY;
        if (absentSize == 0) {
            best = plan.cost();
            plan.saveBest();
            run.offer(new Routes(plan.best()), "descent");
        }
        boolean unreported = false;
        double unitPrice = meanArc * n / Math.max(1, Arrays.stream(plan.demand).sum());
        double price = FIRST_PRICE * unitPrice;
        int feasible = 0;
        int meetings = run.options().threads() > 1 ? 0 : MEETINGS.length;
        long iterations = 0;
        Schedule schedule = new Schedule(run);
        double heat = Math.clamp(schedule.steps() / n / STEPS_FOR_FULL_HEAT, COLD, HOT);
        int cycles = (int) Math.clamp(schedule.steps() / n / STEPS_PER_CYCLE, 1, MOST_CYCLES);
        int cycle = 0;
        double temperature = heat * meanArc;
        while (true) {
            if (iterations % PERIOD == 0) {
                if (workers.shouldStop(iterations)) {
                    break;
                }
                if (unreported && reporter.due()) {
                    reporter.offer(new Routes(plan.best()));
                    unreported = false;
                }
                double used = schedule.used(iterations);
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
                if (cycle == cycles - 1 && meetings < MEETINGS.length && part >= MEETINGS[meetings]) {
                    meetings++;
                    Routes common = run.best();
                    if (common != null && run.bestObjective() < best) {
                        plan.load(common.toArray());
                        plan.saveBest();
                        best = plan.cost();
                        absentSize = 0;
                        unreported = false;
                    }
                }
                if (absentSize == 0) {
                    if (!plan.overloadForbidden()) {
                        price *= feasible < FEASIBLE_SHARE * PERIOD ? PRICE_FACTOR : 1 / PRICE_FACTOR;
                        price = Math.clamp(price, LOWEST_PRICE * unitPrice, HIGHEST_PRICE * unitPrice);
                    }
                    plan.setOverloadPrice(price);
                    feasible = 0;
                }
            }
            if (schedule.reached(iterations)) {
                break;
            }
            iterations++;
            double before = plan.penalisedCost();
            moves.step(absent, absentSize);
            if (moves.absentSize == 0
                    && plan.penalisedCost() < before + DESCENT_TEMPERATURES * temperature
                    && moves.changed()) {
                descent.descendFrom(moves.removed, moves.removedSize);
                descent.descendFrom(moves.touched, moves.touchedSize);
            }
            boolean accepted;
            if (absentSize == 0 && moves.absentSize == 0) {
                accepted = plan.penalisedCost() < before - temperature * Math.log(random.unit());
            } else if (absentSize == 0) {
                accepted = false;
            } else {
                long was = sum(absences, absent, absentSize);
                long is = sum(absences, moves.absent, moves.absentSize);
                accepted = moves.absentSize == 0
                        || is < was
                        || (is == was && plan.penalisedCost() < before - temperature * Math.log(random.unit()));
                for (int i = 0; i < moves.absentSize; i++) {
                    absences[moves.absent[i]]++;
                }
            }
            if (!accepted) {
                plan.rollback();
            }
            if (plan.overload() == 0) {
                feasible++;
            }
            if (!accepted) {
                continue;
            }
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
        if (unreported) {
            run.offer(new Routes(plan.best()), "local search");
        }
    }

    private static long sum(long[] absences, int[] customers, int size) {
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum += absences[customers[i]];
        }
        return sum;
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
