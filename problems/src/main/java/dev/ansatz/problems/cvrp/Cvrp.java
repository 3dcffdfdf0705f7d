package dev.ansatz.problems.cvrp;

import dev.ansatz.problems.Breakdown;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Formats;
import dev.ansatz.problems.Generator;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.ProblemProvider;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.Violation;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.NodeTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The capacitated vehicle routing problem, optionally with a limited fleet and a limit on the length of routes. */
public final class Cvrp implements Problem<CvrpInstance, Routes> {
    public static final String ID = "cvrp";

    /** The only instance of this class. */
    public static final Cvrp PROBLEM = new Cvrp();

    /** Route lengths are sums of rounded doubles where distances are real: slack against rounding, relative to the limit. */
    private static final double LENGTH_TOLERANCE = 1e-9;

    private Cvrp() {}

    @Override
    public String id() {
        return ID;
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
    public String objectiveName() {
        return "distance";
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
                    violations.add(new Violation(
                            "unknown-customer", "customer " + instance.id(customer) + " on route " + (r + 1), 1));
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
                violations.add(new Violation("missing-customer", "customer " + instance.id(customer), 1));
            } else if (visits[customer] > 1) {
                violations.add(
                        new Violation("repeated-customer", "customer " + instance.id(customer), visits[customer] - 1));
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
    public Breakdown explain(CvrpInstance instance, Routes solution) {
        List<Breakdown.Part> parts = new ArrayList<>();
        for (int[] route : solution.toArray()) {
            double load = 0;
            double length = 0;
            int previous = 0;
            for (int customer : route) {
                load += instance.demand(customer);
                length += instance.distances().between(previous, customer);
                previous = customer;
            }
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("stops", (double) route.length);
            figures.put("load", load);
            figures.put(objectiveName(), length + instance.distances().between(previous, 0));
            parts.add(new Breakdown.Part("route " + (parts.size() + 1), figures));
        }
        return new Breakdown(parts(instance, solution), parts, List.of());
    }

    @Override
    public List<Issue> validate(CvrpInstance instance) {
        List<Issue> issues = new ArrayList<>(RouteLengthBound.infeasible(instance));
        String fleet = FleetBound.infeasible(instance);
        if (fleet != null) {
            issues.add(0, Issue.infeasible("fleet", List.of(), fleet));
        }
        return issues;
    }

    @Override
    public Formats<CvrpInstance, Routes> formats() {
        return CvrpFormats.FORMATS;
    }

    @Override
    public Generator<CvrpInstance> generator() {
        return CvrpGenerator.GENERATOR;
    }

    /** Whether a file holds orders as a table (CSV), which have no capacity of their own: {@link #readOrders} takes it. */
    public static boolean isOrders(InputFile file) {
        return NodeTable.recognises(file) || NodeTable.resembles(file);
    }

    /**
     * Reads orders as a table with a header: the columns id, x, y, demand or id, lat, lon, demand, in any order. The depot is the row with
     * the id {@code depot}, else the first row if its demand is 0 or empty, else the only such row.
     *
     * @param capacity of each vehicle
     * @throws InputException with all mistakes of the table
     */
    public CvrpInstance readOrders(InputFile file, long capacity) {
        return CvrpFormats.readOrders(file, capacity);
    }

    /** Makes it known. */
    public static final class Provider implements ProblemProvider<CvrpInstance, Routes> {
        @Override
        public Problem<CvrpInstance, Routes> problem() {
            return PROBLEM;
        }
    }
}
