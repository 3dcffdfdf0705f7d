package dev.ansatz.cli.plot;

import dev.ansatz.problems.io.Numbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a picture of a tour or of routes shows, before anything is drawn.
 *
 * @param points where the nodes are, {@code [node][0]} to the right and {@code [node][1]} upwards
 * @param labels how people call the nodes
 * @param named whether the labels are ids of the user
 * @param depot index of the depot, or -1
 * @param routes what is drawn as lines
 * @param capacity of a vehicle, or null where there is none
 */
public record Drawing(
        double[][] points,
        List<String> labels,
        boolean named,
        int depot,
        List<Route> routes,
        @Nullable Long capacity) {

    /**
     * One closed line, from the depot and back where there is one.
     *
     * @param nodes in order, without the depot
     * @param load sum of demands
     * @param length in the unit of the objective
     */
    public record Route(int[] nodes, long load, double length) {}

    public static String number(double value) {
        return Numbers.format(Math.rint(value * 100) / 100);
    }
}
