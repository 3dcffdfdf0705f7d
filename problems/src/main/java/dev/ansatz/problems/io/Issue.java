package dev.ansatz.problems.io;

import java.util.List;

/**
 * What is wrong with an instance as such, before anybody solves it.
 *
 * @param kind whether it cannot be built, or has no solution
 * @param rule name of what is broken, such as {@code duplicate-id}, {@code fleet} or {@code route-length}
 * @param ids what breaks it, by the user's ids; empty where it is the instance as a whole
 * @param text one sentence for people, with ids and numbers
 */
public record Issue(Kind kind, String rule, List<String> ids, String text) {
    /** What an issue means. */
    public enum Kind {
        /** Data that is missing, malformed or contradictory. */
        MALFORMED,
        /** Proven: no solution meets all constraints. */
        INFEASIBLE
    }

    public Issue {
        ids = List.copyOf(ids);
    }

    /** Data that cannot be. */
    public static Issue malformed(String rule, List<String> ids, String text) {
        return new Issue(Kind.MALFORMED, rule, ids, text);
    }

    /** A proof that there is no solution. */
    public static Issue infeasible(String rule, List<String> ids, String text) {
        return new Issue(Kind.INFEASIBLE, rule, ids, text);
    }

    @Override
    public String toString() {
        return text;
    }
}
