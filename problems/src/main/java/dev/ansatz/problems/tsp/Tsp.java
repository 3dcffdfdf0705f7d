package dev.ansatz.problems.tsp;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.Violation;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.io.FileTypes;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.NodeTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The symmetric travelling salesman problem. */
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
    public boolean recognises(InputFile file) {
        String problem = file.jsonProblem();
        if (problem != null) {
            return problem.equals("tsp");
        }
        if (NodeTable.recognises(file)) {
            return !NodeTable.hasDemands(file);
        }
        // Relatives of the problem are recognised too, so that the reader can say by name what is not supported.
        String type = FileTypes.tsplibType(file.head());
        boolean named = file.fileName().toLowerCase(Locale.ROOT).endsWith(".tsp");
        return type == null ? named : type.contains("TSP") || (named && !type.contains("VRP"));
    }

    @Override
    public TspInstance readInstance(InputFile file) {
        return TspFormats.readInstance(file);
    }

    @Override
    public void writeInstance(TspInstance instance, Path file) {
        TspFormats.writeInstance(instance, file);
    }

    @Override
    public Tour readSolution(InputFile file, TspInstance instance) {
        return TspFormats.readTour(file, instance);
    }

    @Override
    public @Nullable Double readClaimedObjective(InputFile file) {
        return TspFormats.readClaimedLength(file);
    }

    @Override
    public String formatSolution(TspInstance instance, Tour tour) {
        return TspFormats.format(instance, tour);
    }

    @Override
    public String formatSolutionAsJson(TspInstance instance, Tour tour) {
        return TspFormats.formatAsJson(instance, tour);
    }

    @Override
    public List<String> distributions() {
        return TspGenerator.DISTRIBUTIONS;
    }

    @Override
    public TspInstance generate(int size, long seed, String distribution) {
        return TspGenerator.generate(size, seed, distribution);
    }
}
