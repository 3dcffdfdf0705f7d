package dev.ansatz.problems;

/** Makes a problem known to {@link Problems}. */
public interface ProblemProvider<I extends Instance, S> extends Provider<I, S> {}
