package dev.ansatz.classical.mkp;

import dev.ansatz.classical.localsearch.SelfCheck;
import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * Tabu search over the items of a core, all others fixed: in each step the best of all exchanges (one item out, one in, or
 * either alone) that are not tabu, by profit less penalised excess weight. The penalty of a constraint grows while it is
 * violated and falls while it is not, so that the search crosses the border of feasibility all the time (strategic oscillation,
 * Glover and Kochenberger 1996).
 *
 * <p>Moves are compared in {@code float}, by rows of the core that vectorise; profits, loads and feasibility are exact.
 */
final class CoreTabu {
    /** Steps for which an item that left stays out: this plus a random number below it; half of it for one that entered. */
    private static final int TENURE = 7;

    private static final float GROWTH = 1.03f;
    private static final float DECAY = 0.99f;
    private static final float NEVER = -1e30f;
    /** Additions between two looks at the clock: about a millisecond. */
    private static final long WORK_BETWEEN_CHECKS = 2_000_000;

    private final MultiKnapsackInstance instance;
    private final Xorshift random;
    private final int m;
    private final boolean[] chosen;
    private final long[] load;
    private final long[] capacities;
    private final float[] penalty;
    private final float[] leastPenalty;

    private int[] core = {};
    private long[] exactProfits = {};
    private long[][] exactWeights;
    private float[] profits = {};
    private final float[][] weights;
    private final float[] heaviest;
    private int[] tabuUntil = {};
    private float[] gain = {};
    private float[] allowed = {};

    private long profit;
    private long best;
    private boolean[] bestOfCore = {};

    CoreTabu(MultiKnapsackInstance instance, LinearRelaxation relaxation, Xorshift random) {
        this.instance = instance;
        this.random = random;
        m = instance.constraints();
        chosen = new boolean[instance.size()];
        load = new long[m];
        capacities = instance.capacities();
        exactWeights = new long[m][0];
        weights = new float[m][0];
        heaviest = new float[m];
        penalty = new float[m];
        leastPenalty = new float[m];
        double mean = Arrays.stream(relaxation.duals).average().orElse(0);
        for (int i = 0; i < m; i++) {
            penalty[i] = (float) (relaxation.duals[i] + 0.2 * mean);
            leastPenalty[i] = (float) (0.3 * relaxation.duals[i] + 0.05 * mean);
        }
    }

    /** Chooses which items may move. */
    void core(int[] items) {
        int c = items.length;
        core = items.clone();
        exactProfits = new long[c];
        profits = new float[c];
        for (int k = 0; k < c; k++) {
            exactProfits[k] = instance.profit(core[k]);
            profits[k] = exactProfits[k];
        }
        for (int i = 0; i < m; i++) {
            exactWeights[i] = new long[c];
            weights[i] = new float[c];
            heaviest[i] = 0;
            for (int k = 0; k < c; k++) {
                exactWeights[i][k] = instance.weight(i, core[k]);
                weights[i][k] = exactWeights[i][k];
                heaviest[i] = Math.max(heaviest[i], weights[i][k]);
            }
        }
        tabuUntil = new int[c];
        gain = new float[c];
        allowed = new float[c];
        bestOfCore = new boolean[c];
    }

    /**
     * Searches until so many steps have brought nothing better.
     *
     * @param start a choice of all items
     * @param patience steps without improvement of this search
     * @param stop asked with the steps so far, every millisecond
     * @return number of steps
     */
    long search(boolean[] start, int patience, LongPredicate stop) {
        load(start);
        best = -1;
        record();
        Arrays.fill(tabuUntil, 0);
        int mask = Integer.highestOneBit(
                        Math.clamp(WORK_BETWEEN_CHECKS / Math.max(1, (long) core.length * core.length * m / 2), 1, 256))
                - 1;
        int step = 0;
        int improved = 0;
        while (step - improved < patience) {
            if ((step & mask) == 0 && stop.test(step)) {
                break;
            }
            step++;
            move(step);
            if (adaptPenalties() && record()) {
                improved = step;
            }
        }
        return step;
    }

    private void load(boolean[] start) {
        System.arraycopy(start, 0, chosen, 0, chosen.length);
        profit = 0;
        Arrays.fill(load, 0);
        for (int j = 0; j < chosen.length; j++) {
            if (chosen[j]) {
                profit += instance.profit(j);
                for (int i = 0; i < m; i++) {
                    load[i] += instance.weight(i, j);
                }
            }
        }
    }

    /** Does the best move that is not tabu; nothing where all are. */
    private void move(int step) {
        int c = core.length;
        for (int k = 0; k < c; k++) {
            allowed[k] = chosen[core[k]] || tabuUntil[k] > step ? NEVER : profits[k];
        }
        float bestGain = NEVER / 2;
        int bestOut = -1;
        int bestIn = -1;
        for (int out = -1; out < c; out++) {
            if (out >= 0 && (!chosen[core[out]] || tabuUntil[out] > step)) {
                continue;
            }
            float lost = out >= 0 ? profits[out] : 0;
            float alone = -lost - evaluate(out);
            if (out >= 0 && alone > bestGain) {
                bestGain = alone;
                bestOut = out;
                bestIn = -1;
            }
            float top = NEVER;
            for (int k = 0; k < c; k++) {
                top = Math.max(top, gain[k]);
            }
            if (top - lost > bestGain) {
                bestGain = top - lost;
                bestOut = out;
                bestIn = 0;
                while (gain[bestIn] != top) {
                    bestIn++;
                }
            }
        }
        if (bestOut >= 0) {
            flip(bestOut);
            tabuUntil[bestOut] = step + TENURE + random.below(TENURE);
        }
        if (bestIn >= 0) {
            flip(bestIn);
            tabuUntil[bestIn] = step + TENURE / 2 + random.below(TENURE);
        }
    }

    /** Gains of each item to come in after one has left (or none, -1); returns the penalty where none comes in. */
    private float evaluate(int out) {
        float[] result = gain;
        int c = result.length;
        System.arraycopy(allowed, 0, result, 0, c);
        float unchanged = 0;
        for (int i = 0; i < m; i++) {
            float excess = load[i] - capacities[i] - (out >= 0 ? exactWeights[i][out] : 0);
            if (excess + heaviest[i] <= 0) {
                continue;
            }
            float price = penalty[i];
            unchanged += price * Math.max(0f, excess);
            float[] row = weights[i];
            for (int k = 0; k < c; k++) {
                result[k] -= price * Math.max(0f, excess + row[k]);
            }
        }
        return unchanged;
    }

    private void flip(int position) {
        int item = core[position];
        boolean in = !chosen[item];
        chosen[item] = in;
        profit += in ? exactProfits[position] : -exactProfits[position];
        for (int i = 0; i < m; i++) {
            load[i] += in ? exactWeights[i][position] : -exactWeights[i][position];
        }
        if (SelfCheck.ON) {
            long[] loads = load.clone();
            long was = profit;
            load(chosen.clone());
            SelfCheck.same("The profit", was, profit);
            for (int i = 0; i < m; i++) {
                SelfCheck.same("A load", loads[i], load[i]);
            }
        }
    }

    /** Adapts penalties to the present loads; returns whether these are feasible. */
    private boolean adaptPenalties() {
        boolean feasible = true;
        for (int i = 0; i < m; i++) {
            if (load[i] > capacities[i]) {
                feasible = false;
                penalty[i] *= GROWTH;
            } else {
                penalty[i] = Math.max(penalty[i] * DECAY, leastPenalty[i]);
            }
        }
        return feasible;
    }

    private boolean record() {
        if (profit <= best) {
            return false;
        }
        for (int i = 0; i < m; i++) {
            if (load[i] > capacities[i]) {
                return false;
            }
        }
        best = profit;
        for (int k = 0; k < core.length; k++) {
            bestOfCore[k] = chosen[core[k]];
        }
        return true;
    }

    /** Profit of the best feasible choice of the last search, -1 where it found none. */
    long best() {
        return best;
    }

    /** The best feasible choice of the last search. */
    boolean[] bestChoice() {
        boolean[] choice = chosen.clone();
        for (int k = 0; k < core.length; k++) {
            choice[core[k]] = bestOfCore[k];
        }
        return choice;
    }
}
