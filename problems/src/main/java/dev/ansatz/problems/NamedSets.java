package dev.ansatz.problems;

import dev.ansatz.problems.io.InputException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sets of instances by name: problem and size as in {@code tsp100}, {@code cvrp50}, {@code jssp10x10}, {@code kp200}, {@code
 * mkp100x5}; or problem, distribution and size as in {@code tsp-clustered-100} or {@code rmab-capacity-20}.
 *
 * <p>The first kind is {@link Generator#set}: the public set of the learning literature where there is one, else the problem's default
 * distribution; generated instances have the seeds 1, 2, 3 and so on.
 */
public final class NamedSets {
    private static final Pattern NAME = Pattern.compile(
            "(?<problem>[a-z]+)(?:-(?<distribution>[a-z][a-z0-9.-]*)-)?(?<size>\\d{1,7}(?:x\\d{1,5})?)");

    private NamedSets() {}

    /** The problem of a named set; null if this is no name of a set. */
    public static @Nullable Problem<?, ?> problem(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Problems.all().stream()
                        .filter(p -> p.id().equals(matcher.group("problem")))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /**
     * The first instances of a named set.
     *
     * @param count at most this many; a public set may have fewer
     * @throws InputException if the problem has no such set
     */
    public static <I extends Instance> List<I> first(Problem<I, ?> problem, String name, int count) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches() || !matcher.group("problem").equals(problem.id())) {
            throw new InputException("'" + name + "' is no set of the " + problem.title() + "; one is " + problem.id()
                    + problem.generator().exampleSize() + ".");
        }
        String size = matcher.group("size");
        String distribution = matcher.group("distribution");
        Generator<I> generator = problem.generator();
        return distribution == null ? generator.set(size, count) : generator.generate(size, distribution, count);
    }
}
