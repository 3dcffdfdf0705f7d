package dev.ansatz.training.method;

import dev.ansatz.training.method.Sampled.Weighted;
import java.util.Arrays;
import java.util.List;

/** Of what the advantages of trajectories are multiples, so that the learning rate does not depend on the scale of the costs. */
public enum Scale {
    /** Of their root mean square over the batch: instances on which more can be gained count more. */
    BATCH,
    /** Of their root mean square over the trajectories of the instance: all instances count alike. */
    INSTANCE;

    List<List<Weighted>> apply(List<List<Weighted>> advantages, double[][][] costs) {
        if (this == INSTANCE) {
            return java.util.stream.IntStream.range(0, costs.length)
                    .mapToObj(i -> divided(advantages.get(i), deviation(advantages.get(i), costs[i])))
                    .toList();
        }
        double scale = rootMeanSquare(advantages.stream().flatMap(List::stream).toList()) + 1e-8;
        return advantages.stream().map(some -> divided(some, scale)).toList();
    }

    /** A little more than the root mean square: equal costs must not become noise. */
    private static double deviation(List<Weighted> advantages, double[][] costs) {
        double mean =
                Arrays.stream(costs).flatMapToDouble(Arrays::stream).average().orElse(0);
        return rootMeanSquare(advantages) + 1e-9 * Math.abs(mean) + 1e-12;
    }

    private static double rootMeanSquare(List<Weighted> advantages) {
        double squared = 0;
        for (Weighted a : advantages) {
            squared += a.weight() * a.weight();
        }
        return Math.sqrt(squared / Math.max(1, advantages.size()));
    }

    private static List<Weighted> divided(List<Weighted> advantages, double by) {
        return advantages.stream()
                .map(a -> new Weighted(a.variant(), a.start(), a.weight() / by))
                .toList();
    }
}
