package dev.ansatz.problems;

/**
 * That a solution has passed a problem's validator. Only a {@link SearchContext} makes one, so that a run takes the incumbents of a run
 * inside it over as they are, and those of anybody else only after it has validated them.
 */
public final class Validation<S> {
    private final Problem<?, S> problem;
    private final Instance instance;
    private final S solution;
    private final Evaluation evaluation;

    Validation(Problem<?, S> problem, Instance instance, S solution, Evaluation evaluation) {
        this.problem = problem;
        this.instance = instance;
        this.solution = solution;
        this.evaluation = evaluation;
    }

    /** Whether it is of this very solution, under the same problem and instance. */
    @SuppressWarnings("ReferenceEquality") // equal is not enough: only what was validated itself
    boolean isOf(Problem<?, S> ofProblem, Instance ofInstance, S ofSolution) {
        return problem == ofProblem && instance == ofInstance && solution == ofSolution;
    }

    S solution() {
        return solution;
    }

    Evaluation evaluation() {
        return evaluation;
    }

    @Override
    public String toString() {
        return "validated";
    }
}
