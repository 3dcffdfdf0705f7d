package dev.ansatz.classical.vrp;

import ai.timefold.solver.core.impl.heuristic.selector.move.factory.MoveIteratorFactory;
import ai.timefold.solver.core.impl.score.director.ScoreDirector;
import ai.timefold.solver.core.preview.api.domain.metamodel.PlanningListVariableMetaModel;
import ai.timefold.solver.core.preview.api.domain.metamodel.PositionInList;
import ai.timefold.solver.core.preview.api.move.Move;
import ai.timefold.solver.core.preview.api.move.MutableSolutionView;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Moves of both ends of a shipment at once, or of it off the plan: one end alone never improves. Public for Timefold's reflection. */
public final class TimefoldPairMoves implements MoveIteratorFactory<TimefoldPlan, Move<TimefoldPlan>> {
    /** One in so many moves takes a shipment off the plan. */
    private static final int REMOVALS = 20;

    /**
     * The move.
     *
     * @param vehicle null to leave the shipment out
     * @param first place of the pickup once both are off
     * @param second place of the delivery among what stands there then, at least {@code first}
     */
    private record PairMove(TimefoldVisit pickup, @Nullable TimefoldVehicle vehicle, int first, int second)
            implements Move<TimefoldPlan> {
        @Override
        public void execute(MutableSolutionView<TimefoldPlan> view) {
            PlanningListVariableMetaModel<TimefoldPlan, TimefoldVehicle, TimefoldVisit> variable =
                    view.getSolutionMetaModel()
                            .genuineEntity(TimefoldVehicle.class)
                            .<TimefoldVisit>listVariable();
            TimefoldVisit delivery = pickup.delivery();
            if (delivery == null) {
                throw new IllegalStateException("Not the pickup of a shipment: " + pickup);
            }
            for (TimefoldVisit visit : List.of(pickup, delivery)) {
                if (view.getPositionOf(variable, visit) instanceof PositionInList) {
                    view.unassignValue(variable, visit);
                }
            }
            if (vehicle != null) {
                view.assignValueAndAdd(variable, pickup, vehicle, first);
                view.assignValueAndAdd(variable, delivery, vehicle, second + 1);
            }
        }
    }

    @Override
    public long getSize(ScoreDirector<TimefoldPlan> director) {
        return director.getWorkingSolution().pickups().size();
    }

    @Override
    public Iterator<Move<TimefoldPlan>> createOriginalMoveIterator(ScoreDirector<TimefoldPlan> director) {
        throw new UnsupportedOperationException("Moves are drawn at random.");
    }

    @Override
    public Iterator<Move<TimefoldPlan>> createRandomMoveIterator(
            ScoreDirector<TimefoldPlan> director, RandomGenerator random) {
        List<TimefoldVisit> pickups = director.getWorkingSolution().pickups();
        List<TimefoldVehicle> vehicles = director.getWorkingSolution().getVehicles();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !pickups.isEmpty();
            }

            @SuppressWarnings("ReferenceEquality") // entities of one planning solution
            @Override
            public Move<TimefoldPlan> next() {
                if (pickups.isEmpty()) {
                    throw new NoSuchElementException();
                }
                TimefoldVisit pickup = pickups.get(random.nextInt(pickups.size()));
                if (pickup.getVehicle() != null && random.nextInt(REMOVALS) == 0) {
                    return new PairMove(pickup, null, 0, 0);
                }
                TimefoldVehicle vehicle = vehicles.get(random.nextInt(vehicles.size()));
                int places = vehicle.getVisits().size();
                for (TimefoldVisit visit : List.of(pickup, pickup.delivery() == null ? pickup : pickup.delivery())) {
                    places -= visit.getVehicle() == vehicle ? 1 : 0;
                }
                int one = random.nextInt(places + 1);
                int other = random.nextInt(places + 1);
                return new PairMove(pickup, vehicle, Math.min(one, other), Math.max(one, other));
            }
        };
    }
}
