package dev.ansatz.problems;

/**
 * Solves instances of one problem. One contract for learned policies, OR-Tools, Timefold, our own engines and every hybrid
 * of them, so that they compose and are compared fairly.
 *
 * <p>Implementations are stateless and thread-safe; all state of a run is in the run. Each keeps these rules, checked by one
 * contract test over all engines:
 *
 * <ul>
 *   <li>the returned solution is feasible by the problem's validator, and never worse than the best feasible warm start;
 *   <li>incumbents are strictly improving and come from the validator;
 *   <li>the time limit is kept within 5 % + 50 ms after warm-up; interrupt and stop token end the run with its best solution
 *       (an interrupted thread stays interrupted);
 *   <li>the same seed, one thread and an iteration limit give the same result.
 * </ul>
 */
public interface Solver<I extends Instance, S> {
    /** Name on the command line and in reports, such as {@code ortools}. */
    String name();

    /** One line for people: what it does. */
    String description();

    /**
     * Whether this engine can take the instance at all.
     *
     * @return null if it can, else one sentence that says why not
     */
    default @org.jspecify.annotations.Nullable String refuses(I instance) {
        return null;
    }

    /**
     * Checks that this engine can take an instance: what {@link #solve} begins with.
     *
     * @throws IllegalArgumentException if {@link #refuses} says so
     */
    default void checkAccepts(I instance) {
        String refusal = refuses(instance);
        if (refusal != null) {
            throw new IllegalArgumentException(refusal);
        }
    }

    /**
     * Whether its search leaves any start behind within milliseconds, so that what it ends with hardly depends on a good one: a hybrid
     * then spends little of its time on starts. Solvers that end with this one's search say the same.
     */
    default boolean refinesAnyStart() {
        return false;
    }

    /**
     * Loads native libraries and models ahead of the first {@code solve}, so that their cost is not part of a run. Idempotent,
     * thread-safe, may be called concurrently with the warm-up of other solvers.
     */
    default void warmUp() {}

    /**
     * Runs until a limit of {@code options} is met, the stop token is set, the thread is interrupted or nothing is left to do.
     *
     * @throws IllegalArgumentException if {@link #refuses} says so
     */
    Outcome<S> solve(I instance, Options<S> options);
}
