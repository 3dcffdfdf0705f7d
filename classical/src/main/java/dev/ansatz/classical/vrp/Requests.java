package dev.ansatz.classical.vrp;

import dev.ansatz.problems.vrp.Task;
import dev.ansatz.problems.vrp.TaskGroup;
import dev.ansatz.problems.vrp.VrpInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be served: a task, or one of the tasks of a one-of group.
 *
 * @param alternatives tasks of each request
 * @param required whether a plan without it is infeasible
 * @param penalty of leaving it out
 * @param weight how much more than others an absence counts: one more than the priority
 */
record Requests(int[][] alternatives, boolean[] required, long[] penalty, long[] weight) {
    /**
     * The requests of an instance.
     *
     * @param requestOf is filled: the request of each task
     */
    Requests(VrpInstance instance, int[] requestOf) {
        this(instance, requestOf, collect(instance, requestOf));
    }

    private Requests(VrpInstance instance, int[] requestOf, List<int[]> tasks) {
        this(tasks.toArray(int[][]::new), new boolean[tasks.size()], new long[tasks.size()], new long[tasks.size()]);
        Arrays.fill(weight, 1);
        for (int t = 0; t < requestOf.length; t++) {
            Task task = instance.task(t);
            int r = requestOf[t];
            required[r] |= task.required();
            penalty[r] += instance.penalty(t);
            weight[r] = Math.max(weight[r], 1 + Math.max(0, task.priority()));
        }
        for (TaskGroup group : instance.groups()) {
            if (group.kind() == TaskGroup.Kind.ONE_OF) {
                int r = requestOf[group.tasks()[0]];
                required[r] |= group.required();
                penalty[r] += group.required() ? 0 : instance.penalty(group);
            }
        }
    }

    private static List<int[]> collect(VrpInstance instance, int[] requestOf) {
        List<int[]> tasks = new ArrayList<>();
        Arrays.fill(requestOf, -1);
        for (TaskGroup group : instance.groups()) {
            if (group.kind() == TaskGroup.Kind.ONE_OF) {
                for (int task : group.tasks()) {
                    requestOf[task] = tasks.size();
                }
                tasks.add(group.tasks());
            }
        }
        for (int t = 0; t < requestOf.length; t++) {
            if (requestOf[t] < 0) {
                requestOf[t] = tasks.size();
                tasks.add(new int[] {t});
            }
        }
        return tasks;
    }

    /** Why an engine does not take an instance; null where it does. */
    static @Nullable String refusal(VrpInstance instance, String engine) {
        int task = overlap(instance);
        return task < 0
                ? null
                : engine + " does not take tasks in two one-of groups, such as '"
                        + instance.task(task).id() + "'.";
    }

    /** A task in two one-of groups, -1 where there is none. */
    private static int overlap(VrpInstance instance) {
        boolean[] seen = new boolean[instance.tasks().size()];
        for (TaskGroup group : instance.groups()) {
            if (group.kind() == TaskGroup.Kind.ONE_OF) {
                for (int task : group.tasks()) {
                    if (seen[task]) {
                        return task;
                    }
                    seen[task] = true;
                }
            }
        }
        return -1;
    }
}
