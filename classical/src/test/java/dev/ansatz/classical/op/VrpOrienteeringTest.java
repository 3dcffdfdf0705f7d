package dev.ansatz.classical.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Orienteering;
import dev.ansatz.problems.op.Visits;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VrpOrienteeringTest {
    /** Appends the tasks in their order as far as the validator accepts that: enough to see what the adapter makes of an engine. */
    private static final Solver<VrpInstance, VrpPlan> APPEND = new Solver<>() {
        @Override
        public String name() {
            return "append";
        }

        @Override
        public String description() {
            return "tasks in their order";
        }

        @Override
        public Outcome<VrpPlan> solve(VrpInstance instance, Options<VrpPlan> options) {
            SearchContext<VrpInstance, VrpPlan> run = new SearchContext<>(Vrp.PROBLEM, instance, options);
            int[] route = new int[0];
            for (int task = 0; task < instance.tasks().size(); task++) {
                int[] longer = Arrays.copyOf(route, route.length + 1);
                longer[route.length] = instance.task(task).stop();
                if (run.offer(new VrpPlan(List.of(new VrpPlan.Route(0, longer))), "append")) {
                    route = longer;
                }
            }
            return run.finish();
        }
    };

    private static OpInstance random(long seed, Metric metric) {
        Random random = new Random(seed);
        int n = 12;
        return new OpInstance(
                "random",
                new CoordinateDistances(
                        random.doubles(n, 0, 10).toArray(),
                        random.doubles(n, 0, 10).toArray(),
                        metric),
                random.ints(n, 0, 9).asDoubleStream().toArray(),
                30,
                1,
                seed % 2 == 0 ? 1 : 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aPlanIsFeasibleWhereThePathIsAndCostsTheScoreLeftBehind(long seed) {
        for (Metric metric : List.of(Metric.EUC_2D, Metric.EXACT_2D)) {
            OpInstance instance = random(seed, metric);
            OpVrp routing = new OpVrp(instance);
            int[] nodes = instance.reachable();
            double all = Arrays.stream(nodes).mapToDouble(instance::score).sum() + instance.terminalScore();
            Random random = new Random(seed);
            for (int round = 0; round < 50; round++) {
                int[] some = Arrays.stream(nodes)
                        .boxed()
                        .filter(node -> random.nextInt(3) == 0)
                        .sorted((a, b) -> random.nextBoolean() ? 0 : 1)
                        .mapToInt(Integer::intValue)
                        .toArray();
                Visits visits = new Visits(some);
                assertThat(routing.visits(routing.plan(visits))).isEqualTo(visits);
                Evaluation path = Orienteering.PROBLEM.evaluate(instance, visits);
                Evaluation plan = Vrp.PROBLEM.evaluate(routing.instance(), routing.plan(visits));
                assertThat(plan.feasible()).isEqualTo(path.feasible());
                assertThat(plan.objective()).isEqualTo(all - path.objective(), within(1e-9));
            }
        }
    }

    @Test
    void anEngineOfRichRoutingSolvesOrienteering() {
        OpInstance instance = random(3, Metric.EXACT_2D);
        Solver<OpInstance, Visits> engine = new VrpOrienteering(APPEND, "vrp");
        Outcome<Visits> outcome = engine.solve(instance, Options.ofIterations(100));
        assertThat(engine.name()).isEqualTo("vrp");
        assertThat(outcome.best().size()).isPositive();
        assertThat(outcome.trace().get(0).phase()).isEqualTo("no visits");
        assertThat(outcome.trace()).anyMatch(point -> point.phase().equals("append"));
        // Warm starts go in and are not lost.
        Visits optimal =
                new OpLocalSearch().solve(instance, Options.ofIterations(10)).best();
        Outcome<Visits> warm =
                engine.solve(instance, Options.<Visits>ofIterations(1).withWarmStart(optimal));
        assertThat(warm.objective())
                .isEqualTo(Orienteering.PROBLEM.evaluate(instance, optimal).objective());
    }
}
