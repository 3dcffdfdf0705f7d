package dev.ansatz.problems.vrp;

import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.JsonFields;
import dev.ansatz.problems.io.Mistakes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins the mistakes that a reader of JSON found with those that the builder finds, which get the line of the object they are about. That
 * something is missing is not told of an object where something is malformed.
 */
final class BuilderMistakes {
    private final Mistakes mistakes;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<String> faulty = new HashSet<>();

    BuilderMistakes(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * Says which object an id is of; call it when the object has been read.
     *
     * @param kind as the builder's sentences call it, such as {@code job}
     */
    void of(String kind, String id, JsonFields fields) {
        lines.put(kind + " '" + id + "'", fields.line());
        lines.putIfAbsent(id, fields.line());
        if (fields.faulty()) {
            faulty.add(kind + " '" + id + "'");
        }
    }

    /**
     * Builds.
     *
     * @throws dev.ansatz.problems.io.InputException if there is any mistake; with all of them
     */
    VrpInstance build(VrpBuilder builder) {
        List<Issue> issues = new ArrayList<>();
        VrpInstance instance = builder.build(issues);
        for (Issue issue : issues) {
            String object = object(issue);
            boolean missing = issue.text().contains(" has no ") || issue.rule().equals("capacity");
            boolean told = missing && object != null && faulty.contains(object);
            if (!told) {
                mistakes.add(line(issue, object), issue.text());
            }
        }
        mistakes.throwIfAny();
        if (instance == null) {
            throw new IllegalStateException("The builder refuses without a reason.");
        }
        return instance;
    }

    /** The object that an issue is about, by what its sentence calls it. */
    private @Nullable String object(Issue issue) {
        String text = issue.text().replace("the task '", "the job '");
        for (String id : issue.ids()) {
            for (String kind : List.of("job", "shipment", "vehicle", "group", "location", "profile")) {
                String object = kind + " '" + id + "'";
                if (text.contains(object) && lines.containsKey(object)) {
                    return object;
                }
            }
            String shipment = "shipment '" + id + "'";
            if (text.contains("job '" + id + "'") && lines.containsKey(shipment)) {
                return shipment;
            }
        }
        return null;
    }

    private int line(Issue issue, @Nullable String object) {
        if (object != null) {
            return lines.getOrDefault(object, 0);
        }
        return issue.ids().stream()
                .mapToInt(id -> lines.getOrDefault(id, 0))
                .findFirst()
                .orElse(0);
    }
}
