package dev.ansatz.problems.rmab;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.JsonInput;
import dev.ansatz.problems.io.Numbers;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One object of the field 'arms': an arm, as often as its count says. */
final class ArmReader {
    private static final int MOST_ACTIONS = 127;
    private static final int MOST_ARMS = 1_000_000;

    private final Path path;
    private final int line;
    /** Number of the arm, for messages. */
    private final int j;

    private @Nullable List<JsonInput.Rows> transitions;

    private JsonInput.@Nullable Rows rewards;

    private JsonInput.@Nullable Rows initial;

    private int copies = 1;

    private ArmReader(Path path, JsonInput json, int j) {
        this.path = path;
        this.line = json.line();
        this.j = j;
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "transitions" -> transitions = json.matrices("transitions of an arm", "probability");
                case "rewards" -> rewards = json.numbersOrRows("rewards", "reward");
                case "initial" -> initial = json.numbersOrRows("initial state", "probability");
                case "count" ->
                    copies = (int)
                            RestlessBanditFormats.between(json, "count of an arm", 1, RestlessBanditFormats.MOST_STEPS);
                default -> throw json.unknown(field);
            }
        }
    }

    /** Reads the object that was entered and adds its arms to those before it. */
    static void read(Path path, JsonInput json, List<Arm> arms) {
        ArmReader reader = new ArmReader(path, json, arms.size());
        Arm arm = reader.arm();
        for (int copy = 0; copy < reader.copies; copy++) {
            arms.add(arm);
        }
    }

    private Arm arm() {
        if (transitions == null) {
            throw error("arm " + j + " has no 'transitions'.");
        }
        if (rewards == null) {
            throw error("arm " + j + " has no 'rewards'.");
        }
        double[][][] p = matrices(transitions);
        int states = p[0].length;
        double[][] r = rewards(rewards, p.length, states);
        if (j + copies > MOST_ARMS) {
            throw error("more than " + MOST_ARMS + " arms are not supported.");
        }
        return new Arm(p, r, initial == null ? certain(0, states) : distribution(initial, states));
    }

    private double[][][] matrices(List<JsonInput.Rows> given) {
        int actions = given.size();
        if (actions < 2 || actions > MOST_ACTIONS) {
            throw error("arm " + j + " has transitions for " + actions + " actions; there must be 2 to " + MOST_ACTIONS
                    + ", the passive one first.");
        }
        int states = given.get(0).size();
        if (states == 0) {
            throw error("arm " + j + " has no states.");
        }
        double[][][] p = new double[actions][states][];
        for (int a = 0; a < actions; a++) {
            JsonInput.Rows rows = given.get(a);
            if (rows.size() != states) {
                throw error(
                        firstLine(rows),
                        "the matrix of action " + a + " of arm " + j + " has " + rows.size() + " rows for " + states
                                + " states.");
            }
            for (int s = 0; s < states; s++) {
                p[a][s] = distribution(
                        rows.lines().get(s),
                        rows.values().get(s),
                        states,
                        "row " + s + " of action " + a + " of arm " + j);
            }
        }
        return p;
    }

    /** By action and state; one row serves all actions. */
    private double[][] rewards(JsonInput.Rows rows, int actions, int states) {
        if (rows.size() != 1 && rows.size() != actions) {
            throw error(
                    firstLine(rows),
                    "arm " + j + " has " + rows.size() + " rows of rewards for " + actions + " actions.");
        }
        double[][] r = new double[actions][];
        for (int a = 0; a < actions; a++) {
            int row = rows.size() == 1 ? 0 : a;
            r[a] = rows.values().get(row);
            if (r[a].length != states) {
                throw error(
                        rows.lines().get(row),
                        "arm " + j + " has " + r[a].length + " rewards for " + states + " states.");
            }
        }
        return r;
    }

    /** The distribution of the first state, which is given as a state or as a distribution. */
    private double[] distribution(JsonInput.Rows rows, int states) {
        if (rows.size() != 1) {
            throw error("the initial state of arm " + j + " must be a state or one row of probabilities.");
        }
        double[] row = rows.values().get(0);
        int rowLine = rows.lines().get(0);
        if (row.length != 1) {
            return distribution(rowLine, row, states, "the initial distribution of arm " + j);
        }
        double state = row[0];
        if (state != Math.rint(state) || state < 0 || state >= states) {
            throw error(
                    rowLine,
                    "the initial state " + Numbers.format(state) + " of arm " + j + " is outside 0.." + (states - 1)
                            + ".");
        }
        return certain((int) state, states);
    }

    private static double[] certain(int state, int states) {
        double[] distribution = new double[states];
        distribution[state] = 1;
        return distribution;
    }

    private double[] distribution(int rowLine, double[] row, int states, String what) {
        if (row.length != states) {
            throw error(rowLine, what + " has " + row.length + " of " + states + " probabilities.");
        }
        double sum = 0;
        for (double probability : row) {
            if (probability < 0) {
                throw error(rowLine, what + " has the negative probability " + Numbers.format(probability) + ".");
            }
            sum += probability;
        }
        if (Math.abs(sum - 1) > Arm.TOLERANCE) {
            throw error(rowLine, what + " sums to " + Numbers.format(Math.rint(sum * 1e9) / 1e9) + " instead of 1.");
        }
        return row;
    }

    private int firstLine(JsonInput.Rows rows) {
        return rows.size() == 0 ? line : rows.lines().get(0);
    }

    private InputException error(String message) {
        return error(line, message);
    }

    private InputException error(int where, String message) {
        return new InputException(path, where, message);
    }
}
