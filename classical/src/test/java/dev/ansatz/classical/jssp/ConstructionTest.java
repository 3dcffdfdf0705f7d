package dev.ansatz.classical.jssp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopBounds;
import dev.ansatz.problems.jssp.JobShopGraph;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import dev.ansatz.problems.jssp.Taillard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConstructionTest {
    private static final List<Solver<JobShopInstance, Schedule>> ENGINES = List.of(new Dispatching(), new Insertion());

    /** Up to 6 jobs on 5 machines; jobs leave machines out, and every third duration is 0. */
    private static JobShopInstance odd(Random random) {
        int jobs = 1 + random.nextInt(6);
        int[][] machines = new int[jobs][];
        int[][] durations = new int[jobs][];
        for (int job = 0; job < jobs; job++) {
            List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4));
            Collections.shuffle(order, random);
            int length = 1 + random.nextInt(5);
            machines[job] = order.subList(0, length).stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            durations[job] = random.ints(length, -3, 7).map(d -> Math.max(0, d)).toArray();
        }
        return new JobShopInstance("odd", machines, durations);
    }

    @Test
    void schedulesAreFeasibleAlsoWithoutDurationsAndWithPartialJobs() {
        Random random = new Random(1);
        for (int k = 0; k < 300; k++) {
            JobShopInstance shop = odd(random);
            for (Solver<JobShopInstance, Schedule> engine : ENGINES) {
                Outcome<Schedule> outcome = engine.solve(shop, Options.ofIterations(20));
                assertThat(outcome.solved()).as("%s %d", engine.name(), k).isTrue();
                assertThat(outcome.objective()).isGreaterThanOrEqualTo(JobShopBounds.lowerBound(shop));
            }
        }
    }

    /** Two jobs wait for machine 0 at time 0, of 5 and of 2 units; then each goes on to machine 1 for 1 and for 6. */
    @Test
    void rulesDecideWhoGoesFirst() {
        JobShopInstance shop = new JobShopInstance("two", new int[][] {{0, 1}, {0, 1}}, new int[][] {{5, 1}, {2, 6}});
        ScheduleBuilder builder = new ScheduleBuilder(new Shop(shop));
        assertThat(builder.build(DispatchRule.SPT, true, 0, null)).isEqualTo(9);
        assertThat(builder.starts).containsExactly(2, 8, 0, 2);
        assertThat(builder.build(DispatchRule.MWR, true, 0, null)).isEqualTo(9);
        assertThat(builder.build(DispatchRule.LPT, true, 0, null)).isEqualTo(13);
        assertThat(builder.starts).containsExactly(0, 5, 5, 7);
        assertThat(builder.build(DispatchRule.LWR, true, 0, null)).isEqualTo(13);
    }

    /** Job 1 reaches machine 0 at time 1 and has all the work: an active schedule waits for it, a non-delay one does not. */
    @Test
    void activeSchedulesMayWaitAndNonDelayOnesMayNot() {
        JobShopInstance shop = new JobShopInstance("wait", new int[][] {{0}, {1, 0, 2}}, new int[][] {{5}, {1, 2, 9}});
        ScheduleBuilder builder = new ScheduleBuilder(new Shop(shop));
        assertThat(builder.build(DispatchRule.MWR, true, 0, null)).isEqualTo(16);
        assertThat(builder.build(DispatchRule.MWR, false, 0, null)).isEqualTo(12);
        assertThat(builder.starts).containsExactly(3, 0, 1, 3);
    }

    @Test
    void schedulesHaveNoSlack() {
        for (Solver<JobShopInstance, Schedule> engine : ENGINES) {
            JobShopInstance shop = JobShop.PROBLEM.generate("10x8", 4, "uniform");
            Schedule best = engine.solve(shop, Options.ofIterations(30)).best();
            assertThat(JobShopGraph.semiActive(shop, best)).isEqualTo(best);
        }
    }

    /** ta01 has the optimum 1231; rules are known to be about 20 % above, insertion with reinsertion about 10 %. */
    @Test
    void ta01() {
        JobShopInstance ta01 = Taillard.instance(1);
        double rules = new Dispatching().solve(ta01, Options.ofIterations(12)).objective();
        double insertion = new Insertion()
                .solve(ta01, Options.ofIterations(Integer.MAX_VALUE))
                .objective();
        assertThat(rules).isBetween(1231.0, 1231 * 1.25);
        assertThat(insertion).isBetween(1231.0, 1231 * 1.15);
    }

    @Test
    void aLargeShopHasAnAnswerInLittleTime() {
        JobShopInstance large = JobShop.PROBLEM.generate("200x50", 1, "uniform");
        for (Solver<JobShopInstance, Schedule> engine : ENGINES) {
            Outcome<Schedule> outcome = engine.solve(large, Options.ofTime(Duration.ofMillis(100)));
            assertThat(outcome.solved()).isTrue();
        }
    }

    @Test
    void aScheduleAsShortAsTheBoundIsOptimalAndEndsTheRun() {
        JobShopInstance single = new JobShopInstance("single", new int[][] {{0, 1}}, new int[][] {{3, 2}});
        Outcome<Schedule> outcome = new Dispatching().solve(single, Options.defaults());
        assertThat(outcome.status()).isEqualTo(Status.OPTIMAL);
        assertThat(outcome.seconds()).isLessThan(5);
    }
}
