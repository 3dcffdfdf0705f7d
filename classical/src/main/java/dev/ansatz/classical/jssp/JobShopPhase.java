package dev.ansatz.classical.jssp;

import ai.timefold.solver.core.api.solver.phase.PhaseCommand;
import ai.timefold.solver.core.api.solver.phase.PhaseCommandContext;
import dev.ansatz.classical.timefold.ListPlan;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A custom phase for a Timefold application of one's own: an engine of this library sequences the machines, and the phases after it
 * go on from there. Use as the phase of routing plans; a complete plan is only replaced by one that Timefold's own score prefers.
 */
public final class JobShopPhase<P, M, O> implements PhaseCommand<P> {
    private static final Logger LOG = LoggerFactory.getLogger(JobShopPhase.class);

    private final JobShopDomain<P, M, O> domain;
    private final Solver<JobShopInstance, Schedule> engine;
    private final Options<Schedule> options;

    /**
     * @param engine any engine for job shops, such as a policy alone or a hybrid
     * @param options its limits
     */
    public JobShopPhase(
            JobShopDomain<P, M, O> domain, Solver<JobShopInstance, Schedule> engine, Options<Schedule> options) {
        this.domain = domain;
        this.engine = engine;
        this.options = options;
    }

    @Override
    public void changeWorkingSolution(PhaseCommandContext<P> context) {
        P plan = context.getWorkingSolution();
        JobShopInstance instance = domain.instance(plan);
        String refusal = engine.refuses(instance);
        if (refusal != null || context.isPhaseTerminated()) {
            LOG.info("No schedule by {}: {}", engine.name(), refusal == null ? "time is up." : refusal);
            return;
        }
        int sequenced = domain.machines(plan).stream()
                .mapToInt(machine -> domain.sequence(machine).size())
                .sum();
        int operations = domain.jobs(plan).stream().mapToInt(List::size).sum();
        Outcome<Schedule> outcome = engine.solve(instance, options);
        Schedule schedule = outcome.solution();
        if (schedule == null) {
            LOG.info("{} found no schedule: {}", engine.name(), outcome.notes());
            return;
        }
        boolean taken = ListPlan.improve(
                context,
                domain.machineClass(),
                domain.machines(plan),
                values(domain, plan, schedule),
                sequenced == operations);
        LOG.info(
                "Schedule by {}: {}{}",
                engine.name(),
                outcome.objective(),
                taken ? "" : ", not better than the present one");
    }

    /** Fills the list variables of a plan that no solver works on, before it is given to one: the simple form of a warm start. */
    public static <P, M, O> void fill(JobShopDomain<P, M, O> domain, P plan, Schedule schedule) {
        List<M> machines = domain.machines(plan);
        List<List<O>> values = values(domain, plan, schedule);
        for (int m = 0; m < machines.size(); m++) {
            List<O> sequence = domain.sequence(machines.get(m));
            sequence.clear();
            sequence.addAll(values.get(m));
        }
    }

    /** Operations of each machine by start; at equal starts those without duration first, which is how they fit. */
    private static <P, M, O> List<List<O>> values(JobShopDomain<P, M, O> domain, P plan, Schedule schedule) {
        record Placed<O>(O operation, long start, int duration) {}
        List<M> machines = domain.machines(plan);
        List<List<Placed<O>>> placed = new ArrayList<>();
        machines.forEach(machine -> placed.add(new ArrayList<>()));
        List<List<O>> jobs = domain.jobs(plan);
        for (int job = 0; job < jobs.size(); job++) {
            for (int op = 0; op < jobs.get(job).size(); op++) {
                O operation = jobs.get(job).get(op);
                placed.get(machines.indexOf(domain.machine(plan, operation)))
                        .add(new Placed<>(operation, schedule.start(job, op), domain.duration(operation)));
            }
        }
        List<List<O>> values = new ArrayList<>();
        for (List<Placed<O>> machine : placed) {
            machine.sort(Comparator.<Placed<O>>comparingLong(Placed::start).thenComparingInt(Placed::duration));
            values.add(machine.stream().map(Placed::operation).toList());
        }
        return values;
    }
}
