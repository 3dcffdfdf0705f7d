package dev.ansatz.neural.packing;

import dev.ansatz.neural.FeatureColumns;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.problems.items.ItemSet;
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
    /** What is known of an item of the core from the beginning: in units of the core's means, weights over the capacities. */
    private enum Feature implements FeatureColumns.Column {
        PROFIT_AGAINST_CRITICAL,
        PROFIT_AGAINST_CRITICAL_CLOSE,
        PROFIT,
        SURROGATE_WEIGHT,
        RANK_IN_CORE,
        LARGEST_WEIGHT,
        LEAST_WEIGHT,
        MEAN_WEIGHT,
        DEVIATION_OF_WEIGHTS,
        LOG_OF_ITEMS,
        LOG_OF_CAPACITIES,
        TIGHTNESS;

        private static final int COUNT = values().length;
    }

    /**
     * What is known of a branch, take or leave. The completion packs the rest of the core greedily, the bound is Dantzig's on it for the
     * surrogate weights.
     */
    private enum Context implements FeatureColumns.Column {
        TAKES,
        COMPLETION_BELOW_OTHER_BRANCH,
        BOUND_BELOW_OTHER_BRANCH,
        BOUND_ABOVE_BEST,
        LEAST_CAPACITY_LEFT,
        MEAN_CAPACITY_LEFT,
        LARGEST_CAPACITY_LEFT,
        SURROGATE_CAPACITY_LEFT,
        ITEMS_THAT_FIT,
        POSITION_IN_CORE,
        TAKEN_IN_CORE,
        ITEM_IN_CAPACITY_LEFT,
        PROFIT_OF_ITEM,
        SURROGATE_WEIGHT_OF_ITEM,
        PROFIT_ABOVE_WEIGHT_OF_ITEM,
        COMPLETION_ABOVE_BEST;

        private static final int COUNT = values().length;
    }

    /** Of knapsacks with one capacity or several. */
    public static final FeatureColumns COLUMNS =
            new FeatureColumns(FeatureColumns.names(Feature.values()), FeatureColumns.names(Context.values()));

    /** R. */
    public static final int RELATIONS = 1;

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
    private long rewarded;
    private double reward;
    /** By branch. */
    private final long[] completion = new long[2];

    private final double[] bound = new double[2];

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

    @Override
    public PackingEnvironment copy() {
        PackingEnvironment copy = another();
        System.arraycopy(left, 0, copy.left, 0, m);
        System.arraycopy(taken, 0, copy.taken, 0, total);
        copy.followed = followed;
        copy.profit = profit;
        copy.best = best;
        copy.position = position;
        copy.takenInCore = takenInCore;
        copy.complete = complete;
        copy.rewarded = rewarded;
        copy.reward = reward;
        return copy;
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
        float[] values = new float[core * Feature.COUNT];
        float tightness = (float) tightness(capacities);
        for (int k = 0; k < core; k++) {
            int j = order[coreBegin + k];
            int at = k * Feature.COUNT;
            double reduced = (profits[j] - critical * surrogate[j]) / meanProfit;
            Feature.PROFIT_AGAINST_CRITICAL.set(values, at, squash(reduced));
            Feature.PROFIT_AGAINST_CRITICAL_CLOSE.set(values, at, squash(8 * reduced));
            Feature.PROFIT.set(values, at, squash(profits[j] / meanProfit));
            Feature.SURROGATE_WEIGHT.set(values, at, squash(surrogate[j] / meanSurrogate));
            Feature.RANK_IN_CORE.set(values, at, (float) k / core);
            describeWeights(j, values, at);
            Feature.LOG_OF_ITEMS.set(values, at, (float) (Math.log(total) / 8));
            Feature.LOG_OF_CAPACITIES.set(values, at, (float) (Math.log(m) / 4));
            Feature.TIGHTNESS.set(values, at, tightness);
        }
        return values;
    }

    /** Mean share of the weight of all items that the capacities hold. */
    private double tightness(long[] capacities) {
        double tightness = 0;
        for (int i = 0; i < m; i++) {
            double all = 0;
            for (long w : weights[i]) {
                all += w;
            }
            tightness += all > 0 ? Math.min(1, capacities[i] / all) / m : 1.0 / m;
        }
        return tightness;
    }

    private void describeWeights(int j, float[] values, int at) {
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
        Feature.LARGEST_WEIGHT.set(values, at, squash(most));
        Feature.LEAST_WEIGHT.set(values, at, squash(least));
        Feature.MEAN_WEIGHT.set(values, at, squash(mean));
        Feature.DEVIATION_OF_WEIGHTS.set(values, at, squash(Math.sqrt(Math.max(0, squares - mean * mean))));
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
        rewarded = 0;
        reward = 0;
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
            settle();
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
        settle();
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

    /** {@inheritDoc} <p>See {@link Context}. */
    @Override
    public void contexts(float[] out, int from) {
        int j = order[coreBegin + position];
        for (int branch = 0; branch < 2; branch++) {
            int at = from + branch * Context.COUNT;
            Context.TAKES.set(out, at, 1 - branch);
            branchOff(j, branch == 0);
            complete(branch, describeRoom(out, at), out, at);
        }
        describeItem(j, out, from);
        best = Math.max(best, Math.max(completion[0], completion[1]));
        for (int branch = 0; branch < 2; branch++) {
            compare(branch, out, from + branch * Context.COUNT);
        }
    }

    /** Fills {@link #trial} with what is left of the capacities after the branch. */
    private void branchOff(int item, boolean takes) {
        System.arraycopy(left, 0, trial, 0, m);
        if (takes) {
            pack(item, trial);
        }
    }

    /** Returns the room by surrogate weight. */
    private double describeRoom(float[] out, int at) {
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
        Context.LEAST_CAPACITY_LEFT.set(out, at, squash(0.5 * least));
        Context.MEAN_CAPACITY_LEFT.set(out, at, squash(0.5 * mean));
        Context.LARGEST_CAPACITY_LEFT.set(out, at, squash(0.5 * most));
        Context.SURROGATE_CAPACITY_LEFT.set(out, at, squash(0.5 * room / meanSurrogate));
        return room;
    }

    /** Completion and bound of a branch. */
    private void complete(int branch, double surrogateRoom, float[] out, int at) {
        double room = surrogateRoom;
        long value = branch == 0 ? profit + profits[order[coreBegin + position]] : profit;
        double limit = value;
        int fit = 0;
        boolean open = true;
        for (int k = position + 1; k < core; k++) {
            int other = order[coreBegin + k];
            if (open && surrogate[other] <= room) {
                room -= surrogate[other];
                limit += profits[other];
            } else if (open) {
                limit += surrogate[other] > 0 ? profits[other] * room / surrogate[other] : 0;
                open = false;
            }
            if (fits(other, trial)) {
                pack(other, trial);
                value += profits[other];
                fit++;
            }
        }
        completion[branch] = value;
        bound[branch] = limit;
        Context.ITEMS_THAT_FIT.set(out, at, (float) fit / core);
    }

    /** Against the other branch and the best known. */
    private void compare(int branch, float[] out, int at) {
        int other = 1 - branch;
        double gap = (completion[branch] - completion[other]) / meanProfit;
        double boundGap = (bound[branch] - bound[other]) / meanProfit;
        Context.COMPLETION_BELOW_OTHER_BRANCH.set(out, at, squash(8 * Math.min(0, gap)));
        Context.BOUND_BELOW_OTHER_BRANCH.set(out, at, squash(8 * Math.min(0, boundGap)));
        Context.BOUND_ABOVE_BEST.set(out, at, squash(8 * (bound[branch] - best) / meanProfit));
        Context.COMPLETION_ABOVE_BEST.set(out, at, squash(8 * (completion[branch] - best) / meanProfit));
    }

    /** What is the same for both branches. */
    private void describeItem(int j, float[] out, int from) {
        double fullest = 0;
        for (int i = 0; i < m; i++) {
            fullest = Math.max(fullest, left[i] > 0 ? (double) weights[i][j] / left[i] : 0);
        }
        float profitOfItem = squash(profits[j] / meanProfit);
        float weightOfItem = squash(surrogate[j] / meanSurrogate);
        float profitAboveWeight = squash(8 * (profits[j] / meanProfit - surrogate[j] / meanSurrogate));
        for (int at = from; at <= from + Context.COUNT; at += Context.COUNT) {
            Context.POSITION_IN_CORE.set(out, at, (float) position / core);
            Context.TAKEN_IN_CORE.set(out, at, (float) takenInCore / core);
            Context.ITEM_IN_CAPACITY_LEFT.set(out, at, (float) fullest);
            Context.PROFIT_OF_ITEM.set(out, at, profitOfItem);
            Context.SURROGATE_WEIGHT_OF_ITEM.set(out, at, weightOfItem);
            Context.PROFIT_ABOVE_WEIGHT_OF_ITEM.set(out, at, profitAboveWeight);
        }
    }

    private void settle() {
        reward = (profit - rewarded) / profitScale;
        rewarded = profit;
    }

    /** Profit packed; at first that of the items before the core. */
    @Override
    public double reward() {
        return reward;
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
