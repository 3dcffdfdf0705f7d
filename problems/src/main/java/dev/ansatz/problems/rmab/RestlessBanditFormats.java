package dev.ansatz.problems.rmab;

import dev.ansatz.problems.Formats;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Numbers;
import dev.ansatz.problems.io.AtomicFiles;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.JsonInput;
import dev.ansatz.problems.io.JsonOutput;
import dev.ansatz.problems.io.TextScanner;
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

    private static final int MOST_ACTIONS = 127;
    private static final long MOST_STEPS = 1_000_000;
    private static final int MOST_ARMS = 1_000_000;

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
        String problem = file.jsonProblem();
        return problem == null
                ? file.fileName().toLowerCase(Locale.ROOT).endsWith(RestlessBandit.EXTENSION)
                : problem.equals(RestlessBandit.ID);
    }

    /** Fields of the instance as they come; whatever depends on several of them is checked at the end. */
    private static final class Fields {
        final List<Arm> arms = new ArrayList<>();
        final List<Integer> armLines = new ArrayList<>();

        @Nullable
        Long budget;

        @Nullable
        Integer horizon;

        @Nullable
        Double discount;

        @Nullable
        String type;

        int constraintLine;
        int @Nullable [] costs;
        int @Nullable [] capacities;
        int slots;
        int @Nullable [][] armSlots;
        int @Nullable [][] workerSlots;
        int source;
        int length = -1;
        int @Nullable [][] edges;
        int count = -1;
        int @Nullable [][] links;
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
                    case "arms" ->
                        json.objects("arms", () -> {
                            f.armLines.add(json.line());
                            readArm(path, json, f.arms);
                        });
                    case "constraint" -> {
                        json.object("constraint", () -> {
                            f.constraintLine = json.line();
                            readConstraint(json, f);
                        });
                    }
                    default -> throw json.unknown(field);
                }
            }
            return build(path, json, name.isBlank() ? RestlessBandit.baseName(path) : name, f);
        }
    }

    private static long atLeast(JsonInput json, String what, long least) {
        return between(json, what, least, (long) Numbers.MAX_EXACT);
    }

    private static long between(JsonInput json, String what, long least, long most) {
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

    private static void readArm(Path path, JsonInput json, List<Arm> arms) {
        int j = arms.size();
        int armLine = json.line();
        List<JsonInput.Rows> transitions = null;
        JsonInput.Rows rewards = null;
        JsonInput.Rows initial = null;
        int copies = 1;
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "transitions" -> transitions = json.matrices("transitions of an arm", "probability");
                case "rewards" -> rewards = json.numbersOrRows("rewards", "reward");
                case "initial" -> initial = json.numbersOrRows("initial state", "probability");
                case "count" -> copies = (int) between(json, "count of an arm", 1, MOST_STEPS);
                default -> throw json.unknown(field);
            }
        }
        if (transitions == null || rewards == null) {
            throw new InputException(
                    path, armLine, "arm " + j + " has no '" + (transitions == null ? "transitions" : "rewards") + "'.");
        }
        int actions = transitions.size();
        if (actions < 2 || actions > MOST_ACTIONS) {
            throw new InputException(
                    path,
                    armLine,
                    "arm " + j + " has transitions for " + actions + " actions; there must be 2 to " + MOST_ACTIONS
                            + ", the passive one first.");
        }
        int states = transitions.get(0).size();
        if (states == 0) {
            throw new InputException(path, armLine, "arm " + j + " has no states.");
        }
        double[][][] p = new double[actions][states][];
        for (int a = 0; a < actions; a++) {
            JsonInput.Rows rows = transitions.get(a);
            if (rows.size() != states) {
                throw new InputException(
                        path,
                        rows.size() == 0 ? armLine : rows.lines().get(0),
                        "the matrix of action " + a + " of arm " + j + " has " + rows.size() + " rows for " + states
                                + " states.");
            }
            for (int s = 0; s < states; s++) {
                p[a][s] = distribution(
                        path,
                        rows.lines().get(s),
                        rows.values().get(s),
                        states,
                        "row " + s + " of action " + a + " of arm " + j);
            }
        }
        double[][] r = new double[actions][];
        if (rewards.size() != 1 && rewards.size() != actions) {
            throw new InputException(
                    path,
                    rewards.size() == 0 ? armLine : rewards.lines().get(0),
                    "arm " + j + " has " + rewards.size() + " rows of rewards for " + actions + " actions.");
        }
        for (int a = 0; a < actions; a++) {
            int row = rewards.size() == 1 ? 0 : a;
            r[a] = rewards.values().get(row);
            if (r[a].length != states) {
                throw new InputException(
                        path,
                        rewards.lines().get(row),
                        "arm " + j + " has " + r[a].length + " rewards for " + states + " states.");
            }
        }
        if (arms.size() + copies > MOST_ARMS) {
            throw new InputException(path, armLine, "more than " + MOST_ARMS + " arms are not supported.");
        }
        Arm arm = new Arm(p, r, initial(path, armLine, initial, states, j));
        for (int copy = 0; copy < copies; copy++) {
            arms.add(arm);
        }
    }

    private static double[] distribution(Path path, int line, double[] row, int states, String what) {
        if (row.length != states) {
            throw new InputException(path, line, what + " has " + row.length + " of " + states + " probabilities.");
        }
        double sum = 0;
        for (double probability : row) {
            if (probability < 0) {
                throw new InputException(
                        path, line, what + " has the negative probability " + Numbers.format(probability) + ".");
            }
            sum += probability;
        }
        if (Math.abs(sum - 1) > Arm.TOLERANCE) {
            throw new InputException(
                    path, line, what + " sums to " + Numbers.format(Math.rint(sum * 1e9) / 1e9) + " instead of 1.");
        }
        return row;
    }

    private static double[] initial(Path path, int armLine, JsonInput.@Nullable Rows rows, int states, int j) {
        double[] initial = new double[states];
        if (rows == null) {
            initial[0] = 1;
            return initial;
        }
        if (rows.size() != 1) {
            throw new InputException(
                    path, armLine, "the initial state of arm " + j + " must be a state or one row of probabilities.");
        }
        double[] row = rows.values().get(0);
        int line = rows.lines().get(0);
        if (row.length != 1) {
            return distribution(path, line, row, states, "the initial distribution of arm " + j);
        }
        double state = row[0];
        if (state != Math.rint(state) || state < 0 || state >= states) {
            throw new InputException(
                    path,
                    line,
                    "the initial state " + Numbers.format(state) + " of arm " + j + " is outside 0.." + (states - 1)
                            + ".");
        }
        initial[(int) state] = 1;
        return initial;
    }

    private static void readConstraint(JsonInput json, Fields f) {
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "type" -> f.type = json.string("type of the constraint");
                case "costs" -> f.costs = notNegative(json, json.ints("costs", "cost"), "cost");
                case "capacities" -> f.capacities = notNegative(json, json.ints("capacities", "capacity"), "capacity");
                case "slots" -> f.slots = (int) between(json, "number of slots", 1, 10_000);
                case "arms" -> f.armSlots = json.intRows("slots of the arms", "slot");
                case "workers" -> f.workerSlots = json.intRows("slots of the workers", "slot");
                case "source" -> f.source = (int) between(json, "source", 0, Integer.MAX_VALUE);
                case "length" -> f.length = (int) between(json, "length of the walk", 0, 1_000_000);
                case "edges" -> f.edges = json.intRows("edges", "node");
                case "count" -> f.count = (int) between(json, "number of interventions", 0, 1_000_000);
                case "links" -> f.links = json.intRows("links", "intervention");
                default -> throw json.unknown(field);
            }
        }
    }

    private static int[] notNegative(JsonInput json, int[] values, String what) {
        for (int value : values) {
            if (value < 0) {
                throw json.error("the " + what + " " + value + " is negative.");
            }
        }
        return values;
    }

    private static RestlessBanditInstance build(Path path, JsonInput json, String name, Fields f) {
        if (f.arms.isEmpty()) {
            throw json.error("the object has no 'arms'.");
        }
        Double discount = f.discount;
        if (f.horizon == null && (discount == null || discount == 1)) {
            throw json.error("the object has neither a 'horizon' nor a 'discount' below 1.");
        }
        ActionConstraint constraint = f.type == null && f.constraintLine == 0 ? null : constraint(path, f);
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

    private static ActionConstraint constraint(Path path, Fields f) {
        int arms = f.arms.size();
        int line = f.constraintLine;
        String type = f.type == null ? "" : f.type;
        for (int j = 0; j < arms; j++) {
            if (!type.equals("interventions") && f.arms.get(j).actions() != 2) {
                throw new InputException(
                        path,
                        line,
                        "arm " + j + " has " + f.arms.get(j).actions() + " actions; under a "
                                + TextScanner.printable(type, 40) + " constraint it must have 2.");
            }
        }
        switch (type) {
            case "capacity" -> {
                int[] costs = required(path, line, f.costs, "costs");
                if (costs.length != arms) {
                    throw wrongCount(path, line, costs.length, "costs", arms);
                }
                return new ActionConstraint.Capacity(costs, required(path, line, f.capacities, "capacities"));
            }
            case "schedule" -> {
                int[][] armSlots = required(path, line, f.armSlots, "arms");
                int[][] workerSlots = required(path, line, f.workerSlots, "workers");
                if (f.slots == 0) {
                    throw new InputException(path, line, "the constraint has no 'slots'.");
                }
                if (armSlots.length != arms) {
                    throw wrongCount(path, line, armSlots.length, "rows of slots", arms);
                }
                checkRange(path, line, armSlots, f.slots, "slot");
                checkRange(path, line, workerSlots, f.slots, "slot");
                return new ActionConstraint.Schedule(f.slots, armSlots, workerSlots);
            }
            case "path" -> {
                int[][] edges = required(path, line, f.edges, "edges");
                if (f.length < 0) {
                    throw new InputException(path, line, "the constraint has no 'length'.");
                }
                if (f.source >= arms) {
                    throw new InputException(
                            path, line, "the source " + f.source + " is outside 0.." + (arms - 1) + ".");
                }
                for (int[] edge : edges) {
                    if (edge.length != 2 || edge[0] == edge[1]) {
                        throw new InputException(path, line, "an edge must be two different nodes.");
                    }
                }
                checkRange(path, line, edges, arms, "node");
                return new ActionConstraint.Path(f.source, f.length, edges);
            }
            case "interventions" -> {
                int[][] links = required(path, line, f.links, "links");
                if (f.count < 0) {
                    throw new InputException(path, line, "the constraint has no 'count'.");
                }
                if (links.length != arms) {
                    throw wrongCount(path, line, links.length, "rows of links", arms);
                }
                checkRange(path, line, links, f.count, "intervention");
                for (int j = 0; j < arms; j++) {
                    if (Arrays.stream(links[j]).distinct().count() != links[j].length) {
                        throw new InputException(path, line, "arm " + j + " is linked twice to an intervention.");
                    }
                    int needed = Math.max(2, links[j].length + 1);
                    if (f.arms.get(j).actions() != needed) {
                        throw new InputException(
                                path,
                                line,
                                "arm " + j + " has " + f.arms.get(j).actions() + " actions; with " + links[j].length
                                        + " interventions it must have " + needed + ".");
                    }
                }
                return new ActionConstraint.Interventions(f.count, links);
            }
            default ->
                throw new InputException(
                        path,
                        line,
                        "the constraint type " + TextScanner.quoted(type)
                                + " is not supported; known are capacity, schedule, path, interventions.");
        }
    }

    private static <T> T required(Path path, int line, @Nullable T value, String field) {
        if (value == null) {
            throw new InputException(path, line, "the constraint has no '" + field + "'.");
        }
        return value;
    }

    private static InputException wrongCount(Path path, int line, int count, String what, int arms) {
        return new InputException(path, line, "there are " + count + " " + what + " for " + arms + " arms.");
    }

    private static void checkRange(Path path, int line, int[][] rows, int end, String what) {
        for (int[] row : rows) {
            for (int value : row) {
                if (value < 0 || value >= end) {
                    throw new InputException(
                            path, line, "the " + what + " " + value + " is outside 0.." + (end - 1) + ".");
                }
            }
        }
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
