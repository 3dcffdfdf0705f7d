package dev.ansatz.neural.jssp;

import dev.ansatz.neural.PolicyKind;
import dev.ansatz.neural.PolicyProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Policies of job shops. */
public final class JobShopPolicies implements PolicyProvider<JobShopInstance, Schedule> {
    @Override
    public Problem<JobShopInstance, Schedule> problem() {
        return JobShop.PROBLEM;
    }

    @Override
    public List<PolicyKind<JobShopInstance, Schedule>> kinds() {
        return List.of(new JobShopCandidateKind());
    }

    @Override
    public List<String> models() {
        return List.of("jssp-30");
    }

    @Override
    public Traits traits(JobShopInstance shop) {
        double[] work = new double[shop.machines()];
        double[] place = new double[shop.machines()];
        double total = 0;
        int operations = 0;
        for (int job = 0; job < shop.jobs(); job++) {
            for (int op = 0; op < shop.operations(job); op++) {
                work[shop.machine(job, op)] += shop.duration(job, op);
                place[shop.machine(job, op)] += (op + 0.5) / shop.operations(job) / shop.jobs();
                total += shop.duration(job, op);
                operations++;
            }
        }
        Map<String, Double> statistics = new LinkedHashMap<>();
        statistics.put("machines", (double) shop.machines());
        statistics.put("mean duration", total / operations);
        double busiest = Arrays.stream(work).max().orElse(0);
        statistics.put("work of the busiest machine / mean", busiest * shop.machines() / Math.max(1, total));
        double mean = Arrays.stream(place).average().orElse(0);
        double variance =
                Arrays.stream(place).map(p -> (p - mean) * (p - mean)).average().orElse(0);
        statistics.put("order of the machines (0 job shop, 0.29 flow shop)", Math.sqrt(variance));
        return new Traits(statistics, null, false);
    }
}
