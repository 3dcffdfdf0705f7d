package dev.ansatz.classical.op;

import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Visits;
import dev.ansatz.problems.vrp.VrpBuilder;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.Arrays;
import java.util.List;

/**
 * An orienteering instance as one of rich routing: one vehicle from start to end with a largest distance, a job for each node in reach,
 * optional at a penalty of its score, and nothing else that costs. The cost of a plan is the score that it leaves behind.
 *
 * <p>Immutable and thread-safe.
 */
final class OpVrp {
    private final VrpInstance instance;
    private final int[] nodes;
    private final int[] stops;

    OpVrp(OpInstance op) {
        nodes = op.reachable();
        WholePath whole = new WholePath(op);
        int n = op.size();
        VrpBuilder builder = VrpInstance.builder(op.name());
        for (int node = 0; node < n; node++) {
            builder.location(location(node));
        }
        builder.profile("path", whole.distances(), whole.distances());
        for (int node : nodes) {
            builder.job(location(node), job -> job.at(location(node)).optional(op.score(node)));
        }
        builder.vehicle(
                "path",
                vehicle -> vehicle.start(location(op.start()))
                        .end(location(op.end()))
                        .profile("path")
                        .costPerDistance(0)
                        .maxDistance(whole.limit()));
        instance = builder.build();
        stops = new int[n];
        Arrays.fill(stops, -1);
        for (int task = 0; task < nodes.length; task++) {
            stops[nodes[task]] = instance.task(task).stop();
        }
    }

    private static String location(int node) {
        return Integer.toString(node + 1);
    }

    VrpInstance instance() {
        return instance;
    }

    /** The path of a plan; empty where no vehicle goes out. */
    Visits visits(VrpPlan plan) {
        if (plan.routes().isEmpty()) {
            return new Visits();
        }
        int[] nodeOf = new int[instance.size()];
        for (int node : nodes) {
            nodeOf[stops[node]] = node;
        }
        return new Visits(Arrays.stream(plan.routes().get(0).activities())
                .map(stop -> nodeOf[stop])
                .toArray());
    }

    /** The plan of a path. */
    VrpPlan plan(Visits visits) {
        int[] activities =
                Arrays.stream(visits.toArray()).map(node -> stops[node]).toArray();
        return new VrpPlan(List.of(new VrpPlan.Route(0, activities)));
    }
}
