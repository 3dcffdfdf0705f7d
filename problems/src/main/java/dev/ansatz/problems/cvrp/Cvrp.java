package dev.ansatz.problems.cvrp;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.Violation;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The capacitated vehicle routing problem, optionally with a limited fleet and a limit on the length of routes. */
public final class Cvrp implements Problem<CvrpInstance, Routes> {
    /** The only instance of this class. */
    public static final Cvrp PROBLEM = new Cvrp();

    /** Route lengths are sums of rounded doubles where distances are real: slack against rounding, relative to the limit. */
    private static final double LENGTH_TOLERANCE = 1e-9;

    private Cvrp() {}

    @Override
    public String id() {
        return "cvrp";
    }

    @Override
    public String title() {
        return "capacitated vehicle routing problem";
    }

    @Override
    public Sense sense() {
        return Sense.MINIMISE;
    }

    @Override
    public Evaluation evaluate(CvrpInstance instance, Routes solution) {
        int n = instance.size();
        Distances distances = instance.distances();
        List<Violation> violations = new ArrayList<>();
        int[] visits = new int[n + 1];
        double cost = 0;
        int[][] routes = solution.toArray();
        for (int r = 0; r < routes.length; r++) {
            double load = 0;
            double length = 0;
            int previous = 0;
            for (int customer : routes[r]) {
                if (customer < 1 || customer > n) {
                    violations.add(
                            new Violation("unknown-customer", "customer " + customer + " on route " + (r + 1), 1));
                    length = Double.NaN;
                    continue;
                }
                visits[customer]++;
                load += instance.demand(customer);
                length += distances.between(previous, customer);
                previous = customer;
            }
            length += distances.between(previous, 0);
            cost += length;
            if (load > instance.capacity()) {
                violations.add(new Violation("capacity", "route " + (r + 1), load - instance.capacity()));
            }
            Double limit = instance.maxRouteLength();
            double duration = length + instance.serviceTime() * routes[r].length;
            if (limit != null && duration > limit * (1 + LENGTH_TOLERANCE)) {
                violations.add(new Violation("route-length", "route " + (r + 1), duration - limit));
            }
        }
        for (int customer = 1; customer <= n; customer++) {
            if (visits[customer] == 0) {
                violations.add(new Violation("missing-customer", "customer " + customer, 1));
            } else if (visits[customer] > 1) {
                violations.add(new Violation("repeated-customer", "customer " + customer, visits[customer] - 1));
            }
        }
        Integer vehicles = instance.maxVehicles();
        if (vehicles != null && routes.length > vehicles) {
            violations.add(new Violation(
                    "vehicles", routes.length + " routes for " + vehicles + " vehicles", routes.length - vehicles));
        }
        return new Evaluation(cost, violations);
    }

    @Override
    public List<String> instanceExtensions() {
        return List.of(".vrp", ".json");
    }

    @Override
    public String solutionExtension() {
        return ".sol";
    }

    @Override
    public boolean recognises(String fileName, String head) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".vrp");
    }

    @Override
    public CvrpInstance readInstance(Path file) {
        throw new UnsupportedOperationException("readInstance");
    }

    @Override
    public void writeInstance(CvrpInstance instance, Path file) {
        throw new UnsupportedOperationException("writeInstance");
    }

    @Override
    public Routes readSolution(Path file, CvrpInstance instance) {
        throw new UnsupportedOperationException("readSolution");
    }

    @Override
    public @Nullable Double readClaimedObjective(Path file) {
        throw new UnsupportedOperationException("readClaimedObjective");
    }

    @Override
    public String formatSolution(CvrpInstance instance, Routes routes) {
        throw new UnsupportedOperationException("formatSolution");
    }

    @Override
    public void writeSolution(CvrpInstance instance, Routes routes, Path file) {
        throw new UnsupportedOperationException("writeSolution");
    }

    @Override
    public List<String> distributions() {
        return List.of("uniform");
    }

    @Override
    public CvrpInstance generate(int size, long seed, String distribution) {
        if (!distribution.equals("uniform")) {
            throw new InputException("Unknown distribution '" + distribution + "'.");
        }
        Random random = new Random(seed);
        double[] x = new double[size + 1];
        double[] y = new double[size + 1];
        long[] demands = new long[size + 1];
        for (int i = 0; i <= size; i++) {
            x[i] = random.nextInt(10_000);
            y[i] = random.nextInt(10_000);
            demands[i] = i == 0 ? 0 : 1 + random.nextInt(9);
        }
        return new CvrpInstance(
                "uniform-" + size + "-" + seed, new CoordinateDistances(x, y, Metric.EUC_2D), demands, 50);
    }
}
