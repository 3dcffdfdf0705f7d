package dev.ansatz.neural.cvrp;

import dev.ansatz.neural.PolicyKind;
import dev.ansatz.neural.PolicyProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Policies of capacitated vehicle routing. */
public final class CvrpPolicies implements PolicyProvider<CvrpInstance, Routes> {
    @Override
    public Problem<CvrpInstance, Routes> problem() {
        return Cvrp.PROBLEM;
    }

    @Override
    public List<PolicyKind<CvrpInstance, Routes>> kinds() {
        return List.of(new CvrpPointerKind());
    }

    @Override
    public List<String> models() {
        return List.of("cvrp-100", "cvrp-50");
    }

    @Override
    public Traits traits(CvrpInstance instance) {
        Map<String, Double> statistics = new LinkedHashMap<>();
        double total = Arrays.stream(instance.demands()).sum();
        double capacity = Math.max(1, instance.capacity());
        statistics.put("mean demand / capacity", total / Math.max(1, instance.size()) / capacity);
        statistics.put("total demand / capacity", total / capacity);
        return new Traits(statistics, instance.distances().coordinates(), true);
    }
}
