package dev.ansatz.problems.vrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.Evaluation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random plans of instances with all attributes: none makes the validator throw, and the schedule of one without violations is one. */
class VrpScheduleTest {
    /** A route of some tasks in random order, mostly with the breaks that it needs, sometimes with what is no activity. */
    private static VrpPlan.Route route(VrpInstance instance, Random random, boolean wild) {
        int type = random.nextInt(instance.types().size());
        List<Integer> activities = new ArrayList<>();
        for (int k = 1 + random.nextInt(3); k > 0; k--) {
            int[] stops = instance.stopsOf(random.nextInt(instance.tasks().size()));
            int at = 0;
            for (int stop : stops) {
                at += random.nextInt(activities.size() - at + 1);
                activities.add(at++, stop);
            }
        }
        for (int b = 0; b < instance.type(type).breaks().size(); b++) {
            activities.add(random.nextInt(activities.size() + 1), instance.breakActivity(type, b));
        }
        if (!instance.type(type).reloads().isEmpty() && random.nextInt(3) == 0) {
            activities.add(random.nextInt(activities.size() + 1), instance.reloadActivity(type, 0));
        }
        if (wild) {
            activities.add(random.nextInt(activities.size() + 1), random.nextInt(instance.activities() + 4) - 2);
            Collections.shuffle(activities, random);
        }
        return new VrpPlan.Route(
                type, activities.stream().mapToInt(Integer::intValue).toArray());
    }

    @Test
    void noPlanMakesTheValidatorThrow() {
        Random random = new Random(5);
        for (int seed = 1; seed <= 300; seed++) {
            VrpInstance instance = Vrp.PROBLEM.generate(8, seed, "rich");
            VrpPlan plan = new VrpPlan(IntStream.range(0, 4)
                    .mapToObj(r -> route(instance, random, true))
                    .toList());
            Evaluation evaluation = Vrp.PROBLEM.evaluate(instance, plan);
            assertThat(evaluation.violations()).allMatch(violation -> violation.amount() > 0);
            assertThat(evaluation.objective())
                    .isEqualTo(VrpSchedule.of(instance, plan).objective()
                            / (double) instance.scale().cost());
            assertThat(Vrp.PROBLEM.parts(instance, plan).values().stream()
                            .mapToDouble(part -> part)
                            .sum())
                    .isCloseTo(evaluation.objective(), org.assertj.core.api.Assertions.within(1e-6));
        }
    }

    @Test
    void theScheduleOfARouteWithoutViolationsKeepsEverything() {
        Random random = new Random(6);
        int checked = 0;
        int breaks = 0;
        int trips = 0;
        for (int seed = 1; seed <= 1500; seed++) {
            VrpInstance instance = Vrp.PROBLEM.generate(8, seed % 100, "rich");
            VrpPlan.Route plan = route(instance, random, false);
            RouteSchedule route = VrpSchedule.route(instance, plan, 0, "route");
            if (!route.violations().isEmpty()) {
                continue;
            }
            checked++;
            check(instance, route);
            breaks += instance.type(plan.type()).breaks().isEmpty() ? 0 : 1;
            trips += (int) route.visits().stream()
                    .filter(visit -> visit.kind() == RouteSchedule.Kind.RELOAD)
                    .count();
        }
        assertThat(checked).isGreaterThan(300);
        assertThat(breaks).isGreaterThan(20);
        assertThat(trips).isGreaterThan(10);
    }

    private static void check(VrpInstance instance, RouteSchedule route) {
        VehicleType type = instance.type(route.type());
        Travel travel = instance.travel(type.profile());
        List<RouteSchedule.Visit> visits = route.visits();
        long[] picked = new long[instance.size()];
        int at = -1;
        long left = visits.get(0).start();
        long paused = 0;
        long driving = 0;
        long distance = 0;
        assertThat(left).isBetween(type.shiftStart(), type.latestStart());
        for (RouteSchedule.Visit visit : visits) {
            assertThat(visit.start()).isGreaterThanOrEqualTo(visit.arrival());
            assertThat(visit.departure()).isGreaterThanOrEqualTo(visit.start());
            for (int d = 0; d < type.capacity().length; d++) {
                assertThat(visit.load()[d]).isBetween(type.initialLoad()[d], type.capacity()[d]);
            }
            if (visit.kind() == RouteSchedule.Kind.BREAK) {
                VehicleType.Break pause = instance.breakOf(visit.activity());
                assertThat(pause.windows().next(visit.start())).isEqualTo(visit.start());
                assertThat(visit.departure() - visit.start()).isEqualTo(pause.duration());
                assertThat(visit.start()).isGreaterThanOrEqualTo(left + paused);
                paused += pause.duration();
                continue;
            }
            if (at >= 0) {
                long way = travel.duration(at, visit.location());
                assertThat(visit.arrival()).isGreaterThanOrEqualTo(left + way + paused);
                driving += way;
                distance += travel.distance(at, visit.location());
            }
            if (visit.kind() == RouteSchedule.Kind.SERVICE) {
                Stop stop = instance.stop(visit.activity());
                Task task = instance.task(stop.task());
                assertThat(stop.windows().next(visit.start())).isEqualTo(visit.start());
                assertThat(visit.departure() - visit.start())
                        .isEqualTo(stop.service() + (at == stop.location() ? 0 : stop.setup()));
                assertThat(task.suits(type)).isTrue();
                assertThat(visit.arrival()).isGreaterThanOrEqualTo(type.start() < 0 ? 0 : task.release());
                picked[visit.activity()] = visit.departure();
                if (visit.activity() == task.delivery()) {
                    assertThat(picked[task.stop()]).isPositive();
                    assertThat(visit.start() - picked[task.stop()]).isLessThanOrEqualTo(task.maxRide());
                }
            }
            at = visit.location();
            left = visit.departure();
            paused = 0;
        }
        assertThat(route.driving()).isEqualTo(driving).isLessThanOrEqualTo(type.maxDriving());
        assertThat(route.distance()).isEqualTo(distance).isLessThanOrEqualTo(type.maxDistance());
        assertThat(route.duration()).isLessThanOrEqualTo(type.maxDuration());
        assertThat(left + paused).isLessThanOrEqualTo(type.shiftEnd());
        assertThat(route.overtime()).isEqualTo(Math.max(0, route.duration() - type.regularDuration()));
        assertThat(route.waiting()).isBetween(0L, route.duration());
    }
}
