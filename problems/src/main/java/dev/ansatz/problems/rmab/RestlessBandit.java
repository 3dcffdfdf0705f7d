package dev.ansatz.problems.rmab;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Restless bandits, also with combinatorial actions. A solution is a {@link PolicyRecord}: what a policy did in each of the
 * instance's episodes. The objective is its mean discounted reward as {@link Simulation} estimates it.
 */
public final class RestlessBandit implements Problem<RestlessBanditInstance, PolicyRecord> {
    public static final String ID = "rmab";

    /** The only instance of this class. */
    public static final RestlessBandit PROBLEM = new RestlessBandit();

    private static final String EXTENSION = ".rmab.json";

    private RestlessBandit() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "restless bandit";
    }

    @Override
    public Sense sense() {
        return Sense.MAXIMISE;
    }

    @Override
    public Evaluation evaluate(RestlessBanditInstance instance, PolicyRecord solution) {
        Simulation.Assessment assessment = assess(instance, solution);
        return new Evaluation(assessment.mean(), assessment.violations());
    }

    /** What a record is worth, in detail; a record keeps the last answer. */
    public Simulation.Assessment assess(RestlessBanditInstance instance, PolicyRecord solution) {
        return solution.assess(instance);
    }

    @Override
    public List<String> instanceExtensions() {
        return List.of(EXTENSION, ".json");
    }

    @Override
    public String solutionExtension() {
        return ".json";
    }

    @Override
    public boolean recognises(InputFile file) {
        String problem = file.jsonProblem();
        return problem == null ? file.fileName().toLowerCase(Locale.ROOT).endsWith(EXTENSION) : problem.equals(ID);
    }

    /** File name without {@code .rmab.json} or {@code .json}. */
    static String baseName(Path file) {
        String base = InputFiles.baseName(file);
        return base.toLowerCase(Locale.ROOT).endsWith(".rmab") && base.length() > 5
                ? base.substring(0, base.length() - 5)
                : base;
    }

    @Override
    public RestlessBanditInstance readInstance(InputFile file) {
        return RmabFormats.readInstance(file);
    }

    @Override
    public void writeInstance(RestlessBanditInstance instance, Path file) {
        RmabFormats.writeInstance(instance, file);
    }

    @Override
    public PolicyRecord readSolution(InputFile file, RestlessBanditInstance instance) {
        return RmabFormats.readSolution(file);
    }

    @Override
    public @Nullable Double readClaimedObjective(InputFile file) {
        return RmabFormats.readClaimedMean(file);
    }

    @Override
    public String formatSolution(RestlessBanditInstance instance, PolicyRecord solution) {
        return RmabFormats.format(instance, solution);
    }

    @Override
    public String formatSolutionAsJson(RestlessBanditInstance instance, PolicyRecord solution) {
        return RmabFormats.format(instance, solution);
    }

    @Override
    public void writeSolution(RestlessBanditInstance instance, PolicyRecord solution, Path file) {
        RmabFormats.writeSolution(instance, solution, file);
    }

    @Override
    public List<String> distributions() {
        return RmabGenerator.DISTRIBUTIONS;
    }

    @Override
    public RestlessBanditInstance generate(int size, long seed, String distribution) {
        return RmabGenerator.generate(size, seed, distribution);
    }
}
