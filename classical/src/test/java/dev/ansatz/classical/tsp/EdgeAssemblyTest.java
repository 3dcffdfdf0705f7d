package dev.ansatz.classical.tsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.distance.NearestNeighbours;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeAssemblyTest {
    private static TspInstance matrix(int n, long seed) {
        Random random = new Random(seed);
        double[] d = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                d[i * n + j] = d[j * n + i] = 1 + random.nextInt(100);
            }
        }
        return new TspInstance("matrix", new MatrixDistances(n, d, null));
    }

    private static int[] shuffled(int n, Random random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int city = order[i];
            order[i] = order[j];
            order[j] = city;
        }
        return order;
    }

    private static double length(TspInstance instance, int[] order) {
        return Tsp.PROBLEM.evaluate(instance, new Tour(order.clone())).objective();
    }

    private static Set<Long> edges(int[] order) {
        Set<Long> edges = new HashSet<>();
        int previous = order[order.length - 1];
        for (int city : order) {
            edges.add((long) Math.min(previous, city) << 32 | Math.max(previous, city));
            previous = city;
        }
        return edges;
    }

    /** Random parents share next to no edges: many cycles, large ones, and children of many subtours. */
    @ParameterizedTest
    @ValueSource(ints = {13, 20, 57, 300})
    void childrenAreToursAsMuchShorterAsSaid(int n) {
        Random random = new Random(n);
        for (TspInstance instance : new TspInstance[] {Tsp.PROBLEM.generate(n, n, "uniform"), matrix(n, n)}) {
            Distances distances = instance.distances();
            EdgeAssembly crossover = new EdgeAssembly(
                    new DistanceLookup(distances), NearestNeighbours.byQuadrants(distances, 8), new Xorshift(n));
            int children = 0;
            for (int round = 0; round < 50; round++) {
                int[] a = shuffled(n, random);
                int[] b = round % 2 == 0 ? shuffled(n, random) : GreedyEdge.tour(distances);
                int cycles = crossover.begin(a, b);
                int aloneInA =
                        edges(a).stream().filter(e -> !edges(b).contains(e)).toArray().length;
                assertThat(IntStream.range(0, cycles).map(crossover::size).sum())
                        .as("the cycles have all edges of A that B lacks")
                        .isEqualTo(aloneInA);
                for (int cycle = 0; cycle < cycles; cycle++) {
                    double before = length(instance, a);
                    double gain = crossover.assemble(cycle);
                    if (gain > Double.NEGATIVE_INFINITY) {
                        crossover.apply();
                        children++;
                        assertThat(length(instance, a)).isCloseTo(before - gain, within(1e-6));
                    }
                }
            }
            assertThat(children).isGreaterThan(50);
        }
    }

    /** One parent is poor in one half of its tour, the other in the other half: the crossover puts the good halves together. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void takesTheGoodPartsOfBothParents(long seed) {
        int n = 200;
        TspInstance instance = Tsp.PROBLEM.generate(n, seed, "uniform");
        int[] good = GreedyEdge.tour(instance.distances());
        int[] a = good.clone();
        int[] b = good.clone();
        for (int i = 10; i < 60; i += 10) {
            swap(a, i, i + 5);
            swap(b, 100 + i, 105 + i);
        }
        double goodLength = length(instance, good);
        double poorer = Math.max(length(instance, a), length(instance, b));
        TourPopulation population = new TourPopulation(
                new DistanceLookup(instance.distances()),
                NearestNeighbours.byQuadrants(instance.distances(), 8),
                3,
                new Xorshift(seed));
        population.add(a, length(instance, a));
        population.add(b, length(instance, b));
        population.add(b.clone(), length(instance, b));
        assertThat(population.size()).as("equal tours count once").isEqualTo(2);
        population.generation(true, children -> false);
        int best = population.best();
        assertThat(population.length(best)).isLessThanOrEqualTo(goodLength).isLessThan(poorer);
        assertThat(length(instance, population.tour(best))).isCloseTo(population.length(best), within(1e-6));
    }

    private static void swap(int[] a, int i, int j) {
        int city = a[i];
        a[i] = a[j];
        a[j] = city;
    }
}
