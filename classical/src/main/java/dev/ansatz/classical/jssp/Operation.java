package dev.ansatz.classical.jssp;

/** An operation of a job. Public for Timefold's reflection. */
public final class Operation {
    private final int number;

    Operation(int number) {
        this.number = number;
    }

    /** Number of the operation, job by job. */
    public int number() {
        return number;
    }

    @Override
    public String toString() {
        return "operation " + number;
    }
}
