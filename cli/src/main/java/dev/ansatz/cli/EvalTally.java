package dev.ansatz.cli;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Sense;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The sums of what was measured so far. Thread-safe: a run that does not end is left, and what it has told counts. */
final class EvalTally {
    /** Mean figures over the instances; NaN where there are none. */
    record Result(
            int instances,
            int infeasible,
            double objective,
            double reference,
            double gapPercent,
            double rollouts,
            double seconds,
            String referenceBy) {}

    private final Problem<?, ?> problem;
    private final String name;
    private final boolean engine;
    private final int planned;
    private final Set<String> sources = new TreeSet<>();
    private double objectives;
    private double targets;
    private double gaps;
    private double rollouts;
    private double seconds;
    private int measured;
    private int compared;
    private int infeasible;
    private int proven;

    EvalTally(Problem<?, ?> problem, String name, boolean engine, int planned) {
        this.problem = problem;
        this.name = name;
        this.engine = engine;
        this.planned = planned;
    }

    synchronized void addRun(double runSeconds, long runRollouts) {
        measured++;
        seconds += runSeconds;
        rollouts += runRollouts;
    }

    synchronized void addInfeasible() {
        infeasible++;
    }

    /** @param reference null where there is none */
    synchronized void addObjective(double objective, References.@Nullable Reference reference) {
        objectives += objective;
        if (reference == null) {
            return;
        }
        sources.add(reference.engine());
        proven += reference.proven() ? 1 : 0;
        double target = reference.objective();
        if (target != 0) {
            double sign = problem.sense() == Sense.MINIMISE ? 1 : -1;
            targets += target;
            gaps += 100 * sign * (objective - target) / Math.abs(target);
            compared++;
        }
    }

    synchronized Result result() {
        int solved = measured - infeasible;
        return new Result(
                measured,
                infeasible,
                solved == 0 ? Double.NaN : objectives / solved,
                compared == 0 ? Double.NaN : targets / compared,
                compared == 0 ? Double.NaN : gaps / compared,
                rollouts / measured,
                seconds / measured,
                String.join(", ", sources) + (proven == 0 ? "" : ", " + proven + " proven optimal"));
    }

    /** For a line of progress. */
    synchronized String text(double secondsSoFar) {
        if (measured == 0) {
            return "instance 1 of " + planned;
        }
        String gap = compared == 0 ? "" : String.format(Locale.ROOT, "  gap %.2f %%", gaps / compared);
        double left = secondsSoFar / measured * (planned - measured);
        return measured + " of " + planned + " instances" + gap + "  " + Durations.rough(left) + " left";
    }

    Problem<?, ?> problem() {
        return problem;
    }

    /** Of the model or engine. */
    String name() {
        return name;
    }

    boolean isEngine() {
        return engine;
    }

    /** Instances that there are. */
    int planned() {
        return planned;
    }
}
