package dev.ansatz.classical.op;

import dev.ansatz.classical.localsearch.Reporter;
import dev.ansatz.classical.localsearch.Workers;
import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Visits;
import java.time.Duration;
import java.util.List;

/**
 * Simulated annealing over the steps of {@link PathRuinRecreate}: what one thread of {@link OpLocalSearch} does. What it looks at is the
 * score less a little for the length, so that of paths of one score the shorter one is kept, which has room for more. Not thread-safe.
 */
final class PathAnnealing {
    /** First and last temperature by the mean score. */
    private static final double HOT = 2;

    private static final double COLD = 0.05;

    /** What the length of the whole path counts for, in scores of its nodes. */
    private static final double LENGTH_SHARE = 1;

    /** Steps per node of one annealing; where the limit allows more, another one follows. */
    private static final double STEPS_PER_CYCLE = 1000;

    /** Steps of a second times nodes, to foresee how many a time limit allows. */
    private static final double STEPS_PER_SECOND = 1.6e7;

    /** Part of the annealings that begin with a new path; the others go on from the best. */
    private static final double FRESH = 0.6;

    private static final int MOST_CYCLES = 1000;
    private static final int PERIOD = 64;

    /** A step that lost more temperatures is not worth a descent. */
    private static final double DESCENT_TEMPERATURES = 3;

    private final SearchContext<OpInstance, Visits> run;
    private final Workers workers;
    private final Reporter<Visits> reporter;
    private final PathPlan plan;
    private final PathRuinRecreate moves;
    private final PathDescent descent;
    private final Xorshift random;
    private final List<int[]> starts;
    private final int number;
    private final double meanScore;
    private final double lengthPrice;
    private final double iterationLimit;
    private final double begin;
    private final double seconds;
    private final double cycleSteps;
    private final int cycles;
    private int cycle;
    private double temperature;

    private double bestScore;
    private double bestLength;
    private int[] best;
    private boolean unreported;

    /** @param starts paths of which each annealing but the first takes one while there are some */
    PathAnnealing(
            SearchContext<OpInstance, Visits> run,
            Workers workers,
            PathPlan plan,
            int[] nodes,
            List<int[]> starts,
            int number,
            PathRuinRecreate moves,
            PathDescent descent,
            Xorshift random) {
        this.run = run;
        this.workers = workers;
        this.reporter = new Reporter<>(run);
        this.plan = plan;
        this.moves = moves;
        this.descent = descent;
        this.random = random;
        this.starts = starts;
        this.number = number;
        double sum = 0;
        for (int node : nodes) {
            sum += plan.scores[node];
        }
        meanScore = sum > 0 ? sum / nodes.length : 1;
        plan.load(starts.get(number % starts.size()));
        lengthPrice = plan.limit > 0 ? LENGTH_SHARE * Math.max(plan.score, meanScore) / plan.limit : 0;
        Long limit = run.options().iterationLimit();
        Duration time = run.options().timeLimit();
        iterationLimit = limit == null ? Double.POSITIVE_INFINITY : limit;
        begin = run.seconds();
        seconds = time == null ? Double.POSITIVE_INFINITY : Math.max(1e-9, time.toNanos() * 1e-9 - begin);
        cycleSteps = STEPS_PER_CYCLE * nodes.length;
        cycles = (int) Math.clamp(
                Math.min(iterationLimit, seconds * STEPS_PER_SECOND / nodes.length) / cycleSteps, 1, MOST_CYCLES);
        temperature = HOT * meanScore;
        best = new int[0];
        bestScore = -1;
    }

    /** Searches until the limit of the run, or until nothing better can be. */
    void anneal() {
        descent.descend();
        plan.save();
        keepBest();
        long iterations = 0;
        while (true) {
            if (iterations % PERIOD == 0) {
                if (unreported && reporter.due()) {
                    reporter.offer(new Visits(best));
                    unreported = false;
                }
                if (workers.shouldStop(iterations) || run.boundMet()) {
                    break;
                }
                cool(iterations);
            }
            if (iterations >= iterationLimit) {
                break;
            }
            iterations++;
            step();
        }
        if (unreported) {
            run.offer(new Visits(best), "local search");
        }
    }

    /** Sets the temperature, and begins the next annealing where it is time. */
    private void cool(long iterations) {
        double done;
        if (iterationLimit == Double.POSITIVE_INFINITY && seconds == Double.POSITIVE_INFINITY) {
            done = iterations / cycleSteps;
        } else {
            double time = seconds == Double.POSITIVE_INFINITY ? 0 : (run.seconds() - begin) / seconds;
            done = cycles * Math.min(1, Math.max(time, iterations / iterationLimit));
        }
        if ((int) done > cycle && done < cycles) {
            cycle = (int) done;
            int start = number + cycle * run.options().threads();
            if (start < starts.size()) {
                plan.load(starts.get(start));
            } else if (cycle < FRESH * cycles) {
                moves.restart();
                descent.descend();
            } else {
                plan.load(best);
            }
            plan.save();
        }
        temperature = HOT * meanScore * Math.pow(COLD / HOT, Math.min(1, done - cycle));
    }

    private double value() {
        return plan.score - lengthPrice * plan.length;
    }

    private void step() {
        double before = value();
        if (!moves.step()) {
            plan.restore();
            return;
        }
        double least = before + temperature * Math.log(random.unit());
        if (value() > before - DESCENT_TEMPERATURES * temperature) {
            descent.descendFrom(moves.changed, moves.changedSize);
        }
        if (value() > least) {
            plan.save();
            keepBest();
        } else {
            plan.restore();
        }
    }

    private void keepBest() {
        if (plan.score > bestScore || (plan.score == bestScore && plan.length < bestLength)) {
            unreported |= plan.score > bestScore;
            bestScore = plan.score;
            bestLength = plan.length;
            best = plan.visits().toArray();
        }
    }
}
