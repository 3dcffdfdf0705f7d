package dev.ansatz.search;

import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.classical.Library;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.Policy;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.Suggestions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All engines by problem and name: the registry behind {@code --engine}. To add a classical engine, list it in
 * {@link ClassicalEngines}. Engines whose library an application has left out are not there. Each comes with a
 * {@link GuardedSolver guard} around it.
 */
public final class Engines {
    /** Name of the default engine. */
    public static final String DEFAULT = HybridSolver.NAME;

    /** Engines that hybrids seed; {@code hybrid} refines with the first one there is. */
    private static final List<String> REFINEMENTS =
            List.of("local-search", "tabu", "combo", "core-search", "cpsat", "ortools", "timefold", "portfolio");

    /** Engines that answer in milliseconds, the better one first. */
    private static final List<String> CONSTRUCTIONS =
            List.of("savings", "greedy", "jgrapht", "insertion", "dispatching", "null");

    /** Engines of others whose own first solution is compared with a classical and with a learned one. */
    private static final List<String> SEEDED = List.of("ortools", "timefold", "cpsat");

    /** Order of the list: what most people want first. */
    private static final List<String> ORDER = List.of(
            HybridSolver.NAME,
            "hybrid-ortools",
            "hybrid-timefold",
            "hybrid-local-search",
            "hybrid-tabu",
            "hybrid-cpsat",
            NeuralSolver.NAME,
            "local-search",
            "tabu",
            "combo",
            "core-search",
            "cpsat",
            "mip",
            "ortools",
            "timefold",
            "seeded-ortools",
            "seeded-timefold",
            "seeded-cpsat",
            "savings",
            "greedy",
            "jgrapht",
            "insertion",
            "dispatching");

    private Engines() {}

    /** All engines of a problem, the default one first. */
    public static <I extends Instance, S> List<Solver<I, S>> of(Problem<I, S> problem) {
        return of(problem, null);
    }

    /**
     * All engines of a problem with a model of one's own.
     *
     * @param model bundled name or checkpoint directory; null for the bundled default
     */
    public static <I extends Instance, S> List<Solver<I, S>> of(Problem<I, S> problem, @Nullable String model) {
        return with(problem, LazyPolicy.of(problem, model));
    }

    /**
     * An engine by its name. Beside those that {@link #of} lists, {@code neural-STRATEGY} is a policy under one {@link Strategy},
     * {@code neural-sampling@0.3} with a temperature.
     *
     * @param model bundled name or checkpoint directory, loaded when the engine first runs; null for the bundled default
     * @throws InputException if the problem has no such engine; if its library is left out, with the artefact to add
     */
    public static <I extends Instance, S> Solver<I, S> byName(
            Problem<I, S> problem, String name, @Nullable String model) {
        for (Solver<I, S> engine : of(problem, model)) {
            if (engine.name().equalsIgnoreCase(name)) {
                return engine;
            }
        }
        Solver<I, S> searched = searched(problem, name, model);
        if (searched != null) {
            return searched;
        }
        Library library = ClassicalEngines.leftOut(problem).get(classical(name));
        if (library != null) {
            throw new InputException("Engine '" + name + "' needs " + library.title() + ": " + library.missing() + ".");
        }
        if (of(problem).isEmpty()) {
            throw new InputException("There is no engine for problem " + problem.id() + ": give one of your own.");
        }
        String others = Problems.all().stream()
                .filter(other -> has(other, name))
                .map(Problem::id)
                .collect(Collectors.joining(", "));
        List<String> names = of(problem).stream().map(Solver::name).toList();
        throw new InputException(
                others.isEmpty()
                        ? Suggestions.unknown("engine", name, names) + " for " + problem.id() + "."
                        : "Engine '" + name + "' is for " + others + " only; for " + problem.id() + " there are "
                                + String.join(", ", names) + ".");
    }

    /** Name of the classical engine that one of this name runs. */
    private static String classical(String name) {
        String classical = name.toLowerCase(Locale.ROOT);
        for (String prefix : List.of("hybrid-", "seeded-")) {
            if (classical.startsWith(prefix)) {
                return classical.substring(prefix.length());
            }
        }
        return classical;
    }

    /** {@code seed(policy).then(engine)}; a hybrid of one's own. */
    static <I extends Instance, S> Solver<I, S> seeded(
            Problem<I, S> problem, Policy<I, S> policy, @Nullable Strategy strategy, Solver<I, S> engine) {
        return new GuardedSolver<>(
                problem,
                new SeededSolver<>(
                        "hybrid-" + engine.name(),
                        problem,
                        LazyPolicy.given(problem, policy),
                        strategy,
                        first(ClassicalEngines.of(problem), CONSTRUCTIONS),
                        GuardedSolver.unguarded(engine)));
    }

    static <I extends Instance, S> List<Solver<I, S>> with(Problem<I, S> problem, LazyPolicy<I, S> policy) {
        List<Solver<I, S>> classical = ClassicalEngines.of(problem);
        Solver<I, S> constructive = first(classical, CONSTRUCTIONS);
        List<Solver<I, S>> engines = new ArrayList<>(classical);
        boolean learnable = ModelZoo.knows(problem);
        if (learnable) {
            engines.add(new NeuralSolver<>(problem, policy, Strategy.ALL));
        }
        for (Solver<I, S> engine : classical) {
            if (constructive != null && SEEDED.contains(engine.name())) {
                engines.add(new SeededSolver<>("seeded-" + engine.name(), problem, null, null, constructive, engine));
            }
            if (learnable && REFINEMENTS.contains(engine.name())) {
                engines.add(new SeededSolver<>("hybrid-" + engine.name(), problem, policy, null, constructive, engine));
            }
        }
        Solver<I, S> refinement = first(classical, REFINEMENTS);
        if (refinement != null) {
            engines.add(new HybridSolver<>(problem, policy, constructive, refinement));
        }
        engines.sort(Comparator.comparingInt(engine -> {
            int index = ORDER.indexOf(engine.name());
            return index < 0 ? ORDER.size() : index;
        }));
        return engines.stream()
                .<Solver<I, S>>map(engine -> new GuardedSolver<>(problem, engine))
                .toList();
    }

    /** Whether an engine asks the bundled policy of a problem; false where there is no such engine. */
    public static boolean asksPolicy(Problem<?, ?> problem, String name) {
        if (!has(problem, name)) {
            return false;
        }
        Solver<?, ?> engine = GuardedSolver.unguarded(byName(problem, name, null));
        return engine instanceof NeuralSolver<?, ?>
                || (engine instanceof SeededSolver<?, ?> seeded && seeded.asksPolicy())
                || (engine instanceof HybridSolver<?, ?> hybrid && hybrid.asksPolicy());
    }

    /** Whether a problem has an engine of this name, in any case of its letters. */
    public static boolean has(Problem<?, ?> problem, String name) {
        return of(problem).stream().anyMatch(engine -> engine.name().equalsIgnoreCase(name))
                || searched(problem, name, null) != null;
    }

    private static <I extends Instance, S> @Nullable Solver<I, S> searched(
            Problem<I, S> problem, String name, @Nullable String model) {
        Solver<I, S> engine =
                ModelZoo.knows(problem) ? NeuralSolver.byName(problem, LazyPolicy.of(problem, model), name) : null;
        return engine == null ? null : new GuardedSolver<>(problem, engine);
    }

    private static <I extends Instance, S> @Nullable Solver<I, S> first(
            List<Solver<I, S>> engines, List<String> names) {
        for (String name : names) {
            for (Solver<I, S> engine : engines) {
                if (engine.name().equals(name)) {
                    return engine;
                }
            }
        }
        return null;
    }
}
