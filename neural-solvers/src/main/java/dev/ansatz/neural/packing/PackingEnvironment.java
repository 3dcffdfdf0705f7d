package dev.ansatz.neural.packing;

import dev.ansatz.neural.candidate.CandidateArchitecture;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.problems.knapsack.ItemSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * 0-1 knapsacks with one or more capacities. Items are in the order of profit per surrogate weight, the sum of the weights priced
 * by Lagrangian multipliers (for one capacity: profit per weight). The items where this order reaches the capacities are the core
 * (Balas and Zemel 1980); what comes before it is packed, and the policy decides item by item through the core, take (candidate 0)
 * or leave (candidate 1), as far as an item fits; in the end all items that still fit are packed in order. Nodes are the core's
 * items, in one group. A decision costs O(core · capacities).
 */
public final class PackingEnvironment implements CandidateEnvironment<ItemSet> {
    /** F. */
    static final int FEATURES = 12;

    /** C. */
    static final int CONTEXTS = 16;

    /** R. */
    static final int RELATIONS = 1;

    private static final int SUBGRADIENT_STEPS = 200;

    private final int m;
    private final int total;
    private final double profitScale;
    private final long[] profits;
    private final long[][] weights;
    /** Items that fit alone and have a profit, by descending profit per surrogate weight; then all others. */
    private final int[] order;

    private final double[] surrogate;
    private final int coreBegin;
    private final int core;
    private final long[] leftAtCore;
    private final boolean[] takenAtCore;
    private final long profitAtCore;
    private final double meanProfit;
    private final double meanSurrogate;
    private final double[] perMeanWeight;
    private final double[] price;
    private final float[] features;
    private final int[][] groups;

    private final long[] left;
    private final boolean[] taken;
    private final long[] trial;
    private boolean[] followed = new boolean[0];
    private long profit;
    private long best;
    private int position;
    private int takenInCore;
    private boolean complete;

    /** The shape of a network for these features. */
    public static CandidateArchitecture architecture(int layers, int embeddingSize, int heads, int feedForwardSize) {
        return new CandidateArchitecture(FEATURES, CONTEXTS, RELATIONS, layers, embeddingSize, heads, feedForwardSize);
    }

    /**
     * @param profits by item
     * @param profitScale units of profit in one of the objective
     * @param weights {@code [capacity][item]}
     */
    public PackingEnvironment(long[] profits, double profitScale, long[][] weights, long[] capacities) {
        this.profits = profits;
        this.profitScale = profitScale;
        this.weights = weights;
        m = capacities.length;
        total = profits.length;
        int[] useful = IntStream.range(0, total)
                .filter(j -> profits[j] > 0 && fits(j, capacities))
                .toArray();
        price = m == 1 ? new double[] {1} : prices(useful, capacities);
        surrogate = new double[total];
        double[] efficiency = new double[total];
        for (int j = 0; j < total; j++) {
            for (int i = 0; i < m; i++) {
                surrogate[j] += price[i] * weights[i][j];
            }
        }
        for (int j : useful) {
            efficiency[j] = profits[j] / (surrogate[j] + 1e-12 * profits[j]);
        }
        order = IntStream.range(0, total)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -efficiency[j])
                        .thenComparingInt(j -> j))
                .mapToInt(Integer::intValue)
                .toArray();
        // The break item: the first one that does not fit any more.
        long[] room = capacities.clone();
        int reach = 0;
        while (reach < order.length && fits(order[reach], room)) {
            pack(order[reach++], room);
        }
        core = Math.min(order.length, m == 1 ? 24 : 25 + 3 * m);
        coreBegin = Math.max(0, Math.min(reach - core / 2, order.length - core));
        leftAtCore = capacities.clone();
        takenAtCore = new boolean[total];
        long sum = 0;
        for (int k = 0; k < coreBegin; k++) {
            pack(order[k], leftAtCore);
            takenAtCore[order[k]] = true;
            sum += profits[order[k]];
        }
        profitAtCore = sum;
        double profitSum = 0;
        double surrogateSum = 0;
        double[] weightSum = new double[m];
        for (int k = coreBegin; k < coreBegin + core; k++) {
            profitSum += profits[order[k]];
            surrogateSum += surrogate[order[k]];
            for (int i = 0; i < m; i++) {
                weightSum[i] += weights[i][order[k]];
            }
        }
        meanProfit = core == 0 ? 1 : profitSum / core;
        meanSurrogate = surrogateSum > 0 ? surrogateSum / core : 1;
        perMeanWeight = new double[m];
        for (int i = 0; i < m; i++) {
            perMeanWeight[i] = weightSum[i] > 0 ? core / weightSum[i] : 0;
        }
        double critical = reach < order.length ? efficiency[order[reach]] : 0;
        features = describe(critical, capacities);
        groups = new int[][] {IntStream.range(0, core).toArray()};
        left = new long[m];
        taken = new boolean[total];
        trial = new long[m];
        reset();
    }

    /** Shares all that does not change: the core of many items takes long to find. */
    private PackingEnvironment(PackingEnvironment other) {
        m = other.m;
        total = other.total;
        profitScale = other.profitScale;
        profits = other.profits;
        weights = other.weights;
        order = other.order;
        surrogate = other.surrogate;
        coreBegin = other.coreBegin;
        core = other.core;
        leftAtCore = other.leftAtCore;
        takenAtCore = other.takenAtCore;
        profitAtCore = other.profitAtCore;
        meanProfit = other.meanProfit;
        meanSurrogate = other.meanSurrogate;
        perMeanWeight = other.perMeanWeight;
        price = other.price;
        features = other.features;
        groups = other.groups;
        left = new long[m];
        taken = new boolean[total];
        trial = new long[m];
        reset();
    }

    @Override
    public PackingEnvironment another() {
        return new PackingEnvironment(this);
    }

    private boolean fits(int item, long[] room) {
        for (int i = 0; i < m; i++) {
            if (weights[i][item] > room[i]) {
                return false;
            }
        }
        return true;
    }

    private void pack(int item, long[] room) {
        for (int i = 0; i < m; i++) {
            room[i] -= weights[i][item];
        }
    }

    /** Lagrangian multipliers of the capacities by projected subgradient steps, per unit of weight. */
    private double[] prices(int[] items, long[] capacities) {
        double mean = 0;
        for (int j : items) {
            mean += (double) profits[j] / Math.max(1, items.length);
        }
        double[] lambda = new double[m]; // per capacity, in units of the mean profit
        double[] bestLambda = lambda.clone();
        double bestBound = Double.POSITIVE_INFINITY;
        double scale = items.length * 1.0 / m;
        Arrays.fill(lambda, scale / 2);
        double[] used = new double[m];
        for (int step = 0; step < SUBGRADIENT_STEPS; step++) {
            Arrays.fill(used, 0);
            double bound = 0;
            for (int i = 0; i < m; i++) {
                bound += lambda[i];
            }
            for (int j : items) {
                double reduced = profits[j] / mean;
                for (int i = 0; i < m; i++) {
                    reduced -= capacities[i] > 0 ? lambda[i] * weights[i][j] / capacities[i] : 0;
                }
                if (reduced > 0) {
                    bound += reduced;
                    for (int i = 0; i < m; i++) {
                        used[i] += capacities[i] > 0 ? (double) weights[i][j] / capacities[i] : 0;
                    }
                }
            }
            if (bound < bestBound) {
                bestBound = bound;
                System.arraycopy(lambda, 0, bestLambda, 0, m);
            }
            double size = scale / (1 + 0.2 * step);
            for (int i = 0; i < m; i++) {
                lambda[i] = Math.max(0, lambda[i] + size * (used[i] - 1));
            }
        }
        double[] result = new double[m];
        for (int i = 0; i < m; i++) {
            result[i] = capacities[i] > 0 ? Math.max(bestLambda[i], 1e-6) * mean / capacities[i] : 0;
        }
        return result;
    }

    private float[] describe(double critical, long[] capacities) {
        float[] values = new float[core * FEATURES];
        double tightness = 0;
        for (int i = 0; i < m; i++) {
            double all = 0;
            for (long w : weights[i]) {
                all += w;
            }
            tightness += all > 0 ? Math.min(1, capacities[i] / all) / m : 1.0 / m;
        }
        for (int k = 0; k < core; k++) {
            int j = order[coreBegin + k];
            double most = 0;
            double least = Double.POSITIVE_INFINITY;
            double mean = 0;
            double squares = 0;
            for (int i = 0; i < m; i++) {
                double w = weights[i][j] * perMeanWeight[i];
                most = Math.max(most, w);
                least = Math.min(least, w);
                mean += w / m;
                squares += w * w / m;
            }
            double reduced = (profits[j] - critical * surrogate[j]) / meanProfit;
            int at = k * FEATURES;
            values[at++] = squash(reduced);
            values[at++] = squash(8 * reduced);
            values[at++] = squash(profits[j] / meanProfit);
            values[at++] = squash(surrogate[j] / meanSurrogate);
            values[at++] = (float) k / core;
            values[at++] = squash(most);
            values[at++] = squash(least);
            values[at++] = squash(mean);
            values[at++] = squash(Math.sqrt(Math.max(0, squares - mean * mean)));
            values[at++] = (float) (Math.log(total) / 8);
            values[at++] = (float) (Math.log(m) / 4);
            values[at] = (float) tightness;
        }
        return values;
    }

    /** x / (1 + |x| / 4): linear near 0, within ±4. */
    private static float squash(double x) {
        return (float) (x / (1 + 0.25 * Math.abs(x)));
    }

    @Override
    public int nodes() {
        return core;
    }

    @Override
    public float[] features() {
        return features;
    }

    @Override
    public int[][] groups(int relation) {
        return groups;
    }

    @Override
    public void reset() {
        System.arraycopy(leftAtCore, 0, left, 0, m);
        System.arraycopy(takenAtCore, 0, taken, 0, total);
        profit = profitAtCore;
        position = 0;
        takenInCore = 0;
        complete = false;
        best = profit;
    }

    @Override
    public int maxCandidates() {
        return 2;
    }

    @Override
    public int candidates(int[] out) {
        while (position < core && !fits(order[coreBegin + position], left)) {
            position++;
        }
        if (position < core) {
            out[0] = position;
            out[1] = position;
            return 2;
        }
        if (!complete) {
            for (int j : order) {
                if (!taken[j] && fits(j, left)) {
                    take(j);
                }
            }
            complete = true;
        }
        return 0;
    }

    private void take(int item) {
        pack(item, left);
        taken[item] = true;
        profit += profits[item];
    }

    @Override
    public void choose(int index) {
        if (index == 0) {
            take(order[coreBegin + position]);
            takenInCore++;
        }
        position++;
    }

    /**
     * Per branch, take or leave: profit if the rest of the core is packed greedily, and the Dantzig bound on it for the surrogate
     * weights, each against the other branch and against the best known; what is left of the capacities, and how many items still
     * fit; the item itself.
     */
    @Override
    public void contexts(float[] out, int from) {
        int j = order[coreBegin + position];
        double fullest = 0;
        for (int i = 0; i < m; i++) {
            fullest = Math.max(fullest, left[i] > 0 ? (double) weights[i][j] / left[i] : 0);
        }
        double bestBound = 0;
        long bestCompletion = 0;
        for (int branch = 0; branch < 2; branch++) {
            int at = from + branch * CONTEXTS;
            System.arraycopy(left, 0, trial, 0, m);
            long value = profit;
            if (branch == 0) {
                pack(j, trial);
                value += profits[j];
            }
            double least = Double.POSITIVE_INFINITY;
            double most = 0;
            double mean = 0;
            double room = 0;
            for (int i = 0; i < m; i++) {
                double items = trial[i] * perMeanWeight[i];
                least = Math.min(least, items);
                most = Math.max(most, items);
                mean += items / m;
                room += price[i] * trial[i];
            }
            out[at + 4] = squash(0.5 * least);
            out[at + 5] = squash(0.5 * mean);
            out[at + 6] = squash(0.5 * most);
            out[at + 7] = squash(0.5 * room / meanSurrogate);
            double bound = value;
            int fit = 0;
            boolean open = true;
            for (int k = position + 1; k < core; k++) {
                int other = order[coreBegin + k];
                if (open && surrogate[other] <= room) {
                    room -= surrogate[other];
                    bound += profits[other];
                } else if (open) {
                    bound += surrogate[other] > 0 ? profits[other] * room / surrogate[other] : 0;
                    open = false;
                }
                if (fits(other, trial)) {
                    pack(other, trial);
                    value += profits[other];
                    fit++;
                }
            }
            out[at + 8] = (float) fit / core;
            // The difference to the other branch is filled in below; doubles would not survive a float.
            if (branch == 0) {
                bestBound = bound;
                bestCompletion = value;
            } else {
                double boundGap = (bestBound - bound) / meanProfit;
                double gap = (bestCompletion - value) / meanProfit;
                int take = from;
                out[take + 1] = squash(8 * Math.min(0, gap));
                out[at + 1] = squash(8 * Math.min(0, -gap));
                out[take + 2] = squash(8 * Math.min(0, boundGap));
                out[at + 2] = squash(8 * Math.min(0, -boundGap));
                best = Math.max(best, Math.max(bestCompletion, value));
                out[take + 3] = squash(8 * (bestBound - best) / meanProfit);
                out[at + 3] = squash(8 * (bound - best) / meanProfit);
                out[take + 15] = squash(8 * (bestCompletion - best) / meanProfit);
                out[at + 15] = squash(8 * (value - best) / meanProfit);
            }
        }
        for (int branch = 0; branch < 2; branch++) {
            int at = from + branch * CONTEXTS;
            out[at] = 1 - branch;
            out[at + 9] = (float) position / core;
            out[at + 10] = (float) takenInCore / core;
            out[at + 11] = (float) fullest;
            out[at + 12] = squash(profits[j] / meanProfit);
            out[at + 13] = squash(surrogate[j] / meanSurrogate);
            out[at + 14] = squash(8 * (profits[j] / meanProfit - surrogate[j] / meanSurrogate));
        }
    }

    @Override
    public double cost() {
        return -profit / profitScale;
    }

    @Override
    public ItemSet solution() {
        return ItemSet.of(taken);
    }

    @Override
    public void follow(ItemSet solution) {
        followed = new boolean[total];
        for (int item : solution.toArray()) {
            followed[item] = true;
        }
    }

    @Override
    public int reference() {
        return followed[order[coreBegin + position]] ? 0 : 1;
    }
}
