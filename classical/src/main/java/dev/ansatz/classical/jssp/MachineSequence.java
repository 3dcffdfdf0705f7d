package dev.ansatz.classical.jssp;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningListVariable;
import java.util.ArrayList;
import java.util.List;

/** A machine and its operations in order. Public for Timefold's reflection. */
@PlanningEntity
public final class MachineSequence {
    private int index;
    private List<Operation> own = List.of();
    private List<Operation> operations = new ArrayList<>();

    /** For Timefold. */
    public MachineSequence() {}

    MachineSequence(int index, List<Operation> own, List<Operation> operations) {
        this.index = index;
        this.own = own;
        this.operations = operations;
    }

    int index() {
        return index;
    }

    /** The operations that belong on this machine: no other may take them. */
    @ValueRangeProvider(id = "own")
    public List<Operation> getOwn() {
        return own;
    }

    @PlanningListVariable(valueRangeProviderRefs = "own")
    public List<Operation> getOperations() {
        return operations;
    }

    public void setOperations(List<Operation> operations) {
        this.operations = operations;
    }

    @Override
    public String toString() {
        return "machine " + index;
    }
}
