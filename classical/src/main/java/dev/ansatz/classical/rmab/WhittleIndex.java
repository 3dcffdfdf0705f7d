package dev.ansatz.classical.rmab;

import dev.ansatz.problems.rmab.Arm;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Whittle indices of a two-action arm with a test of indexability, in one pass of n rank-one updates.
 *
 * <p>The index of a state is the charge for acting at which acting and resting are equally good there (Whittle 1988,
 * doi:10.2307/3214163). An arm is indexable if the set of states where resting is optimal only grows with the charge. The
 * algorithm starts with acting everywhere and moves one state after the other to resting in order of their indices; after each
 * move the advantages of all states are updated by the formula of Sherman and Morrison. Same family as Niño-Mora, "A fast-pivoting
 * algorithm for Whittle's restless bandit index", Mathematics 8(12), 2020, doi:10.3390/math8122226, and Gast, Gaujal and Khun,
 * "Testing indexability and computing Whittle and Gittins index in subcubic time", Math. Meth. Oper. Res. 97, 2023,
 * doi:10.1007/s00186-023-00821-4. O(n³) time, O(n²) memory.
 *
 * @param index by state; of an arm that is not indexable, a heuristic value without a guarantee
 * @param indexable whether the arm is indexable, up to rounding
 */
public record WhittleIndex(double[] index, boolean indexable) {
    /** Largest number of (step, state) pairs for which finite-horizon indices are computed in one pass. */
    static final int LARGEST_CHAIN = 400;

    /** Work of the bisections, in transitions: with more steps to go the index is that of as many as it allows. */
    private static final double MOST_WORK = 2e10;

    private static final int BISECTIONS = 50;

    /**
     * Indices of the discounted problem without end.
     *
     * @throws IllegalArgumentException if the arm has other than two actions or {@code discount} is not in (0, 1)
     */
    public static WhittleIndex of(Arm arm, double discount) {
        requireTwoActions(arm);
        if (!(discount > 0 && discount < 1)) {
            throw new IllegalArgumentException("The discount (" + discount + ") must be between 0 and 1.");
        }
        return of(arm.matrix(0), arm.matrix(1), rewards(arm, 0), rewards(arm, 1), discount);
    }

    private static void requireTwoActions(Arm arm) {
        if (arm.actions() != 2) {
            throw new IllegalArgumentException(
                    "Whittle indices are defined for two actions, not " + arm.actions() + ".");
        }
    }

    private static double[] rewards(Arm arm, int action) {
        double[] rewards = new double[arm.states()];
        for (int s = 0; s < rewards.length; s++) {
            rewards[s] = arm.reward(s, action);
        }
        return rewards;
    }

    /**
     * Indices with a finite horizon, by {@code [step * states + state]}: the charge, constant from that step to the end, at which
     * acting and resting are equally good. The steps are states of one longer chain where it has at most
     * {@value #LARGEST_CHAIN} states; else each index is bisected, and indexability is taken for granted. That takes time by the square of the steps: with
     * thousands of them, indices with so many steps to go that it would take minutes are taken to be those with fewer.
     */
    public static WhittleIndex finiteHorizon(Arm arm, int steps, double discount) {
        return finiteHorizon(arm, steps, discount, () -> false);
    }

    /**
     * The same, until it is stopped.
     *
     * @throws CancellationException if it is stopped
     */
    static WhittleIndex finiteHorizon(Arm arm, int steps, double discount, BooleanSupplier stop) {
        requireTwoActions(arm);
        int n = arm.states();
        if ((long) n * steps > LARGEST_CHAIN) {
            return new WhittleIndex(bisected(arm, steps, discount, stop), true);
        }
        int size = n * steps;
        double[][][] transitions = new double[2][size][size];
        double[][] rewards = new double[2][size];
        for (int a = 0; a < 2; a++) {
            double[][] matrix = arm.matrix(a);
            for (int t = 0; t < steps; t++) {
                for (int s = 0; s < n; s++) {
                    rewards[a][t * n + s] = arm.reward(s, a);
                    if (t + 1 < steps) {
                        System.arraycopy(matrix[s], 0, transitions[a][t * n + s], (t + 1) * n, n);
                    }
                }
            }
        }
        return of(transitions[0], transitions[1], rewards[0], rewards[1], discount);
    }

    private static double[] bisected(Arm arm, int steps, double discount, BooleanSupplier stop) {
        int n = arm.states();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < n; s++) {
            for (int a = 0; a < 2; a++) {
                low = Math.min(low, arm.reward(s, a));
                high = Math.max(high, arm.reward(s, a));
            }
        }
        double reach = (high - low) * (discount < 1 ? Math.min(steps, 1 / (1 - discount)) : steps) + 1e-9;
        double[] index = new double[n * steps];
        double[] value = new double[2 * n];
        double perSquare = 0.5 * BISECTIONS * n * arm.transitionCount();
        int most = (int) Math.min(steps, Math.sqrt(MOST_WORK / perSquare));
        for (int left = 1; left <= most; left++) {
            for (int s = 0; s < n; s++) {
                if (stop.getAsBoolean()) {
                    throw new CancellationException();
                }
                double from = -reach;
                double to = reach;
                for (int k = 0; k < BISECTIONS; k++) {
                    double charge = (from + to) / 2;
                    if (advantage(arm, s, left, discount, charge, value) > 0) {
                        from = charge;
                    } else {
                        to = charge;
                    }
                }
                index[(steps - left) * n + s] = (from + to) / 2;
            }
        }
        for (int left = most + 1; left <= steps; left++) {
            System.arraycopy(index, (steps - most) * n, index, (steps - left) * n, n);
        }
        return index;
    }

    /** Advantage of acting in a state with {@code left} steps to go. */
    private static double advantage(Arm arm, int state, int left, double discount, double charge, double[] value) {
        int n = arm.states();
        Arrays.fill(value, 0);
        int present = 0;
        for (int k = 1; k < left; k++) {
            int next = n - present;
            for (int s = 0; s < n; s++) {
                value[next + s] = Math.max(
                        arm.reward(s, 0) + discount * arm.expectation(s, 0, value, present),
                        arm.reward(s, 1) - charge + discount * arm.expectation(s, 1, value, present));
            }
            present = next;
        }
        return arm.reward(state, 1)
                - charge
                - arm.reward(state, 0)
                + discount * (arm.expectation(state, 1, value, present) - arm.expectation(state, 0, value, present));
    }

    /**
     * Indices of a chain given by dense matrices.
     *
     * @param passive transition matrix of resting, {@code [state][next]}; rows may sum to less than 1 (the chain ends)
     * @param active transition matrix of acting
     * @param discount in (0, 1], 1 only where the chain always ends
     */
    static WhittleIndex of(
            double[][] passive, double[][] active, double[] passiveReward, double[] activeReward, double discount) {
        int n = passiveReward.length;
        // V = a - charge * b under acting everywhere; advantage of acting = d - charge * k.
        double[][] inverse = inverse(active, discount);
        double[] a = new double[n];
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i] += inverse[i][j] * activeReward[j];
                b[i] += inverse[i][j];
            }
        }
        // update = discount * (P1 - P0) * inverse, and discount * P1 * inverse = inverse - I.
        double[][] update = inverse;
        double[] d = new double[n];
        double[] k = new double[n];
        double[][] product = multiply(passive, inverse);
        for (int i = 0; i < n; i++) {
            d[i] = activeReward[i] - passiveReward[i];
            k[i] = 1;
            for (int j = 0; j < n; j++) {
                double difference = discount * (active[i][j] - passive[i][j]);
                if (difference != 0) {
                    d[i] += difference * a[j];
                    k[i] += difference * b[j];
                }
            }
            update[i][i] -= 1;
            for (int j = 0; j < n; j++) {
                update[i][j] -= discount * product[i][j];
            }
        }
        return new WhittlePivoting(update, d, k).run();
    }

    private static double[][] multiply(double[][] left, double[][] right) {
        int n = left.length;
        double[][] product = new double[n][n];
        for (int i = 0; i < n; i++) {
            double[] target = product[i];
            for (int j = 0; j < n; j++) {
                double factor = left[i][j];
                if (factor != 0) {
                    double[] source = right[j];
                    for (int c = 0; c < n; c++) {
                        target[c] += factor * source[c];
                    }
                }
            }
        }
        return product;
    }

    /** Inverse of I - discount * P by Gauss and Jordan; P is substochastic, hence no pivoting is needed. */
    private static double[][] inverse(double[][] matrix, double discount) {
        int n = matrix.length;
        double[][] m = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                m[i][j] = (i == j ? 1 : 0) - discount * matrix[i][j];
            }
        }
        for (int p = 0; p < n; p++) {
            double[] pivotRow = m[p];
            double reciprocal = 1 / pivotRow[p];
            pivotRow[p] = 1;
            for (int j = 0; j < n; j++) {
                pivotRow[j] *= reciprocal;
            }
            for (int i = 0; i < n; i++) {
                if (i != p && m[i][p] != 0) {
                    double[] row = m[i];
                    double factor = row[p];
                    row[p] = 0;
                    for (int j = 0; j < n; j++) {
                        row[j] -= factor * pivotRow[j];
                    }
                }
            }
        }
        return m;
    }
}
