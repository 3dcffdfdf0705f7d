package dev.ansatz.classical.jssp;

import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;
import java.util.Arrays;
import java.util.List;

/**
 * Hard: operations that machine and job orders keep waiting for one another in a cycle, or behind one. Soft: makespan of the
 * semi-active schedule. Links between neighbours on a machine change with the lists; starts come from one pass in topological
 * order for each score, O(operations) without allocation. Public for Timefold's reflection.
 */
public final class JobShopScore implements IncrementalScoreCalculator<JobShopPlan, HardSoftScore> {
    private static final int NONE = -1;

    private int operations;
    private int[] duration = {};
    private boolean[] firstOfJob = {};
    private boolean[] lastOfJob = {};
    private int[] before = {};
    private int[] after = {};
    private int[] start = {};
    private byte[] waits = {};
    private int[] ready = {};

    @Override
    public void resetWorkingSolution(JobShopPlan plan) {
        Shop shop = plan.shop();
        operations = shop.size();
        duration = new int[operations];
        firstOfJob = new boolean[operations];
        lastOfJob = new boolean[operations];
        before = new int[operations];
        after = new int[operations];
        start = new int[operations];
        waits = new byte[operations];
        ready = new int[operations];
        for (int x = 0; x < operations; x++) {
            duration[x] = shop.duration(x);
            firstOfJob[x] = shop.isFirst(x);
            lastOfJob[x] = shop.isLast(x);
        }
        for (MachineSequence machine : plan.getMachines()) {
            link(machine.getOperations(), 0, machine.getOperations().size());
        }
        plan.firstScore().see(calculateScore());
    }

    @Override
    public void beforeListVariableChanged(Object entity, String variable, int from, int to) {}

    @Override
    public void afterListVariableChanged(Object entity, String variable, int from, int to) {
        link(((MachineSequence) entity).getOperations(), from, to);
    }

    @Override
    public void beforeVariableChanged(Object entity, String variable) {
        throw new IllegalStateException("The model has list variables only.");
    }

    @Override
    public void afterVariableChanged(Object entity, String variable) {
        throw new IllegalStateException("The model has list variables only.");
    }

    /** Renews the links of places from..to-1 and to their neighbours. */
    private void link(List<Operation> sequence, int from, int to) {
        int previous = from == 0 ? NONE : sequence.get(from - 1).number();
        for (int i = from; i < to; i++) {
            int x = sequence.get(i).number();
            before[x] = previous;
            if (previous != NONE) {
                after[previous] = x;
            }
            previous = x;
        }
        int next = to == sequence.size() ? NONE : sequence.get(to).number();
        if (previous != NONE) {
            after[previous] = next;
        }
        if (next != NONE) {
            before[next] = previous;
        }
    }

    @Override
    public HardSoftScore calculateScore() {
        int size = 0;
        for (int x = 0; x < operations; x++) {
            waits[x] = (byte) ((firstOfJob[x] ? 0 : 1) + (before[x] == NONE ? 0 : 1));
            if (waits[x] == 0) {
                ready[size++] = x;
            }
        }
        Arrays.fill(start, 0);
        int makespan = 0;
        for (int i = 0; i < size; i++) {
            int x = ready[i];
            int end = start[x] + duration[x];
            makespan = Math.max(makespan, end);
            if (!lastOfJob[x]) {
                start[x + 1] = Math.max(start[x + 1], end);
                if (--waits[x + 1] == 0) {
                    ready[size++] = x + 1;
                }
            }
            int next = after[x];
            if (next != NONE) {
                start[next] = Math.max(start[next], end);
                if (--waits[next] == 0) {
                    ready[size++] = next;
                }
            }
        }
        return HardSoftScore.of(size - operations, -makespan);
    }
}
