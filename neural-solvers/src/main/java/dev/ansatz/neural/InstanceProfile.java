package dev.ansatz.neural;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Providers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the instances look like that a policy was trained on, by robust statistics, so that an instance that is far from them can
 * be recognised. Part of the card of policies trained on a user's own instances.
 *
 * <p>For each statistic the median and the scale of the training instances: 1.4826 times the median absolute deviation, at least
 * a twentieth of the median (and at least 0.01), times 1 + 10/n since few instances say little. An instance is far from them in a statistic where it differs from the median by
 * more than {@value #FAR} scales.
 *
 * @param instances how many they were
 * @param statistics by name
 * @param map for routing problems with coordinates: where the nodes lie, else null
 */
public record InstanceProfile(
        int instances,
        Map<String, Typical> statistics,
        @Nullable Grid map) {
    /** Scales beyond which a value is far away. */
    public static final double FAR = 5;

    /** So many instances say half as much as very many. */
    private static final double FEW = 10.0;

    private static final double LEAST_RELATIVE_SCALE = 0.05;
    private static final double LEAST_SCALE = 0.01;
    private static final String ELSEWHERE = "share of the nodes in other places";

    /** Median and scale of a statistic. */
    public record Typical(double median, double scale) {
        static Typical of(double[] values) {
            double median = middle(values);
            double deviation =
                    middle(Arrays.stream(values).map(v -> Math.abs(v - median)).toArray());
            double least = Math.max(LEAST_SCALE, LEAST_RELATIVE_SCALE * Math.abs(median));
            double doubt = 1 + FEW / values.length;
            return new Typical(median, doubt * Math.max(1.4826 * deviation, least));
        }

        boolean isFar(double value) {
            return Math.abs(value - median) > FAR * scale;
        }
    }

    /** Share of the nodes in each of {@value #CELLS} x {@value #CELLS} cells of a box, row by row from the least x and y. */
    public record Grid(double minX, double minY, double maxX, double maxY, double[] shares) {
        private static final int CELLS = 8;

        static Grid of(List<double[][]> maps) {
            double minX = Double.POSITIVE_INFINITY;
            double minY = Double.POSITIVE_INFINITY;
            double maxX = Double.NEGATIVE_INFINITY;
            double maxY = Double.NEGATIVE_INFINITY;
            for (double[][] nodes : maps) {
                for (double[] node : nodes) {
                    minX = Math.min(minX, node[0]);
                    minY = Math.min(minY, node[1]);
                    maxX = Math.max(maxX, node[0]);
                    maxY = Math.max(maxY, node[1]);
                }
            }
            Grid box = new Grid(minX, minY, maxX, maxY, new double[CELLS * CELLS]);
            for (double[][] nodes : maps) {
                double[] own = box.sharesOf(nodes);
                for (int cell = 0; cell < own.length; cell++) {
                    box.shares[cell] += own[cell] / maps.size();
                }
            }
            return box;
        }

        /** Nodes outside the box are in no cell. */
        private double[] sharesOf(double[][] nodes) {
            double[] own = new double[CELLS * CELLS];
            for (double[] node : nodes) {
                if (node[0] >= minX && node[0] <= maxX && node[1] >= minY && node[1] <= maxY) {
                    own[cell(node[1], minY, maxY) * CELLS + cell(node[0], minX, maxX)] += 1.0 / nodes.length;
                }
            }
            return own;
        }

        private static int cell(double value, double min, double max) {
            return max > min ? Math.min(CELLS - 1, (int) (CELLS * (value - min) / (max - min))) : 0;
        }

        /** Total variation distance: the share of the nodes that would have to move to another cell, 0 to 1. */
        double distance(double[][] nodes) {
            double[] own = sharesOf(nodes);
            double least = 0;
            for (int cell = 0; cell < own.length; cell++) {
                least += Math.min(own[cell], shares[cell]);
            }
            return 1 - least;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Grid that
                    && minX == that.minX
                    && minY == that.minY
                    && maxX == that.maxX
                    && maxY == that.maxY
                    && Arrays.equals(shares, that.shares);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(shares);
        }
    }

    /**
     * The profile of some instances of one problem.
     *
     * @param instances at least one
     */
    public static <I extends Instance> InstanceProfile of(Problem<I, ?> problem, List<I> instances) {
        List<double[][]> maps = new ArrayList<>();
        for (I instance : instances) {
            double[][] nodes = traits(problem, instance).nodes();
            if (nodes != null) {
                maps.add(nodes);
            }
        }
        Grid map = maps.size() == instances.size() ? Grid.of(maps) : null;
        Map<String, double[]> values = new LinkedHashMap<>();
        for (int i = 0; i < instances.size(); i++) {
            int index = i;
            I instance = instances.get(i);
            statistics(instance, traits(problem, instance), map)
                    .forEach((name, value) ->
                            values.computeIfAbsent(name, unseen -> new double[instances.size()])[index] = value);
        }
        Map<String, Typical> typical = new LinkedHashMap<>();
        values.forEach((name, all) -> typical.put(name, Typical.of(all)));
        return new InstanceProfile(instances.size(), typical, map);
    }

    /** In which statistics an instance is far from the training instances, in words such as {@code size 120 (typical 200)}. */
    public <I extends Instance> List<String> farFrom(Problem<I, ?> problem, I instance) {
        List<String> far = new ArrayList<>();
        Map<String, Double> own = statistics(instance, traits(problem, instance), map);
        statistics.forEach((name, typical) -> {
            Double value = own.get(name);
            if (value != null && typical.isFar(value)) {
                far.add(String.format(Locale.ROOT, "%s %.3g (typical %.3g)", name, value, typical.median()));
            }
        });
        return far;
    }

    @SuppressWarnings("unchecked") // the provider is that of the problem
    private static <I extends Instance> PolicyProvider.Traits traits(Problem<I, ?> problem, I instance) {
        PolicyProvider<I, ?> provider = Providers.first(PolicyProvider.class, problem);
        return provider == null ? PolicyProvider.Traits.NONE : provider.traits(instance);
    }

    private static Map<String, Double> statistics(Instance instance, PolicyProvider.Traits traits, @Nullable Grid map) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("size", (double) instance.size());
        values.putAll(traits.statistics());
        double[][] nodes = traits.nodes();
        if (nodes != null && map != null) {
            values.put(ELSEWHERE, map.distance(nodes));
            if (traits.hasDepot()) {
                double side = Math.max(1e-12, Math.max(map.maxX() - map.minX(), map.maxY() - map.minY()));
                values.put("depot x", (nodes[0][0] - map.minX()) / side);
                values.put("depot y", (nodes[0][1] - map.minY()) / side);
            }
        }
        return values;
    }

    private static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
