package dev.ansatz.search;

import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.classical.Engine;
import dev.ansatz.classical.Library;
import dev.ansatz.classical.Role;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All engines by problem and name, those of {@link ClassicalEngines} and the hybrids made of them: the registry behind {@code --engine}.
 * Engines whose library an application has left out are not there. Each comes with a
 * {@link GuardedSolver guard} around it.
 */
public final class Engines {
    /** Name of the default engine. */
    public static final String DEFAULT = HybridSolver.NAME;

    private static final String HYBRID = "hybrid-";
    private static final String SEEDED = "seeded-";

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
        String present = present(problem, name);
        for (Solver<I, S> engine : of(problem, model)) {
            if (engine.name().equals(present)) {
                return engine;
            }
        }
        Solver<I, S> searched = searched(problem, name, model);
        if (searched != null) {
            return searched;
        }
        Library library = ClassicalEngines.leftOut(problem).get(classical(present(problem, name)));
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
        for (String prefix : List.of(HYBRID, SEEDED)) {
            if (name.startsWith(prefix)) {
                return name.substring(prefix.length());
            }
        }
        return name;
    }

    /** The present name of an engine, in small letters, where a former one is given. */
    private static String present(Problem<?, ?> problem, String given) {
        String name = given.toLowerCase(Locale.ROOT);
        String classical = classical(name);
        for (Engine<?, ?> engine : ClassicalEngines.listed(problem)) {
            if (engine.aliases().contains(classical)) {
                return name.substring(0, name.length() - classical.length()) + engine.name();
            }
        }
        return name;
    }

    /** {@code warmStarts(policy).then(engine)}; a hybrid of one's own. */
    static <I extends Instance, S> Solver<I, S> warmStarted(
            Problem<I, S> problem, Policy<I, S> policy, @Nullable Strategy strategy, Solver<I, S> engine) {
        return new GuardedSolver<>(
                problem,
                new SeededSolver<>(
                        HYBRID + engine.name(),
                        problem,
                        LazyPolicy.given(problem, policy),
                        strategy,
                        first(problem, Role.CONSTRUCTION),
                        GuardedSolver.unguarded(engine)));
    }

    /**
     * In the order of what most people want first: the default, other hybrids (before libraries first), the policy alone, engines alone,
     * libraries on a classical start, constructions.
     */
    static <I extends Instance, S> List<Solver<I, S>> with(Problem<I, S> problem, LazyPolicy<I, S> policy) {
        Solver<I, S> constructive = first(problem, Role.CONSTRUCTION);
        Solver<I, S> refinement = first(problem, Role.REFINEMENT);
        boolean learnable = ModelZoo.knows(problem);
        List<Solver<I, S>> libraries = new ArrayList<>();
        List<Solver<I, S>> own = new ArrayList<>();
        List<Solver<I, S>> alone = new ArrayList<>();
        List<Solver<I, S>> seeded = new ArrayList<>();
        List<Solver<I, S>> constructions = new ArrayList<>();
        for (Engine<I, S> engine : ClassicalEngines.present(problem)) {
            Solver<I, S> solver = engine.maker().get();
            (engine.is(Role.CONSTRUCTION) ? constructions : alone).add(solver);
            if (!engine.is(Role.REFINEMENT)) {
                continue;
            }
            if (learnable) {
                (engine.is(Role.LIBRARY) ? libraries : own)
                        .add(new SeededSolver<>(HYBRID + solver.name(), problem, policy, null, constructive, solver));
            }
            if (engine.is(Role.LIBRARY) && constructive != null) {
                seeded.add(new SeededSolver<>(SEEDED + solver.name(), problem, null, null, constructive, solver));
            }
        }
        List<Solver<I, S>> all = new ArrayList<>();
        if (refinement != null) {
            all.add(new HybridSolver<>(problem, policy, constructive, refinement));
        }
        all.addAll(libraries);
        all.addAll(own);
        if (learnable) {
            all.add(new NeuralSolver<>(problem, policy, Strategy.ALL));
        }
        all.addAll(alone);
        all.addAll(seeded);
        all.addAll(constructions);
        return all.stream()
                .<Solver<I, S>>map(engine -> new GuardedSolver<>(problem, engine))
                .toList();
    }

    private static <I extends Instance, S> @Nullable Solver<I, S> first(Problem<I, S> problem, Role role) {
        Engine<I, S> engine = ClassicalEngines.first(problem, role);
        return engine == null ? null : engine.maker().get();
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
        String present = present(problem, name);
        return of(problem).stream().anyMatch(engine -> engine.name().equals(present))
                || searched(problem, name, null) != null;
    }

    private static <I extends Instance, S> @Nullable Solver<I, S> searched(
            Problem<I, S> problem, String name, @Nullable String model) {
        Solver<I, S> engine =
                ModelZoo.knows(problem) ? NeuralSolver.byName(problem, LazyPolicy.of(problem, model), name) : null;
        return engine == null ? null : new GuardedSolver<>(problem, engine);
    }
}
