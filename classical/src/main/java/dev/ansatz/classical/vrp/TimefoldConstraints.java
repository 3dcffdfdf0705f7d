package dev.ansatz.classical.vrp;

import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintCollectors;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.Joiners;
import ai.timefold.solver.core.api.score.stream.bi.BiConstraintStream;
import ai.timefold.solver.core.api.score.stream.uni.UniConstraintStream;
import dev.ansatz.problems.vrp.TaskGroup;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Hard: what routes exceed, required tasks that are left out, groups. Soft: the cost. Public for Timefold's reflection.
 */
public final class TimefoldConstraints implements ConstraintProvider {
    /** Hard weight of a required stop that is left out: more than what else a route may break for it. */
    static final long UNSERVED = 1_000_000;

    // The same objects for all constraints, so that they share one node.
    private static final Function<TimefoldVehicle, VrpRoutingEvaluator.Value> VALUE = TimefoldVehicle::value;
    private static final Predicate<VrpRoutingEvaluator.Value> IS_USED = value -> value.stops() > 0;

    @Override
    public Constraint[] defineConstraints(ConstraintFactory factory) {
        return new Constraint[] {
            used(factory)
                    .filter(value -> value.excess() > 0)
                    .penalize(HardSoftScore.ONE_HARD, VrpRoutingEvaluator.Value::excess)
                    .asConstraint("routes"),
            used(factory)
                    .filter(value -> value.cost() > 0)
                    .penalize(HardSoftScore.ONE_SOFT, VrpRoutingEvaluator.Value::cost)
                    .asConstraint("cost"),
            factory.forEachIncludingUnassigned(TimefoldVisit.class)
                    .filter(visit -> visit.required() && visit.getVehicle() == null)
                    .penalize(HardSoftScore.ONE_HARD, visit -> UNSERVED)
                    .asConstraint("required"),
            factory.forEachIncludingUnassigned(TimefoldVisit.class)
                    .filter(visit -> visit.penalty() > 0 && visit.getVehicle() == null)
                    .penalize(HardSoftScore.ONE_SOFT, TimefoldVisit::penalty)
                    .asConstraint("unserved"),
            served(factory, TaskGroup.Kind.ONE_OF)
                    .groupBy((member, visit) -> member.group(), ConstraintCollectors.countBi())
                    .filter((group, count) -> count > 1)
                    .penalize(HardSoftScore.ONE_HARD, (group, count) -> (count - 1) * VrpRoutingEvaluator.STRUCTURAL)
                    .asConstraint("one of"),
            served(factory, TaskGroup.Kind.SAME_ROUTE)
                    .groupBy(
                            (member, visit) -> member.group(),
                            ConstraintCollectors.countDistinct((member, visit) -> visit.getVehicle()))
                    .filter((group, routes) -> routes > 1)
                    .penalize(HardSoftScore.ONE_HARD, (group, routes) -> (routes - 1) * VrpRoutingEvaluator.STRUCTURAL)
                    .asConstraint("same route"),
            served(factory, TaskGroup.Kind.APART)
                    .groupBy(
                            (member, visit) -> member.group(),
                            (member, visit) -> visit.getVehicle(),
                            ConstraintCollectors.countBi())
                    .filter((group, vehicle, count) -> count > 1)
                    .penalize(
                            HardSoftScore.ONE_HARD,
                            (group, vehicle, count) -> (count - 1) * VrpRoutingEvaluator.STRUCTURAL)
                    .asConstraint("apart"),
            factory.forEach(TimefoldPlan.Demand.class)
                    .filter(demand -> demand.hard() > 0)
                    .penalize(HardSoftScore.ONE_HARD, demand -> demand.least() * demand.hard())
                    .asConstraint("demanded"),
            factory.forEach(TimefoldPlan.Demand.class)
                    .filter(demand -> demand.soft() > 0)
                    .penalize(HardSoftScore.ONE_SOFT, demand -> demand.least() * demand.soft())
                    .asConstraint("group unserved"),
            groupServed(factory)
                    .filter(demand -> demand.hard() > 0)
                    .reward(HardSoftScore.ONE_HARD, TimefoldPlan.Demand::hard)
                    .asConstraint("demanded group served"),
            groupServed(factory)
                    .filter(demand -> demand.soft() > 0)
                    .reward(HardSoftScore.ONE_SOFT, TimefoldPlan.Demand::soft)
                    .asConstraint("group served"),
            used(factory)
                    .groupBy(ConstraintCollectors.count())
                    .join(TimefoldPlan.Demand.class, Joiners.filtering((routes, demand) -> demand.group() < 0))
                    .reward(
                            HardSoftScore.ONE_HARD,
                            (routes, demand) -> demand.hard() * Math.min(demand.least(), routes))
                    .asConstraint("demanded routes")
        };
    }

    /** Values of the routes that have stops: times and loads depend on the whole list, so it is looked at once for each change. */
    private static UniConstraintStream<VrpRoutingEvaluator.Value> used(ConstraintFactory factory) {
        return factory.forEach(TimefoldVehicle.class).map(VALUE).filter(IS_USED);
    }

    private static BiConstraintStream<TimefoldPlan.Member, TimefoldVisit> served(
            ConstraintFactory factory, TaskGroup.Kind kind) {
        return factory.forEach(TimefoldPlan.Member.class)
                .filter(member -> member.kind() == kind)
                .join(
                        TimefoldVisit.class,
                        Joiners.equal(member -> member.visit().activity(), TimefoldVisit::activity));
    }

    /** The one-of groups of which one at least is served. */
    private static UniConstraintStream<TimefoldPlan.Demand> groupServed(ConstraintFactory factory) {
        return served(factory, TaskGroup.Kind.ONE_OF)
                .groupBy((member, visit) -> member.group())
                .join(TimefoldPlan.Demand.class, Joiners.equal(group -> group, TimefoldPlan.Demand::group))
                .map((group, demand) -> demand);
    }
}
