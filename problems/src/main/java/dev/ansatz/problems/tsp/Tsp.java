package dev.ansatz.problems.tsp;

import dev.ansatz.problems.Bound;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Formats;
import dev.ansatz.problems.Generator;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.ProblemProvider;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.Violation;
import dev.ansatz.problems.distance.Distances;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The travelling salesman problem, symmetric or asymmetric. */
public final class Tsp implements Problem<TspInstance, Tour> {
    public static final String ID = "tsp";

    /** The only instance of this class. */
    public static final Tsp PROBLEM = new Tsp();

    private Tsp() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "travelling salesman problem";
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
    public Evaluation evaluate(TspInstance instance, Tour tour) {
        int n = instance.size();
        List<Violation> violations = new ArrayList<>();
        int[] visits = new int[n];
        boolean inRange = true;
        for (int position = 0; position < tour.size(); position++) {
            int city = tour.city(position);
            if (city < 0 || city >= n) {
                violations.add(new Violation("unknown-city", "city " + instance.id(city), 1));
                inRange = false;
            } else {
                visits[city]++;
            }
        }
        for (int city = 0; city < n; city++) {
            if (visits[city] == 0) {
                violations.add(new Violation("missing-city", "city " + instance.id(city), 1));
            } else if (visits[city] > 1) {
                violations.add(new Violation("repeated-city", "city " + instance.id(city), visits[city] - 1));
            }
        }
        return new Evaluation(inRange ? length(instance.distances(), tour) : Double.NaN, violations);
    }

    /** Of asymmetric instances of up to {@value AssignmentBound#QUICK} cities the assignment bound; a good one of symmetric ones takes longer. */
    @Override
    public @Nullable Bound bound(TspInstance instance) {
        return instance.symmetric() || instance.size() > AssignmentBound.QUICK
                ? null
                : new Bound(AssignmentBound.of(instance.distances()).bound(), "assignment");
    }

    private static double length(Distances distances, Tour tour) {
        double length = 0;
        for (int position = 0; position < tour.size(); position++) {
            length += distances.between(tour.city(position), tour.city(position + 1 == tour.size() ? 0 : position + 1));
        }
        return length;
    }

    @Override
    public Formats<TspInstance, Tour> formats() {
        return TspFormats.FORMATS;
    }

    @Override
    public Generator<TspInstance> generator() {
        return TspGenerator.GENERATOR;
    }

    /** Makes it known. */
    public static final class Provider implements ProblemProvider<TspInstance, Tour> {
        @Override
        public Problem<TspInstance, Tour> problem() {
            return PROBLEM;
        }
    }
}
