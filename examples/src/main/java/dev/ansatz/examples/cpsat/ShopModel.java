package dev.ansatz.examples.cpsat;

import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverSolutionCallback;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.IntervalVar;
import com.google.ortools.sat.LinearExpr;
import dev.ansatz.classical.jssp.JobShopModelAdapter;
import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.jssp.Schedule;
import dev.ansatz.search.Ansatz;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An existing CP-SAT model of a job shop, as in the guide of OR-Tools. */
public final class ShopModel {
    private final CpModel model;
    private final List<List<IntervalVar>> jobs = new ArrayList<>();
    private final List<List<IntervalVar>> machines = new ArrayList<>();

    /**
     * @param machine {@code [job][operation]}
     * @param minutes {@code [job][operation]}
     */
    public ShopModel(int[][] machine, int[][] minutes, int machineCount) {
        OrToolsNatives.load();
        model = new CpModel();
        long horizon = 0;
        for (int[] job : minutes) {
            for (int duration : job) {
                horizon += duration;
            }
        }
        for (int m = 0; m < machineCount; m++) {
            machines.add(new ArrayList<>());
        }
        IntVar makespan = model.newIntVar(0, horizon, "makespan");
        for (int j = 0; j < machine.length; j++) {
            List<IntervalVar> job = new ArrayList<>();
            IntVar last = null;
            for (int op = 0; op < machine[j].length; op++) {
                IntVar start = model.newIntVar(0, horizon, "start");
                IntVar end = model.newIntVar(0, horizon, "end");
                IntervalVar interval =
                        model.newIntervalVar(start, LinearExpr.constant(minutes[j][op]), end, "operation");
                machines.get(machine[j][op]).add(interval);
                job.add(interval);
                if (last != null) {
                    model.addGreaterOrEqual(start, last);
                }
                model.addGreaterOrEqual(makespan, end);
                last = end;
            }
            jobs.add(job);
        }
        machines.forEach(model::addNoOverlap);
        model.minimize(makespan);
    }

    /** Makespans: of Ansatz's schedule, of CP-SAT's first solution and of its last one. */
    public record Result(long seed, long first, long last) {}

    /** Plans with Ansatz, then lets CP-SAT go on from that schedule. */
    public Result plan(Duration ansatz, Duration cpSat) {
        JobShopModelAdapter adapter = JobShopModelAdapter.of(model, jobs, machines);
        Outcome<Schedule> schedule = Ansatz.jobShop().timeLimit(ansatz).solve(adapter.instance());
        adapter.hint(schedule.best());
        CpSolver solver = new CpSolver();
        solver.getParameters().setNumWorkers(1).setMaxTimeInSeconds(cpSat.toMillis() * 1e-3);
        List<Long> makespans = new ArrayList<>();
        CpSolverStatus status = solver.solve(model, new CpSolverSolutionCallback() {
            @Override
            public void onSolutionCallback() {
                makespans.add(Math.round(objectiveValue()));
            }
        });
        if (makespans.isEmpty()) {
            throw new IllegalStateException("CP-SAT found no schedule: " + status);
        }
        return new Result((long) schedule.objective(), makespans.get(0), makespans.get(makespans.size() - 1));
    }
}
