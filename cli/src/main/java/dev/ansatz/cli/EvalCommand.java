package dev.ansatz.cli;

import dev.ansatz.bench.quality.BestKnown;
import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.JsonDocuments;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.Suggestions;
import dev.ansatz.search.Engines;
import dev.ansatz.search.PolicySearch;
import dev.ansatz.search.Strategy;
import dev.ansatz.training.TrainingProvider;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code ansatz eval}. */
@Command(
        name = "eval",
        description = {
            "Measures a model or an engine on a set of instances: mean objective, and mean gap to a reference.",
            "The reference is bks.csv in the folder of the set (columns instance, bks), else the problem's strongest engine or"
                    + " --reference ENGINE, run once per instance and kept in ~/.cache/ansatz/references."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class EvalCommand implements Callable<Integer> {
    private static final Duration DEFAULT_TIME = Duration.ofSeconds(1);

    /** Rollouts per node of strategies that would go on for ever. */
    private static final int DEFAULT_BUDGET_PER_NODE = 16;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            completionCandidates = Candidates.Subjects.class,
            paramLabel = "MODEL|ENGINE|PROBLEM",
            description = "Bundled model, checkpoint folder, engine, or a problem for its default model.")
    private String subject;

    @Option(
            names = "--set",
            required = true,
            paramLabel = "NAME|DIR|FILE",
            description =
                    "Problem and size such as tsp100 or jssp10x10 (the public set where there is one), distribution and"
                            + " size such as uniform-50 (seeds 1, 2, ...), a folder, or a file (- is standard input).")
    private String set;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "100",
            description = "Instances at most (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--strategy",
            completionCandidates = Candidates.Strategies.class,
            paramLabel = "S",
            defaultValue = "augment",
            description =
                    "Of a model: greedy, multistart, augment, sampling, beam, sgbs, eas-emb, eas-lay, latent-random,"
                            + " latent-cmaes, pieces (default: ${DEFAULT-VALUE}).")
    private String strategyName;

    @Option(
            names = "--budget",
            paramLabel = "ROLLOUTS",
            description = "Rollouts per instance of a model (default: what the strategy makes; of those that would go"
                    + " on for ever 16 per node, where there is no time limit), iterations of an engine.")
    private @Nullable Integer budget;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description = "Time limit per instance (default: of an engine without --budget 1 s, else none).")
    private @Nullable Duration time;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            description =
                    "Solve instances of the set for so long before anything is measured, as a service that has run"
                            + " for a while (default: none).")
    private @Nullable Duration warmUp;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description =
                    "Of sampling: divides the logits; below 1 closer to greedy (default: what was measured to be best for the"
                            + " problem).")
    private @Nullable Double temperature;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            defaultValue = "1",
            description = "Of sampling: only the most probable choices whose probabilities sum to P (default:"
                    + " ${DEFAULT-VALUE}, all).")
    private double topP;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of samples and engines (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--problem",
            completionCandidates = Candidates.ProblemIds.class,
            paramLabel = "P",
            description = "Problem, where neither subject nor set tells.")
    private @Nullable String problemId;

    @Option(
            names = "--reference",
            completionCandidates = Candidates.EngineNames.class,
            paramLabel = "ENGINE",
            description = "Engine that gives the reference objectives (default: the problem's strongest).")
    private @Nullable String reference;

    @Option(
            names = "--reference-time",
            paramLabel = "TIME",
            description = "Time limit of the reference per instance (default: the problem's usual one, a few seconds).")
    private @Nullable Duration referenceTime;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    private final StopToken stop = new StopToken();
    private final AtomicReference<@Nullable EvalTally> tally = new AtomicReference<>();

    @Override
    public Integer call() {
        checkUsage();
        EvalSet instances = new EvalSet(set);
        try (StopSignals signals = new StopSignals(stop)) {
            Watchdog.Result<Boolean> result = new Watchdog(stop).watch(() -> evaluate(problem(instances), instances));
            result.orThrow();
            PrintWriter err = spec.commandLine().getErr();
            EvalTally measured = tally.get();
            if (measured == null || (stop.isStopped() && measured.result().instances() == 0)) {
                err.println("ansatz: stopped before an instance was measured.");
                return signals.exitCode();
            }
            print(measured);
            if (stop.isStopped()) {
                err.println("ansatz: stopped after " + measured.result().instances() + " of " + measured.planned()
                        + " instances.");
            }
            return ExitCode.OK;
        }
    }

    private void checkUsage() {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--count (" + count + ") must be at least 1");
        }
        if (budget != null && budget < 1) {
            throw new ParameterException(spec.commandLine(), "--budget (" + budget + ") must be at least 1");
        }
        if ((temperature != null && !(temperature > 0)) || !(topP > 0 && topP <= 1)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--temperature (" + temperature + ") must be positive and --top-p (" + topP + ") in (0, 1]");
        }
    }

    private Problem<?, ?> problem(EvalSet instances) {
        if (problemId != null) {
            return Problems.byId(problemId);
        }
        for (Problem<?, ?> problem : Problems.all()) {
            if (problem.id().equalsIgnoreCase(subject)) {
                return problem;
            }
        }
        for (ModelCard card : ModelZoo.bundled()) {
            if (card.name().equals(subject)) {
                return Problems.byId(card.problem());
            }
        }
        Path checkpoint = Path.of(subject);
        if (Files.isRegularFile(checkpoint.resolve(Checkpoint.CARD))) {
            return Problems.byId(Checkpoint.loadCard(checkpoint).problem());
        }
        Problem<?, ?> told = instances.problem();
        if (told == null) {
            throw new InputException("The problem of '" + subject + "' is not known; give it with --problem.");
        }
        return told;
    }

    /** A solution, or null, and the number of rollouts that it took. */
    private record Answer<S>(@Nullable S solution, long rollouts) {}

    private <I extends Instance, S> boolean evaluate(Problem<I, S> problem, EvalSet set) {
        List<I> instances = set.instances(problem, count);
        Notes.lines(spec.commandLine().getErr(), instances);
        boolean isEngine = Engines.has(problem, subject);
        String name = isEngine ? subject : model(problem);
        EvalTally sums = new EvalTally(problem, name, isEngine, instances.size());
        if (isEngine) {
            Solver<I, S> solver = Engines.byName(problem, name, null);
            solver.warmUp();
            Options<S> options = this.<S>engineLimits().withStopToken(stop);
            measure(
                    sums,
                    problem,
                    set,
                    instances,
                    instance -> new Answer<>(solver.solve(instance, options).solution(), 0));
            return true;
        }
        Strategy strategy = strategy();
        PolicySearch.Sampling sampling = new PolicySearch.Sampling(
                temperature != null
                        ? temperature
                        : PolicySearch.Sampling.of(problem).temperature(),
                topP);
        try (Policy<I, S> policy = ModelZoo.load(problem, name)) {
            measure(sums, problem, set, instances, instance -> {
                PolicySearch.Result<S> found =
                        PolicySearch.search(problem, policy, instance, strategy, sampling, limits(strategy, instance));
                return new Answer<>(found.outcome().solution(), found.rollouts());
            });
        }
        return true;
    }

    /** The model to measure: of a problem its default one. */
    private String model(Problem<?, ?> problem) {
        if (!subject.equalsIgnoreCase(problem.id())) {
            return subject;
        }
        String model = ModelZoo.defaultModel(problem);
        if (model == null) {
            throw new InputException("There is no bundled model for the " + problem.title() + ".");
        }
        return model;
    }

    private <S> Options<S> engineLimits() {
        Options<S> options = Options.<S>defaults().withSeed(seed);
        if (budget == null) {
            return options.withTimeLimit(time == null ? DEFAULT_TIME : time);
        }
        return options.withIterationLimit((long) budget).withTimeLimit(time);
    }

    private Strategy strategy() {
        Strategy strategy = Strategy.byId(strategyName);
        if (strategy == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    Suggestions.unknown(
                            "strategy",
                            strategyName,
                            Strategy.named().stream().map(Strategy::id).toList()));
        }
        return strategy;
    }

    private <S> Options<S> limits(Strategy strategy, Instance instance) {
        Options<S> limits = Options.<S>defaults().withSeed(seed);
        if (budget != null) {
            limits = limits.withIterationLimit((long) budget);
        } else if (time == null) {
            limits = limits.withIterationLimit(
                    strategy.isEndless() ? (long) DEFAULT_BUDGET_PER_NODE * instance.size() : Long.MAX_VALUE);
        }
        return limits.withTimeLimit(time).withStopToken(stop);
    }

    private <I extends Instance, S> void measure(
            EvalTally sums, Problem<I, S> problem, EvalSet set, List<I> instances, Function<I, Answer<S>> subject) {
        Map<String, Double> known = set.bestKnown();
        References<I, S> references = references(problem, set);
        tally.set(sums);
        AtomicLong begin = new AtomicLong();
        try (StatusLine status = new StatusLine(
                Progress.Mode.of(quiet),
                spec.commandLine().getErr(),
                () -> begin.get() == 0 ? "warming up" : sums.text((System.nanoTime() - begin.get()) * 1e-9))) {
            warmUp(instances, subject);
            begin.set(System.nanoTime());
            for (I instance : instances) {
                long runBegin = System.nanoTime();
                Answer<S> answer = subject.apply(instance);
                double seconds = (System.nanoTime() - runBegin) * 1e-9;
                if (stop.isStopped() || !add(sums, problem, instance, answer, seconds, known, references)) {
                    break; // cut short, so worse than the others
                }
            }
        }
        references.write();
    }

    /** Adds a run; false where there was no time for its reference. */
    private <I extends Instance, S> boolean add(
            EvalTally sums,
            Problem<I, S> problem,
            I instance,
            Answer<S> answer,
            double seconds,
            Map<String, Double> known,
            References<I, S> references) {
        S solution = answer.solution();
        Evaluation evaluation = solution == null ? null : problem.evaluate(instance, solution);
        if (evaluation == null || !evaluation.feasible()) {
            sums.addRun(seconds, answer.rollouts());
            sums.addInfeasible();
            return true;
        }
        Double target = known.get(instance.name());
        References.Reference reference = target != null
                ? new References.Reference(target, false, BestKnown.FILE)
                : references.of(instance, stop);
        if (reference == null && stop.isStopped()) {
            return false;
        }
        sums.addRun(seconds, answer.rollouts());
        sums.addObjective(evaluation.objective(), reference);
        return true;
    }

    private <I, S> void warmUp(List<I> instances, Function<I, Answer<S>> subjectUnderTest) {
        long begin = System.nanoTime();
        for (int i = 0; warmUp != null && System.nanoTime() - begin < warmUp.toNanos() && !stop.isStopped(); i++) {
            Answer<S> unused = subjectUnderTest.apply(instances.get(i % instances.size()));
        }
    }

    private <I extends Instance, S> References<I, S> references(Problem<I, S> problem, EvalSet set) {
        Duration limit = referenceTime != null
                ? referenceTime
                : TrainingProvider.of(problem).refereeTime();
        return new References<>(
                problem,
                set.key(),
                reference != null ? Engines.byName(problem, reference, null) : Teaching.referee(problem),
                limit,
                reference == null && referenceTime == null,
                note -> spec.commandLine().getErr().println("ansatz: " + note + "."));
    }

    private List<String> engineLimitsInWords() {
        Options<?> limits = engineLimits();
        List<String> words = new ArrayList<>();
        if (limits.iterationLimit() != null) {
            words.add(limits.iterationLimit() + " iterations");
        }
        if (limits.timeLimit() != null) {
            words.add("time " + Durations.format(limits.timeLimit().toMillis() * 1e-3));
        }
        return words;
    }

    private void print(EvalTally measured) {
        PrintWriter out = spec.commandLine().getOut();
        EvalTally.Result result = measured.result();
        String how = measured.isEngine()
                ? String.join(", ", engineLimitsInWords())
                : strategy().id();
        if (json) {
            out.println(JsonDocuments.line(json(measured, result, measured.isEngine() ? null : how)));
            return;
        }
        out.println("model       " + measured.name() + " (" + measured.problem().id() + ", " + how + ")");
        out.println("set         " + set + ", " + result.instances() + " instances"
                + (result.infeasible() == 0 ? "" : ", " + result.infeasible() + " without a feasible solution"));
        if (!measured.isEngine()) {
            out.println("rollouts    " + Numbers.format(Progress.round(result.rollouts())) + " per instance");
        }
        out.println("objective   mean " + mean(result.objective()));
        if (Double.isFinite(result.gapPercent())) {
            out.println("reference   mean " + mean(result.reference()) + " by " + result.referenceBy());
            double gap = Math.abs(result.gapPercent()) < 5e-4 ? 0 : result.gapPercent(); // no "-0.000"
            out.println(String.format(Locale.ROOT, "gap         mean %.3f %%", gap));
        }
        out.println(String.format(Locale.ROOT, "time        mean %.3f s per instance", result.seconds()));
    }

    private ObjectNode json(EvalTally measured, EvalTally.Result result, @Nullable String strategy) {
        ObjectNode object = JsonDocuments.object();
        object.put("model", measured.name());
        object.put("set", set);
        object.put("count", result.instances());
        object.put("strategy", strategy);
        object.set("rollouts", JsonDocuments.number(measured.isEngine() ? null : result.rollouts()));
        object.set("objective", JsonDocuments.number(result.objective()));
        object.set("reference", JsonDocuments.number(result.reference()));
        object.set("gap", JsonDocuments.number(result.gapPercent()));
        object.set("seconds", JsonDocuments.number(result.seconds()));
        object.put("problem", measured.problem().id());
        object.put("infeasible", result.infeasible());
        object.put("referenceBy", result.referenceBy());
        return object;
    }

    /** Enough digits for lengths in the unit square, too. */
    private static String mean(double value) {
        return Double.isFinite(value)
                ? Numbers.format(new BigDecimal(value).round(new MathContext(7)).doubleValue())
                : Double.toString(value);
    }
}
