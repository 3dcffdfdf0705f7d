package dev.ansatz.classical.tsp;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.classical.localsearch.SelfCheck;
import dev.ansatz.classical.localsearch.Xorshift;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * Tours that improve by {@link EdgeAssembly} (Nagata and Kobayashi 2013): in each generation the tours are put in random order,
 * and each is replaced by the best of its children with the next one. "Best" weighs the gain against the loss of diversity,
 * the entropy of the edges of the population, so that the population does not lose good edges before they are combined.
 * Not thread-safe.
 */
final class TourPopulation {
    /** Children that a pair has at most, unless the generation is greedy. */
    private static final int CHILDREN = 20;

    private static final double EPSILON = 1e-7;

    private final DistanceLookup distances;
    private final EdgeAssembly crossover;
    private final Xorshift random;
    private final int capacity;
    private final int[][] tours;
    private final double[] lengths;
    private final int[] mates;
    private final int[] firstMate;
    private final int[] cycleOrder;
    private final EdgeCounts edges;
    private final double[] entropy; // of an edge that so many tours have
    private int size;
    private long children;

    TourPopulation(DistanceLookup distances, int[] near, int capacity, Xorshift random) {
        int n = distances.size();
        this.distances = distances;
        this.crossover = new EdgeAssembly(distances, near, random);
        this.random = random;
        this.capacity = capacity;
        this.tours = new int[capacity][];
        this.lengths = new double[capacity];
        this.mates = new int[capacity];
        this.firstMate = new int[n];
        this.cycleOrder = new int[n / 2 + 1];
        this.edges = new EdgeCounts(3 * n);
        this.entropy = new double[capacity + 1];
    }

    /** Takes over a tour, which it may change, unless an equal one is there already. */
    void add(int[] tour, double length) {
        for (int i = 0; i < size; i++) {
            if (Math.abs(lengths[i] - length) < EPSILON && crossover.begin(tours[i], tour) == 0) {
                return;
            }
        }
        if (size < capacity) {
            tours[size] = tour;
            lengths[size++] = length;
            edges.addTour(tour, 1);
        }
    }

    int size() {
        return size;
    }

    int[] tour(int i) {
        return tours[i];
    }

    double length(int i) {
        return lengths[i];
    }

    /** Index of the shortest tour. */
    int best() {
        int best = 0;
        for (int i = 1; i < size; i++) {
            if (lengths[i] < lengths[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Indices of the {@code count} shortest tours, or of all. */
    int[] shortest(int count) {
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> lengths[i]))
                .limit(count)
                .mapToInt(i -> i)
                .toArray();
    }

    double averageLength() {
        return Arrays.stream(lengths, 0, size).average().orElse(Double.NaN);
    }

    /** Children built so far. */
    long children() {
        return children;
    }

    /**
     * One generation.
     *
     * @param greedy whether a tour takes over whatever makes it shorter, which is quick and soon leaves tours alike
     * @param stop asked before each pair with {@link #children}
     * @return whether there were two different tours
     */
    boolean generation(boolean greedy, LongPredicate stop) {
        for (int i = 1; i <= size; i++) {
            double share = (double) i / size;
            entropy[i] = -share * Math.log(share);
        }
        for (int i = 0; i < size; i++) {
            int j = random.below(i + 1);
            mates[i] = mates[j];
            mates[j] = i;
        }
        System.arraycopy(tours[mates[0]], 0, firstMate, 0, firstMate.length);
        boolean different = false;
        for (int i = 0; i < size && !stop.test(children); i++) {
            different |= cross(mates[i], i + 1 < size ? tours[mates[i + 1]] : firstMate, greedy);
        }
        return different;
    }

    private boolean cross(int a, int[] b, boolean greedy) {
        int cycles = crossover.begin(tours[a], b);
        for (int i = 0; i < cycles; i++) {
            cycleOrder[i] = i;
        }
        int tries = greedy ? cycles : Math.min(cycles, CHILDREN);
        int best = -1;
        double bestValue = 0;
        for (int i = 0; i < tries; i++) {
            int j = i + random.below(cycles - i);
            int cycle = cycleOrder[j];
            cycleOrder[j] = cycleOrder[i];
            children++;
            double gain = crossover.assemble(cycle);
            if (gain > EPSILON) {
                if (greedy) {
                    replace(a, gain);
                    continue;
                }
                double diversity = diversityChange();
                double value = diversity < 0 ? gain / -diversity : Double.MAX_VALUE;
                if (value > bestValue) {
                    bestValue = value;
                    best = cycle;
                }
            } else if (gain > -EPSILON && diversityChange() > 0) {
                replace(a, gain);
            }
        }
        if (best >= 0) {
            double gain = crossover.assemble(best);
            if (gain > EPSILON) {
                replace(a, gain);
            }
        }
        return cycles > 0;
    }

    private double diversityChange() {
        double change = 0;
        int[] removed = crossover.removedEdges();
        for (int i = 0; i < crossover.removedSize(); i += 2) {
            int count = edges.of(removed[i], removed[i + 1]);
            if (count > 0) {
                change += entropy[count - 1] - entropy[count];
            }
        }
        int[] added = crossover.addedEdges();
        for (int i = 0; i < crossover.addedSize(); i += 2) {
            int count = edges.of(added[i], added[i + 1]);
            if (count < size) {
                change += entropy[count + 1] - entropy[count];
            }
        }
        return change;
    }

    private void replace(int a, double gain) {
        int[] removed = crossover.removedEdges();
        for (int i = 0; i < crossover.removedSize(); i += 2) {
            edges.add(removed[i], removed[i + 1], -1);
        }
        int[] added = crossover.addedEdges();
        for (int i = 0; i < crossover.addedSize(); i += 2) {
            edges.add(added[i], added[i + 1], 1);
        }
        crossover.apply();
        lengths[a] -= gain;
        if (SelfCheck.ON) {
            SelfCheck.same("Length of a child", lengths[a], lengthOf(tours[a]));
        }
    }

    private double lengthOf(int[] tour) {
        double sum = 0;
        int previous = tour[tour.length - 1];
        for (int city : tour) {
            sum += distances.of(previous, city);
            previous = city;
        }
        return sum;
    }
}
