package dev.ansatz.examples.timefold;

/** Boxes to deliver to a place; coordinates in metres. */
public record Order(String id, double x, double y, int boxes) {}
