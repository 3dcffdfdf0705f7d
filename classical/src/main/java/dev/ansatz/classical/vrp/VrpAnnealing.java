package dev.ansatz.classical.vrp;

import dev.ansatz.classical.localsearch.Reporter;
import dev.ansatz.classical.localsearch.SelfCheck;
import dev.ansatz.classical.localsearch.Workers;
import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.vrp.Objective;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import dev.ansatz.problems.vrp.VrpSchedule;
import java.util.stream.IntStream;

/**
 * One thread's part of {@link VrpLocalSearch}: ruin and recreate, first with fewer and fewer routes where vehicles count first, then under
 * simulated annealing. Not thread-safe; deterministic in the random numbers where the limit is one of iterations and there is one thread.
 */
final class VrpAnnealing {
    /** First and last temperature by the mean cost of an arc. */
    private static final double HOT = 1;

    private static final double COLD = 0.01;

    /** Share of the limits that may be spent on getting rid of routes. */
    private static final double FLEET_SHARE = 0.25;

    private static final double OPENING = 0.2;
    private static final double GENEROUS = 0.2;
    private static final double MOST_GENEROUS = 2;

    private static final double FLEET_BLINK = 0.01;
    private static final double BLINK = 0.01;

    /** Parts of the limit after which a thread goes on from the best plan of all threads. */
    private static final double[] MEETINGS = {0.5, 0.7, 0.85, 0.95};

    /** Steps between checks of the limits. */
    private static final int PERIOD = 64;

    private final SearchContext<VrpInstance, VrpPlan> run;
    private final Workers workers;
    private final Reporter<VrpPlan> reporter;
    private final SearchModel model;
    private final SearchPlan plan;
    private final Xorshift random;
    private final Ruin ruin;
    private final Insertion insertion;
    private final Recreate recreate;
    private final Budget budget;
    private final Absences absences;
    private final boolean hasFixed;
    private final boolean hasOptional;
    private final double hot;
    private double temperature;
    private long best = Long.MAX_VALUE;
    private boolean unreported;
    private long iterations;
    private int meetings;

    VrpAnnealing(
            SearchContext<VrpInstance, VrpPlan> run, Workers workers, SearchPlan plan, Xorshift random, Budget budget) {
        this.run = run;
        this.workers = workers;
        this.plan = plan;
        this.random = random;
        this.budget = budget;
        model = plan.model;
        reporter = new Reporter<>(run);
        ruin = new Ruin(plan, random);
        insertion = new Insertion(plan, random);
        recreate = new Recreate(plan, insertion, random);
        absences = new Absences(model);
        meetings = run.options().threads() > 1 ? 0 : MEETINGS.length;
        hasFixed = model.instance.objective() == Objective.COST
                && model.kinds.stream().anyMatch(kind -> kind.fixed() > 0);
        hasOptional = IntStream.range(0, model.requests.length).anyMatch(r -> !model.required[r]);
        if (plan.used == 0) {
            insertion.setBlink(0);
            insertion.setMood(1, Double.POSITIVE_INFINITY);
            recreate.all(Recreate.Order.FAR);
            insertion.setMood(1, 1);
            plan.commit();
        }
        hot = HOT * meanArc();
    }

    /** What an arc costs, fixed costs aside. */
    private double meanArc() {
        double sum = 0;
        double arcs = 0;
        for (int i = 0; i < plan.used; i++) {
            RouteState route = plan.route(plan.active[i]);
            sum += route.cost - model.kinds.get(route.kind).fixed();
            arcs += route.length - 1;
        }
        return arcs == 0 || sum <= 0 ? model.meanNear : sum / arcs;
    }

    /** Searches until the limit of the run. */
    void anneal() {
        keepBest();
        report(true);
        if (model.stops == 0) {
            return;
        }
        if (model.instance.objective() == Objective.VEHICLES) {
            reduceFleet();
        }
        insertion.setBlink(BLINK);
        double begin = budget.used(iterations);
        while (goesOn()) {
            if (iterations % PERIOD == 0) {
                double part = (budget.used(iterations) - begin) / Math.max(1e-9, 1 - begin);
                temperature = hot * Math.pow(COLD / HOT, Math.clamp(part, 0, 1));
                meet(part);
            }
            step();
        }
        report(true);
    }

    /** Counts a step, unless the limits are reached. */
    private boolean goesOn() {
        if (iterations % PERIOD == 0) {
            if (workers.shouldStop(iterations)) {
                return false;
            }
            report(false);
        }
        if (budget.reached(iterations)) {
            workers.shouldStop(iterations);
            return false;
        }
        iterations++;
        return true;
    }

    private void meet(double part) {
        if (meetings < MEETINGS.length && part >= MEETINGS[meetings]) {
            meetings++;
            report(true);
            VrpPlan common = run.best();
            if (common != null && run.bestObjective() * model.instance.scale().cost() < best) {
                plan.load(common);
                keepBest();
                unreported = false;
            }
        }
    }

    private void step() {
        plan.begin();
        if (plan.missing > 0) {
            absences.begin(plan);
        }
        int seed = absences.seed(plan, random);
        ruin.around(seed);
        drawMood();
        recreate.after(ruin, seed);
        if (accepts()) {
            plan.commit();
            keepBest();
        } else {
            plan.rollback();
        }
    }

    /** Now and then routes are opened that do not pay at once, and requests taken that cost more than their penalty. */
    private void drawMood() {
        if (hasFixed || hasOptional) {
            double opening = hasFixed && random.chance(OPENING) ? random.unit() : 1;
            double generosity = hasOptional && random.chance(GENEROUS) ? 1 + MOST_GENEROUS * random.unit() : 1;
            insertion.setMood(opening, generosity);
        }
    }

    private boolean accepts() {
        if (plan.broken()) {
            return false;
        }
        int missingBefore = plan.missingBefore();
        if (missingBefore == 0) {
            return plan.missing == 0
                    && plan.used >= Math.min(plan.usedBefore(), model.instance.minRoutes())
                    && meetsMetropolis();
        }
        return absences.accepts(plan, meetsMetropolis());
    }

    private boolean meetsMetropolis() {
        return plan.cost < plan.costBefore() - temperature * Math.log(random.unit());
    }

    private void keepBest() {
        if (plan.cost < best && plan.complete()) {
            best = plan.cost;
            plan.saveBest();
            unreported = true;
        }
    }

    private void report(boolean last) {
        if (unreported && (last || reporter.due())) {
            unreported = false;
            VrpPlan found = plan.best();
            if (SelfCheck.ON) {
                VrpSchedule schedule = VrpSchedule.of(model.instance, found);
                SelfCheck.same(
                        "number of violations " + schedule.violations(),
                        0,
                        schedule.violations().size());
                SelfCheck.same("cost of a plan", best, schedule.objective());
            }
            reporter.offer(found);
        }
    }

    /** Gets rid of routes, the cost aside: one at a time, until what it served is on others. */
    private void reduceFleet() {
        if (!plan.complete() || plan.used <= Math.max(model.instance.minRoutes(), absences.fewestRoutes())) {
            return;
        }
        insertion.setBlink(FLEET_BLINK);
        plan.begin();
        plan.mostRoutes = plan.used - 1;
        ruin.route(absences.cheapestRoute(plan));
        plan.commit();
        while (budget.used(iterations) < FLEET_SHARE && goesOn()) {
            plan.begin();
            absences.begin(plan);
            int seed = absences.seed(plan, random);
            ruin.around(seed);
            recreate.after(ruin, seed);
            boolean accepted = !plan.broken() && absences.accepts(plan, false);
            if (!accepted) {
                plan.rollback();
                continue;
            }
            plan.commit();
            if (plan.missing == 0) {
                keepBest();
                if (plan.used <= Math.max(model.instance.minRoutes(), absences.fewestRoutes())) {
                    break;
                }
                plan.mostRoutes = plan.used - 1;
                plan.begin();
                ruin.route(absences.cheapestRoute(plan));
                plan.commit();
            }
        }
        plan.mostRoutes = Integer.MAX_VALUE;
        if (plan.missing > 0) {
            plan.loadBest();
        }
    }
}
