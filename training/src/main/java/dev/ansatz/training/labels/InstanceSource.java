package dev.ansatz.training.labels;

import dev.ansatz.problems.Instance;
import java.util.List;
import java.util.SplittableRandom;

/** Where the instances of a training come from. Thread-safe. */
public interface InstanceSource<I extends Instance> {
    /** Sizes of the next batch. */
    int[] shape(SplittableRandom random);

    /** A new instance of these sizes. */
    I draw(int[] shape, SplittableRandom random);

    /** What ranks checkpoints: the same instances in every run with the same settings. */
    List<I> validation();

    /** Begins the names of figures on the validation instances, such as {@code tsp50}. */
    String validationName();

    /** For the card. */
    String description();
}
