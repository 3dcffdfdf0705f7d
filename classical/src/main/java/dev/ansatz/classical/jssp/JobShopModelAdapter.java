package dev.ansatz.classical.jssp;

import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpModelProtoOrBuilder;
import com.google.ortools.sat.CpObjectiveProto;
import com.google.ortools.sat.IntervalVar;
import com.google.ortools.sat.LinearExpressionProtoOrBuilder;
import com.google.ortools.sat.PartialVariableAssignment;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A job shop in a CP-SAT model of one's own as an instance of this library, and a schedule of this library as its hint.
 *
 * <pre>{@code
 * JobShopModelAdapter adapter = JobShopModelAdapter.of(model, jobs, machines);
 * Outcome<Schedule> schedule = Ansatz.jobShop().timeLimit(ofSeconds(1)).solve(adapter.instance());
 * adapter.hint(schedule.best());
 * new CpSolver().solve(model);
 * }</pre>
 *
 * <p>Intervals have a fixed duration and start at a variable, or at a variable plus a constant. What the model knows beyond jobs and
 * machines (release dates, setup times) the schedule is made without: CP-SAT repairs a hint that does not fit, or drops it.
 */
public final class JobShopModelAdapter {
    private final CpModel model;
    private final List<List<IntervalVar>> jobs;
    private final JobShopInstance instance;

    private JobShopModelAdapter(CpModel model, List<List<IntervalVar>> jobs, JobShopInstance instance) {
        this.model = model;
        this.jobs = jobs;
        this.instance = instance;
    }

    /**
     * Reads the shop of a model.
     *
     * @param jobs the intervals of each job in its order
     * @param machines the intervals of each machine, as they are given to the no-overlap constraints
     * @throws IllegalArgumentException if an interval is on no machine, has no fixed duration, or a job uses a machine twice
     */
    public static JobShopModelAdapter of(
            CpModel model, List<List<IntervalVar>> jobs, List<List<IntervalVar>> machines) {
        Map<Integer, Integer> machineOf = new HashMap<>();
        for (int machine = 0; machine < machines.size(); machine++) {
            for (IntervalVar interval : machines.get(machine)) {
                machineOf.put(interval.getIndex(), machine);
            }
        }
        int[][] order = new int[jobs.size()][];
        int[][] durations = new int[jobs.size()][];
        for (int job = 0; job < jobs.size(); job++) {
            int length = jobs.get(job).size();
            order[job] = new int[length];
            durations[job] = new int[length];
            for (int op = 0; op < length; op++) {
                IntervalVar interval = jobs.get(job).get(op);
                Integer machine = machineOf.get(interval.getIndex());
                LinearExpressionProtoOrBuilder size = interval.getBuilder().getSizeOrBuilder();
                if (machine == null || size.getVarsCount() > 0) {
                    throw new IllegalArgumentException("Operation " + op + " of job " + job
                            + (machine == null ? " is on no machine." : " has no fixed duration."));
                }
                order[job][op] = machine;
                durations[job][op] = Math.toIntExact(size.getOffset());
            }
        }
        return new JobShopModelAdapter(
                model, List.copyOf(jobs), new JobShopInstance("job-shop model", order, durations));
    }

    /** The instance: jobs and machines by their place in the lists. */
    public JobShopInstance instance() {
        return instance;
    }

    /**
     * Gives CP-SAT a schedule as its hint: the start of each interval, its end where that is a variable too, and the objective where
     * it is one variable, taken to be the makespan. Hints that the model has for these variables are replaced, others stay.
     *
     * @throws IllegalArgumentException if an interval starts neither at a variable nor at a variable plus a constant
     */
    public void hint(Schedule schedule) {
        Map<Integer, Long> values = new HashMap<>();
        long makespan = 0;
        for (int job = 0; job < jobs.size(); job++) {
            for (int op = 0; op < jobs.get(job).size(); op++) {
                IntervalVar interval = jobs.get(job).get(op);
                long start = schedule.start(job, op);
                long end = start + instance.duration(job, op);
                if (!add(interval.getBuilder().getStartOrBuilder(), start, values)) {
                    throw new IllegalArgumentException(
                            "Operation " + op + " of job " + job + " starts at no variable.");
                }
                boolean unused = add(interval.getBuilder().getEndOrBuilder(), end, values);
                makespan = Math.max(makespan, end);
            }
        }
        CpModelProtoOrBuilder proto = model.getBuilder();
        CpObjectiveProto objective = proto.getObjective();
        if (objective.getVarsCount() == 1) {
            int variable = objective.getVars(0);
            values.putIfAbsent(variable >= 0 ? variable : -variable - 1, variable >= 0 ? makespan : -makespan);
        }
        PartialVariableAssignment old = proto.getSolutionHint();
        for (int i = 0; i < old.getVarsCount(); i++) {
            values.putIfAbsent(old.getVars(i), old.getValues(i));
        }
        PartialVariableAssignment.Builder hint = PartialVariableAssignment.newBuilder();
        values.forEach((variable, value) -> hint.addVars(variable).addValues(value));
        model.getBuilder().setSolutionHint(hint);
    }

    /** Gives the variable of {@code coefficient * variable + offset} its value; whether there is one. */
    private static boolean add(LinearExpressionProtoOrBuilder expression, long value, Map<Integer, Long> values) {
        if (expression.getVarsCount() != 1) {
            return false;
        }
        long rest = value - expression.getOffset();
        long coefficient = expression.getCoeffs(0);
        if (coefficient == 0 || rest % coefficient != 0) {
            return false;
        }
        values.put(expression.getVars(0), rest / coefficient);
        return true;
    }
}
