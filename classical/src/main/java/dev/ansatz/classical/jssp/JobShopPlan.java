package dev.ansatz.classical.jssp;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.cloner.SolutionCloner;
import ai.timefold.solver.core.api.score.HardSoftScore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The planning solution: machines with their operations in order. Public for Timefold's reflection. */
@PlanningSolution(solutionCloner = JobShopPlan.Cloner.class)
public final class JobShopPlan {
    private List<MachineSequence> machines = new ArrayList<>();
    private @Nullable HardSoftScore score;
    private @Nullable Shop shop;
    private FirstScore firstScore = new FirstScore();

    /** For Timefold. */
    public JobShopPlan() {}

    /** Score of the plan as the solver first saw it; shared by all clones. */
    static final class FirstScore {
        private @Nullable HardSoftScore value;

        void see(HardSoftScore first) {
            if (value == null) {
                value = first;
            }
        }

        boolean seen() {
            return value != null;
        }

        boolean matches(long makespan) {
            return HardSoftScore.of(0, -makespan).equals(value);
        }
    }

    /**
     * @param sequences operations machine by machine
     */
    JobShopPlan(Shop shop, int[] sequences) {
        this.shop = shop;
        List<List<Operation>> byMachine = new ArrayList<>();
        for (int k = 0; k < shop.machines(); k++) {
            byMachine.add(new ArrayList<>());
        }
        for (int x : sequences) {
            byMachine.get(shop.machine(x)).add(new Operation(x));
        }
        for (int k = 0; k < shop.machines(); k++) {
            machines.add(new MachineSequence(k, List.copyOf(byMachine.get(k)), byMachine.get(k)));
        }
    }

    @PlanningEntityCollectionProperty
    public List<MachineSequence> getMachines() {
        return machines;
    }

    public void setMachines(List<MachineSequence> machines) {
        this.machines = machines;
    }

    @PlanningScore
    public @Nullable HardSoftScore getScore() {
        return score;
    }

    public void setScore(@Nullable HardSoftScore score) {
        this.score = score;
    }

    Shop shop() {
        if (shop == null) {
            throw new IllegalStateException("A plan without an instance.");
        }
        return shop;
    }

    FirstScore firstScore() {
        return firstScore;
    }

    /** Operations machine by machine. */
    int[] sequences() {
        int[] sequences = new int[shop().size()];
        int at = 0;
        for (MachineSequence machine : machines) {
            for (Operation operation : machine.getOperations()) {
                sequences[at++] = operation.number();
            }
        }
        return sequences;
    }

    /** Copies the lists and shares the operations: less work than Timefold's reflective clone. */
    public static final class Cloner implements SolutionCloner<JobShopPlan> {
        @Override
        public JobShopPlan cloneSolution(JobShopPlan original) {
            JobShopPlan clone = new JobShopPlan();
            clone.shop = original.shop;
            clone.score = original.score;
            clone.firstScore = original.firstScore;
            clone.machines = new ArrayList<>(original.machines.size());
            for (MachineSequence machine : original.machines) {
                clone.machines.add(new MachineSequence(
                        machine.index(), machine.getOwn(), new ArrayList<>(machine.getOperations())));
            }
            return clone;
        }
    }
}
