package dev.ansatz.problems.op;

import dev.ansatz.problems.distance.Distances;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * An upper bound on the score: a path is as long as the sum over its nodes of half of the way to each and half of the way from it, and both are
 * at least the shortest ones there are. So the nodes visited fit into a knapsack of the limit with these weights, and the fractional
 * knapsack (Dantzig 1957) is a bound.
 */
final class ScoreBound {
    private ScoreBound() {}

    static double of(OpInstance instance) {
        int[] nodes = instance.reachable();
        Distances d = instance.distances();
        int start = instance.start();
        int end = instance.end();
        double[] weights = new double[instance.size()];
        double fromStart = d.between(start, end);
        double toEnd = fromStart;
        for (int node : nodes) {
            double in = d.between(start, node);
            double out = d.between(node, end);
            fromStart = Math.min(fromStart, in);
            toEnd = Math.min(toEnd, out);
            for (int other : nodes) {
                if (other != node) {
                    in = Math.min(in, d.between(other, node));
                    out = Math.min(out, d.between(node, other));
                }
            }
            weights[node] = (in + out) / 2;
        }
        // By rounding a feasible path may weigh a little more than its length.
        double room = instance.tolerated() * (1 + 1e-12) - (fromStart + toEnd) / 2;
        double bound = instance.terminalScore();
        int[] order = IntStream.of(nodes)
                .boxed()
                .sorted(Comparator.comparingDouble(node -> -instance.score(node) / weights[node]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int node : order) {
            if (room <= 0 && weights[node] > 0) {
                break;
            }
            double part = weights[node] <= Math.max(0, room) ? 1 : room / weights[node];
            bound += part * instance.score(node);
            room -= weights[node];
        }
        double all = instance.terminalScore()
                + Arrays.stream(nodes).mapToDouble(instance::score).sum();
        double best = Math.min(all, bound);
        return instance.integralScores() ? Math.floor(best + 1e-9 * Math.abs(best)) : best;
    }
}
