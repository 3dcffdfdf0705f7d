package dev.ansatz.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.phase.custom.CustomPhaseConfig;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import dev.ansatz.classical.cvrp.RoutingPhase;
import dev.ansatz.examples.timefold.DeliveryDay;
import dev.ansatz.examples.timefold.DeliveryPlanner;
import dev.ansatz.examples.timefold.DeliveryScore;
import dev.ansatz.examples.timefold.Order;
import dev.ansatz.examples.timefold.Truck;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.search.Engines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimefoldExampleTest {
    private static final DeliveryPlanner.Domain DOMAIN = new DeliveryPlanner.Domain();

    private static DeliveryDay day() {
        Random random = new Random(7);
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            orders.add(new Order("order " + i, random.nextInt(10_000), random.nextInt(10_000), 1 + random.nextInt(9)));
        }
        List<Truck> trucks = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            trucks.add(new Truck("truck " + i, 35));
        }
        return new DeliveryDay(5000, 5000, trucks, orders);
    }

    private static HardSoftScore score(DeliveryDay day) {
        return new DeliveryScore().calculateScore(day);
    }

    private static Outcome<Routes> ansatz(DeliveryDay day) {
        return Engines.byName(Cvrp.PROBLEM, "local-search", null)
                .solve(DOMAIN.instance(day), Options.ofIterations(2000));
    }

    /** A solver that makes one phase and asserts at each move that its score is right. */
    private static DeliveryDay onePhase(DeliveryDay day) {
        SolverConfig config = new SolverConfig()
                .withSolutionClass(DeliveryDay.class)
                .withEntityClasses(Truck.class)
                .withEnvironmentMode(EnvironmentMode.FULL_ASSERT)
                .withScoreDirectorFactory(
                        new ScoreDirectorFactoryConfig().withEasyScoreCalculatorClass(DeliveryScore.class))
                .withPhases(new CustomPhaseConfig()
                        .withCustomPhaseCommands(new RoutingPhase<>(
                                DOMAIN,
                                Engines.byName(Cvrp.PROBLEM, "local-search", null),
                                Options.ofIterations(2000))));
        return SolverFactory.<DeliveryDay>create(config).buildSolver().solve(day);
    }

    @Test
    void theInstanceIsTheDomain() {
        DeliveryDay day = day();
        CvrpInstance instance = DOMAIN.instance(day);
        assertThat(instance.size()).isEqualTo(40);
        assertThat(instance.capacity()).isEqualTo(35);
        assertThat(instance.maxVehicles()).isEqualTo(9);
        assertThat(instance.demand(3)).isEqualTo(day.getOrders().get(2).boxes());
        assertThat(instance.distances().between(0, 3))
                .isEqualTo(day.metres(null, day.getOrders().get(2)));
        assertThat(instance.distances().coordinates()).isNotNull();
    }

    @Test
    void timefoldBeginsFromOurPlanAndOnlyImprovesIt() {
        List<HardSoftScore> scores = Collections.synchronizedList(new ArrayList<>());
        DeliveryDay best = DeliveryPlanner.plan(
                day(), Duration.ofMillis(400), Duration.ofMillis(400), improved -> scores.add(score(improved)));
        // The default engine reaches a plan this good within its time; Timefold's own first fit is far from it.
        assertThat(scores.get(0).hardScore()).isZero();
        assertThat(scores.get(0).softScore())
                .isGreaterThan((long) (-1.1 * ansatz(day()).objective()));
        assertThat(scores).isSorted();
        assertThat(score(best)).isEqualTo(scores.get(scores.size() - 1));
    }

    @Test
    void thePhaseAloneGivesExactlyOurPlan() {
        DeliveryDay day = onePhase(day());
        Outcome<Routes> ours = ansatz(day());
        assertThat(score(day)).isEqualTo(HardSoftScore.of(0, (long) -ours.objective()));
        assertThat(RoutingPhase.routes(DOMAIN, day)).isEqualTo(ours.best());
    }

    @Test
    void aCompletePlanIsAWarmStartAndNeverReplacedByAWorseOne() {
        Outcome<Routes> ours = ansatz(day());
        DeliveryDay filled = day();
        RoutingPhase.fill(DOMAIN, filled, ours.best());
        assertThat(score(filled)).isEqualTo(HardSoftScore.of(0, (long) -ours.objective()));
        assertThat(score(onePhase(filled))).isGreaterThanOrEqualTo(score(filled));

        // All orders on the wrong trucks: complete, but overloaded. Visits move from any list to any place.
        DeliveryDay crowded = day();
        crowded.getTrucks().get(4).getOrders().addAll(crowded.getOrders());
        assertThat(score(onePhase(crowded))).isEqualTo(HardSoftScore.of(0, (long) -ours.objective()));
    }
}
