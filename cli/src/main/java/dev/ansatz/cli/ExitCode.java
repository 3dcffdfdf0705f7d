package dev.ansatz.cli;

/** Exit codes of the command line. */
final class ExitCode {
    /** Solved, also when stopped by time or Ctrl-C with a solution. */
    static final int OK = 0;
    /** Our fault. */
    static final int BUG = 1;
    /** Bad usage or bad input; one sentence on stderr says which. */
    static final int BAD_INPUT = 2;
    /** No feasible solution; the checked one is infeasible or claims a wrong objective; a compared engine became worse. */
    static final int NO_SOLUTION = 3;

    private ExitCode() {}
}
