package dev.ansatz.training.labels;

import dev.ansatz.problems.Instance;
import dev.ansatz.training.method.Imitation;
import dev.ansatz.training.method.Labelled;
import dev.ansatz.training.method.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Where the labels of a run come from: a teacher's solutions of a user's instances are kept in the run's folder, all others in memory.
 * Used by the training thread only.
 */
public final class Labels<I extends Instance, S> {
    /** Labels an instance by the policy itself. Called in parallel. */
    public interface SelfLabeller<I, S> {
        Label<I, S> label(I instance, SplittableRandom random);
    }

    private final InstanceSource<I> source;
    private final LabelPool<I, S> pool = new LabelPool<>();
    private final @Nullable UserLabels<I, S> ofUser;

    /**
     * @param user a user's instances, which are the source then; else null
     * @param directory of the run
     */
    public Labels(InstanceSource<I> source, @Nullable UserInstances<I, S> user, Method method, Path directory) {
        this.source = source;
        ofUser = user != null && method instanceof Imitation imitation
                ? new UserLabels<>(user, imitation.teacher(), directory)
                : null;
    }

    /**
     * Labels of instances of one shape.
     *
     * @param randoms one for each
     * @param random for what concerns all
     * @param threads solve what is new
     */
    public List<Label<I, S>> batch(
            Labelled method,
            int[] shape,
            SplittableRandom[] randoms,
            SplittableRandom random,
            ExecutorService threads,
            SelfLabeller<I, S> self) {
        if (ofUser != null) {
            return ofUser.batch(shape, randoms.length, method.fresh(), random, threads);
        }
        return pool.batch(shape, method.fresh(), randoms, threads, i -> {
            I instance = source.draw(shape, randoms[i]);
            return method instanceof Imitation imitation
                    ? byTeacher(imitation, instance, randoms[i].nextLong())
                    : self.label(instance, randoms[i]);
        });
    }

    @SuppressWarnings("unchecked") // the teacher is given instances of its own problem
    private Label<I, S> byTeacher(Imitation imitation, I instance, long seed) {
        return Label.of(instance, (S) imitation.teacher().solve(instance, seed));
    }
}
