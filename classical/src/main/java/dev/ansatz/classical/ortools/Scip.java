package dev.ansatz.classical.ortools;

import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import dev.ansatz.classical.RunWatch;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.SearchContext;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Runs of SCIP, as bundled with OR-Tools, under the limits of a {@link SearchContext}. Its seed, threads and time are those of the run; an
 * iteration is a node of the tree.
 */
public final class Scip {
    private static final double NO_BOUND = 1e20;
    private static final double BOUND_TOLERANCE = 1e-9;
    /** SCIP looks at the clock between steps only. */
    private static final long MARGIN_MILLIS = 10;

    private Scip() {}

    /** A new solver without a model; the caller deletes it. */
    public static MPSolver create() {
        OrToolsNatives.load();
        return Objects.requireNonNull(MPSolver.createSolver("SCIP"), "SCIP is not part of OR-Tools here");
    }

    /** Solves the model within what is left of the run. Returns whether there is a solution. */
    public static boolean solve(MPSolver solver, SearchContext<?, ?> run) {
        Options<?> options = run.options();
        if (options.threads() > 1) {
            solver.setNumThreads(options.threads());
        }
        if (options.timeLimit() != null) {
            solver.setTimeLimit(Math.max(1, run.remaining().toMillis() - MARGIN_MILLIS));
        }
        StringBuilder settings = new StringBuilder("randomization/randomseedshift = ")
                .append(options.seed() & 0x3fffffff)
                .append('\n');
        if (options.iterationLimit() != null) {
            settings.append("limits/nodes = ").append(options.iterationLimit()).append('\n');
        }
        solver.setSolverSpecificParametersAsString(settings.toString());
        MPSolverParameters parameters = new MPSolverParameters();
        parameters.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, 0);
        try (RunWatch watch = new RunWatch(run, solver::interruptSolve)) {
            MPSolver.ResultStatus status = solver.solve(parameters);
            return status == MPSolver.ResultStatus.OPTIMAL || status == MPSolver.ResultStatus.FEASIBLE;
        } finally {
            parameters.delete();
        }
    }

    /**
     * Upper bound of a maximisation over integers after {@link #solve}: SCIP computes in floating point, so its bound is widened
     * by 1e-9 of its value before it is rounded down. Empty where there is none.
     */
    public static OptionalDouble upperBound(MPSolver solver) {
        double bound = solver.objective().bestBound();
        return Double.isFinite(bound) && bound < NO_BOUND
                ? OptionalDouble.of(Math.floor(bound + BOUND_TOLERANCE * Math.max(1000, Math.abs(bound))))
                : OptionalDouble.empty();
    }
}
