package dev.ansatz.cli;

import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.classical.Engine;
import dev.ansatz.classical.Role;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.io.InputException;
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
        Engine<I, S> engine = ClassicalEngines.first(problem, Role.TEACHER);
        if (engine == null) {
            throw new InputException("No engine of the " + problem.title()
                    + " that is there can be imitated: train by another --method.");
        }
        Solver<I, S> solver = Engines.byName(problem, engine.name(), null);
        long usual = engine.teachingIterations();
        long ofUsers = TrainingProvider.of(problem).userTeacherIterations(usual);
        long effort = iterations != null ? iterations : isUsers ? ofUsers : usual;
        return new Teacher() {
            @Override
            @SuppressWarnings("unchecked") // the trainer gives instances of this problem
            public Object solve(Instance instance, long seed) {
                return solver.solve(
                                (I) instance, Options.<S>ofIterations(effort).withSeed(seed))
                        .best();
            }
        };
    }

    /**
     * The engine whose objectives policies are measured against.
     *
     * @throws InputException if the problem has no engine
     */
    static <I extends Instance, S> Solver<I, S> referee(Problem<I, S> problem) {
        Engine<I, S> engine = ClassicalEngines.first(problem, Role.REFEREE);
        List<Engine<I, S>> present = ClassicalEngines.present(problem);
        if (engine == null && present.isEmpty()) {
            throw new InputException("There is no classical engine for the " + problem.title() + ".");
        }
        return Engines.byName(
                problem, engine != null ? engine.name() : present.get(0).name(), null);
    }
}
