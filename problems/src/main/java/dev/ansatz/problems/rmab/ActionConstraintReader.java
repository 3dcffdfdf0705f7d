package dev.ansatz.problems.rmab;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.JsonInput;
import dev.ansatz.problems.io.TextScanner;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The field 'constraint': its own fields as they come, checked against the arms once these are known. */
final class ActionConstraintReader {
    private final Path path;
    private final int line;
    private String type = "";
    private int @Nullable [] costs;
    private int @Nullable [] capacities;
    private int slots;
    private int @Nullable [][] armSlots;
    private int @Nullable [][] workerSlots;
    private int source;
    private int length = -1;
    private int @Nullable [][] edges;
    private int count = -1;
    private int @Nullable [][] links;

    /** Reads the object that was entered. */
    ActionConstraintReader(Path path, JsonInput json) {
        this.path = path;
        this.line = json.line();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "type" -> type = json.string("type of the constraint");
                case "costs" -> costs = notNegative(json, json.ints("costs", "cost"), "cost");
                case "capacities" -> capacities = notNegative(json, json.ints("capacities", "capacity"), "capacity");
                case "slots" -> slots = integer(json, "number of slots", 1, 10_000);
                case "arms" -> armSlots = json.intRows("slots of the arms", "slot");
                case "workers" -> workerSlots = json.intRows("slots of the workers", "slot");
                case "source" -> source = integer(json, "source", 0, Integer.MAX_VALUE);
                case "length" -> length = integer(json, "length of the walk", 0, 1_000_000);
                case "edges" -> edges = json.intRows("edges", "node");
                case "count" -> count = integer(json, "number of interventions", 0, 1_000_000);
                case "links" -> links = json.intRows("links", "intervention");
                default -> throw json.unknown(field);
            }
        }
    }

    private static int integer(JsonInput json, String what, int least, int most) {
        return (int) RestlessBanditFormats.between(json, what, least, most);
    }

    private static int[] notNegative(JsonInput json, int[] values, String what) {
        for (int value : values) {
            if (value < 0) {
                throw json.error("the " + what + " " + value + " is negative.");
            }
        }
        return values;
    }

    /** The constraint on these arms. */
    ActionConstraint constraint(List<Arm> arms) {
        for (int j = 0; j < arms.size(); j++) {
            int actions = arms.get(j).actions();
            if (!type.equals("interventions") && actions != 2) {
                throw error("arm " + j + " has " + actions + " actions; under a " + TextScanner.printable(type, 40)
                        + " constraint it must have 2.");
            }
        }
        return switch (type) {
            case "capacity" -> capacity(arms.size());
            case "schedule" -> schedule(arms.size());
            case "path" -> path(arms.size());
            case "interventions" -> interventions(arms);
            default ->
                throw error("the constraint type " + TextScanner.quoted(type)
                        + " is not supported; known are capacity, schedule, path, interventions.");
        };
    }

    private ActionConstraint capacity(int arms) {
        int[] given = required(costs, "costs");
        requireCount(given.length, "costs", arms);
        return new ActionConstraint.Capacity(given, required(capacities, "capacities"));
    }

    private ActionConstraint schedule(int arms) {
        int[][] ofArms = required(armSlots, "arms");
        int[][] ofWorkers = required(workerSlots, "workers");
        if (slots == 0) {
            throw missing("slots");
        }
        requireCount(ofArms.length, "rows of slots", arms);
        checkRange(ofArms, slots, "slot");
        checkRange(ofWorkers, slots, "slot");
        return new ActionConstraint.Schedule(slots, ofArms, ofWorkers);
    }

    private ActionConstraint path(int arms) {
        int[][] given = required(edges, "edges");
        if (length < 0) {
            throw missing("length");
        }
        if (source >= arms) {
            throw error("the source " + source + " is outside 0.." + (arms - 1) + ".");
        }
        for (int[] edge : given) {
            if (edge.length != 2 || edge[0] == edge[1]) {
                throw error("an edge must be two different nodes.");
            }
        }
        checkRange(given, arms, "node");
        return new ActionConstraint.Path(source, length, given);
    }

    private ActionConstraint interventions(List<Arm> arms) {
        int[][] given = required(links, "links");
        if (count < 0) {
            throw missing("count");
        }
        requireCount(given.length, "rows of links", arms.size());
        checkRange(given, count, "intervention");
        for (int j = 0; j < given.length; j++) {
            if (Arrays.stream(given[j]).distinct().count() != given[j].length) {
                throw error("arm " + j + " is linked twice to an intervention.");
            }
            int needed = Math.max(2, given[j].length + 1);
            if (arms.get(j).actions() != needed) {
                throw error("arm " + j + " has " + arms.get(j).actions() + " actions; with " + given[j].length
                        + " interventions it must have " + needed + ".");
            }
        }
        return new ActionConstraint.Interventions(count, given);
    }

    private <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw missing(field);
        }
        return value;
    }

    private void requireCount(int given, String what, int arms) {
        if (given != arms) {
            throw error("there are " + given + " " + what + " for " + arms + " arms.");
        }
    }

    private void checkRange(int[][] rows, int end, String what) {
        for (int[] row : rows) {
            for (int value : row) {
                if (value < 0 || value >= end) {
                    throw error("the " + what + " " + value + " is outside 0.." + (end - 1) + ".");
                }
            }
        }
    }

    private InputException missing(String field) {
        return error("the constraint has no '" + field + "'.");
    }

    private InputException error(String message) {
        return new InputException(path, line, message);
    }
}
