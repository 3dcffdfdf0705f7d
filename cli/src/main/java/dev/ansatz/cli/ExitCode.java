package dev.ansatz.cli;

/** Exit codes of the command line. */
final class ExitCode {
    /** Solved, also when stopped by time or Ctrl-C with a solution. */
    static final int OK = 0;
    /** Our fault. */
    static final int BUG = 1;
    /** Bad usage or bad input; one sentence on stderr says which. */
    static final int BAD_INPUT = 2;
    /** No feasible solution was found, or the checked one is not feasible or claims a wrong objective. */
    static final int NO_SOLUTION = 3;

    private ExitCode() {}
}
