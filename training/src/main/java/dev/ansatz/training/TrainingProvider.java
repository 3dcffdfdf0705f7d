package dev.ansatz.training;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Provider;
import dev.ansatz.problems.Providers;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.training.method.Method;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is known of training policies of one problem. All but the problem itself has a default, which also holds where a problem has no
 * provider; implementations are found by {@link java.util.ServiceLoader}.
 */
public interface TrainingProvider<I extends Instance, S> extends Provider<I, S> {
    /** Distribution that most problems have. */
    String UNIFORM = "uniform";

    /** Usual sizes of training instances. */
    default SizeRange sizes() {
        return new SizeRange(50, 50);
    }

    /** Usual distribution of training instances, one of the problem's: {@code uniform}, where there is one, else its first. */
    default String distribution() {
        List<String> all = problem().generator().distributions();
        return all.contains(UNIFORM) ? UNIFORM : problem().generator().defaultDistribution();
    }

    /** Name of the usual method on generated instances. */
    default String method() {
        return Method.POMO;
    }

    /**
     * Iterations of the teacher per instance of a user: such labels are kept, so they may cost more.
     *
     * @param usual those per generated instance
     */
    default long userTeacherIterations(long usual) {
        return 10 * usual;
    }

    /** Usual time limit per instance of the engine that gives the objectives which policies are measured against. */
    default Duration refereeTime() {
        return Duration.ofSeconds(1);
    }

    /**
     * Instances of equal shape go into one batch: its sizes in the order of the instance's generator.
     *
     * @throws InputException if policies are not trained on such an instance, in one sentence
     */
    default int[] shape(I instance) {
        return new int[] {instance.size()};
    }

    /** How new instances are made from a user's past ones; by default each stays as it is. */
    default Recombination<I> recombination(List<I> past) {
        return (base, random) -> base;
    }

    /** How parts of large instances are made; null where policies learn from whole ones only. */
    default @Nullable Decomposition<I> decomposition() {
        return null;
    }

    /** Makes new instances from past ones. Thread-safe; all randomness comes from the generator given. */
    @FunctionalInterface
    interface Recombination<I extends Instance> {
        /**
         * A new instance of the shape of a past one.
         *
         * @param base one of the past instances, which gives all that is fixed
         */
        I draw(I base, SplittableRandom random);
    }

    /** Cuts pieces out of large instances, since it is in pieces that the search over a policy re-solves them. Thread-safe. */
    interface Decomposition<I extends Instance> {
        boolean isLarge(I instance);

        /** A part of a large instance, around a random place, of a given size. */
        I piece(I instance, int size, SplittableRandom random);
    }

    /** The provider of a problem, or the defaults. */
    @SuppressWarnings("unchecked") // it is looked up by the problem's id
    static <I extends Instance, S> TrainingProvider<I, S> of(Problem<I, S> problem) {
        TrainingProvider<?, ?> found = Providers.first(TrainingProvider.class, problem);
        return found == null ? () -> problem : (TrainingProvider<I, S>) found;
    }
}
