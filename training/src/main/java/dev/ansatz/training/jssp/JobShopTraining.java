package dev.ansatz.training.jssp;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import dev.ansatz.training.SizeRange;
import dev.ansatz.training.TrainingProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Job shops: new instances have as many jobs, drawn from the jobs of all past ones that have the same machines. */
public final class JobShopTraining implements TrainingProvider<JobShopInstance, Schedule> {
    @Override
    public Problem<JobShopInstance, Schedule> problem() {
        return JobShop.PROBLEM;
    }

    @Override
    public SizeRange sizes() {
        return new SizeRange(6, 15);
    }

    @Override
    public Duration refereeTime() {
        return Duration.ofSeconds(10);
    }

    /** Jobs and machines. */
    @Override
    public int[] shape(JobShopInstance shop) {
        if (!shop.isComplete()) {
            throw new InputException("Policies are trained on job shops whose jobs visit every machine; those of "
                    + shop.name() + " leave machines out.");
        }
        return new int[] {shop.jobs(), shop.machines()};
    }

    /** A job: its machines and its durations. */
    private record Job(int[] machines, int[] durations) {}

    @Override
    public Recombination<JobShopInstance> recombination(List<JobShopInstance> past) {
        Map<List<Integer>, List<Job>> jobs = new LinkedHashMap<>();
        for (JobShopInstance shop : past) {
            for (int job = 0; job < shop.jobs(); job++) {
                jobs.computeIfAbsent(machineIds(shop), unseen -> new ArrayList<>())
                        .add(job(shop, job));
            }
        }
        return (base, random) -> {
            List<Job> known = jobs.getOrDefault(machineIds(base), List.of());
            int[][] machines = new int[base.jobs()][];
            int[][] durations = new int[base.jobs()][];
            for (int i = 0; i < base.jobs(); i++) {
                Job drawn = known.get(random.nextInt(known.size()));
                machines[i] = drawn.machines();
                durations[i] = drawn.durations();
            }
            return new JobShopInstance(base.name(), machines, durations);
        };
    }

    private static Job job(JobShopInstance shop, int job) {
        Job own = new Job(new int[shop.operations(job)], new int[shop.operations(job)]);
        for (int op = 0; op < own.machines().length; op++) {
            own.machines()[op] = shop.machineId(shop.machine(job, op));
            own.durations()[op] = shop.duration(job, op);
        }
        return own;
    }

    private static List<Integer> machineIds(JobShopInstance shop) {
        return IntStream.range(0, shop.machines()).mapToObj(shop::machineId).toList();
    }
}
