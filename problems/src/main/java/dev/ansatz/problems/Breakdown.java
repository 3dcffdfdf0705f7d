package dev.ansatz.problems;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a solution costs what it costs, and what it leaves out.
 *
 * @param terms of the objective, as {@link Problem#parts} has them
 * @param parts of the solution, such as routes, each with what it contributes to the terms, and other figures
 * @param omissions what the solution leaves out, each with the reason
 */
public record Breakdown(Map<String, Double> terms, List<Part> parts, List<Omission> omissions) {
    /**
     * One part of a solution.
     *
     * @param name such as {@code route 1}
     * @param figures by name
     */
    public record Part(String name, Map<String, Double> figures) {
        public Part {
            figures = new LinkedHashMap<>(figures);
        }
    }

    /**
     * Something that is left out.
     *
     * @param id of the user
     * @param reasons sentences
     */
    public record Omission(String id, List<String> reasons) {
        public Omission {
            reasons = List.copyOf(reasons);
        }
    }

    public Breakdown {
        terms = new LinkedHashMap<>(terms);
        parts = List.copyOf(parts);
        omissions = List.copyOf(omissions);
    }
}
