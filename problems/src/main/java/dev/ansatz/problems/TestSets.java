package dev.ansatz.problems;

import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.L2dTestSets;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.tsp.Tsp;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sets of instances by name: problem and size as in {@code tsp100}, {@code cvrp50}, {@code jssp10x10}, {@code kp200}, {@code
 * mkp100x5}; or problem, distribution and size as in {@code tsp-clustered-100} or {@code rmab-capacity-20}.
 *
 * <p>The first kind is the public set of the learning literature where there is one ({@link
 * dev.ansatz.problems.tsp.KoolTestSets}, {@link dev.ansatz.problems.cvrp.KoolTestSets}, {@link L2dTestSets}), else the problem's
 * default distribution; generated instances have the seeds 1, 2, 3 and so on.
 */
public final class TestSets {
    private static final Pattern NAME = Pattern.compile(
            "(?<problem>[a-z]+)(?:-(?<distribution>[a-z][a-z0-9.-]*)-)?(?<size>\\d{1,7}(?:x\\d{1,5})?)");

    private TestSets() {}

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
    @SuppressWarnings("unchecked") // the id tells the class of the instances
    public static <I extends Instance> List<I> first(Problem<I, ?> problem, String name, int count) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches() || !matcher.group("problem").equals(problem.id())) {
            throw new InputException("'" + name + "' is no set of the " + problem.title() + "; one is " + problem.id()
                    + (problem.id().equals(JobShop.ID) ? "10x10." : "100."));
        }
        String size = matcher.group("size");
        String distribution = matcher.group("distribution");
        List<?> published = distribution != null ? null : published(problem.id(), size, count);
        if (published != null) {
            return (List<I>) published;
        }
        if (distribution == null) {
            distribution = problem.distributions().get(0);
            if (problem.id().equals(MultiKnapsack.ID) && size.contains("x")) { // items x constraints
                distribution += "-" + size.substring(size.indexOf('x') + 1);
                size = size.substring(0, size.indexOf('x'));
            }
        }
        List<I> instances = new ArrayList<>();
        for (int seed = 1; seed <= count; seed++) {
            instances.add(problem.generate(size, seed, distribution));
        }
        return instances;
    }

    private static @Nullable List<?> published(String problem, String size, int count) {
        if (problem.equals(JobShop.ID) && size.contains("x")) {
            String[] numbers = size.split("x");
            List<JobShopInstance> all = L2dTestSets.first(
                    Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Math.min(count, L2dTestSets.COUNT));
            return all;
        }
        if (size.contains("x")) {
            return null;
        }
        int n = Integer.parseInt(size);
        if (problem.equals(Tsp.ID)
                && dev.ansatz.problems.tsp.KoolTestSets.sizes().contains(n)) {
            return dev.ansatz.problems.tsp.KoolTestSets.first(
                    n, Math.min(count, dev.ansatz.problems.tsp.KoolTestSets.count(n)));
        }
        if (problem.equals(Cvrp.ID)
                && dev.ansatz.problems.cvrp.KoolTestSets.sizes().contains(n)) {
            return dev.ansatz.problems.cvrp.KoolTestSets.first(
                    n, Math.min(count, dev.ansatz.problems.cvrp.KoolTestSets.count(n)));
        }
        return null;
    }
}
