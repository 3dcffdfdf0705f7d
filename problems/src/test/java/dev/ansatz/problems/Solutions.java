package dev.ansatz.problems;

import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Visits;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.TspInstance;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.stream.IntStream;

/** Solutions that are there to be written and read. */
public final class Solutions {
    private Solutions() {}

    /** Some solution of an instance, feasible or not. */
    @SuppressWarnings("unchecked") // the class of the instance tells that of the solutions
    public static <I extends Instance, S> S any(Problem<I, S> problem, I instance) {
        Object solution = switch (instance) {
            case TspInstance tsp -> new Tour(IntStream.range(0, tsp.size()).toArray());
            case CvrpInstance cvrp ->
                new Routes(IntStream.rangeClosed(1, cvrp.size())
                        .mapToObj(customer -> new int[] {customer})
                        .toArray(int[][]::new));
            case JobShopInstance shop -> inTurn(shop);
            case RestlessBanditInstance bandit ->
                new PolicyRecord("rest", new int[bandit.episodes()][bandit.steps()][0], new int[0][][], null);
            case OpInstance unused -> new Visits(1);
            case VrpInstance vrp ->
                VrpPlan.of(new VrpPlan.Route(0, IntStream.range(0, vrp.size()).toArray()));
            default -> new ItemSet(new int[] {0, instance.size() - 1});
        };
        return (S) solution;
    }

    private static Schedule inTurn(JobShopInstance shop) {
        long[][] starts = new long[shop.jobs()][];
        long time = 0;
        for (int job = 0; job < starts.length; job++) {
            starts[job] = new long[shop.operations(job)];
            for (int op = 0; op < starts[job].length; op++) {
                starts[job][op] = time;
                time += shop.duration(job, op);
            }
        }
        return Schedule.of(starts);
    }
}
