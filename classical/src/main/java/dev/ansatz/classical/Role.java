package dev.ansatz.classical;

/** What an engine is good for. An engine may have several roles. */
public enum Role {
    /** Answers in milliseconds: the start of others. */
    CONSTRUCTION,
    /** Improves a start that it is given: hybrids hand it a policy's solutions. */
    REFINEMENT,
    /** Runs the search of a library of others. */
    LIBRARY,
    /** Can prove that its solution is optimal. */
    EXACT,
    /** Policies learn from its solutions. */
    TEACHER,
    /** Its solutions are the reference of an evaluation. */
    REFEREE
}
