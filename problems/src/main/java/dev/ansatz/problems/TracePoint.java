package dev.ansatz.problems;

/** One incumbent of a run: wall-clock seconds since its begin, objective, and the phase that found it. */
public record TracePoint(double seconds, double objective, String phase) {}
