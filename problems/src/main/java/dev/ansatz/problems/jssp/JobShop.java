package dev.ansatz.problems.jssp;

import dev.ansatz.problems.Bound;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Formats;
import dev.ansatz.problems.Generator;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.ProblemProvider;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The job-shop scheduling problem with the makespan as objective, J || C_max. */
public final class JobShop implements Problem<JobShopInstance, Schedule> {
    public static final String ID = "jssp";

    /** The only instance of this class. */
    public static final JobShop PROBLEM = new JobShop();

    private JobShop() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "job-shop scheduling problem";
    }

    @Override
    public Sense sense() {
        return Sense.MINIMISE;
    }

    @Override
    public String objectiveName() {
        return "makespan";
    }

    /** An operation in time. */
    private record Slot(int job, int op, long start, long end) {
        /** Of two operations that start together, one of no duration comes first. */
        static final Comparator<Slot> IN_TIME = Comparator.comparingLong(Slot::start)
                .thenComparingLong(Slot::end)
                .thenComparingInt(Slot::op)
                .thenComparingInt(Slot::job);

        String in(JobShopInstance instance) {
            return "job " + instance.jobName(job) + " operation " + op;
        }
    }

    /**
     * The makespan, the largest end of an operation, and the violations:
     *
     * <ul>
     *   <li>{@code missing-job}, {@code unknown-job}, {@code missing-operation}, {@code unknown-operation}: how many start times
     *       are missing or too many;
     *   <li>{@code negative-start}: time units before 0;
     *   <li>{@code job-order}: time units by which an operation starts before the end of the one before it in its job;
     *   <li>{@code overlap}: time units that an operation shares with the one that holds its machine; an operation of no
     *       duration inside another counts the time units it would have to move. At most one for each operation.
     * </ul>
     */
    @Override
    public Evaluation evaluate(JobShopInstance instance, Schedule solution) {
        List<Violation> violations = new ArrayList<>();
        List<List<Slot>> byMachine = new ArrayList<>();
        for (int machine = 0; machine < instance.machines(); machine++) {
            byMachine.add(new ArrayList<>());
        }
        int jobs = Math.min(instance.jobs(), solution.jobs());
        if (solution.jobs() < instance.jobs()) {
            violations.add(new Violation("missing-job", "from job " + jobs + " on", instance.jobs() - jobs));
        } else if (solution.jobs() > instance.jobs()) {
            violations.add(new Violation("unknown-job", "from job " + jobs + " on", solution.jobs() - jobs));
        }
        boolean complete = solution.jobs() >= instance.jobs();
        long makespan = 0;
        for (int job = 0; job < jobs; job++) {
            int given = solution.operations(job);
            int wanted = instance.operations(job);
            if (given < wanted) {
                violations.add(new Violation("missing-operation", "job " + instance.jobName(job), wanted - given));
                complete = false;
            } else if (given > wanted) {
                violations.add(new Violation("unknown-operation", "job " + instance.jobName(job), given - wanted));
            }
            long free = 0;
            for (int op = 0; op < Math.min(given, wanted); op++) {
                long start = solution.start(job, op);
                Slot slot = new Slot(job, op, start, plus(start, instance.duration(job, op)));
                if (start < 0) {
                    violations.add(new Violation("negative-start", slot.in(instance), -(double) start));
                }
                if (op > 0 && start < free) {
                    violations.add(new Violation("job-order", slot.in(instance), (double) free - start));
                }
                free = slot.end();
                makespan = Math.max(makespan, slot.end());
                byMachine.get(instance.machine(job, op)).add(slot);
            }
        }
        for (int machine = 0; machine < instance.machines(); machine++) {
            List<Slot> slots = byMachine.get(machine);
            slots.sort(Slot.IN_TIME);
            Slot holder = null;
            for (Slot slot : slots) {
                if (holder != null && slot.start() < holder.end()) {
                    double shared = (double) Math.min(slot.end(), holder.end()) - slot.start();
                    double moved = Math.min((double) holder.end() - slot.start(), (double) slot.end() - holder.start());
                    violations.add(new Violation(
                            "overlap",
                            slot.in(instance) + " with " + holder.in(instance) + " on machine "
                                    + instance.machineName(machine),
                            shared > 0 ? shared : moved));
                }
                if (holder == null || slot.end() >= holder.end()) {
                    holder = slot;
                }
            }
        }
        return new Evaluation(complete ? makespan : Double.NaN, violations);
    }

    /** Saturated: a schedule may hold any number. */
    private static long plus(long start, int duration) {
        return start > Long.MAX_VALUE - duration ? Long.MAX_VALUE : start + duration;
    }

    @Override
    public Formats<JobShopInstance, Schedule> formats() {
        return JobShopFormats.FORMATS;
    }

    @Override
    public Generator<JobShopInstance> generator() {
        return JobShopGenerator.GENERATOR;
    }

    /** {@link JobShopInstance#bound}. */
    @Override
    public Bound bound(JobShopInstance instance) {
        return instance.bound();
    }

    /** Makes it known. */
    public static final class Provider implements ProblemProvider<JobShopInstance, Schedule> {
        @Override
        public Problem<JobShopInstance, Schedule> problem() {
            return PROBLEM;
        }
    }
}
