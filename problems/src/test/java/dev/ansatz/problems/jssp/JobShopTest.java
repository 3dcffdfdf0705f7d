package dev.ansatz.problems.jssp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.Bound;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Violation;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.jssp.JobShopGraph.Operation;
import dev.ansatz.problems.mkp.MultiKnapsack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jgrapht.Graph;
import org.jgrapht.alg.cycle.CycleDetector;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobShopTest {
    /** Job 0: machine 0 for 3, machine 1 for 2. Job 1: machine 1 for 4, machine 0 for 1. Optimum 6. */
    private static final JobShopInstance SHOP =
            new JobShopInstance("shop", new int[][] {{0, 1}, {1, 0}}, new int[][] {{3, 2}, {4, 1}});

    private static final Schedule OPTIMAL = Schedule.of(new long[][] {{0, 4}, {0, 4}});

    @TempDir
    Path folder;

    private static Evaluation evaluate(long[]... starts) {
        return JobShop.PROBLEM.evaluate(SHOP, Schedule.of(starts));
    }

    private static Violation violation(String constraint, String where, double amount) {
        return new Violation(constraint, where, amount);
    }

    @Test
    void theMakespanIsTheLastEnd() {
        assertThat(evaluate(new long[] {0, 4}, new long[] {0, 4})).isEqualTo(new Evaluation(6, List.of()));
        assertThat(evaluate(new long[] {0, 10}, new long[] {0, 4})).isEqualTo(new Evaluation(12, List.of()));
    }

    @Test
    void everyViolationHasItsAmount() {
        // Operation 1 of job 0 begins 1 before the end of operation 0.
        assertThat(evaluate(new long[] {3, 5}, new long[] {0, 6}).violations())
                .containsExactly(violation("job-order", "job 0 operation 1", 1));
        // On machine 1 job 1 works in [0, 4), job 0 in [3, 5): 1 in common.
        assertThat(evaluate(new long[] {0, 3}, new long[] {0, 4}).violations())
                .containsExactly(violation("overlap", "job 0 operation 1 with job 1 operation 0 on machine 1", 1));
        // On machine 0 job 1 works in [4, 5), inside [3, 6) of job 0.
        assertThat(evaluate(new long[] {3, 6}, new long[] {0, 4}).violations())
                .containsExactly(violation("overlap", "job 1 operation 1 with job 0 operation 0 on machine 0", 1));
        assertThat(evaluate(new long[] {-2, 4}, new long[] {0, 4}).violations())
                .containsExactly(violation("negative-start", "job 0 operation 0", 2));
        assertThat(evaluate(new long[] {0, 4}).violations())
                .containsExactly(violation("missing-job", "from job 1 on", 1));
        assertThat(evaluate(new long[] {0, 4}, new long[] {0}).violations())
                .containsExactly(violation("missing-operation", "job 1", 1));
        assertThat(evaluate(new long[] {0, 4, 9}, new long[] {0, 4}, new long[] {1})
                        .violations())
                .containsExactly(
                        violation("unknown-job", "from job 2 on", 1), violation("unknown-operation", "job 0", 1));
        assertThat(evaluate(new long[] {0, 4}).objective()).isNaN();
    }

    @Test
    void anOperationWithoutDurationMayTouchButNotSplitAnother() {
        JobShopInstance shop = new JobShopInstance("zero", new int[][] {{0}, {0}}, new int[][] {{5}, {0}});
        assertThat(JobShop.PROBLEM
                        .evaluate(shop, Schedule.of(new long[][] {{0}, {5}}))
                        .feasible())
                .isTrue();
        assertThat(JobShop.PROBLEM
                        .evaluate(shop, Schedule.of(new long[][] {{0}, {0}}))
                        .feasible())
                .isTrue();
        assertThat(JobShop.PROBLEM
                        .evaluate(shop, Schedule.of(new long[][] {{0}, {2}}))
                        .violations())
                .containsExactly(violation("overlap", "job 1 operation 0 with job 0 operation 0 on machine 0", 2));
    }

    @Test
    void hugeStartsDoNotOverflow() {
        Evaluation evaluation = evaluate(new long[] {0, Long.MAX_VALUE}, new long[] {Long.MIN_VALUE, 4});
        assertThat(evaluation.objective()).isEqualTo((double) Long.MAX_VALUE);
        assertThat(evaluation.violations()).contains(violation("negative-start", "job 1 operation 0", 0x1p63));
    }

    @Test
    void boundsOfAShopCheckedByHand() {
        // Machine 0 does job 0 first of all (head 0, tail 5), job 1 (3, 2) and job 2 (3, 2) meet there.
        JobShopInstance shop = new JobShopInstance(
                "three", new int[][] {{0, 1}, {1, 0, 2}, {2, 0, 1}}, new int[][] {{2, 5}, {3, 4, 2}, {3, 4, 2}});
        assertThat(JobShopBounds.jobBound(shop)).isEqualTo(9);
        // Machine 0: head 0, work 10, tail 2.
        assertThat(JobShopBounds.machineBound(shop)).isEqualTo(12);
        // It cannot work in [2, 3): 3 + 4 + 4 + 2.
        assertThat(JobShopBounds.oneMachineBound(shop)).isEqualTo(13);
        assertThat(JobShopBounds.lowerBound(shop)).isEqualTo(13);
    }

    /** The example of Carlier (1982): seven operations. By hand the fourth ends last, at 28 + 21; without interruption it is 50. */
    @Test
    void preemptiveBoundOfCarliersExample() {
        long[] heads = {10, 13, 11, 20, 30, 0, 30};
        long[] durations = {5, 6, 7, 4, 3, 6, 2};
        long[] tails = {7, 26, 24, 21, 8, 17, 0};
        assertThat(JobShopBounds.preemptive(heads, durations, tails)).isEqualTo(49);
    }

    @Test
    void theDisjunctiveGraphHasBothDirectionsAndASelectionOne() {
        Graph<Operation, DefaultWeightedEdge> all = JobShopGraph.disjunctive(SHOP);
        // Four arcs from source and to sink, one in each job, two on each machine.
        assertThat(all.vertexSet()).hasSize(6);
        assertThat(all.edgeSet()).hasSize(4 + 2 + 4);
        Graph<Operation, DefaultWeightedEdge> selection = JobShopGraph.of(SHOP, OPTIMAL);
        assertThat(selection.edgeSet()).hasSize(4 + 2 + 2);
        assertThat(new CycleDetector<>(selection).detectCycles()).isFalse();
        assertThat(selection.containsEdge(new Operation(1, 0), new Operation(0, 1)))
                .isTrue();
        assertThat(selection.getEdgeWeight(selection.getEdge(new Operation(1, 0), new Operation(0, 1))))
                .isEqualTo(4);
    }

    @Test
    void theCriticalPathIsAsLongAsTheMakespan() {
        assertThat(JobShopGraph.criticalPath(SHOP, OPTIMAL)).containsExactly(new Operation(1, 0), new Operation(0, 1));
        Schedule late = Schedule.of(new long[][] {{7, 12}, {0, 4}});
        assertThat(JobShopGraph.semiActive(SHOP, late)).isEqualTo(Schedule.of(new long[][] {{5, 8}, {0, 4}}));
        assertThat(JobShopGraph.criticalPath(SHOP, late))
                .containsExactly(new Operation(1, 0), new Operation(1, 1), new Operation(0, 0), new Operation(0, 1));
        assertThatThrownBy(() -> JobShopGraph.of(SHOP, Schedule.of(new long[][] {{0, 0}, {0, 0}})))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {".jsp", ".json"})
    void instancesAndSchedulesComeBackAsWritten(String extension) {
        for (String distribution : JobShop.PROBLEM.generator().distributions()) {
            JobShopInstance instance = JobShop.PROBLEM.generate("7x4", 3, distribution);
            Path file = folder.resolve(instance.name() + extension);
            JobShop.PROBLEM.writeInstance(instance, file);
            assertThat(Problems.recognise(file)).isSameAs(JobShop.PROBLEM);
            assertThat(JobShop.PROBLEM.readInstance(file)).isEqualTo(instance);
        }
        Path plan = folder.resolve("plan" + (extension.equals(".jsp") ? ".sol" : ".json"));
        JobShop.PROBLEM.writeSolution(SHOP, OPTIMAL, plan);
        assertThat(JobShop.PROBLEM.readSolution(plan, SHOP)).isEqualTo(OPTIMAL);
        assertThat(JobShop.PROBLEM.formats().readClaimedObjective(plan)).isEqualTo(6);
    }

    @Test
    void aScheduleIsWrittenAsMakespanAndARowOfStartsForEachJob() {
        assertThat(JobShop.PROBLEM.formats().formatSolution(SHOP, OPTIMAL)).isEqualTo("6\n0 4\n0 4\n");
    }

    @Test
    void commentsBlankLinesTabsAndAnyExtensionAreUnderstood() throws IOException {
        Path file = folder.resolve("shop.txt");
        Files.writeString(file, "# by hand\r\n\r\n 2\t2 # jobs machines\r\n0 3 1 2\r\n#\r\n1 4  0 1 # last\r\n");
        assertThat(Problems.recognise(file)).isSameAs(JobShop.PROBLEM);
        assertThat(JobShop.PROBLEM.readInstance(file)).isEqualTo(SHOP);
    }

    @Test
    void jobsThatLeaveMachinesOutNeedJson() {
        JobShopInstance partial = new JobShopInstance("partial", new int[][] {{0, 1}, {1}}, new int[][] {{3, 2}, {4}});
        Path json = folder.resolve("partial.json");
        JobShop.PROBLEM.writeInstance(partial, json);
        assertThat(JobShop.PROBLEM.readInstance(json)).isEqualTo(partial);
        assertThatThrownBy(() -> JobShop.PROBLEM.writeInstance(partial, folder.resolve("partial.jsp")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("every job visits every machine");
    }

    static Stream<String[]> malformed() {
        return Stream.of(
                new String[] {"2 2\n0 3 1 2\n1 4 0\n", "3: the duration of job 1 on machine 0 is missing."},
                new String[] {"2 2\n0 3 1 2\n1 4\n", "3: job 1 has 1 of 2 operations."},
                new String[] {"2 2\n0 3 1 2\n1 4 1 1\n", "3: job 1 visits machine 1 twice."},
                new String[] {"2 2\n0 3 2 2\n1 4 0 1\n", "3: the machine 1 of job 1 is none of the 2 that job 0 visits."
                },
                new String[] {"2 2\n0 3 -1 2\n1 4 0 1\n", "2: the machine -1 of job 0 is outside 0..2147483647."},
                new String[] {"2 2\n0 3 1 -2\n1 4 0 1\n", "2: the duration -2 of job 0 on machine 1 is negative."},
                new String[] {"2 2\n0 3 1 2.5\n1 4 0 1\n", "2: the duration '2.5' is not an integer."},
                new String[] {"2 2\n0 3 1 x\n1 4 0 1\n", "2: the duration 'x' is not a number."},
                new String[] {
                    "2 2\n0 3 1 2147483648\n1 4 0 1\n",
                    "2: the duration 2147483648 of job 0 on machine 1 is above 2147483647."
                },
                new String[] {"2 2\n0 3 1 2\n# end\n", "4: the file ends after 1 of 2 jobs."},
                new String[] {"2 2\n0 3 1 2 7\n1 4 0 1\n", "2: unexpected '7' at the end of the line."},
                new String[] {"2 2\n0 3 1 2\n1 4 0 1\n9\n", "4: unexpected text after the last of 2 jobs."},
                new String[] {"0 2\n", "1: the number of jobs (0) must be between 1 and 2147483647."},
                new String[] {"2\n0 3\n", "1: the line ends where the number of machines is expected."},
                new String[] {"9999 9999\n0 1\n", "1: more than 50000000 operations are not supported."},
                new String[] {"1000 1000\n0 1\n", "1: 1000 jobs on 1000 machines are more than the file holds."},
                new String[] {"# nothing\n", "2: the file has no line 'jobs machines'."},
                new String[] {
                    "{\"problem\": \"jssp\",\n\"machines\": [[0, 0]],\n\"durations\": [[1, 2]]}",
                    "2: job 0 visits machine 0 twice."
                },
                new String[] {
                    "{\"machines\": [[0, 1]],\n\"durations\": [[1]]}", "2: job 0 has 2 machines and 1 durations."
                },
                new String[] {
                    "{\"machines\": [[0, 1]],\n\"durations\": [[1, -1]]}", "2: the duration -1 of job 0 is negative."
                },
                new String[] {"{\"machines\": [[0, 1]]}", "1: the object has no 'durations'."});
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformedInstancesAreRefusedInOneSentence(String text, String message) throws IOException {
        Path file = folder.resolve("broken.jsp");
        Files.writeString(file, text);
        assertThatThrownBy(() -> JobShop.PROBLEM.readInstance(file))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ":" + message);
    }

    static Stream<String[]> malformedSchedules() {
        return Stream.of(
                new String[] {"6 0\n0 4\n", "1: the first line must hold the makespan alone."},
                new String[] {"6\n", "2: the file has no start times."},
                new String[] {"6\n0 four\n", "2: the start time 'four' is not a number."},
                new String[] {"# none\n", "2: the file has no makespan."},
                new String[] {"{\"starts\": [[0.5]]}", "1: the start time 0.5 of job 0 is not an integer."});
    }

    @ParameterizedTest
    @MethodSource("malformedSchedules")
    void malformedSchedulesAreRefusedInOneSentence(String text, String message) throws IOException {
        Path file = folder.resolve("broken.sol");
        Files.writeString(file, text);
        assertThatThrownBy(() -> JobShop.PROBLEM.readSolution(file, SHOP))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ":" + message);
    }

    @Test
    void sizesAreJobsAndMachinesOrOneNumber() {
        assertThat(JobShop.PROBLEM.generate("20x15", 1, "uniform"))
                .returns(20, JobShopInstance::jobs)
                .returns(15, JobShopInstance::machines);
        assertThat(JobShop.PROBLEM.generate("6", 1, "uniform")).isEqualTo(JobShop.PROBLEM.generate(6, 1, "uniform"));
        for (String size : List.of("20x", "x", "20x15x3", "a", "0x3")) {
            assertThatThrownBy(() -> JobShop.PROBLEM.generate(size, 1, "uniform"))
                    .isInstanceOf(InputException.class);
        }
        assertThat(JobShop.PROBLEM.generate("15x15", 1, "ta01")).isEqualTo(Taillard.instance(1));
        assertThatThrownBy(() -> JobShop.PROBLEM.generate("20x15", 1, "ta01"))
                .isInstanceOf(InputException.class)
                .hasMessage("The size of ta01 is 15x15, not 20x15.");
    }

    @Test
    void inTwoSetsAndFlowShopsTheJobsOfAUniformInstanceVisitTheMachinesInAnOrderOfTheirs() {
        JobShopInstance uniform = JobShop.PROBLEM.generate("6x5", 3, "uniform");
        JobShopInstance twoSets = JobShop.PROBLEM.generate("6x5", 3, "two-sets");
        JobShopInstance flow = JobShop.PROBLEM.generate("6x5", 3, "flow");
        for (int job = 0; job < 6; job++) {
            int j = job;
            assertThat(IntStream.range(0, 5).map(op -> flow.machine(j, op))).containsExactly(0, 1, 2, 3, 4);
            assertThat(IntStream.range(0, 2).map(op -> twoSets.machine(j, op))).containsExactlyInAnyOrder(0, 1);
            for (int op = 0; op < 5; op++) {
                int machine = uniform.machine(j, op);
                int duration = uniform.duration(j, op);
                for (JobShopInstance shop : List.of(twoSets, flow)) {
                    assertThat(IntStream.range(0, 5)
                                    .filter(o -> shop.machine(j, o) == machine)
                                    .map(o -> shop.duration(j, o)))
                            .containsExactly(duration);
                }
            }
        }
        // Neither set has an order of its own.
        assertThat(IntStream.range(0, 6)
                        .map(j -> twoSets.machine(j, 0))
                        .distinct()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void theFirstNumbersOfTa01() {
        JobShopInstance ta01 = Taillard.instance(1);
        assertThat(IntStream.range(0, 15).map(op -> ta01.duration(0, op)))
                .containsExactly(94, 66, 10, 53, 26, 15, 65, 82, 10, 27, 93, 92, 96, 70, 83);
        assertThat(IntStream.range(0, 15).map(op -> ta01.machine(0, op)))
                .containsExactly(6, 12, 4, 7, 3, 2, 10, 11, 8, 14, 9, 13, 5, 0, 1);
    }

    @Test
    void learnedHeuristicsAreTestedOnDurationsUpTo98() {
        List<JobShopInstance> set = L2dTestSets.first(10, 10, 100);
        int[] durations = set.stream()
                .flatMapToInt(shop -> IntStream.range(0, 100).map(k -> shop.duration(k / 10, k % 10)))
                .toArray();
        assertThat(Arrays.stream(durations).min()).hasValue(1);
        assertThat(Arrays.stream(durations).max()).hasValue(98);
        // Standard error of the mean of 10,000: 0.28.
        assertThat(Arrays.stream(durations).average().orElseThrow()).isBetween(48.5, 50.5);
        // Drawn by NumPy.
        assertThat(IntStream.range(0, 10).map(op -> set.get(0).duration(0, op)))
                .containsExactly(27, 17, 69, 43, 56, 77, 80, 90, 15, 92);
        assertThat(IntStream.range(0, 10).map(op -> set.get(0).machine(0, op)))
                .containsExactly(9, 8, 0, 2, 7, 4, 1, 5, 3, 6);
        assertThat(IntStream.range(0, 10).map(op -> set.get(1).duration(9, op)))
                .containsExactly(7, 62, 41, 74, 49, 53, 72, 56, 53, 27);
        assertThat(IntStream.range(0, 10).map(op -> set.get(1).machine(9, op)))
                .containsExactly(7, 5, 9, 2, 8, 3, 6, 1, 0, 4);
        assertThat(L2dTestSets.first(10, 10, 3)).isEqualTo(set.subList(0, 3));
        assertThat(L2dTestSets.first(10, 10, 1).get(0).duration(0, 0))
                .isEqualTo(JobShop.PROBLEM.generate("10x10", 200, "l2d").duration(0, 0));
    }

    @Test
    void machineNumbersAreNames() throws IOException {
        Path file = folder.resolve("sparse.json");
        Files.writeString(
                file,
                "{\"problem\": \"jssp\", \"machines\": [[2147483647, 88], [88, 2147483647]], \"durations\": [[3, 2], [4, 1]]}");
        JobShopInstance sparse = JobShop.PROBLEM.readInstance(file);
        assertThat(sparse.machines()).isEqualTo(2);
        assertThat(sparse.machine(0, 0)).isEqualTo(1);
        assertThat(sparse.machineId(0)).isEqualTo(88);
        assertThat(sparse.machineId(1)).isEqualTo(2147483647);
        assertThat(JobShopBounds.lowerBound(sparse)).isEqualTo(6);
        Evaluation late = JobShop.PROBLEM.evaluate(sparse, Schedule.of(new long[][] {{0, 3}, {4, 8}}));
        assertThat(late.violations().get(0).toString()).contains("on machine 88");
        for (String extension : List.of(".json", ".jsp")) {
            Path copy = folder.resolve("copy" + extension);
            JobShop.PROBLEM.writeInstance(sparse, copy);
            assertThat(JobShop.PROBLEM.readInstance(copy).machineId(1)).isEqualTo(2147483647);
            assertThat(JobShop.PROBLEM.readInstance(copy).machine(1, 0)).isZero();
        }
        // Numbered from 1, as some do.
        Path one = folder.resolve("one.txt");
        Files.writeString(one, "2 2\n1 3 2 2\n2 4 1 1\n");
        assertThat(Problems.recognise(one)).isSameAs(JobShop.PROBLEM);
        assertThat(JobShop.PROBLEM.readInstance(one).machineId(0)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 2 1.5\n2 2 0 5 1 4 1 1 3\n1 1 0 6\n",
                "2 2\n2 2 1 5 2 4 1 1 3\n1 1 2 6\n",
                "2 2 2\n1 1 2 6\n2 1 1 3 2 1 4 2"
            })
    void aFlexibleShopIsCalledOne(String text) throws IOException {
        for (String name : List.of("f.fjs", "f.txt", "f.jsp", "f")) {
            Path file = Files.writeString(folder.resolve(name), text);
            assertThat(Problems.recognise(file)).isSameAs(JobShop.PROBLEM);
            assertThatThrownBy(() -> JobShop.PROBLEM.readInstance(file))
                    .isInstanceOf(InputException.class)
                    .hasMessage(
                            file
                                    + ":1: flexible job shops, whose operations have a choice of machines, are not supported yet.");
        }
        Path mkp = Files.writeString(folder.resolve("f.mkp"), text);
        assertThat(Problems.recognise(mkp)).isSameAs(MultiKnapsack.PROBLEM);
    }

    /** Every order of the operations on every machine: the optimum of a small shop. */
    private static long optimum(JobShopInstance shop, int[] next, long[] jobFree, long[] machineFree, long best) {
        long makespan = Math.max(Arrays.stream(jobFree).max().orElse(0), 0);
        if (makespan >= best) {
            return best;
        }
        boolean done = true;
        long found = best;
        for (int job = 0; job < shop.jobs(); job++) {
            int op = next[job];
            if (op < shop.operations(job)) {
                done = false;
                int machine = shop.machine(job, op);
                long jobBefore = jobFree[job];
                long machineBefore = machineFree[machine];
                long end = Math.max(jobBefore, machineBefore) + shop.duration(job, op);
                next[job]++;
                jobFree[job] = end;
                machineFree[machine] = end;
                found = optimum(shop, next, jobFree, machineFree, found);
                next[job]--;
                jobFree[job] = jobBefore;
                machineFree[machine] = machineBefore;
            }
        }
        return done ? Math.min(found, makespan) : found;
    }

    @Tag("slow")
    @Test
    void noBoundIsAboveTheOptimumOfASmallShop() {
        int raised = 0;
        for (int seed = 1; seed <= 400; seed++) {
            JobShopInstance shop =
                    JobShop.PROBLEM.generate(seed % 3 == 0 ? "4x3" : seed % 3 == 1 ? "3x4" : "5x2", seed, "uniform");
            long optimum = optimum(
                    shop, new int[shop.jobs()], new long[shop.jobs()], new long[shop.machines()], Long.MAX_VALUE);
            Bound bound = JobShop.PROBLEM.bound(shop);
            assertThat(bound.value()).as("seed %d", seed).isLessThanOrEqualTo(optimum);
            assertThat(bound.value())
                    .isGreaterThanOrEqualTo(
                            Math.max(JobShopBounds.jobBound(shop), JobShopBounds.oneMachineBound(shop)));
            raised += bound.kind().equals("one-machine relaxation with edge finding") ? 1 : 0;
        }
        assertThat(raised).isPositive();
    }

    @Test
    void theBoundSaysWhatProvesIt() {
        JobShopInstance long1 = new JobShopInstance("l", new int[][] {{0, 1}, {1}}, new int[][] {{5, 5}, {1}});
        assertThat(JobShop.PROBLEM.bound(long1)).isEqualTo(new Bound(10, "longest job"));
        JobShopInstance busy = new JobShopInstance("b", new int[][] {{0}, {0}, {0}}, new int[][] {{5}, {5}, {1}});
        assertThat(JobShop.PROBLEM.bound(busy)).isEqualTo(new Bound(11, "one-machine relaxation"));
    }

    private static Path data() {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path set = up.resolve("shared/data/jssp");
            if (Files.isDirectory(set)) {
                return set;
            }
        }
        return Assumptions.abort("no public data at ../shared/data/jssp");
    }

    @Test
    void taillardsInstancesAreThoseOfThePublicFiles() {
        int compared = 0;
        for (int number = 1; number <= Taillard.COUNT; number++) {
            JobShopInstance instance = Taillard.instance(number);
            Path file = data().resolve(instance.name() + ".jsp");
            if (Files.exists(file)) {
                assertThat(JobShop.PROBLEM.readInstance(file)).isEqualTo(instance);
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    @Test
    void noLowerBoundIsAboveABestKnownMakespan() throws IOException {
        for (String line : Files.readAllLines(data().resolve("bks.csv"))) {
            String[] fields = line.split(",");
            Path file = data().resolve(fields[0] + ".jsp");
            if (Files.exists(file)) {
                assertThat(Problems.recognise(file)).isSameAs(JobShop.PROBLEM);
                JobShopInstance instance = JobShop.PROBLEM.readInstance(file);
                assertThat(instance.jobs() + "x" + instance.machines()).isEqualTo(fields[1].replace(" ", ""));
                assertThat(JobShopBounds.lowerBound(instance))
                        .as(instance.name())
                        .isLessThanOrEqualTo(Long.parseLong(fields[2]));
                assertThat(JobShopBounds.oneMachineBound(instance))
                        .as(instance.name())
                        .isGreaterThanOrEqualTo(JobShopBounds.machineBound(instance))
                        .isLessThanOrEqualTo(Long.parseLong(fields[2]));
            }
        }
    }

    /** Found by our own dispatching engine. */
    @Test
    void anOptimalScheduleOfFt06() {
        Path file = data().resolve("ft06.jsp");
        JobShopInstance ft06 = JobShop.PROBLEM.readInstance(file);
        Schedule schedule = Schedule.of(new long[][] {
            {0, 1, 16, 22, 38, 49},
            {0, 8, 13, 28, 38, 48},
            {1, 6, 10, 18, 27, 30},
            {8, 13, 22, 29, 37, 45},
            {13, 22, 25, 41, 48, 52},
            {13, 16, 19, 28, 45, 49}
        });
        assertThat(JobShop.PROBLEM.evaluate(ft06, schedule)).isEqualTo(new Evaluation(55, List.of()));
        Path plan = folder.resolve("ft06.sol");
        JobShop.PROBLEM.writeSolution(ft06, schedule, plan);
        assertThat(JobShop.PROBLEM.readSolution(plan, ft06)).isEqualTo(schedule);
        List<Operation> path = JobShopGraph.criticalPath(ft06, schedule);
        assertThat(path.stream()
                        .mapToInt(o -> ft06.duration(o.job(), o.index()))
                        .sum())
                .isEqualTo(55);
    }
}
