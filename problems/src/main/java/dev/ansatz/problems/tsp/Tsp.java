package dev.ansatz.problems.tsp;

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

/** The symmetric travelling salesman problem. */
public final class Tsp implements Problem<TspInstance, Tour> {
    /** The only instance of this class. */
    public static final Tsp PROBLEM = new Tsp();

    private Tsp() {}

    @Override
    public String id() {
        return "tsp";
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
    public Evaluation evaluate(TspInstance instance, Tour tour) {
        int n = instance.size();
        List<Violation> violations = new ArrayList<>();
        int[] visits = new int[n];
        boolean inRange = true;
        for (int position = 0; position < tour.size(); position++) {
            int city = tour.city(position);
            if (city < 0 || city >= n) {
                violations.add(new Violation("unknown-city", "city " + (city + 1L), 1));
                inRange = false;
            } else {
                visits[city]++;
            }
        }
        for (int city = 0; city < n; city++) {
            if (visits[city] == 0) {
                violations.add(new Violation("missing-city", "city " + (city + 1), 1));
            } else if (visits[city] > 1) {
                violations.add(new Violation("repeated-city", "city " + (city + 1), visits[city] - 1));
            }
        }
        return new Evaluation(inRange ? length(instance.distances(), tour) : Double.NaN, violations);
    }

    private static double length(Distances distances, Tour tour) {
        double length = 0;
        for (int position = 0; position < tour.size(); position++) {
            length += distances.between(tour.city(position), tour.city(position + 1 == tour.size() ? 0 : position + 1));
        }
        return length;
    }

    @Override
    public List<String> instanceExtensions() {
        return List.of(".tsp", ".json");
    }

    @Override
    public String solutionExtension() {
        return ".tour";
    }

    @Override
    public boolean recognises(String fileName, String head) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".tsp");
    }

    @Override
    public TspInstance readInstance(Path file) {
        throw new UnsupportedOperationException("readInstance");
    }

    @Override
    public void writeInstance(TspInstance instance, Path file) {
        throw new UnsupportedOperationException("writeInstance");
    }

    @Override
    public Tour readSolution(Path file, TspInstance instance) {
        throw new UnsupportedOperationException("readSolution");
    }

    @Override
    public @Nullable Double readClaimedObjective(Path file) {
        throw new UnsupportedOperationException("readClaimedObjective");
    }

    @Override
    public String formatSolution(TspInstance instance, Tour tour) {
        throw new UnsupportedOperationException("formatSolution");
    }

    @Override
    public void writeSolution(TspInstance instance, Tour tour, Path file) {
        throw new UnsupportedOperationException("writeSolution");
    }

    @Override
    public List<String> distributions() {
        return List.of("uniform");
    }

    @Override
    public TspInstance generate(int size, long seed, String distribution) {
        if (!distribution.equals("uniform")) {
            throw new InputException("Unknown distribution '" + distribution + "'.");
        }
        Random random = new Random(seed);
        double[] x = new double[size];
        double[] y = new double[size];
        for (int i = 0; i < size; i++) {
            x[i] = random.nextInt(10_000);
            y[i] = random.nextInt(10_000);
        }
        return new TspInstance("uniform-" + size + "-" + seed, new CoordinateDistances(x, y, Metric.EUC_2D));
    }
}
