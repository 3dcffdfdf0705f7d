package dev.ansatz.cli;

import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Solver;
import dev.ansatz.search.Engines;
import dev.ansatz.training.TrainingProvider;
import dev.ansatz.training.method.Teacher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engines that policies learn from and are measured against. */
final class Teaching {
    private Teaching() {}

    /**
     * The teacher of a problem.
     *
     * @param iterations per instance, or null for the usual ones
     * @param isUsers whether the instances are a user's own
     * @throws InputException if there is none
     */
    static <I extends Instance, S> Teacher teacher(Problem<I, S> problem, @Nullable Long iterations, boolean isUsers) {
        TrainingProvider<I, S> provider = TrainingProvider.of(problem);
        Solver<I, S> engine = Engines.byName(problem, name(problem, provider.teacher()), null);
        long usual = isUsers ? provider.userTeacherIterations() : provider.teacherIterations();
        long effort = iterations != null ? iterations : usual;
        return new Teacher() {
            @Override
            @SuppressWarnings("unchecked") // the trainer gives instances of this problem
            public Object solve(Instance instance, long seed) {
                return engine.solve(
                                (I) instance, Options.<S>ofIterations(effort).withSeed(seed))
                        .best();
            }
        };
    }

    /** The engine whose objectives policies are measured against. */
    static <I extends Instance, S> Solver<I, S> referee(Problem<I, S> problem) {
        String name = name(problem, TrainingProvider.of(problem).referee());
        return Engines.byName(problem, name, null);
    }

    private static <I extends Instance, S> String name(Problem<I, S> problem, @Nullable String given) {
        List<Solver<I, S>> engines = ClassicalEngines.of(problem);
        if (given == null && engines.isEmpty()) {
            throw new InputException("There is no classical engine for the " + problem.title() + ".");
        }
        return given != null ? given : engines.get(0).name();
    }
}
