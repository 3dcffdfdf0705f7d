package dev.ansatz.training.labels;

import dev.ansatz.neural.PolicyKind;
import dev.ansatz.problems.Instance;
import dev.ansatz.training.TrainingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random training instances of a kind of policy. */
public final class GeneratedInstances<I extends Instance> implements InstanceSource<I> {
    private final TrainingConfig.Instances settings;
    private final PolicyKind<I, ?> kind;
    private final List<I> validation = new ArrayList<>();

    public GeneratedInstances(PolicyKind<I, ?> kind, TrainingConfig.Instances settings) {
        this.settings = settings;
        this.kind = kind;
        int size = settings.validationSize();
        List<String> distributions = settings.distributions();
        for (int i = 0; i < settings.validationCount(); i++) {
            SplittableRandom random = new SplittableRandom(validationSeed(i));
            int[] shape = kind.randomShape(size, size, random);
            validation.add(kind.randomInstance(distributions.get(i % distributions.size()), shape, random));
        }
    }

    /** Seed of the i-th validation instance, and of what is random in its validation. */
    public static long validationSeed(int i) {
        return 1_000_003L * (i + 1);
    }

    @Override
    public int[] shape(SplittableRandom random) {
        return kind.randomShape(settings.minSize(), settings.maxSize(), random);
    }

    @Override
    public I draw(int[] shape, SplittableRandom random) {
        return kind.randomInstance(settings.distribution(random), shape, random);
    }

    @Override
    public List<I> validation() {
        return validation;
    }

    @Override
    public String validationName() {
        return kind.problem().id() + settings.validationSize();
    }

    @Override
    public String description() {
        String mixture = kind.mixture();
        return mixture == null ? String.join(", ", settings.distributions()) : mixture;
    }
}
