package dev.ansatz.neural.decoding;

import java.util.Arrays;

/**
 * What the samples of an instance are worth against each other, for a policy gradient: the mean of their costs minus each, in units of their
 * standard deviation (so that one learning rate suits all instances), divided by their number; all zero where the costs are equal.
 *
 * @param spread standard deviation of the costs
 */
public record Advantages(double spread, float[] values) {
    public static Advantages of(double[] costs) {
        double mean = Arrays.stream(costs).average().orElse(0);
        double spread = Math.sqrt(Arrays.stream(costs)
                .map(cost -> (cost - mean) * (cost - mean))
                .average()
                .orElse(0));
        float[] values = new float[costs.length];
        for (int t = 0; t < costs.length && spread > 0; t++) {
            values[t] = (float) ((mean - costs[t]) / spread / costs.length);
        }
        return new Advantages(spread, values);
    }
}
