package dev.ansatz.problems.vrp;

import dev.ansatz.problems.Breakdown;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Formats;
import dev.ansatz.problems.Generator;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.ProblemProvider;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rich vehicle routing: the delivery plans that people have, with time windows, fleets of several kinds, depots, shipments, shifts,
 * breaks, road matrices, and tasks that may stay out at a price.
 */
public final class Vrp implements Problem<VrpInstance, VrpPlan> {
    public static final String ID = "vrp";

    /** The only instance of this class. */
    public static final Vrp PROBLEM = new Vrp();

    private Vrp() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "rich vehicle routing problem";
    }

    @Override
    public Sense sense() {
        return Sense.MINIMISE;
    }

    @Override
    public String objectiveName() {
        return "cost";
    }

    @Override
    public Evaluation evaluate(VrpInstance instance, VrpPlan solution) {
        VrpSchedule schedule = VrpSchedule.of(instance, solution);
        return new Evaluation(schedule.objective() / (double) instance.scale().cost(), schedule.violations());
    }

    /** Terms of the cost; with {@link Objective#VEHICLES} the entries of the objective: tasks unserved, vehicles, distance. */
    @Override
    public Map<String, Double> parts(VrpInstance instance, VrpPlan solution) {
        return parts(instance, VrpSchedule.of(instance, solution));
    }

    static Map<String, Double> parts(VrpInstance instance, VrpSchedule schedule) {
        Map<String, Double> parts = new LinkedHashMap<>();
        if (instance.objective() == Objective.VEHICLES) {
            long penalties = schedule.parts().getOrDefault("unserved", 0L);
            parts.put("unserved", penalties == 0 ? 0 : (double) penalties / instance.unservedWeight());
            parts.put("vehicles", (double) schedule.routes().size());
        }
        schedule.parts()
                .forEach((term, units) -> parts.putIfAbsent(
                        term, units / (double) instance.scale().cost()));
        return parts;
    }

    @Override
    public Breakdown explain(VrpInstance instance, VrpPlan solution) {
        VrpSchedule schedule = VrpSchedule.of(instance, solution);
        Explanation explanation = Explanation.of(instance, solution, schedule);
        List<Breakdown.Part> routes = new ArrayList<>();
        for (int r = 0; r < schedule.routes().size(); r++) {
            RouteSchedule route = schedule.routes().get(r);
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("stops", (double) route.stops().size());
            figures.put("distance", route.distance() / (double) instance.scale().distance());
            figures.put("duration", route.duration() / (double) instance.scale().time());
            figures.put("waiting", route.waiting() / (double) instance.scale().time());
            Map<String, Double> terms = explanation.routes().get(r).terms();
            if (terms.size() > 1) {
                terms.forEach((term, cost) -> figures.put("cost of " + term, cost));
            }
            figures.put("cost", explanation.routes().get(r).cost());
            routes.add(new Breakdown.Part("route " + (r + 1) + " (" + route.vehicle() + ")", figures));
        }
        return new Breakdown(
                explanation.parts(),
                routes,
                explanation.unserved().stream()
                        .map(task -> new Breakdown.Omission(
                                task.task(),
                                task.obstacles().stream()
                                        .map(Explanation.Obstacle::toString)
                                        .toList()))
                        .toList());
    }

    @Override
    public List<String> objectives() {
        return Arrays.stream(Objective.values()).map(Objective::id).toList();
    }

    @Override
    public VrpInstance withObjective(VrpInstance instance, String objective) {
        return instance.withObjective(Suggestions.choose("objective", objective, Objective.values(), Objective::id));
    }

    @Override
    public List<Issue> validate(VrpInstance instance) {
        return Servable.infeasible(instance);
    }

    @Override
    public Formats<VrpInstance, VrpPlan> formats() {
        return VrpFormats.FORMATS;
    }

    @Override
    public Generator<VrpInstance> generator() {
        return VrpGenerator.GENERATOR;
    }

    /** Makes it known. */
    public static final class Provider implements ProblemProvider<VrpInstance, VrpPlan> {
        @Override
        public Problem<VrpInstance, VrpPlan> problem() {
            return PROBLEM;
        }
    }
}
