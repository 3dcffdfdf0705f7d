package dev.ansatz.classical.jssp;

/** Which of the operations that wait for a machine goes first (Haupt 1989, doi:10.1007/BF01721162). */
enum DispatchRule {
    /** Most work remaining: the job with the longest rest, this operation included. */
    MWR,
    /** Most operations remaining. */
    MOR,
    /** Shortest processing time. */
    SPT,
    /** Longest processing time. */
    LPT,
    /** First in, first out: the operation that has waited longest. */
    FIFO,
    /** Least work remaining. */
    LWR;

    /**
     * The larger one goes first.
     *
     * @param duration of the operation
     * @param work duration of the operation and of those after it in the job
     * @param operations number of operations from this one to the end of the job
     * @param arrival when the job reached the machine
     */
    long priority(long duration, long work, int operations, long arrival) {
        return switch (this) {
            case MWR -> work;
            case MOR -> operations;
            case SPT -> -duration;
            case LPT -> duration;
            case FIFO -> -arrival;
            case LWR -> -work;
        };
    }
}
