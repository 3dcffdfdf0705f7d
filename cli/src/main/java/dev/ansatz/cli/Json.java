package dev.ansatz.cli;

import static dev.ansatz.problems.io.JsonDocuments.number;
import static dev.ansatz.problems.io.JsonDocuments.object;

import dev.ansatz.problems.Breakdown;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.TracePoint;
import dev.ansatz.problems.Violation;
import dev.ansatz.problems.io.JsonDocuments;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON objects that several commands print. */
final class Json {
    private Json() {}

    /** The fixed object of {@code solve --json}; {@code solution} has the form of the JSON solution file. */
    static <I extends Instance, S> ObjectNode ofOutcome(
            Problem<I, S> problem, I instance, String engine, Outcome<S> outcome, long seed, int threads) {
        ObjectNode json = object();
        json.put("instance", instance.name());
        json.put("problem", problem.id());
        json.put("engine", engine);
        json.set("objective", number(outcome.objective()));
        json.put("feasible", outcome.solved());
        json.set("bound", number(outcome.bound()));
        json.put("status", outcome.status().id());
        json.put("seconds", milli(outcome.seconds()));
        json.put("seed", seed);
        json.put("threads", threads);
        ArrayNode trace = json.putArray("trace");
        for (TracePoint point : outcome.trace()) {
            trace.addArray().add(milli(point.seconds())).add(number(point.objective()));
        }
        ArrayNode events = json.putArray("events");
        outcome.events().forEach(event -> events.add(ofNote(event)));
        ObjectNode parts = json.putObject("parts");
        S solution = outcome.solution();
        if (solution == null) {
            json.putNull("solution");
        } else {
            problem.parts(instance, solution).forEach((name, value) -> parts.set(name, number(value)));
            json.set("solution", JsonDocuments.read(problem.formats().formatSolutionAsJson(instance, solution)));
        }
        return json;
    }

    /** Type, data and prose of an event. */
    private static ObjectNode ofNote(Note note) {
        ObjectNode json = object();
        json.put("type", note.type());
        note.data().forEach((name, value) -> {
            if (value instanceof Double number) {
                json.set(name, number(name.equals("seconds") ? milli(number) : number));
            } else if (value instanceof Long || value instanceof Integer) {
                json.put(name, ((Number) value).longValue());
            } else if (value instanceof Boolean truth) {
                json.put(name, truth);
            } else if (value instanceof List<?> list) {
                ArrayNode array = json.putArray(name);
                list.forEach(item -> array.add(String.valueOf(item)));
            } else {
                json.put(name, (String) value);
            }
        });
        json.put("text", note.text());
        return json;
    }

    /** The object of {@code check --json}. */
    static ObjectNode ofCheck(
            Problem<?, ?> problem,
            Instance instance,
            Evaluation evaluation,
            @Nullable Double claimed,
            boolean claimHolds) {
        ObjectNode json = object();
        json.put("instance", instance.name());
        json.put("problem", problem.id());
        json.set("objective", number(evaluation.objective()));
        json.set("claimed", number(claimed));
        json.put("claimHolds", claimHolds);
        json.put("feasible", evaluation.feasible());
        ArrayNode violations = json.putArray("violations");
        for (Violation violation : evaluation.violations()) {
            ObjectNode entry = violations.addObject();
            entry.put("constraint", violation.constraint());
            entry.put("where", violation.where());
            ArrayNode ids = entry.putArray("ids");
            violation.ids().forEach(ids::add);
            entry.set("amount", number(violation.amount()));
        }
        return json;
    }

    /** The object of {@code explain --json}. */
    static ObjectNode ofBreakdown(Problem<?, ?> problem, Instance instance, double objective, Breakdown breakdown) {
        ObjectNode json = object();
        json.put("instance", instance.name());
        json.put("problem", problem.id());
        json.set("objective", number(objective));
        ObjectNode terms = json.putObject("parts");
        breakdown.terms().forEach((name, value) -> terms.set(name, number(value)));
        ArrayNode parts = json.putArray("routes");
        for (Breakdown.Part part : breakdown.parts()) {
            ObjectNode entry = parts.addObject();
            entry.put("name", part.name());
            part.figures().forEach((name, value) -> entry.set(name, number(value)));
        }
        ArrayNode unserved = json.putArray("unserved");
        for (Breakdown.Omission omission : breakdown.omissions()) {
            ObjectNode entry = unserved.addObject();
            entry.put("task", omission.id());
            ArrayNode reasons = entry.putArray("reasons");
            omission.reasons().forEach(reasons::add);
        }
        return json;
    }

    /** Seconds to a tenth of a millisecond: more digits would be noise. */
    private static double milli(double seconds) {
        return Math.round(seconds * 1e4) / 1e4;
    }
}
