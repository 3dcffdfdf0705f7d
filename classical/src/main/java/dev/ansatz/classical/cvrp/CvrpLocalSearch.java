package dev.ansatz.classical.cvrp;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.classical.localsearch.Workers;
import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

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
            starts.add(construct(run, instance, near));
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
            new CvrpAnnealing(run, workers, plan, from, number, moves, descent, random).anneal();
        });
        return run.finish();
    }

    /** Routes to begin from: by savings, or a {@link Packing} where only that keeps to the fleet. */
    private static int[][] construct(SearchContext<CvrpInstance, Routes> run, CvrpInstance instance, int[] near) {
        int[][] savings = SavingsRoutes.routes(instance, near);
        run.offer(new Routes(savings), "savings");
        if (run.best() == null) {
            run.offer(new Routes(Packing.routes(instance)), "packing");
        }
        int[][] tight = run.best() == null ? Packing.tight(instance, run::shouldStop) : null;
        if (tight != null && run.offer(new Routes(tight), "packing")) {
            // Hardly any plan keeps to such a fleet: the search goes on from one that does.
            return tight;
        }
        // Beyond the fleet the routes with the smallest loads stay out.
        Arrays.sort(savings, Comparator.comparingLong(route -> -load(instance, route)));
        return savings;
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
}
