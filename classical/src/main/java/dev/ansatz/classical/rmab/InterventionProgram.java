package dev.ansatz.classical.rmab;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import dev.ansatz.problems.rmab.ActionConstraint;
import dev.ansatz.problems.rmab.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The choice of interventions. Arms with the same interventions are merged. Where no intervention belongs to two sets, the sets
 * compete for the budget only, which dynamic programming solves; else the level of each set is a choice of CP-SAT. Levels are
 * whole numbers, so that any link function is exact, without a piecewise-linear approximation.
 */
final class InterventionProgram implements ActionMaximiser {
    private final ActionConstraint.Interventions constraint;
    private final int budget;
    private final List<int[]> sets = new ArrayList<>();
    private final List<List<Integer>> members = new ArrayList<>();
    private final @Nullable CpProgram program;
    private final BoolVar[] chosen;
    private final List<BoolVar[]> levels = new ArrayList<>();

    InterventionProgram(ActionConstraint.Interventions constraint, int budget) {
        this.constraint = constraint;
        this.budget = budget;
        Map<List<Integer>, List<Integer>> merged = new LinkedHashMap<>();
        for (int j = 0; j < constraint.links().length; j++) {
            if (constraint.links()[j].length > 0) {
                List<Integer> set =
                        Arrays.stream(constraint.links()[j]).sorted().boxed().toList();
                merged.computeIfAbsent(set, k -> new ArrayList<>()).add(j);
            }
        }
        int[] owners = new int[constraint.count()];
        merged.forEach((set, arms) -> {
            sets.add(set.stream().mapToInt(Integer::intValue).toArray());
            members.add(arms);
            set.forEach(i -> owners[i]++);
        });
        boolean disjoint = Arrays.stream(owners).allMatch(k -> k <= 1);
        this.program = disjoint ? null : new CpProgram();
        this.chosen = new BoolVar[disjoint ? 0 : constraint.count()];
        if (program != null) {
            buildProgram(program);
        }
    }

    private void buildProgram(CpProgram cp) {
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = cp.model.newBoolVar("");
        }
        cp.model.addLessOrEqual(LinearExpr.sum(chosen), budget);
        for (int[] set : sets) {
            BoolVar[] level = new BoolVar[set.length + 1];
            LinearExprBuilder balance = LinearExpr.newBuilder();
            for (int k = 0; k < level.length; k++) {
                level[k] = cp.model.newBoolVar("");
                balance.addTerm(level[k], k);
            }
            for (int i : set) {
                balance.addTerm(chosen[i], -1);
            }
            cp.model.addExactlyOne(level);
            cp.model.addEquality(balance, 0);
            levels.add(level);
        }
    }

    @Override
    public void maximise(double[][] gains, Decision decision) {
        decision.clear();
        double[][] merged = new double[sets.size()][];
        for (int c = 0; c < merged.length; c++) {
            merged[c] = new double[sets.get(c).length + 1];
            for (int j : members.get(c)) {
                for (int k = 1; k < merged[c].length; k++) {
                    merged[c][k] += gains[j][k];
                }
            }
        }
        boolean[] use = new boolean[constraint.count()];
        if (program == null) {
            int[] best = new int[merged.length];
            LevelKnapsack.solve(merged, budget, best);
            for (int c = 0; c < best.length; c++) {
                for (int k = 0; k < best[c]; k++) {
                    use[sets.get(c)[k]] = true;
                }
            }
        } else {
            List<Literal> literals = new ArrayList<>();
            List<Double> values = new ArrayList<>();
            for (int c = 0; c < merged.length; c++) {
                for (int k = 1; k < merged[c].length; k++) {
                    literals.add(levels.get(c)[k]);
                    values.add(merged[c][k]);
                }
            }
            if (!program.maximise(literals, values)) {
                return;
            }
            for (int i = 0; i < chosen.length; i++) {
                use[i] = program.isTrue(chosen[i]);
            }
        }
        int[] certificate = new int[use.length];
        int count = 0;
        for (int i = 0; i < use.length; i++) {
            if (use[i]) {
                certificate[count++] = i;
            }
        }
        decision.certificate = Arrays.copyOf(certificate, count);
        for (int j = 0; j < constraint.links().length; j++) {
            for (int i : constraint.links()[j]) {
                decision.levels[j] += use[i] ? 1 : 0;
            }
        }
    }
}
