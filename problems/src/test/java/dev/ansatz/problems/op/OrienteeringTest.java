package dev.ansatz.problems.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Violation;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.io.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrienteeringTest {
    /** From 0 to 5 on a line, with the nodes 1 to 4 beside each other between; scores 0, 10, 20, 30, 40, 0. */
    private static OpInstance line(double limit) {
        return new OpInstance(
                "line",
                new CoordinateDistances(new double[] {0, 1, 2, 3, 4, 5}, new double[6], Metric.EXACT_2D),
                new double[] {0, 10, 20, 30, 40, 0},
                limit,
                0,
                5);
    }

    @Test
    void theScoreIsThatOfTheNodesVisitedAndTheLimitIsKept() {
        Evaluation evaluation = Orienteering.PROBLEM.evaluate(line(5), new Visits(1, 2, 4));
        assertThat(evaluation.feasible()).isTrue();
        assertThat(evaluation.objective()).isEqualTo(70);
        // 0 -> 2 -> 1 -> 5 is 2 + 1 + 4.
        assertThat(Orienteering.PROBLEM.length(line(5), new Visits(2, 1))).isEqualTo(7);
        assertThat(Orienteering.PROBLEM.evaluate(line(5), new Visits(2, 1)).violations())
                .containsExactly(new Violation("length", "path", 2));
        assertThat(Orienteering.PROBLEM.evaluate(line(5), new Visits()).objective())
                .isZero();
    }

    @Test
    void whatCannotBeIsNamedWithItsNode() {
        Evaluation twice = Orienteering.PROBLEM.evaluate(line(50), new Visits(1, 2, 1, 1));
        assertThat(twice.violations()).containsExactly(new Violation("repeated-node", "node 2", 2));
        assertThat(twice.objective()).as("a node counts once").isEqualTo(30);
        assertThat(Orienteering.PROBLEM.evaluate(line(50), new Visits(0, 5)).violations())
                .containsExactly(
                        new Violation("repeated-node", "node 1", 1), new Violation("repeated-node", "node 6", 1));
        Evaluation unknown = Orienteering.PROBLEM.evaluate(line(50), new Visits(-1, 6));
        assertThat(unknown.violations())
                .containsExactly(
                        new Violation("unknown-node", "node 0", 1), new Violation("unknown-node", "node 7", 1));
        assertThat(unknown.objective()).isNaN();
    }

    @Test
    void scoresOfStartAndEndAreCollectedOnce() {
        CoordinateDistances two = new CoordinateDistances(new double[] {0, 3}, new double[2], Metric.EXACT_2D);
        OpInstance path = new OpInstance("path", two, new double[] {5, 7}, 3, 0, 1);
        assertThat(Orienteering.PROBLEM.evaluate(path, new Visits()).objective())
                .isEqualTo(12);
        OpInstance tour = new OpInstance("tour", two, new double[] {5, 7}, 6, 0, 0);
        assertThat(Orienteering.PROBLEM.evaluate(tour, new Visits()).objective())
                .isEqualTo(5);
        assertThat(Orienteering.PROBLEM.evaluate(tour, new Visits(1)).objective())
                .isEqualTo(12);
    }

    @Test
    void anEndBeyondTheLimitIsProvenInfeasible() {
        assertThat(Orienteering.PROBLEM.validate(line(5))).isEmpty();
        assertThat(Orienteering.PROBLEM.infeasible(line(4)))
                .isEqualTo("the way from '1' to '6' alone is 5 long, above the limit of 4.");
    }

    @Test
    void aNodeThatIsReachedByWayOfOthersOnlyIsInReach() {
        // Straight from 0 to 2 is 10, by way of 1 it is 2.
        double[] d = {0, 1, 10, 1, 0, 1, 10, 1, 0};
        OpInstance detour = new OpInstance("detour", new MatrixDistances(3, d, null), new double[] {0, 1, 1}, 4, 0, 0);
        assertThat(detour.reachable()).containsExactly(1, 2);
        assertThat(Orienteering.PROBLEM.evaluate(detour, new Visits(1, 2)).feasible())
                .isFalse();
    }

    private static double best(OpInstance instance, int[] nodes, int count, boolean[] used) {
        Evaluation evaluation = Orienteering.PROBLEM.evaluate(instance, new Visits(Arrays.copyOf(nodes, count)));
        double best = evaluation.feasible() ? evaluation.objective() : Double.NEGATIVE_INFINITY;
        for (int node = 0; node < instance.size(); node++) {
            if (!used[node] && !instance.isTerminal(node)) {
                used[node] = true;
                nodes[count] = node;
                best = Math.max(best, best(instance, nodes, count + 1, used));
                used[node] = false;
            }
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theBoundIsNeverBelowTheOptimum(long seed) {
        Random random = new Random(seed);
        int n = 2 + random.nextInt(5);
        double[] d = random.doubles(n * n, 0, 10)
                .map(v -> seed % 2 == 0 ? Math.rint(v) : v)
                .toArray();
        double[] scores = random.ints(n, 0, 10).asDoubleStream().toArray();
        OpInstance instance = new OpInstance(
                "random",
                new MatrixDistances(n, d, null),
                scores,
                10 + random.nextInt(25),
                0,
                random.nextBoolean() ? 0 : n - 1);
        double optimum = best(instance, new int[n], 0, new boolean[n]);
        assertThat(Objects.requireNonNull(Orienteering.PROBLEM.bound(instance)).value())
                .isGreaterThanOrEqualTo(optimum);
    }

    @Test
    void theBoundLeavesOutWhatIsOutOfReach() {
        // A tour from node 1 of length 4 reaches node 3 at most; both nodes between cost 1 each way.
        OpInstance near = new OpInstance(
                "near",
                new CoordinateDistances(new double[] {0, 1, 2, 3}, new double[4], Metric.EXACT_2D),
                new double[] {0, 10, 20, 1000},
                4,
                0,
                0);
        assertThat(near.reachable()).containsExactly(1, 2);
        assertThat(Objects.requireNonNull(Orienteering.PROBLEM.bound(near)).value())
                .isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource({"distance, 20, 20000", "uniform, 50, 30000", "constant, 100, 40000"})
    void randomInstancesAreThoseOfTheirSeed(String distribution, int size, double limit) {
        OpInstance instance = Orienteering.PROBLEM.generate(size, 3, distribution);
        OpInstance again = Orienteering.PROBLEM.generate(size, 3, distribution);
        assertThat(instance.size()).isEqualTo(size + 1);
        assertThat(instance.limit()).isEqualTo(limit);
        assertThat(instance.isTour()).isTrue();
        assertThat(instance.score(0)).isZero();
        assertThat(instance.scores()).isEqualTo(again.scores());
        assertThat(instance.distances().between(1, 2))
                .isEqualTo(again.distances().between(1, 2));
        for (int node = 1; node <= size; node++) {
            assertThat(instance.score(node)).isBetween(1.0, 100.0);
        }
    }

    private static OpBuilder trip() {
        return OpInstance.builder("trip")
                .place("home", 0, 0, 0)
                .place("zoo", 3, 4, 12.5)
                .place("lake", 6, 8, 20);
    }

    @Test
    void placesAreKnownByTheIdsOfTheUser() {
        OpInstance trip = trip().start("home").limit(20).build();
        assertThat(trip.isTour()).isTrue();
        Visits there = trip.visits(List.of("zoo", "lake"));
        assertThat(Orienteering.PROBLEM.evaluate(trip, there).objective()).isEqualTo(32.5, within(0.0));
        assertThat(trip.ids(there)).containsExactly("zoo", "lake");
        assertThat(trip().start("home").end("lake").limit(10).build().end()).isEqualTo(2);
        assertThatThrownBy(() -> trip.visits(List.of("zoo", "sea", "moor")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'sea'")
                .hasMessageContaining("'moor'");
    }

    @Test
    void mistakesOfABuilderAreToldAllAtOnce() {
        assertThatThrownBy(() -> trip().place("zoo", 1, 1, -3).start("hom").build())
                .isInstanceOf(InputException.class)
                .hasMessage("""
                        in trip, the id 'zoo' is given twice.
                        in trip, the score -3 of 'zoo' must not be negative.
                        trip has no limit of the length.
                        in trip, the start 'hom' is none of the places.""");
    }
}
