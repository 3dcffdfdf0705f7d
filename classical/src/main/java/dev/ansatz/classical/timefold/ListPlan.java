package dev.ansatz.classical.timefold;

import ai.timefold.solver.core.api.score.Score;
import ai.timefold.solver.core.api.solver.phase.PhaseCommandContext;
import ai.timefold.solver.core.preview.api.domain.metamodel.PlanningListVariableMetaModel;
import ai.timefold.solver.core.preview.api.domain.metamodel.PositionInList;
import ai.timefold.solver.core.preview.api.move.Move;
import ai.timefold.solver.core.preview.api.move.MutableSolutionView;
import java.util.List;

/**
 * A move that gives list variables the wanted values in the wanted order, wherever these are before. Values that are not wanted
 * anywhere stay at the ends of their lists. Pinned values are not known to it: it must not be used with them.
 *
 * @param entities with the list variable
 * @param values of each entity, no value twice
 */
public record ListPlan<P, E, T>(PlanningListVariableMetaModel<P, E, T> variable, List<E> entities, List<List<T>> values)
        implements Move<P> {
    @Override
    public void execute(MutableSolutionView<P> view) {
        for (int e = 0; e < entities.size(); e++) {
            E entity = entities.get(e);
            List<T> wanted = values.get(e);
            for (int place = 0; place < wanted.size(); place++) {
                T value = wanted.get(place);
                if (!(view.getPositionOf(variable, value) instanceof PositionInList position)) {
                    view.assignValueAndAdd(variable, value, entity, place);
                } else if (!position.entity().equals(entity)) {
                    T unused =
                            view.moveValueBetweenLists(variable, position.<E>entity(), position.index(), entity, place);
                } else if (position.index() != place) {
                    T unused = view.moveValueInList(variable, entity, position.index(), place);
                }
            }
        }
    }

    /**
     * Makes the move unless the plan that there is is complete and at least as good.
     *
     * @param planned whether all values are in lists already
     * @return whether it was made
     */
    public static <P, E, T> boolean improve(
            PhaseCommandContext<P> context,
            Class<E> entityClass,
            List<E> entities,
            List<List<T>> values,
            boolean planned) {
        PlanningListVariableMetaModel<P, E, T> variable =
                context.getSolutionMetaModel().genuineEntity(entityClass).<T>listVariable();
        ListPlan<P, E, T> move = new ListPlan<>(variable, entities, values);
        if (planned && !isBetter(context, move)) {
            return false;
        }
        context.execute(move);
        return true;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the two scores are of the same class
    private static <P> boolean isBetter(PhaseCommandContext<P> context, Move<P> move) {
        Score before = context.executeAndCalculateScore(view -> {});
        Score after = context.executeTemporarilyAndCalculateScore(move);
        return after.compareTo(before) > 0;
    }
}
