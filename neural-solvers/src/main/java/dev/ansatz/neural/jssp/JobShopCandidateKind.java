package dev.ansatz.neural.jssp;

import dev.ansatz.neural.FeatureColumns;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.neural.candidate.CandidateKind;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** JSSP: forms are the instance and its mirror image in time; sizes are jobs and machines, drawn independently. */
final class JobShopCandidateKind implements CandidateKind<JobShopInstance, Schedule> {
    /** Heads, tails and their sums are ints. */
    private static final long MAX_WORK = Integer.MAX_VALUE / 2;

    /** More take long and much memory to encode. */
    private static final int MAX_OPERATIONS = 10_000;

    @Override
    public Problem<JobShopInstance, Schedule> problem() {
        return JobShop.PROBLEM;
    }

    @Override
    public FeatureColumns columns() {
        return JobShopEnvironment.COLUMNS;
    }

    @Override
    public int relations() {
        return JobShopEnvironment.RELATIONS;
    }

    @Override
    public @Nullable String refuses(JobShopInstance instance) {
        long work = 0;
        int operations = 0;
        for (int job = 0; job < instance.jobs(); job++) {
            operations += instance.operations(job);
            for (int op = 0; op < instance.operations(job); op++) {
                work += instance.duration(job, op);
            }
        }
        if (operations > MAX_OPERATIONS) {
            return "The policy takes at most " + MAX_OPERATIONS + " operations; " + instance.name() + " has "
                    + operations + ".";
        }
        return work > MAX_WORK
                ? "The durations sum to " + work + "; the policy computes with sums up to " + MAX_WORK + "."
                : null;
    }

    @Override
    public int symmetries() {
        return 2;
    }

    @Override
    public CandidateEnvironment<Schedule> environment(JobShopInstance instance, int symmetry) {
        return new JobShopEnvironment(instance, symmetry == 1);
    }

    @Override
    public int[] randomShape(int min, int max, RandomGenerator random) {
        return new int[] {random.nextInt(min, max + 1), random.nextInt(min, max + 1)};
    }

    @Override
    public JobShopInstance randomInstance(String distribution, int[] shape, RandomGenerator random) {
        if (!distribution.equals("uniform")) {
            return problem().generate(shape[0] + "x" + shape[1], random.nextLong(), distribution);
        }
        int[][] machines = new int[shape[0]][shape[1]];
        int[][] durations = new int[shape[0]][shape[1]];
        for (int job = 0; job < shape[0]; job++) {
            for (int op = 0; op < shape[1]; op++) {
                durations[job][op] = random.nextInt(1, 100);
                int swap = random.nextInt(op + 1);
                machines[job][op] = machines[job][swap];
                machines[job][swap] = op;
            }
        }
        return new JobShopInstance("uniform", machines, durations);
    }
}
