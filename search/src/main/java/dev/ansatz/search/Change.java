package dev.ansatz.search;

import dev.ansatz.problems.Instance;

/**
 * A change of an instance for which a plan exists: an order more or less, a machine that fails. Says what the instance becomes and
 * what is left of the plan, so that solving need not begin anew; see {@link PlanningJob#replan}. Stateless.
 *
 * @see dev.ansatz.search.cvrp.CvrpChange
 */
public interface Change<I extends Instance, S> {
    /**
     * The instance after the change.
     *
     * @throws IllegalArgumentException if the change makes no sense for this instance
     */
    I instance(I before);

    /**
     * The plan after the change: a warm start for the changed instance. It should be feasible; one that is not, is left out of
     * the run with a note.
     */
    S plan(I before, I after, S plan);

    /** This change and then another one. */
    default Change<I, S> then(Change<I, S> next) {
        Change<I, S> first = this;
        return new Change<>() {
            @Override
            public I instance(I before) {
                return next.instance(first.instance(before));
            }

            @Override
            public S plan(I before, I after, S plan) {
                I between = first.instance(before);
                return next.plan(between, after, first.plan(before, between, plan));
            }
        };
    }
}
