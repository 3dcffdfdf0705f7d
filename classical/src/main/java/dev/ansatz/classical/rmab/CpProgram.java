package dev.ansatz.classical.rmab;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearArgument;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.Literal;
import dev.ansatz.classical.ortools.OrToolsNatives;
import java.util.Arrays;
import java.util.List;

/** A CP-SAT model whose constraints stay and whose objective changes from step to step. One worker, hence deterministic. */
final class CpProgram {
    /** Gains are rounded to this many units of the largest one. */
    private static final double UNITS = 1e7;

    private static final double DETERMINISTIC_SECONDS = 2;

    final CpModel model;
    private final CpSolver solver;

    CpProgram() {
        this(DETERMINISTIC_SECONDS);
    }

    /** With a limit in CP-SAT's deterministic seconds on one step; the best action found so far counts. */
    CpProgram(double deterministicSeconds) {
        OrToolsNatives.load();
        this.model = new CpModel();
        this.solver = new CpSolver();
        solver.getParameters()
                .setNumWorkers(1)
                .setRandomSeed(1)
                .setMaxDeterministicTime(deterministicSeconds)
                // The programs are small and solved a thousand times: presolve costs more than it saves.
                .setCpModelPresolve(false)
                .setSymmetryLevel(0);
    }

    /** Maximises the gains of the arms acted on, {@code gains[arm][1]}; whether a solution was found. */
    boolean maximise(BoolVar[] acted, double[][] gains) {
        return maximise(
                List.of(acted), Arrays.stream(gains).map(gain -> gain[1]).toList());
    }

    /** Maximises a sum of gains over literals; whether a solution was found. */
    boolean maximise(List<? extends Literal> literals, List<Double> gains) {
        double largest = 0;
        for (double gain : gains) {
            largest = Math.max(largest, Math.abs(gain));
        }
        double scale = largest > 0 ? UNITS / largest : 0;
        long[] coefficients = new long[gains.size()];
        for (int i = 0; i < coefficients.length; i++) {
            coefficients[i] = Math.round(gains.get(i) * scale);
        }
        model.getBuilder().clearObjective();
        model.maximize(LinearExpr.weightedSum(literals.toArray(new LinearArgument[0]), coefficients));
        CpSolverStatus status = solver.solve(model);
        return status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE;
    }

    boolean isTrue(BoolVar literal) {
        return solver.booleanValue(literal);
    }

    long value(com.google.ortools.sat.IntVar variable) {
        return solver.value(variable);
    }
}
