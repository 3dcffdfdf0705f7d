package dev.ansatz.classical;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Providers;
import dev.ansatz.problems.Solver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engines of this module and of plug-ins by problem. Listing them loads no native library; those whose {@link Library} is not there
 * are left out.
 */
public final class ClassicalEngines {
    private ClassicalEngines() {}

    /** All engines that the providers of a problem list, those whose library is not there included. */
    @SuppressWarnings("unchecked") // a provider's engines are for its own problem
    public static <I extends Instance, S> List<Engine<I, S>> listed(Problem<I, S> problem) {
        List<Engine<I, S>> listed = new ArrayList<>();
        for (ClassicalProvider<?, ?> provider : Providers.of(ClassicalProvider.class, problem)) {
            for (Engine<?, ?> engine : provider.engines()) {
                listed.add((Engine<I, S>) engine);
            }
        }
        return listed;
    }

    /** The engines of a problem that can run here; none for a problem that no provider knows. */
    public static <I extends Instance, S> List<Engine<I, S>> present(Problem<I, S> problem) {
        return listed(problem).stream().filter(Engine::isPresent).toList();
    }

    /** The solvers of {@link #present}. */
    public static <I extends Instance, S> List<Solver<I, S>> of(Problem<I, S> problem) {
        return present(problem).stream()
                .<Solver<I, S>>map(engine -> engine.maker().get())
                .toList();
    }

    /** The best engine of a role that can run here; null where there is none. */
    public static <I extends Instance, S> @Nullable Engine<I, S> first(Problem<I, S> problem, Role role) {
        return present(problem).stream()
                .filter(engine -> engine.is(role))
                .findFirst()
                .orElse(null);
    }

    /** The searches of libraries that take a start, of those that can run here. */
    public static <I extends Instance, S> List<Engine<I, S>> libraries(Problem<I, S> problem) {
        return present(problem).stream()
                .filter(engine -> engine.is(Role.LIBRARY) && engine.is(Role.REFINEMENT))
                .toList();
    }

    /** Names of the engines of a problem that are left out, and the library that each of them needs. */
    public static Map<String, Library> leftOut(Problem<?, ?> problem) {
        Map<String, Library> leftOut = new LinkedHashMap<>();
        for (Engine<?, ?> engine : listed(problem)) {
            Library library = engine.library();
            if (library != null && !library.isPresent()) {
                leftOut.put(engine.name(), library);
            }
        }
        return leftOut;
    }
}
