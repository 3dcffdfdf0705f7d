package dev.ansatz.classical.rmab;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import dev.ansatz.problems.rmab.ActionConstraint;
import dev.ansatz.problems.rmab.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The multiple knapsack of the capacity constraint. Workers of one capacity are alike, and so are arms of one cost: where few
 * packings exist, the program counts how many workers use each maximal packing (Gilmore and Gomory 1961), else it assigns arms to
 * workers.
 */
final class CapacityProgram implements ActionMaximiser {
    private static final int MOST_PATTERNS = 400;

    private final ActionConstraint.Capacity constraint;
    private final CpProgram program = new CpProgram();
    private final BoolVar[] acted;
    private final int[] distinct;
    /** Packings by capacity: how many arms of each distinct cost; null where arms are assigned one by one. */
    private final TreeMap<Integer, List<int[]>> patterns = new TreeMap<>();

    private final TreeMap<Integer, IntVar[]> uses = new TreeMap<>();
    private final BoolVar[][] assigned;

    CapacityProgram(int arms, ActionConstraint.Capacity constraint) {
        this.constraint = constraint;
        this.acted = new BoolVar[arms];
        for (int j = 0; j < arms; j++) {
            acted[j] = program.model.newBoolVar("");
        }
        this.distinct = Arrays.stream(constraint.costs()).sorted().distinct().toArray();
        boolean few = enumerate();
        this.assigned = few ? new BoolVar[0][] : new BoolVar[constraint.capacities().length][arms];
        if (few) {
            countPatterns();
        } else {
            assignArms();
        }
    }

    private boolean enumerate() {
        int total = 0;
        for (int capacity : constraint.capacities()) {
            if (!patterns.containsKey(capacity)) {
                List<int[]> found = new ArrayList<>();
                if (!extend(new int[distinct.length], distinct.length - 1, capacity, found)) {
                    return false;
                }
                total += found.size();
                if (total > MOST_PATTERNS) {
                    return false;
                }
                patterns.put(capacity, found);
            }
        }
        return true;
    }

    private boolean extend(int[] counts, int largest, int left, List<int[]> found) {
        if (distinct[0] == 0 || found.size() > MOST_PATTERNS) {
            return false;
        }
        if (left < distinct[0]) {
            found.add(counts.clone());
            return true;
        }
        for (int c = largest; c >= 0; c--) {
            if (distinct[c] <= left) {
                counts[c]++;
                boolean fine = extend(counts, c, left - distinct[c], found);
                counts[c]--;
                if (!fine) {
                    return false;
                }
            }
        }
        return true;
    }

    private void countPatterns() {
        LinearExprBuilder[] supply = new LinearExprBuilder[distinct.length];
        for (int c = 0; c < supply.length; c++) {
            supply[c] = LinearExpr.newBuilder();
        }
        patterns.forEach((capacity, list) -> {
            int workers = (int) Arrays.stream(constraint.capacities())
                    .filter(c -> c == capacity)
                    .count();
            IntVar[] counts = new IntVar[list.size()];
            for (int p = 0; p < counts.length; p++) {
                counts[p] = program.model.newIntVar(0, workers, "");
                for (int c = 0; c < supply.length; c++) {
                    supply[c].addTerm(counts[p], list.get(p)[c]);
                }
            }
            program.model.addLessOrEqual(LinearExpr.sum(counts), workers);
            uses.put(capacity, counts);
        });
        for (int c = 0; c < distinct.length; c++) {
            for (int j = 0; j < acted.length; j++) {
                if (constraint.costs()[j] == distinct[c]) {
                    supply[c].addTerm(acted[j], -1);
                }
            }
            program.model.addGreaterOrEqual(supply[c], 0);
        }
    }

    private void assignArms() {
        int arms = acted.length;
        for (int i = 0; i < assigned.length; i++) {
            LinearExprBuilder load = LinearExpr.newBuilder();
            for (int j = 0; j < arms; j++) {
                assigned[i][j] = program.model.newBoolVar("");
                load.addTerm(assigned[i][j], constraint.costs()[j]);
            }
            program.model.addLessOrEqual(load, constraint.capacities()[i]);
        }
        for (int j = 0; j < arms; j++) {
            LinearExprBuilder sum = LinearExpr.newBuilder();
            for (BoolVar[] row : assigned) {
                sum.add(row[j]);
            }
            sum.addTerm(acted[j], -1);
            program.model.addEquality(sum, 0);
        }
    }

    @Override
    public void maximise(double[][] gains, Decision decision) {
        decision.clear();
        if (!program.maximise(acted, gains)) {
            return;
        }
        int arms = acted.length;
        int[] worker = new int[arms];
        for (int j = 0; j < arms; j++) {
            decision.levels[j] = gains[j][1] > 0 && program.isTrue(acted[j]) ? 1 : 0;
        }
        if (assigned.length > 0) {
            for (int i = 0; i < assigned.length; i++) {
                for (int j = 0; j < arms; j++) {
                    if (program.isTrue(assigned[i][j])) {
                        worker[j] = i;
                    }
                }
            }
        } else {
            distribute(decision, worker);
        }
        int[] chosen = decision.arms();
        decision.certificate = new int[chosen.length];
        for (int k = 0; k < chosen.length; k++) {
            decision.certificate[k] = worker[chosen[k]];
        }
    }

    /** Gives the arms chosen to workers as the counted packings say. */
    private void distribute(Decision decision, int[] worker) {
        int[] nextArm = new int[distinct.length];
        patterns.forEach((capacity, list) -> {
            int i = -1;
            for (int p = 0; p < list.size(); p++) {
                long times = program.value(Objects.requireNonNull(uses.get(capacity))[p]);
                for (long k = 0; k < times; k++) {
                    i++;
                    while (constraint.capacities()[i] != capacity) {
                        i++;
                    }
                    for (int c = 0; c < distinct.length; c++) {
                        for (int unit = 0; unit < list.get(p)[c]; unit++) {
                            while (nextArm[c] < worker.length
                                    && !(decision.levels[nextArm[c]] > 0
                                            && constraint.costs()[nextArm[c]] == distinct[c])) {
                                nextArm[c]++;
                            }
                            if (nextArm[c] < worker.length) {
                                worker[nextArm[c]++] = i;
                            }
                        }
                    }
                }
            }
        });
    }
}
