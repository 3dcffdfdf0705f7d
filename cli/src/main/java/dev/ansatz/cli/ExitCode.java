package dev.ansatz.cli;

/**
 * Exit codes of the command line. A second Ctrl-C or SIGTERM ends the process at once with 130 or 143, as does the first where a
 * command has nothing to keep.
 */
final class ExitCode {
    /** Solved, also when stopped by time, Ctrl-C or SIGTERM with a solution. */
    static final int OK = 0;
    /** Our fault, or results that could not be printed, or not enough memory; stderr says which. */
    static final int BUG = 1;
    /** Bad usage or bad input; one sentence on stderr says which. */
    static final int BAD_INPUT = 2;
    /**
     * No feasible solution, also when stopped before one was found; the checked one is infeasible or claims a wrong objective; a compared
     * engine became worse.
     */
    static final int NO_SOLUTION = 3;

    private ExitCode() {}
}
