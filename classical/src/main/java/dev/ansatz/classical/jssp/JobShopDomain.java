package dev.ansatz.classical.jssp;

import dev.ansatz.problems.jssp.JobShopInstance;
import java.util.List;

/**
 * How a planning domain of one's own, machines with a list variable of operations, maps to job-shop scheduling. Implementations are
 * stateless.
 *
 * @param <P> class of the planning solution
 * @param <M> class of the machines, the planning entities
 * @param <O> class of the operations, the values of their list variable
 * @see JobShopPhase
 */
public interface JobShopDomain<P, M, O> {
    /** Class of the planning entities. */
    Class<M> machineClass();

    /** All machines, in a fixed order. */
    List<M> machines(P plan);

    /** The operations of each job, in the order in which the job needs them. */
    List<List<O>> jobs(P plan);

    /** The machine that an operation needs. */
    M machine(P plan, O operation);

    /** Duration of an operation, not negative. */
    int duration(O operation);

    /** The list variable of a machine itself, not a copy. */
    List<O> sequence(M machine);

    /**
     * The instance of a plan: jobs and machines by their place in the lists.
     *
     * @throws IllegalArgumentException if a job is empty or needs a machine twice, or an operation a machine that is not listed
     */
    default JobShopInstance instance(P plan) {
        List<M> machines = machines(plan);
        List<List<O>> jobs = jobs(plan);
        int[][] order = new int[jobs.size()][];
        int[][] durations = new int[jobs.size()][];
        for (int job = 0; job < jobs.size(); job++) {
            order[job] = jobs.get(job).stream()
                    .mapToInt(operation -> machines.indexOf(machine(plan, operation)))
                    .toArray();
            durations[job] = jobs.get(job).stream().mapToInt(this::duration).toArray();
        }
        return new JobShopInstance("plan", order, durations);
    }
}
