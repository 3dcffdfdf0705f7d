package dev.ansatz.problems;

import dev.ansatz.problems.io.InputException;
import java.util.List;
import java.util.stream.IntStream;

/** Random instances of a problem. The same size, seed and distribution give the same instance on every platform. Thread-safe. */
public interface Generator<I extends Instance> {
    /** Distributions known to {@link #generate}, the default one first; none where there are no random instances. */
    List<String> distributions();

    /**
     * The first of them.
     *
     * @throws InputException if there is none
     */
    default String defaultDistribution() {
        return distributions().get(0);
    }

    /**
     * A random instance.
     *
     * @throws InputException if the distribution is unknown or the size is not allowed
     */
    I generate(int size, long seed, String distribution);

    /**
     * A random instance whose size is more than one number where the problem has more than one, such as {@code 20x15} for jobs
     * and machines; one whole number is understood by all.
     *
     * @throws InputException if the size is not understood or not allowed, or the distribution is unknown
     */
    default I generate(String size, long seed, String distribution) {
        int number;
        try {
            number = Integer.parseInt(size.strip());
        } catch (NumberFormatException e) {
            throw new InputException("The size '" + size + "' must be a whole number.");
        }
        return generate(number, seed, distribution);
    }

    /** A size as people write it, for messages. */
    default String exampleSize() {
        return "100";
    }

    /**
     * The first instances of the set of a size: the public one of the literature where there is one, else the default distribution with
     * the seeds 1, 2, 3 and so on.
     *
     * @param count at most this many; a public set may have fewer
     */
    default List<I> set(String size, int count) {
        return generate(size, defaultDistribution(), count);
    }

    /** The random instances of the seeds 1, 2, 3 and so on. */
    default List<I> generate(String size, String distribution, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(seed -> generate(size, seed, distribution))
                .toList();
    }
}
