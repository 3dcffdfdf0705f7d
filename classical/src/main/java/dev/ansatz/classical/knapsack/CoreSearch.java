package dev.ansatz.classical.knapsack;

import java.util.function.BooleanSupplier;

/**
 * Dynamic programming over an expanding core (Pisinger 1997, doi:10.1287/opre.45.5.758; Martello, Pisinger and Toth 1999,
 * doi:10.1287/mnsc.45.3.414). Items are in the order of their reduced profit per weight. The list of states begins with the break
 * solution, the longest prefix that fits; each stage gives every state the choice to add the next item after the core or to remove
 * the next one before it. A state is dropped if another weighs no more and earns no less, or if its bound shows no improvement.
 *
 * <p>The bound of a state is the linear relaxation over all items outside the core, read off prefix sums by a pointer that only
 * moves forward along the list, hence exact at constant cost. Reduced profits make it a Lagrangian relaxation of valid inequalities;
 * dominance remains in the true profit, so that nothing is lost.
 *
 * <p>At most {@code capacity} states are kept. Beyond, those with the best bounds survive, and the best bound of the others goes
 * into {@link #bound}: the search goes on as a beam search whose bound is valid.
 */
final class CoreSearch {
    private static final int POLL = 1 << 15;
    private static final int BINS = 2048;
    /** Pairing may cost this part of the work of the stages. */
    private static final int PAIRING_SHARE = 4;

    private static final int REPORT_SHARE = 20;

    /** Memory a state costs: two lists of up to twice the states, grown by half, and the decisions behind them. */
    static final int BYTES_PER_STATE = 2 * 3 * StateList.BYTES + 6 * Integer.BYTES;

    private final int n;
    private final long[] p;
    private final long[] w;
    private final double[] q;
    private final long capacity;
    private final long unit;
    private final BooleanSupplier stop;
    private final DantzigBound relaxation;
    private final int breakItem;
    /** Bound on the profit with the decision of the break solution on an item reversed. */
    private final double[] reversed;

    private final double slack;
    private final int[] byWeight;

    private StateList states = new StateList(64);
    private StateList next = new StateList(64);
    private final DecisionLog log = new DecisionLog();
    private int before;
    private int after;
    private long best;
    private int[] bestPath = {};
    private int bestExtra = -1;
    private boolean improved;
    private double openBound = Double.NEGATIVE_INFINITY;
    private double droppedBound = Double.NEGATIVE_INFINITY;
    private long work;
    private long workAtPairing;
    private long stages;
    private boolean interrupted;
    private long quietUntil = System.nanoTime();

    /**
     * @param p profits in the order of reduced density
     * @param w weights, positive
     * @param q reduced profits
     * @param baseProfit profit of items that are fixed to be in
     * @param baseReduced reduced profit of them, and the price of the cuts
     * @param capacity capacity left by the fixed items
     * @param unit every total profit is a multiple of it
     */
    CoreSearch(
            long[] p,
            long[] w,
            double[] q,
            long baseProfit,
            double baseReduced,
            long capacity,
            long unit,
            BooleanSupplier stop) {
        this.n = p.length;
        this.p = p;
        this.w = w;
        this.q = q;
        this.capacity = capacity;
        this.unit = unit;
        this.stop = stop;
        int b = 0;
        long weight = 0;
        long profit = baseProfit;
        double reduced = baseReduced;
        while (b < n && q[b] > 0 && w[b] <= capacity - weight) {
            weight += w[b];
            profit += p[b];
            reduced += q[b];
            b++;
        }
        breakItem = b;
        relaxation = new DantzigBound(w, q, b, capacity);
        double largest = 0;
        for (double r : q) {
            largest = Math.max(largest, Math.abs(r));
        }
        double span = Math.max(Math.abs(reduced), relaxation.span());
        slack = 0x1p-49 * largest + (span < 0x1p52 ? 0 : n * Math.ulp(span));
        byWeight = Sorting.ascending(w);
        states.size = 1;
        states.profit[0] = profit;
        states.weight[0] = weight;
        states.reduced[0] = reduced;
        states.node[0] = DecisionLog.ROOT;
        before = b - 1;
        after = b;
        reversed = new double[n];
        for (int i = 0; i < n; i++) {
            reversed[i] = i < b
                    ? boundOf(weight - w[i], reduced - q[i]) //
                    : boundOf(weight + w[i], reduced + q[i]);
        }
        openBound = boundOf(weight, reduced);
    }

    /** Items of the break solution. */
    int breakItem() {
        return breakItem;
    }

    /** Bound on the profit with the break solution's decision on an item reversed. */
    double reversedBound(int item) {
        return reversed[item] + slack;
    }

    /** Bound of a single state over the items outside the core. */
    private double boundOf(long weight, double reduced) {
        return relaxation.of(before, after, weight, reduced);
    }

    /** Hears of improvements. */
    interface Listener {
        /** Called with which items differ from the break solution. */
        void improved(boolean[] changed);
    }

    /**
     * Searches for a profit above {@code atLeast - 1}.
     *
     * @param maxStates largest number of states
     * @param known profit to improve on
     * @param stageLimit largest number of stages
     * @return whether the search ended without dropping a state or being stopped: then the best profit is optimal
     */
    boolean run(int maxStates, long known, long stageLimit, Listener listener) {
        boolean complete = stages(maxStates, known, stageLimit, listener);
        report(listener, true);
        return complete;
    }

    private boolean stages(int maxStates, long known, long stageLimit, Listener listener) {
        best = known;
        checkLastFeasible();
        report(listener, false);
        while (states.size > 0) {
            double threshold = threshold();
            while (after < n && reversed[after] < threshold) {
                after++;
            }
            while (before >= 0 && reversed[before] < threshold) {
                before--;
            }
            boolean canAdd = after < n;
            boolean canRemove = before >= 0;
            if (!canAdd && !canRemove) {
                break;
            }
            if (stages >= stageLimit || stop.getAsBoolean()) {
                interrupted = true;
                return false;
            }
            stages++;
            boolean add = canAdd && (!canRemove || reversed[after] >= reversed[before]);
            int item = add ? after : before;
            log.begin(item);
            log.ensure((long) log.size + states.size);
            if (add) {
                after++;
            } else {
                before--;
            }
            if (!merge(item, add ? 1 : -1, threshold)) {
                if (add) {
                    after--;
                } else {
                    before++;
                }
                interrupted = true;
                return false;
            }
            StateList swap = states;
            states = next;
            next = swap;
            work += 2L * next.size;
            checkLastFeasible();
            if (work - workAtPairing >= PAIRING_SHARE * ((long) states.size + n)) {
                workAtPairing = work;
                pair();
            }
            report(listener, false);
            if (states.size > maxStates) {
                if (!drop(maxStates / 2)) {
                    interrupted = true;
                    return false;
                }
            }
            if (log.size > 4L * states.size + (1 << 20)) {
                log.compact(states);
            }
        }
        openBound = Double.NEGATIVE_INFINITY;
        return droppedBound < threshold();
    }

    /** A state whose bound is below this one cannot lead to an improvement. */
    private double threshold() {
        return best + unit - slack;
    }

    /** No solution that the search may still find, or has dropped, is better; the best known one may be. */
    double bound() {
        return Math.max(best, Math.max(openBound, droppedBound) + slack);
    }

    long best() {
        return best;
    }

    boolean interrupted() {
        return interrupted;
    }

    long stages() {
        return stages;
    }

    /**
     * Merges the states with themselves after the decision on an item, by weight: {@link #next} is what neither dominance nor the
     * bound drops.
     *
     * @param sign 1 to add the item, -1 to remove it
     * @return false if stopped before the end; the states are as before
     */
    private boolean merge(int item, int sign, double threshold) {
        int size = states.size;
        states.ensure(size + 1);
        long[] fromProfit = states.profit;
        long[] fromWeight = states.weight;
        double[] fromReduced = states.reduced;
        int[] fromNode = states.node;
        int[] parent = log.parent;
        int node = log.size;
        long dp = sign * p[item];
        long dw = sign * w[item];
        double dq = sign * q[item];
        fromWeight[size] = DantzigBound.ABOVE;
        DantzigBound.Scan bounds = relaxation.scan(before, after, Math.min(fromWeight[0], fromWeight[0] + dw));
        next.size = 0;
        int stay = 0;
        int move = 0;
        long lastProfit = Long.MIN_VALUE;
        double highest = Double.NEGATIVE_INFINITY;
        int poll = POLL;
        while (true) {
            long stayWeight = fromWeight[stay];
            long moveWeight = fromWeight[move] + dw;
            boolean moved =
                    moveWeight < stayWeight || (moveWeight == stayWeight && fromProfit[move] + dp > fromProfit[stay]);
            int source = moved ? move++ : stay++;
            if (source == size) {
                break;
            }
            if (--poll == 0) {
                poll = POLL;
                if (stop.getAsBoolean()) {
                    return false;
                }
            }
            long profit = moved ? fromProfit[source] + dp : fromProfit[source];
            if (profit <= lastProfit) {
                continue;
            }
            lastProfit = profit;
            long weight = moved ? moveWeight : stayWeight;
            double reduced = moved ? fromReduced[source] + dq : fromReduced[source];
            double bound = bounds.of(weight, reduced);
            if (bound == Double.NEGATIVE_INFINITY) {
                break;
            }
            if (bound < threshold) {
                continue;
            }
            highest = Math.max(highest, bound);
            if (moved) {
                parent[node] = fromNode[source];
            }
            next.add(profit, weight, reduced, moved ? node++ : fromNode[source]);
        }
        log.size = node;
        openBound = highest;
        return true;
    }

    /** Number of states that fit. */
    private int feasible() {
        int low = 0;
        int high = states.size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (states.weight[middle] <= capacity) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void checkLastFeasible() {
        int last = feasible() - 1;
        if (last >= 0 && states.profit[last] > best) {
            improve(states.profit[last], last, -1);
        }
    }

    private void improve(long profit, int state, int extra) {
        best = profit;
        bestPath = log.path(states.node[state]);
        bestExtra = extra;
        improved = true;
    }

    /** Reports are O(n), improvements may come with every stage: all but the last one are kept to a twentieth of the time. */
    private void report(Listener listener, boolean last) {
        long begin = System.nanoTime();
        if (!improved || (!last && begin - quietUntil < 0)) {
            return;
        }
        improved = false;
        boolean[] changed = new boolean[n];
        for (int item : bestPath) {
            changed[item] ^= true;
        }
        if (bestExtra >= 0) {
            changed[bestExtra] ^= true;
        }
        listener.improved(changed);
        long end = System.nanoTime();
        quietUntil = end + REPORT_SHARE * (end - begin);
    }

    /** Completes each state by the one item outside the core that serves it best. */
    private void pair() {
        int feasible = feasible();
        int k = 0;
        long most = 0;
        int which = -1;
        for (int i = feasible - 1; i >= 0; i--) {
            long room = capacity - states.weight[i];
            for (; k < n && w[byWeight[k]] <= room; k++) {
                int item = byWeight[k];
                if (item >= after && p[item] > most) {
                    most = p[item];
                    which = item;
                }
            }
            if (which >= 0 && states.profit[i] + most > best) {
                improve(states.profit[i] + most, i, which);
            }
        }
        k = n - 1;
        long least = Long.MAX_VALUE;
        which = -1;
        for (int i = states.size - 1; i >= feasible; i--) {
            long excess = states.weight[i] - capacity;
            for (; k >= 0 && w[byWeight[k]] >= excess; k--) {
                int item = byWeight[k];
                if (item <= before && p[item] < least) {
                    least = p[item];
                    which = item;
                }
            }
            if (which >= 0 && states.profit[i] - least > best) {
                improve(states.profit[i] - least, i, which);
            }
        }
    }

    /**
     * Keeps about {@code keep} states, those with the best bounds.
     *
     * @return false if stopped before the end; then {@link #bound} holds all the same
     */
    private boolean drop(int keep) {
        int size = states.size;
        double low = threshold();
        double high = openBound;
        double scale = high > low ? (BINS - 1) / (high - low) : 0;
        int[] histogram = new int[BINS];
        for (int i = 0; i < size; i++) {
            if (i % POLL == 0 && stop.getAsBoolean()) {
                return false;
            }
            double bound = boundOf(states.weight[i], states.reduced[i]);
            if (bound >= low) {
                histogram[(int) ((bound - low) * scale)]++;
            }
        }
        int bin = BINS;
        long kept = 0;
        while (bin > 0 && kept + histogram[bin - 1] <= keep) {
            kept += histogram[--bin];
        }
        // Of the bin that is kept in part, states are taken evenly along the list.
        int partly = bin > 0 ? histogram[bin - 1] : 0;
        double share = partly == 0 ? 0 : (keep - kept) / (double) partly;
        double due = 0;
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (i % POLL == 0 && stop.getAsBoolean()) {
                droppedBound = Math.max(droppedBound, openBound);
                states.size = count;
                return false;
            }
            double bound = boundOf(states.weight[i], states.reduced[i]);
            if (bound < low) {
                continue;
            }
            int at = (int) ((bound - low) * scale);
            boolean take = at >= bin;
            if (at == bin - 1) {
                due += share;
                if (due >= 1) {
                    due -= 1;
                    take = true;
                }
            }
            if (take) {
                states.profit[count] = states.profit[i];
                states.weight[count] = states.weight[i];
                states.reduced[count] = states.reduced[i];
                states.node[count] = states.node[i];
                count++;
            } else {
                droppedBound = Math.max(droppedBound, bound);
            }
        }
        states.size = count;
        return true;
    }
}
