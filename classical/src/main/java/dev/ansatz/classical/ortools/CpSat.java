package dev.ansatz.classical.ortools;

import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.SatParameters;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.SearchContext;

/** What every run of CP-SAT has in common. */
public final class CpSat {
    private static final double LEAST_SECONDS = 1e-3;

    private CpSat() {}

    /**
     * A solver with the workers, the seed and what is left of the time of a run. Its best-bound callback must not be used: that of
     * OR-Tools 9.15 keeps a stale class reference, which crashes the JVM after a garbage collection; bounds are asked for at
     * incumbents and at the end.
     */
    public static CpSolver solver(SearchContext<?, ?> run) {
        OrToolsNatives.load();
        Options<?> options = run.options();
        CpSolver solver = new CpSolver();
        SatParameters.Builder parameters = solver.getParameters();
        parameters.setNumWorkers(options.threads()).setRandomSeed((int) (options.seed() & Integer.MAX_VALUE));
        if (options.timeLimit() != null) {
            parameters.setMaxTimeInSeconds(
                    Math.max(LEAST_SECONDS, run.remaining().toNanos() * 1e-9));
        }
        return solver;
    }

    /** The same, with conflicts as iterations. */
    public static CpSolver solverByConflicts(SearchContext<?, ?> run) {
        CpSolver solver = solver(run);
        Long limit = run.options().iterationLimit();
        if (limit != null) {
            solver.getParameters().setMaxNumberOfConflicts(limit);
        }
        return solver;
    }
}
