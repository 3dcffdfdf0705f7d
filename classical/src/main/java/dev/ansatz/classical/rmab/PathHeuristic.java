package dev.ansatz.classical.rmab;

import dev.ansatz.problems.rmab.ActionConstraint;
import dev.ansatz.problems.rmab.Decision;
import java.util.Arrays;

/**
 * A good closed walk in a fraction of a millisecond: nodes are inserted by gain per edge of detour, then each stop in turn is taken
 * out and the room is filled again, for as long as that gains. Among the nodes on the walk the best {@code budget} are acted on.
 */
final class PathHeuristic {
    private static final double[] POWERS = {1, 2, 4};

    private final int source;
    private final int length;
    private final int budget;
    private final int[][] distance;
    private final int[][] neighbours;
    private final int[] stops;
    private int count;
    private int used;
    private final int[] bestStops;
    private int bestCount;
    private final boolean[] inside;
    private final double[] sorted;
    private final boolean[] visited;

    PathHeuristic(int nodes, ActionConstraint.Path constraint, int budget) {
        this.source = constraint.source();
        this.length = constraint.length();
        this.budget = budget;
        this.neighbours = constraint.neighbours(nodes);
        this.distance = new int[nodes][];
        for (int j = 0; j < nodes; j++) {
            distance[j] = constraint.distances(nodes, j);
        }
        this.stops = new int[nodes + 2];
        this.bestStops = new int[nodes + 2];
        this.inside = new boolean[nodes];
        this.sorted = new double[nodes];
        this.visited = new boolean[nodes];
    }

    /** Fills {@code decision} and returns its total gain. */
    double maximise(double[][] gains, Decision decision) {
        double best = Double.NEGATIVE_INFINITY;
        int[] winner = {source, source};
        for (double power : POWERS) {
            count = 2;
            used = 0;
            stops[0] = source;
            stops[1] = source;
            Arrays.fill(inside, false);
            fill(gains, power, -1);
            double value = value(gains);
            value = improve(gains, power, value);
            if (value > best) {
                best = value;
                winner = Arrays.copyOf(stops, count);
            }
        }
        System.arraycopy(winner, 0, bestStops, 0, winner.length);
        bestCount = winner.length;
        restore();
        write(gains, decision);
        return best;
    }

    private void keep() {
        System.arraycopy(stops, 0, bestStops, 0, count);
        bestCount = count;
    }

    private void restore() {
        Arrays.fill(inside, false);
        count = bestCount;
        used = 0;
        System.arraycopy(bestStops, 0, stops, 0, count);
        for (int k = 1; k < count; k++) {
            used += distance[stops[k - 1]][stops[k]];
            if (k < count - 1) {
                inside[stops[k]] = true;
            }
        }
    }

    private void fill(double[][] gains, double power, int forbidden) {
        while (true) {
            int node = -1;
            int place = -1;
            double most = 0;
            for (int j = 0; j < inside.length; j++) {
                if (inside[j] || j == forbidden || j == source || gains[j][1] <= 0 || distance[source][j] < 0) {
                    continue;
                }
                int detour = Integer.MAX_VALUE;
                int at = -1;
                for (int k = 1; k < count && detour > 0; k++) {
                    int d = distance[stops[k - 1]][j] + distance[j][stops[k]] - distance[stops[k - 1]][stops[k]];
                    if (d < detour) {
                        detour = d;
                        at = k;
                    }
                }
                double score = Math.pow(gains[j][1], power) / (detour + 0.1);
                if (used + detour <= length && score > most) {
                    most = score;
                    node = j;
                    place = at;
                }
            }
            if (node < 0) {
                return;
            }
            used += distance[stops[place - 1]][node]
                    + distance[node][stops[place]]
                    - distance[stops[place - 1]][stops[place]];
            System.arraycopy(stops, place, stops, place + 1, count - place);
            stops[place] = node;
            count++;
            inside[node] = true;
        }
    }

    private double improve(double[][] gains, double power, double start) {
        double value = start;
        boolean improved = true;
        while (improved) {
            improved = false;
            keep();
            for (int k = 1; k < bestCount - 1; k++) {
                int out = stops[k];
                System.arraycopy(stops, k + 1, stops, k, count - k - 1);
                count--;
                inside[out] = false;
                used += distance[stops[k - 1]][stops[k]] - distance[stops[k - 1]][out] - distance[out][stops[k]];
                fill(gains, power, out);
                double trial = value(gains);
                if (trial > value + 1e-12) {
                    value = trial;
                    improved = true;
                    break;
                }
                restore();
            }
        }
        return value;
    }

    /** Sum of the best gains on the walk, and with it which nodes those are. */
    private double value(double[][] gains) {
        markVisited();
        int positive = 0;
        for (int j = 0; j < visited.length; j++) {
            if (visited[j] && gains[j][1] > 0) {
                sorted[positive++] = gains[j][1];
            }
        }
        Arrays.sort(sorted, 0, positive);
        double sum = 0;
        for (int k = Math.max(0, positive - budget); k < positive; k++) {
            sum += sorted[k];
        }
        return sum;
    }

    private void markVisited() {
        Arrays.fill(visited, false);
        visited[source] = true;
        for (int k = 1; k < count; k++) {
            for (int node = stops[k - 1]; node != stops[k]; ) {
                node = towards(node, stops[k]);
                visited[node] = true;
            }
        }
    }

    private int towards(int node, int target) {
        for (int next : neighbours[node]) {
            if (distance[next][target] == distance[node][target] - 1) {
                return next;
            }
        }
        throw new IllegalStateException("No path from " + node + " to " + target + ".");
    }

    private void write(double[][] gains, Decision decision) {
        decision.clear();
        markVisited();
        double[][] onWalk = new double[visited.length][2];
        for (int j = 0; j < visited.length; j++) {
            onWalk[j][1] = visited[j] ? gains[j][1] : 0;
        }
        new TopArms(budget).maximise(onWalk, decision);
        int[] walk = new int[used + 1];
        int position = 0;
        walk[position++] = source;
        for (int k = 1; k < count; k++) {
            for (int node = stops[k - 1]; node != stops[k]; ) {
                node = towards(node, stops[k]);
                walk[position++] = node;
            }
        }
        decision.certificate = walk;
    }
}
