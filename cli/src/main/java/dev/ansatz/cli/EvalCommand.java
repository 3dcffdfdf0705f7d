package dev.ansatz.cli;

import dev.ansatz.bench.quality.BestKnown;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.Policy;
import dev.ansatz.neural.Proposals;
import dev.ansatz.neural.train.Checkpoint;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Numbers;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.Solver;
import dev.ansatz.search.Engines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
            "The reference is bks.csv in the folder of the set (columns instance, bks), or --reference ENGINE run on the "
                    + "same instances."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class EvalCommand implements Callable<Integer> {
    private static final Pattern SET_NAME = Pattern.compile("(.+)-(\\d{1,7})");

    /** How a policy is asked. */
    enum Strategy {
        /** One greedy rollout. */
        GREEDY,
        /** Greedy from each start. */
        MULTISTART,
        /** Greedy from each start under 8 symmetries. */
        AUGMENT,
        /** As AUGMENT, then samples up to the budget of rollouts. */
        SAMPLING
    }

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "MODEL|ENGINE|PROBLEM",
            description = "Bundled model, checkpoint folder, engine, or a problem for its default model.")
    private String subject;

    @Option(
            names = "--set",
            required = true,
            paramLabel = "NAME|DIR",
            description =
                    "Generated instances such as uniform-50 (distribution and size; seeds 1, 2, ...) or a folder.")
    private String set;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "100",
            description = "Instances at most (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--strategy",
            paramLabel = "S",
            defaultValue = "augment",
            description = "Of a model: greedy, multistart, augment, sampling (default: ${DEFAULT-VALUE}).")
    private Strategy strategy;

    @Option(names = "--budget", paramLabel = "ROLLOUTS", description = "Of sampling: rollouts in all per instance.")
    private @Nullable Integer budget;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "Of an engine: time limit per instance (default: ${DEFAULT-VALUE}).")
    private Duration time;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of samples and engines (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--problem", paramLabel = "P", description = "Problem, where neither subject nor set tells.")
    private @Nullable String problemId;

    @Option(names = "--reference", paramLabel = "ENGINE", description = "Engine that gives the reference objectives.")
    private @Nullable String reference;

    @Option(
            names = "--reference-time",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "Time limit of the reference per instance (default: ${DEFAULT-VALUE}).")
    private Duration referenceTime;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--count (" + count + ") must be at least 1");
        }
        if (budget != null && budget < 1) {
            throw new ParameterException(spec.commandLine(), "--budget (" + budget + ") must be at least 1");
        }
        return evaluate(problem());
    }

    private Problem<?, ?> problem() {
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
        Path folder = Path.of(set);
        if (Files.isDirectory(folder)) {
            for (Path file : files(folder)) {
                try {
                    return Problems.recognise(file);
                } catch (InputException e) {
                    continue; // some other file
                }
            }
            throw new InputException(folder, 0, "holds no instance of a known problem.");
        }
        throw new InputException("The problem of '" + subject + "' is not known; give it with --problem.");
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new InputException(folder, 0, "cannot be read (" + e.getMessage() + ").");
        }
    }

    /** Mean figures over the instances. */
    private record Result(int instances, int infeasible, double objective, double gapPercent, double seconds) {}

    private <I extends Instance, S> int evaluate(Problem<I, S> problem) {
        List<I> instances = instances(problem);
        Map<String, Double> known = BestKnown.of(Path.of(set));
        Solver<I, S> referee = reference == null ? null : Engines.byName(problem, reference, null);
        String name = subject;
        boolean engine = Engines.has(problem, subject);
        Result result;
        if (engine) {
            Solver<I, S> solver = Engines.byName(problem, subject, null);
            solver.warmUp();
            result = measure(
                    problem,
                    instances,
                    known,
                    referee,
                    instance -> solver.solve(instance, Options.<S>ofTime(time).withSeed(seed))
                            .solution());
        } else {
            if (subject.equalsIgnoreCase(problem.id())) {
                String model = ModelZoo.defaultModel(problem);
                if (model == null) {
                    throw new InputException("There is no bundled model for the " + problem.title() + ".");
                }
                name = model;
            }
            try (Policy<I, S> policy = ModelZoo.load(problem, name)) {
                result = measure(problem, instances, known, referee, instance -> {
                    List<S> proposals = policy.propose(instance, proposals(instance), () -> false);
                    return proposals.isEmpty() ? null : proposals.get(0);
                });
            }
        }
        print(problem, name, engine, result, !known.isEmpty() || referee != null);
        return ExitCode.OK;
    }

    private Proposals proposals(Instance instance) {
        Proposals request = switch (strategy) {
            case GREEDY -> Proposals.greedy();
            case MULTISTART -> Proposals.multiStart();
            case AUGMENT -> Proposals.augmented();
            case SAMPLING -> {
                int greedy = 8 * instance.size();
                int rollouts = budget == null ? 2 * greedy : budget;
                yield rollouts <= greedy
                        ? Proposals.multiStart().withSamples(Math.max(0, rollouts - instance.size()))
                        : Proposals.augmented().withSamples(rollouts - greedy);
            }
        };
        return request.withSeed(seed);
    }

    private <I extends Instance, S> Result measure(
            Problem<I, S> problem,
            List<I> instances,
            Map<String, Double> known,
            @Nullable Solver<I, S> referee,
            Function<I, @Nullable S> subjectUnderTest) {
        if (referee != null) {
            referee.warmUp();
        }
        double objectives = 0;
        double gaps = 0;
        double seconds = 0;
        int compared = 0;
        int infeasible = 0;
        for (I instance : instances) {
            long begin = System.nanoTime();
            S solution = subjectUnderTest.apply(instance);
            seconds += (System.nanoTime() - begin) * 1e-9;
            Evaluation evaluation = solution == null ? null : problem.evaluate(instance, solution);
            if (evaluation == null || !evaluation.feasible()) {
                infeasible++;
                continue;
            }
            objectives += evaluation.objective();
            Double target = known.get(instance.name());
            if (target == null && referee != null) {
                var outcome =
                        referee.solve(instance, Options.<S>ofTime(referenceTime).withSeed(seed));
                target = outcome.solved() ? outcome.objective() : null;
            }
            if (target != null && target != 0) {
                double sign = problem.sense() == Sense.MINIMISE ? 1 : -1;
                gaps += 100 * sign * (evaluation.objective() - target) / Math.abs(target);
                compared++;
            }
        }
        int solved = instances.size() - infeasible;
        return new Result(
                instances.size(),
                infeasible,
                solved == 0 ? Double.NaN : objectives / solved,
                compared == 0 ? Double.NaN : gaps / compared,
                seconds / instances.size());
    }

    private <I extends Instance, S> List<I> instances(Problem<I, S> problem) {
        List<I> instances = new ArrayList<>();
        Path folder = Path.of(set);
        if (Files.isDirectory(folder)) {
            for (Path file : files(folder)) {
                String fileName = file.getFileName().toString().toLowerCase(Locale.ROOT);
                boolean native_ = problem.instanceExtensions().stream().anyMatch(fileName::endsWith);
                if (native_ && instances.size() < count) {
                    List<I> all = problem.readInstances(file);
                    instances.addAll(all.subList(0, Math.min(all.size(), count - instances.size())));
                }
            }
            if (instances.isEmpty()) {
                throw new InputException(folder, 0, "holds no instance of the " + problem.title() + ".");
            }
            return instances;
        }
        Matcher matcher = SET_NAME.matcher(set);
        if (!matcher.matches()) {
            throw new InputException("'" + set + "' is neither a folder nor the name of a set such as uniform-50.");
        }
        for (int i = 1; i <= count; i++) {
            instances.add(problem.generate(Integer.parseInt(matcher.group(2)), i, matcher.group(1)));
        }
        return instances;
    }

    private void print(Problem<?, ?> problem, String name, boolean engine, Result result, boolean compared) {
        PrintWriter out = spec.commandLine().getOut();
        String how = engine
                ? "time " + Durations.format(time.toMillis() * 1e-3)
                : strategy.name().toLowerCase(Locale.ROOT);
        if (json) {
            ObjectNode object = Json.object();
            object.put("subject", name);
            object.put("problem", problem.id());
            object.put("set", set);
            object.put("how", how);
            object.put("instances", result.instances());
            object.put("infeasible", result.infeasible());
            object.set("meanObjective", Json.number(result.objective()));
            object.set("meanGapPercent", Json.number(result.gapPercent()));
            object.set("meanSeconds", Json.number(result.seconds()));
            out.println(Json.text(object));
            return;
        }
        out.println("subject     " + name + " (" + problem.id() + ", " + how + ")");
        out.println("set         " + set + ", " + result.instances() + " instances"
                + (result.infeasible() == 0 ? "" : ", " + result.infeasible() + " without a feasible solution"));
        out.println("objective   mean " + Numbers.format(Progress.round(result.objective())));
        if (compared && Double.isFinite(result.gapPercent())) {
            out.println(String.format(Locale.ROOT, "gap         mean %.3f %%", result.gapPercent()));
        }
        out.println(String.format(Locale.ROOT, "time        mean %.3f s per instance", result.seconds()));
    }
}
