package dev.ansatz.bench.quality;

import dev.ansatz.bench.quality.CellRun.Point;
import dev.ansatz.bench.quality.Statistics.Interval;
import dev.ansatz.problems.Sense;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@link Results} say of engines: figures of each, duels of two, curves. For one thread. */
public final class Summary {
    private static final int CURVE_POINTS = 80;
    private static final double CURVE_BEGIN_SECONDS = 0.01;

    private final Results results;
    private @Nullable List<Figure> figures;
    private @Nullable List<Duel> duels;

    public Summary(Results results) {
        this.results = results;
    }

    /**
     * An engine on a problem with a time limit.
     *
     * @param meanGap mean over instances and seeds of the gap in percent of solved runs
     * @param interval of the mean over instances, by the bootstrap of their means over seeds
     * @param spread standard deviation over seeds of the mean over instances: what another seed would change
     * @param primalIntegral mean of the primal integrals, in percent of the time limit
     * @param unsolved runs without a feasible solution
     * @param seconds mean wall-clock seconds of the runs
     * @param cpuSeconds mean processor seconds
     * @param startUpSeconds mean seconds of start-up, of the process and of the engine
     */
    public record Figure(
            String problem,
            String engine,
            double timeLimit,
            int runs,
            double meanGap,
            Interval interval,
            double spread,
            double primalIntegral,
            long unsolved,
            double seconds,
            double cpuSeconds,
            double startUpSeconds) {}

    /**
     * Two engines on a problem with a time limit, instance by instance; compared are means over seeds.
     *
     * @param wins instances on which the first is better; an instance that only one solved in all its runs is a win of that one
     * @param meanDifference mean gap of the first minus that of the second, in points, over instances that both solved
     * @param p of the Wilcoxon signed-rank test
     * @param adjusted p adjusted by Holm over all duels of the problem
     */
    public record Duel(
            String problem,
            String first,
            String second,
            double timeLimit,
            int wins,
            int ties,
            int losses,
            double meanDifference,
            Interval interval,
            double p,
            double adjusted) {}

    /** A line of a chart. */
    public record Curve(String name, List<Point> points) {}

    public Results results() {
        return results;
    }

    /** Figures in the order of problems, engines and time limits. */
    public List<Figure> figures() {
        if (figures == null) {
            figures = List.copyOf(computeFigures());
        }
        return figures;
    }

    private List<Figure> computeFigures() {
        List<Figure> all = new ArrayList<>();
        for (String problem : results.problems()) {
            for (String engine : results.engines(problem)) {
                for (double time : results.experiment().times()) {
                    Map<String, List<CellRun>> runs = results.byInstance(problem, engine, time);
                    if (!runs.isEmpty()) {
                        all.add(figure(problem, engine, time, runs.values()));
                    }
                }
            }
        }
        return all;
    }

    private Figure figure(String problem, String engine, double time, Collection<List<CellRun>> byInstance) {
        List<CellRun> runs = byInstance.stream().flatMap(List::stream).toList();
        double[] instanceMeans = byInstance.stream()
                .mapToDouble(seeds -> Statistics.mean(gaps(seeds)))
                .filter(Double::isFinite)
                .toArray();
        double[] seedMeans = runs.stream()
                .map(CellRun::seed)
                .distinct()
                .mapToDouble(seed -> Statistics.mean(
                        gaps(runs.stream().filter(run -> run.seed() == seed).toList())))
                .filter(Double::isFinite)
                .toArray();
        return new Figure(
                problem,
                engine,
                time,
                runs.size(),
                Statistics.mean(gaps(runs)),
                Statistics.bootstrapMean(instanceMeans),
                Statistics.standardDeviation(seedMeans),
                100
                        * Statistics.mean(runs.stream()
                                .mapToDouble(this::primalIntegral)
                                .filter(Double::isFinite)
                                .toArray()),
                runs.stream().filter(run -> !run.solved()).count(),
                runs.stream().mapToDouble(CellRun::seconds).average().orElse(Double.NaN),
                runs.stream().mapToDouble(CellRun::cpuSeconds).average().orElse(Double.NaN),
                runs.stream()
                        .mapToDouble(run -> run.startUpSeconds() + run.jvmSeconds())
                        .average()
                        .orElse(Double.NaN));
    }

    private double[] gaps(List<CellRun> runs) {
        return runs.stream()
                .mapToDouble(results::gapPercent)
                .filter(gap -> !Double.isNaN(gap))
                .toArray();
    }

    /** Primal integral of a run as a part of its time limit; NaN where the instance has no reference. */
    double primalIntegral(CellRun run) {
        Results.Reference reference = results.references().get(Results.key(run));
        return reference == null
                ? Double.NaN
                : Statistics.primalIntegral(
                        run.trace().stream().mapToDouble(Point::seconds).toArray(),
                        run.trace().stream().mapToDouble(Point::objective).toArray(),
                        reference.objective(),
                        Results.sense(run) == Sense.MINIMISE ? 1 : -1,
                        run.timeLimit());
    }

    /** All pairs of engines at equal time limits, in the order of problems, time limits and engines. */
    public List<Duel> duels() {
        if (duels == null) {
            duels = List.copyOf(computeDuels());
        }
        return duels;
    }

    private List<Duel> computeDuels() {
        List<Duel> all = new ArrayList<>();
        for (String problem : results.problems()) {
            List<Duel> family = new ArrayList<>();
            List<String> engines = results.engines(problem);
            for (double time : results.experiment().times()) {
                for (int a = 0; a < engines.size(); a++) {
                    for (int b = a + 1; b < engines.size(); b++) {
                        family.add(duel(problem, engines.get(a), engines.get(b), time));
                    }
                }
            }
            double[] adjusted =
                    Statistics.holm(family.stream().mapToDouble(Duel::p).toArray());
            for (int i = 0; i < adjusted.length; i++) {
                Duel duel = family.get(i);
                all.add(new Duel(
                        duel.problem,
                        duel.first,
                        duel.second,
                        duel.timeLimit,
                        duel.wins,
                        duel.ties,
                        duel.losses,
                        duel.meanDifference,
                        duel.interval,
                        duel.p,
                        adjusted[i]));
            }
        }
        return all;
    }

    /** One duel, its p not adjusted. */
    Duel duel(String problem, String first, String second, double time) {
        Map<String, List<CellRun>> a = results.byInstance(problem, first, time);
        Map<String, List<CellRun>> b = results.byInstance(problem, second, time);
        double[] differences = a.keySet().stream()
                .filter(b::containsKey)
                .mapToDouble(instance -> {
                    double gapA = gapOrInfinite(Objects.requireNonNull(a.get(instance)));
                    double gapB = gapOrInfinite(Objects.requireNonNull(b.get(instance)));
                    return gapA == gapB ? 0 : gapA - gapB; // also where both are infinite
                })
                .filter(difference -> !Double.isNaN(difference))
                .toArray();
        double[] finite = Arrays.stream(differences).filter(Double::isFinite).toArray();
        return new Duel(
                problem,
                first,
                second,
                time,
                (int) Arrays.stream(differences).filter(d -> d < 0).count(),
                (int) Arrays.stream(differences).filter(d -> d == 0).count(),
                (int) Arrays.stream(differences).filter(d -> d > 0).count(),
                Statistics.mean(finite),
                Statistics.bootstrapMean(finite),
                Statistics.wilcoxon(differences),
                Double.NaN);
    }

    /** Mean gap over seeds, infinite where a run is unsolved. */
    private double gapOrInfinite(List<CellRun> seeds) {
        return seeds.stream().allMatch(CellRun::solved) ? Statistics.mean(gaps(seeds)) : Double.POSITIVE_INFINITY;
    }

    /**
     * Mean gap in percent against seconds, of the runs with the longest time limit; a curve begins where all solved runs of the
     * engine have an incumbent.
     */
    public List<Curve> anytime(String problem) {
        double longest = longest();
        return curves(problem, engine -> {
            List<CellRun> runs = results.runs(run -> run.problem().equals(problem)
                    && run.engine().equals(engine)
                    && run.timeLimit() == longest
                    && run.solved());
            List<Point> points = new ArrayList<>();
            for (int i = 0; i <= CURVE_POINTS; i++) {
                double seconds =
                        CURVE_BEGIN_SECONDS * Math.pow(longest / CURVE_BEGIN_SECONDS, i / (double) CURVE_POINTS);
                double gap = runs.stream()
                        .mapToDouble(run -> gapAt(run, seconds))
                        .average()
                        .orElse(Double.NaN);
                if (!Double.isNaN(gap)) {
                    points.add(new Point(seconds, gap));
                }
            }
            return points;
        });
    }

    private double gapAt(CellRun run, double seconds) {
        double gap = Double.NaN;
        for (Point point : run.trace()) {
            if (point.seconds() <= seconds) {
                gap = results.gapPercent(run, point.objective());
            }
        }
        return gap;
    }

    /**
     * Performance profile (Dolan and Moré 2002) at the longest time limit: the part of the instances on which an engine's mean
     * objective is at most so many percent worse than that of the best engine.
     */
    public List<Curve> profile(String problem) {
        double longest = longest();
        List<String> engines = results.engines(problem);
        List<String> instances = results.instances(problem);
        double[][] worse = new double[engines.size()][instances.size()];
        for (int i = 0; i < instances.size(); i++) {
            String instance = instances.get(i);
            double best = Double.NaN;
            Sense sense = null;
            for (int e = 0; e < engines.size(); e++) {
                List<CellRun> seeds =
                        results.byInstance(problem, engines.get(e), longest).getOrDefault(instance, List.of());
                boolean solved = !seeds.isEmpty() && seeds.stream().allMatch(CellRun::solved);
                worse[e][i] = solved
                        ? seeds.stream()
                                .map(CellRun::objective)
                                .mapToDouble(Objects::requireNonNull)
                                .average()
                                .orElse(Double.NaN)
                        : Double.NaN;
                if (solved) {
                    sense = Results.sense(seeds.getFirst());
                    best = Double.isNaN(best) || sense.better(worse[e][i], best) ? worse[e][i] : best;
                }
            }
            for (int e = 0; e < engines.size(); e++) {
                worse[e][i] = sense == null || Double.isNaN(worse[e][i])
                        ? Double.POSITIVE_INFINITY
                        : Results.gapPercent(worse[e][i], best, sense);
            }
        }
        return curves(problem, engine -> {
            double[] sorted = worse[engines.indexOf(engine)].clone();
            Arrays.sort(sorted);
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < sorted.length && Double.isFinite(sorted[i]); i++) {
                points.add(new Point(sorted[i], (i + 1.0) / sorted.length));
            }
            return points;
        });
    }

    private List<Curve> curves(String problem, java.util.function.Function<String, List<Point>> points) {
        return results.engines(problem).stream()
                .map(engine -> new Curve(engine, points.apply(engine)))
                .toList();
    }

    /** The longest time limit, seconds. */
    double longest() {
        return results.experiment().times().stream()
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Sizes of the instances of a problem, ascending. */
    List<Integer> sizes(String problem) {
        Stream<CellRun> runs =
                results.runs().stream().filter(run -> run.problem().equals(problem));
        return runs.map(run -> Map.entry(run.instance(), run.size()))
                .distinct()
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
    }
}
