package dev.ansatz.problems.rmab;

import dev.ansatz.problems.Formats;
import dev.ansatz.problems.io.AtomicFiles;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.JsonInput;
import dev.ansatz.problems.io.JsonOutput;
import dev.ansatz.problems.io.Numbers;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Files of restless bandits, all JSON. */
final class RestlessBanditFormats implements Formats<RestlessBanditInstance, PolicyRecord> {
    static final RestlessBanditFormats FORMATS = new RestlessBanditFormats();

    /** Largest product of steps and transitions: each evaluation visits them all. */
    private static final double MOST_WORK = 2e9;

    static final long MOST_STEPS = 1_000_000;

    private RestlessBanditFormats() {}

    @Override
    public List<String> instanceExtensions() {
        return List.of(RestlessBandit.EXTENSION, ".json");
    }

    @Override
    public String solutionExtension() {
        return ".json";
    }

    @Override
    public boolean recognises(InputFile file) {
        return file.fileName().toLowerCase(Locale.ROOT).endsWith(RestlessBandit.EXTENSION);
    }

    /** Fields of the instance as they come; whatever depends on several of them is checked at the end. */
    private static final class Fields {
        final List<Arm> arms = new ArrayList<>();

        @Nullable
        Long budget;

        @Nullable
        Integer horizon;

        @Nullable
        Double discount;

        @Nullable
        ActionConstraintReader constraint;

        int episodes = 50;
        long seed = 1;
    }

    @Override
    public RestlessBanditInstance readInstance(InputFile input) {
        byte[] data = input.bytes();
        Path path = input.path();
        if (!InputFiles.isJson(data)) {
            throw new InputException(path, 1, "expected a JSON object.");
        }
        try (JsonInput json = new JsonInput(path, data)) {
            String name = RestlessBandit.baseName(path);
            Fields f = new Fields();
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "problem" -> json.requireProblem(RestlessBandit.ID);
                    case "name" -> name = json.string("name");
                    case "budget" -> f.budget = atLeast(json, "budget", 0);
                    case "horizon" -> f.horizon = (int) between(json, "horizon", 1, MOST_STEPS);
                    case "discount" -> f.discount = discount(json);
                    case "episodes" -> f.episodes = (int) between(json, "number of episodes", 2, MOST_STEPS);
                    case "seed" -> f.seed = json.integer("seed");
                    case "arms" -> json.objects("arms", () -> ArmReader.read(path, json, f.arms));
                    case "constraint" ->
                        json.object("constraint", () -> f.constraint = new ActionConstraintReader(path, json));
                    default -> throw json.unknown(field);
                }
            }
            return build(json, name.isBlank() ? RestlessBandit.baseName(path) : name, f);
        }
    }

    private static long atLeast(JsonInput json, String what, long least) {
        return between(json, what, least, (long) Numbers.MAX_EXACT);
    }

    static long between(JsonInput json, String what, long least, long most) {
        long value = json.integer(what);
        if (value < least || value > most) {
            throw json.error("the " + what + " " + value + " must be "
                    + (value < least ? "at least " + least : "at most " + most) + ".");
        }
        return value;
    }

    private static double discount(JsonInput json) {
        double value = json.number("discount");
        if (!(value > 0 && value <= 1)) {
            throw json.error("the discount " + Numbers.format(value) + " must be above 0 and at most 1.");
        }
        return value;
    }

    private static RestlessBanditInstance build(JsonInput json, String name, Fields f) {
        if (f.arms.isEmpty()) {
            throw json.error("the object has no 'arms'.");
        }
        Double discount = f.discount;
        if (f.horizon == null && (discount == null || discount == 1)) {
            throw json.error("the object has neither a 'horizon' nor a 'discount' below 1.");
        }
        ActionConstraintReader reader = f.constraint;
        ActionConstraint constraint = reader == null ? null : reader.constraint(f.arms);
        Long budget = f.budget;
        if (budget == null && !(constraint instanceof ActionConstraint.Capacity)) {
            throw json.error("the object has no 'budget'.");
        }
        if (budget != null && constraint instanceof ActionConstraint.Capacity) {
            throw json.error("a 'budget' has no meaning beside a capacity constraint.");
        }
        RestlessBanditInstance instance = new RestlessBanditInstance(
                name,
                f.arms,
                budget == null ? f.arms.size() : (int) Math.min(budget, Integer.MAX_VALUE / 2),
                f.horizon,
                discount == null ? 1 : discount,
                constraint,
                f.episodes,
                f.seed);
        double work = 0;
        double reward = 0;
        for (Arm arm : f.arms) {
            work += (double) arm.transitionCount() * instance.steps();
            double[] range = arm.rewardRange();
            reward += Math.max(Math.abs(range[0]), Math.abs(range[1])) * instance.steps();
        }
        if (reward > Numbers.MAX_EXACT) {
            throw json.error("the rewards of an episode could exceed 2^53.");
        }
        if (work > MOST_WORK || (double) f.arms.size() * instance.steps() * f.episodes > MOST_WORK) {
            throw json.error("the instance is too large: steps, transitions or episodes must be fewer.");
        }
        return instance;
    }

    // Writing.

    @Override
    public void writeInstanceAsJson(RestlessBanditInstance instance, Writer out) throws IOException {
        writeInstance(instance, out);
    }

    @Override
    public void writeInstance(RestlessBanditInstance instance, Writer out) throws IOException {
        JsonOutput json = new JsonOutput(out);
        json.string("problem", RestlessBandit.ID);
        json.string("name", instance.name());
        Integer horizon = instance.horizon();
        if (horizon != null) {
            json.number("horizon", horizon);
        }
        if (horizon == null || instance.discount() != 1) {
            json.number("discount", instance.discount());
        }
        if (!(instance.constraint() instanceof ActionConstraint.Capacity)) {
            json.number("budget", instance.budget());
        }
        json.number("episodes", instance.episodes());
        json.number("seed", instance.evaluationSeed());
        ActionConstraint constraint = instance.constraint();
        if (constraint != null) {
            json.json("constraint", constraintText(constraint));
        }
        StringBuilder arms = new StringBuilder("[");
        for (int j = 0; j < instance.size(); ) {
            int copies = 1;
            while (j + copies < instance.size() && instance.arm(j + copies) == instance.arm(j)) {
                copies++;
            }
            arms.append(j == 0 ? "\n    " : ",\n    ");
            armText(instance.arm(j), copies, arms);
            j += copies;
        }
        json.json("arms", arms.append("]").toString());
        json.end();
    }

    private static String constraintText(ActionConstraint constraint) {
        String start = "{\"type\": \"" + constraint.type() + "\", ";
        return start
                + switch (constraint) {
                    case ActionConstraint.Capacity c ->
                        "\"costs\": " + Arrays.toString(c.costs()) + ", \"capacities\": "
                                + Arrays.toString(c.capacities());
                    case ActionConstraint.Schedule s ->
                        "\"slots\": " + s.slots() + ",\n    \"arms\": " + Arrays.deepToString(s.armSlots())
                                + ",\n    \"workers\": " + Arrays.deepToString(s.workerSlots());
                    case ActionConstraint.Path p ->
                        "\"source\": " + p.source() + ", \"length\": " + p.length() + ",\n    \"edges\": "
                                + Arrays.deepToString(p.edges());
                    case ActionConstraint.Interventions i ->
                        "\"count\": " + i.count() + ",\n    \"links\": " + Arrays.deepToString(i.links());
                }
                + "}";
    }

    private static void armText(Arm arm, int copies, StringBuilder text) {
        int n = arm.states();
        text.append('{');
        if (copies > 1) {
            text.append("\"count\": ").append(copies).append(", ");
        }
        double[] initial = new double[n];
        for (int s = 0; s < n; s++) {
            initial[s] = arm.initial(s);
        }
        text.append("\"initial\": ");
        numbers(initial, text);
        text.append(", \"rewards\": [");
        for (int a = 0; a < arm.actions(); a++) {
            double[] rewards = new double[n];
            for (int s = 0; s < n; s++) {
                rewards[s] = arm.reward(s, a);
            }
            text.append(a == 0 ? "" : ", ");
            numbers(rewards, text);
        }
        text.append("],\n      \"transitions\": [");
        for (int a = 0; a < arm.actions(); a++) {
            text.append(a == 0 ? "[" : ",\n        [");
            double[][] matrix = arm.matrix(a);
            for (int s = 0; s < n; s++) {
                text.append(s == 0 ? "" : ", ");
                numbers(matrix[s], text);
            }
            text.append(']');
        }
        text.append("]}");
    }

    private static void numbers(double[] values, StringBuilder text) {
        text.append(Arrays.stream(values).mapToObj(Numbers::format).collect(Collectors.joining(", ", "[", "]")));
    }

    // Solutions.

    @Override
    public PolicyRecord readSolution(InputFile input, RestlessBanditInstance instance) {
        byte[] data = input.bytes();
        Path path = input.path();
        try (JsonInput json = new JsonInput(path, data)) {
            String policy = "unnamed";
            int[][][] actions = null;
            int[][][] certificates = null;
            int[][] states = null;
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "problem" -> json.requireProblem(RestlessBandit.ID);
                    case "instance" -> json.string("instance");
                    case "policy" -> policy = json.string("policy");
                    case "meanReward", "halfWidth95", "sampleMean", "bound" -> json.number(field);
                    case "rewards" -> json.numbersOrRows("rewards", "reward");
                    case "states" -> states = json.intRows("states", "state");
                    case "actions" -> actions = json.intCube("actions", "arm");
                    case "certificates" -> certificates = json.intCube("certificates", "entry of a certificate");
                    default -> throw json.unknown(field);
                }
            }
            if (actions == null) {
                throw json.error("the object has no 'actions'.");
            }
            return new PolicyRecord(policy, actions, certificates == null ? new int[0][][] : certificates, states);
        }
    }

    @Override
    public @Nullable Double readClaimedObjective(InputFile input) {
        byte[] data = input.bytes();
        Path path = input.path();
        try (JsonInput json = new JsonInput(path, data)) {
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "meanReward" -> {
                        return json.number(field);
                    }
                    case "problem", "instance", "policy" -> json.string(field);
                    case "halfWidth95", "sampleMean", "bound" -> json.number(field);
                    case "rewards" -> json.numbersOrRows("rewards", "reward");
                    case "states" -> json.intRows(field, "state");
                    default -> json.intCube(field, "entry");
                }
            }
            return null;
        }
    }

    @Override
    public String formatSolution(RestlessBanditInstance instance, PolicyRecord solution) {
        StringWriter text = new StringWriter();
        try {
            write(instance, solution, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter does not fail
        }
        return text.toString();
    }

    @Override
    public String formatSolutionAsJson(RestlessBanditInstance instance, PolicyRecord solution) {
        return formatSolution(instance, solution);
    }

    private static void write(RestlessBanditInstance instance, PolicyRecord solution, Writer out) throws IOException {
        Simulation.Assessment assessment = new Simulation(instance).assess(solution);
        JsonOutput json = new JsonOutput(out);
        json.string("problem", RestlessBandit.ID);
        json.string("instance", instance.name());
        json.string("policy", solution.policy());
        if (!Double.isNaN(assessment.mean())) {
            json.number("meanReward", assessment.mean());
            json.number("halfWidth95", assessment.halfWidth());
            json.number("sampleMean", assessment.sampleMean());
            json.number("bound", instance.relaxation().bound());
            StringBuilder rewards = new StringBuilder();
            numbers(assessment.rewards(), rewards);
            json.json("rewards", rewards.toString());
            json.json("states", rows(assessment.states(), "\n    "));
        }
        int episodes = solution.episodes();
        int[][][] actions = new int[episodes][][];
        int[][][] certificates = new int[episodes][][];
        for (int e = 0; e < episodes; e++) {
            actions[e] = new int[solution.steps(e)][];
            certificates[e] = new int[solution.steps(e)][];
            for (int t = 0; t < actions[e].length; t++) {
                actions[e][t] = solution.arms(e, t);
                certificates[e][t] = solution.certificate(e, t);
            }
        }
        json.json("actions", cube(actions));
        if (instance.constraint() != null) {
            json.json("certificates", cube(certificates));
        }
        json.end();
    }

    private static String cube(int[][][] layers) {
        return Arrays.stream(layers)
                .map(layer -> rows(layer, ""))
                .collect(Collectors.joining(",\n    ", "[\n    ", "]"));
    }

    private static String rows(int[][] rows, String separator) {
        return Arrays.stream(rows)
                .map(row -> Arrays.toString(Objects.requireNonNull(row)))
                .collect(Collectors.joining("," + (separator.isEmpty() ? " " : separator), "[" + separator, "]"));
    }

    @Override
    public void writeSolution(RestlessBanditInstance instance, PolicyRecord solution, Path path) {
        AtomicFiles.write(path, out -> write(instance, solution, out));
    }
}
