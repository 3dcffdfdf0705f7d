package dev.ansatz.training.labels;

import dev.ansatz.problems.Instance;
import dev.ansatz.training.TrainingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Instances from the generators of a problem. */
public final class GeneratedInstances<I extends Instance> implements InstanceSource<I> {
    /** Makes random instances. Thread-safe. */
    public interface Generator<I> {
        /** Random sizes, each at least {@code min} and at most {@code max}. */
        int[] shape(int min, int max, SplittableRandom random);

        I instance(String distribution, int[] shape, SplittableRandom random);

        /** Name of the mixture that all instances come from, whatever distribution is asked for; null if there is none. */
        default @Nullable String mixture() {
            return null;
        }
    }

    private final String problem;
    private final TrainingConfig.Instances settings;
    private final Generator<I> generator;
    private final List<I> validation = new ArrayList<>();

    public GeneratedInstances(String problem, TrainingConfig.Instances settings, Generator<I> generator) {
        this.problem = problem;
        this.settings = settings;
        this.generator = generator;
        int size = settings.validationSize();
        List<String> distributions = settings.distributions();
        for (int i = 0; i < settings.validationCount(); i++) {
            SplittableRandom random = new SplittableRandom(validationSeed(i));
            int[] shape = generator.shape(size, size, random);
            validation.add(generator.instance(distributions.get(i % distributions.size()), shape, random));
        }
    }

    /** Seed of the i-th validation instance, and of what is random in its validation. */
    public static long validationSeed(int i) {
        return 1_000_003L * (i + 1);
    }

    @Override
    public int[] shape(SplittableRandom random) {
        return generator.shape(settings.minSize(), settings.maxSize(), random);
    }

    @Override
    public I draw(int[] shape, SplittableRandom random) {
        return generator.instance(settings.distribution(random), shape, random);
    }

    @Override
    public List<I> validation() {
        return validation;
    }

    @Override
    public String validationName() {
        return problem + settings.validationSize();
    }

    @Override
    public String description() {
        String mixture = generator.mixture();
        return mixture == null ? String.join(", ", settings.distributions()) : mixture;
    }
}
