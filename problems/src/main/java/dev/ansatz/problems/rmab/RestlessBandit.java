package dev.ansatz.problems.rmab;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Formats;
import dev.ansatz.problems.Generator;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.ProblemProvider;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.io.InputFiles;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Restless bandits, also with combinatorial actions. A solution is a {@link PolicyRecord}: what a policy did in each of the
 * instance's episodes. The objective is its mean discounted reward as {@link Simulation} estimates it.
 */
public final class RestlessBandit implements Problem<RestlessBanditInstance, PolicyRecord> {
    public static final String ID = "rmab";

    /** The only instance of this class. */
    public static final RestlessBandit PROBLEM = new RestlessBandit();

    static final String EXTENSION = ".rmab.json";

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
    public String objectiveName() {
        return "reward";
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
    public Formats<RestlessBanditInstance, PolicyRecord> formats() {
        return RestlessBanditFormats.FORMATS;
    }

    @Override
    public Generator<RestlessBanditInstance> generator() {
        return RestlessBanditGenerator.GENERATOR;
    }

    /** File name without {@code .rmab.json} or {@code .json}. */
    static String baseName(Path file) {
        String base = InputFiles.baseName(file);
        return base.toLowerCase(Locale.ROOT).endsWith(".rmab") && base.length() > 5
                ? base.substring(0, base.length() - 5)
                : base;
    }

    /** Makes it known. */
    public static final class Provider implements ProblemProvider<RestlessBanditInstance, PolicyRecord> {
        @Override
        public Problem<RestlessBanditInstance, PolicyRecord> problem() {
            return PROBLEM;
        }
    }
}
