package dev.ansatz.classical.vrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each plan that the search remembers is compared with the validator's reading (the self-check of this module's tests). */
class VrpLocalSearchTest {
    private static final int RUNS = Integer.getInteger("ansatz.vrp.fuzz", 300);

    @Test
    void everyPlanOfAnyMixOfAttributesKeepsAllRulesAtTheCostThatTheSearchSays() {
        int solved = 0;
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(run);
            double probability = random.nextDouble() * 0.5;
            Set<RichInstances.Attribute> has = RichInstances.attributes(random, probability);
            VrpInstance instance = RichInstances.of(4 + random.nextInt(14), has, random);
            Outcome<VrpPlan> outcome;
            try {
                outcome = new VrpLocalSearch()
                        .solve(instance, Options.<VrpPlan>ofIterations(300).withSeed(run));
            } catch (RuntimeException e) {
                throw new AssertionError("run " + run + " with " + has, e);
            }
            if (outcome.solved()) {
                solved++;
                assertThat(Vrp.PROBLEM.evaluate(instance, outcome.best()).feasible())
                        .as("run %s with %s", run, has)
                        .isTrue();
            }
        }
        assertThat(solved).as("runs with a plan of " + RUNS).isGreaterThan(RUNS * 3 / 5);
    }

    @Test
    void theSameSeedGivesTheSamePlan() {
        Random random = new Random(1);
        Set<RichInstances.Attribute> has = RichInstances.attributes(random, 0.2);
        VrpInstance instance = RichInstances.of(20, has, random);
        Options<VrpPlan> options = Options.<VrpPlan>ofIterations(500).withSeed(7);
        assertThat(new VrpLocalSearch().solve(instance, options).best())
                .isNotNull()
                .isEqualTo(new VrpLocalSearch().solve(instance, options).best());
    }

    @Test
    void reachesTheOptimumOfSmallInstances() {
        for (int run = 0; run < 60; run++) {
            Random random = new Random(1000 + run);
            Set<RichInstances.Attribute> has = RichInstances.attributes(random, 0.3);
            has.removeAll(EnumSet.of(
                    RichInstances.Attribute.TYPES, RichInstances.Attribute.BREAKS, RichInstances.Attribute.RELOADS));
            VrpInstance instance = RichInstances.of(4, has, random);
            double least = new Enumeration(instance).least();
            Outcome<VrpPlan> outcome = new VrpLocalSearch().solve(instance, Options.ofIterations(3000));
            if (least == Double.POSITIVE_INFINITY) {
                assertThat(outcome.solved()).isFalse();
            } else {
                assertThat(outcome.objective()).as("run %s with %s", run, has).isEqualTo(least);
            }
        }
    }

    @Test
    void insertionServesTheSameMixes() {
        int solved = 0;
        for (int run = 0; run < 100; run++) {
            Random random = new Random(run);
            Set<RichInstances.Attribute> has = RichInstances.attributes(random, 0.2);
            VrpInstance instance = RichInstances.of(10, has, random);
            Outcome<VrpPlan> outcome = new VrpInsertion().solve(instance, Options.ofIterations(10));
            solved += outcome.solved() ? 1 : 0;
        }
        assertThat(solved).isGreaterThan(60);
    }

    @Test
    void isNeverWorseThanItsWarmStartAndEndsInTime() {
        Random random = new Random(3);
        VrpInstance instance = RichInstances.of(
                60, EnumSet.of(RichInstances.Attribute.WINDOWS, RichInstances.Attribute.OPTIONAL), random);
        VrpPlan start =
                new VrpLocalSearch().solve(instance, Options.ofIterations(2000)).best();
        Outcome<VrpPlan> outcome = new VrpLocalSearch()
                .solve(
                        instance,
                        Options.<VrpPlan>ofTime(Duration.ofMillis(200))
                                .withWarmStart(start)
                                .withThreads(2));
        assertThat(outcome.objective())
                .isLessThanOrEqualTo(Vrp.PROBLEM.evaluate(instance, start).objective());
        assertThat(outcome.seconds()).isLessThan(2);
    }

    /** All plans of instances with one vehicle type. */
    private static final class Enumeration {
        private final VrpInstance instance;
        private final List<List<Integer>> routes = new ArrayList<>();
        private double least = Double.POSITIVE_INFINITY;

        Enumeration(VrpInstance instance) {
            this.instance = instance;
        }

        double least() {
            extend(new boolean[instance.size()]);
            return least;
        }

        /** Judges the plan as it is, then adds a stop to its last route or begins a new one, whose first stop is later than those before. */
        private void extend(boolean[] used) {
            Evaluation evaluation = Vrp.PROBLEM.evaluate(
                    instance,
                    new VrpPlan(routes.stream()
                            .map(route -> new VrpPlan.Route(
                                    0,
                                    route.stream().mapToInt(Integer::intValue).toArray()))
                            .toList()));
            if (evaluation.feasible()) {
                least = Math.min(least, evaluation.objective());
            }
            int last = routes.isEmpty() ? -1 : routes.get(routes.size() - 1).get(0);
            for (int stop = 0; stop < used.length; stop++) {
                if (used[stop]) {
                    continue;
                }
                used[stop] = true;
                if (!routes.isEmpty()) {
                    List<Integer> route = routes.get(routes.size() - 1);
                    route.add(stop);
                    extend(used);
                    route.remove(route.size() - 1);
                }
                if (stop > last) {
                    routes.add(new ArrayList<>(List.of(stop)));
                    extend(used);
                    routes.remove(routes.size() - 1);
                }
                used[stop] = false;
            }
        }
    }
}
