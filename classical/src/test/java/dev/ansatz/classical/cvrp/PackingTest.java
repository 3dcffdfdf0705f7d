package dev.ansatz.classical.cvrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fleets whose vehicles have to be full, or all but full. */
class PackingTest {
    /** Customers whose demands are random pieces of full vehicles, less a slack for each vehicle. */
    private static CvrpInstance full(int customers, int vehicles, int capacity, int slack, long seed) {
        Random random = new Random(seed);
        List<Long> pieces = new ArrayList<>();
        for (int v = 0; v < vehicles; v++) {
            int parts = customers * (v + 1) / vehicles - customers * v / vehicles;
            List<Long> cuts = new ArrayList<>();
            for (long cut = 1; cut < capacity - slack; cut++) {
                cuts.add(cut);
            }
            Collections.shuffle(cuts, random);
            List<Long> chosen = new ArrayList<>(cuts.subList(0, parts - 1));
            chosen.add((long) capacity - slack);
            Collections.sort(chosen);
            long before = 0;
            for (long cut : chosen) {
                pieces.add(cut - before);
                before = cut;
            }
        }
        Collections.shuffle(pieces, random);
        long[] demands = new long[customers + 1];
        double[] x = new double[customers + 1];
        double[] y = new double[customers + 1];
        for (int c = 0; c <= customers; c++) {
            demands[c] = c == 0 ? 0 : pieces.get(c - 1);
            x[c] = random.nextInt(1000);
            y[c] = random.nextInt(1000);
        }
        return new CvrpInstance(
                "full", new CoordinateDistances(x, y, Metric.EUC_2D), demands, capacity, vehicles, null, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "30, 8, 100, 0",
        "43, 13, 100, 0",
        "60, 12, 1000, 0",
        "80, 26, 100, 0",
        "120, 30, 250, 0",
        "200, 40, 100, 0",
        "200, 25, 1000, 0",
        "200, 66, 1000, 10",
        "100, 33, 1000, 10",
        "150, 15, 5000, 0"
    })
    void savingsAndLocalSearchServeAllCustomers(int customers, int vehicles, int capacity, int slack) {
        for (long seed = 1; seed <= 3; seed++) {
            CvrpInstance instance = full(customers, vehicles, capacity, slack, seed);
            Routes plan = new Savings().solve(instance, Options.ofIterations(1)).best();
            Options<Routes> options = Options.ofIterations(2000);
            Outcome<Routes> searched = new dev.ansatz.classical.cvrp.CvrpLocalSearch().solve(instance, options);
            assertThat(searched.objective())
                    .isLessThanOrEqualTo(Cvrp.PROBLEM.evaluate(instance, plan).objective());
            assertThat(searched.best().count()).isLessThanOrEqualTo(vehicles);
        }
    }

    @Tag("slow")
    @Test
    void everyEngineServesAllCustomersOfAFullFleet() {
        CvrpInstance instance = full(43, 13, 100, 0, 9);
        for (Solver<CvrpInstance, Routes> engine : ClassicalEngines.of(Cvrp.PROBLEM)) {
            engine.warmUp();
            Outcome<Routes> outcome = engine.solve(instance, Options.ofTime(Duration.ofSeconds(2)));
            assertThat(outcome.solved()).as(engine.name()).isTrue();
        }
    }

    @Test
    void moreLoadThanRoomIsNotPacked() {
        long[] items = {6, 6, 6, 6};
        assertThat(BinCompletion.pack(items, 10, 3, () -> false)).isNull();
        assertThat(BinCompletion.pack(items, 10, 2, () -> false)).isNull();
        assertThat(BinCompletion.pack(items, 12, 2, () -> false)).isNotNull();
        assertThat(BinCompletion.pack(new long[] {0, 5, 0}, 5, 1, () -> false)).containsExactly(0, 0, 0);
    }
}
