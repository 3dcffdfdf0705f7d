package dev.ansatz.classical.rmab;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import dev.ansatz.problems.rmab.ActionBuilder;
import dev.ansatz.problems.rmab.ActionConstraint;
import dev.ansatz.problems.rmab.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The appointments of the schedule constraint. A worker serves one arm in each slot whatever happens in the others, so slots are
 * pools of workers; arms with the same slots are alike: the program counts their appointments by slot.
 */
final class ScheduleProgram implements ActionMaximiser {
    private final ActionConstraint.Schedule constraint;
    private final CpProgram program = new CpProgram();
    private final BoolVar[] acted;
    /** Arms by their sorted slots, and the appointments of all of them in each of these slots. */
    private final Map<List<Integer>, List<Integer>> classes = new LinkedHashMap<>();

    private final Map<List<Integer>, IntVar[]> counts = new LinkedHashMap<>();

    ScheduleProgram(int arms, ActionConstraint.Schedule constraint, int budget) {
        this.constraint = constraint;
        this.acted = new BoolVar[arms];
        for (int j = 0; j < arms; j++) {
            acted[j] = program.model.newBoolVar("");
            List<Integer> slots = Arrays.stream(constraint.armSlots()[j])
                    .sorted()
                    .distinct()
                    .boxed()
                    .toList();
            classes.computeIfAbsent(slots, k -> new ArrayList<>()).add(j);
        }
        program.model.addLessOrEqual(LinearExpr.sum(acted), budget);
        int[] workers = constraint.workersBySlot();
        LinearExprBuilder[] use = new LinearExprBuilder[workers.length];
        for (int slot = 0; slot < use.length; slot++) {
            use[slot] = LinearExpr.newBuilder();
        }
        classes.forEach((slots, members) -> {
            IntVar[] pool = new IntVar[slots.size()];
            LinearExprBuilder balance = LinearExpr.newBuilder();
            for (int k = 0; k < pool.length; k++) {
                pool[k] = program.model.newIntVar(0, workers[slots.get(k)], "");
                balance.add(pool[k]);
                use[slots.get(k)].add(pool[k]);
            }
            for (int j : members) {
                balance.addTerm(acted[j], -2);
            }
            program.model.addEquality(balance, 0);
            counts.put(slots, pool);
        });
        for (int slot = 0; slot < use.length; slot++) {
            program.model.addLessOrEqual(use[slot], workers[slot]);
        }
    }

    @Override
    public void maximise(double[][] gains, Decision decision) {
        decision.clear();
        if (!program.maximise(acted, gains)) {
            return;
        }
        int[][] appointments = new int[acted.length][constraint.slots()];
        classes.forEach((slots, members) -> {
            IntVar[] pool = Objects.requireNonNull(counts.get(slots));
            long[] left = new long[pool.length];
            for (int k = 0; k < left.length; k++) {
                left[k] = program.value(pool[k]);
            }
            int slot = 0;
            for (int j : members) {
                if (program.isTrue(acted[j]) && gains[j][1] > 0) {
                    decision.levels[j] = 1;
                    for (int visit = 0; visit < 2; visit++) {
                        while (left[slot] == 0) {
                            slot++;
                        }
                        left[slot]--;
                        appointments[j][slots.get(slot)]++;
                    }
                }
            }
        });
        decision.certificate = ActionBuilder.certificate(constraint, decision.arms(), appointments);
    }
}
