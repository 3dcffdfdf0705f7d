package dev.ansatz.classical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.classical.jssp.Insertion;
import dev.ansatz.classical.jssp.JobShopCpSat;
import dev.ansatz.classical.jssp.JobShopTabu;
import dev.ansatz.classical.jssp.TimefoldJobShop;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobShopEnginesTest {
    /** The 6x6 instance of Fisher and Thompson (1963), optimum 55. */
    private static final JobShopInstance FT06 = new JobShopInstance(
            "ft06",
            new int[][] {
                {2, 0, 1, 3, 5, 4},
                {1, 2, 4, 5, 0, 3},
                {2, 3, 5, 0, 1, 4},
                {1, 0, 2, 3, 4, 5},
                {2, 1, 4, 5, 0, 3},
                {1, 3, 5, 0, 4, 2}
            },
            new int[][] {
                {1, 3, 6, 7, 3, 6},
                {8, 5, 10, 10, 10, 4},
                {5, 4, 8, 9, 1, 7},
                {5, 5, 5, 3, 8, 9},
                {9, 3, 5, 4, 3, 1},
                {3, 3, 9, 10, 4, 1}
            });

    static Stream<Solver<JobShopInstance, Schedule>> engines() {
        return Stream.of(new JobShopTabu(), new JobShopCpSat(), new TimefoldJobShop());
    }

    /** Loading native libraries is no part of a timed run. */
    @BeforeAll
    static void warmUp() {
        engines().forEach(Solver::warmUp);
    }

    @Test
    void tabuReachesTheOptimumOfFt06() {
        assertThat(new JobShopTabu().solve(FT06, Options.ofIterations(100_000)).objective())
                .isEqualTo(55);
    }

    @Test
    void cpSatProvesTheOptimumOfFt06() {
        Outcome<Schedule> outcome = new JobShopCpSat().solve(FT06, Options.ofTime(Duration.ofSeconds(30)));
        assertThat(outcome.objective()).isEqualTo(55);
        assertThat(outcome.status()).isEqualTo(Status.OPTIMAL);
        assertThat(outcome.bound()).isEqualTo(55);
    }

    @Test
    void tabuFindsWhatCpSatProvesOnIrregularShops() {
        // Machines left out, numbered with a gap, operations of no duration.
        JobShopInstance shop = new JobShopInstance(
                "irregular",
                new int[][] {{0, 7, 2}, {7, 0}, {2, 0, 7, 4}, {4}, {4, 7, 0}},
                new int[][] {{3, 0, 5}, {4, 6}, {2, 0, 3, 4}, {7}, {0, 5, 2}});
        Outcome<Schedule> proven = new JobShopCpSat().solve(shop, Options.ofTime(Duration.ofSeconds(30)));
        assertThat(proven.status()).isEqualTo(Status.OPTIMAL);
        assertThat(new JobShopTabu().solve(shop, Options.ofIterations(20_000)).objective())
                .isEqualTo(proven.objective());
    }

    @Test
    void tabuStopsAtAProvenOptimum() {
        // 30 jobs on 3 machines: one machine is busy from its first to its last operation in any good schedule.
        JobShopInstance instance = JobShop.PROBLEM.generate("30x3", 1, "uniform");
        Outcome<Schedule> outcome = new JobShopTabu().solve(instance, Options.ofTime(Duration.ofSeconds(30)));
        assertThat(outcome.status()).isEqualTo(Status.OPTIMAL);
        assertThat(outcome.bound()).isEqualTo(outcome.objective());
        assertThat(outcome.seconds()).isLessThan(10);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("engines")
    void beginsWithTheWarmStartAndNeverLosesIt(Solver<JobShopInstance, Schedule> engine) {
        JobShopInstance instance = JobShop.PROBLEM.generate("15x10", 5, "uniform");
        List<Schedule> warmStarts = Stream.of(1, 2, 3)
                .map(seed -> new JobShopTabu()
                        .solve(
                                instance,
                                Options.<Schedule>ofIterations(300 * seed).withSeed(seed))
                        .best())
                .toList();
        double best = warmStarts.stream()
                .mapToDouble(
                        schedule -> JobShop.PROBLEM.evaluate(instance, schedule).objective())
                .min()
                .orElseThrow();
        Outcome<Schedule> outcome =
                engine.solve(instance, Options.<Schedule>ofIterations(300).withWarmStarts(warmStarts));
        assertThat(outcome.objective()).isLessThanOrEqualTo(best);
        assertThat(outcome.notes()).isEmpty(); // every engine verifies that the warm start was taken
    }

    @Tag("slow")
    @Test
    void cpSatImprovesTheWarmStartOfALargeShopByItsPriorities() {
        JobShopInstance instance = JobShop.PROBLEM.generate("40x15", 1, "taillard");
        Schedule inserted =
                new Insertion().solve(instance, Options.ofIterations(1)).best();
        double before = JobShop.PROBLEM.evaluate(instance, inserted).objective();
        Options<Schedule> options = Options.<Schedule>ofIterations(200).withWarmStart(inserted);
        Outcome<Schedule> outcome = new JobShopCpSat().solve(instance, options);
        assertThat(outcome.objective()).isLessThan(0.98 * before); // the solver's own search saves 0.3 %
        assertThat(outcome.notes()).isEmpty(); // it began with the warm start
        assertThat(new JobShopCpSat().solve(instance, options).objective()).isEqualTo(outcome.objective());
    }

    @Tag("slow")
    @Test
    void severalThreadsShareTheElite() {
        JobShopInstance instance = JobShop.PROBLEM.generate("10x10", 3, "uniform");
        Outcome<Schedule> outcome = new JobShopTabu()
                .solve(instance, Options.<Schedule>ofIterations(60_000).withThreads(3));
        Outcome<Schedule> start = new JobShopTabu().solve(instance, Options.ofIterations(0));
        assertThat(outcome.objective()).isLessThan(start.objective());
    }
}
