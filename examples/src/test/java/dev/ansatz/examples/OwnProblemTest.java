package dev.ansatz.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.examples.own.Orders;
import dev.ansatz.examples.own.Orders.Order;
import dev.ansatz.examples.own.SwapSearch;
import dev.ansatz.examples.own.WeightedTardiness;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.search.Ansatz;
import dev.ansatz.search.Ansatz.Job;
import dev.ansatz.search.PlanningJob;
import dev.ansatz.search.PlanningService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A problem and an engine of one's own behind the facade; docs/guide/embedding.md shows them. */
class OwnProblemTest {
    private static final Orders MONDAY = new Orders(
            "monday",
            List.of(
                    new Order("poster", 60, 60, 1),
                    new Order("menu", 20, 90, 5),
                    new Order("ballot", 30, 40, 9),
                    new Order("flyer", 10, 120, 2)));

    @Test
    void theFacadeSolvesWithAnEngineOfOnesOwn() {
        Outcome<List<Integer>> plan = Ansatz.of(WeightedTardiness.PROBLEM)
                .engine(new SwapSearch())
                .iterations(2000)
                .seed(1)
                .solve(MONDAY);
        assertThat(plan.objective()).isEqualTo(cheapest(MONDAY));
        assertThat(WeightedTardiness.PROBLEM.evaluate(MONDAY, plan.best()).feasible())
                .isTrue();
    }

    @Test
    void warmStartsAndBackgroundPlanningWork() {
        List<Integer> good = List.of(2, 1, 3, 0);
        Job<Orders, List<Integer>> job = Ansatz.of(WeightedTardiness.PROBLEM)
                .engine(new SwapSearch())
                .iterations(1)
                .warmStart(good);
        double cost = WeightedTardiness.PROBLEM.evaluate(MONDAY, good).objective();
        assertThat(job.solve(MONDAY).objective()).isLessThanOrEqualTo(cost);
        try (PlanningService service = new PlanningService(1)) {
            PlanningJob<Orders, List<Integer>> planning =
                    service.submit(job.iterations(2000).timeLimit(Duration.ofMinutes(1)), MONDAY);
            assertThat(planning.outcome().join().objective()).isEqualTo(cheapest(MONDAY));
        }
    }

    @Test
    void theValidatorNamesWhatIsWrong() {
        assertThat(WeightedTardiness.PROBLEM
                        .evaluate(MONDAY, List.of(0, 0, 2, 3))
                        .violations())
                .extracting(violation -> violation.constraint() + " " + violation.where())
                .containsExactly("unknown-or-repeated-order position 0", "missing-order menu");
    }

    @Test
    void withoutAnEngineItIsSaidWhatIsMissing() {
        assertThatThrownBy(() -> Ansatz.of(WeightedTardiness.PROBLEM).solve(MONDAY))
                .isInstanceOf(InputException.class)
                .hasMessage("There is no engine for problem weighted-tardiness: give one of your own.");
    }

    /** By so many random sequences that none of the 24 is left out. */
    private static double cheapest(Orders orders) {
        double best = Double.POSITIVE_INFINITY;
        List<Integer> sequence = new ArrayList<>(List.of(0, 1, 2, 3));
        Random random = new Random(7);
        for (int trial = 0; trial < 2000; trial++) {
            Collections.shuffle(sequence, random);
            best = Math.min(
                    best, WeightedTardiness.PROBLEM.evaluate(orders, sequence).objective());
        }
        return best;
    }
}
