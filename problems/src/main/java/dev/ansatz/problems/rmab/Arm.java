package dev.ansatz.problems.rmab;

import java.util.Arrays;

/**
 * One arm: a Markov decision process with finitely many states and the actions 0 (passive), 1, 2, … Immutable.
 *
 * <p>Transition rows are kept sparse: only positive probabilities count, hence an arm of 1,000 states with few successors each
 * costs little. A row (action, state) has the index {@code action * states + state}.
 */
public final class Arm {
    /** How far the sum of a row of probabilities may be from 1. */
    public static final double TOLERANCE = 1e-6;

    private final int states;
    private final int actions;
    private final int[] rowStart;
    private final int[] successors;
    private final double[] probabilities;
    private final double[] rewards;
    private final double[] initial;

    /**
     * @param transitions {@code [action][state][next state]}, at least two actions; rows are scaled to sum exactly to 1
     * @param rewards {@code [action][state]}, expected reward of the step
     * @param initial probability of each state before the first step
     * @throws IllegalArgumentException if sizes disagree, or a row has a negative entry or does not sum to 1
     */
    public Arm(double[][][] transitions, double[][] rewards, double[] initial) {
        this.actions = transitions.length;
        this.states = initial.length;
        if (actions < 2 || states < 1 || rewards.length != actions) {
            throw new IllegalArgumentException("An arm needs states, two actions or more, and rewards of each action.");
        }
        int rows = actions * states;
        this.rowStart = new int[rows + 1];
        this.rewards = new double[rows];
        int count = 0;
        for (double[][] matrix : transitions) {
            for (double[] row : matrix) {
                for (double p : row) {
                    count += p > 0 ? 1 : 0;
                }
            }
        }
        this.successors = new int[count];
        this.probabilities = new double[count];
        count = 0;
        for (int a = 0; a < actions; a++) {
            if (transitions[a].length != states || rewards[a].length != states) {
                throw new IllegalArgumentException("Each action needs a row and a reward for each state.");
            }
            for (int s = 0; s < states; s++) {
                double sum = checkedSum(transitions[a][s]);
                if (transitions[a][s].length != states) {
                    throw new IllegalArgumentException("A transition row needs an entry for each state.");
                }
                for (int next = 0; next < states; next++) {
                    double p = transitions[a][s][next];
                    if (p > 0) {
                        successors[count] = next;
                        probabilities[count++] = sum == 1 ? p : p / sum;
                    }
                }
                rowStart[a * states + s + 1] = count;
                this.rewards[a * states + s] = rewards[a][s];
            }
        }
        double sum = checkedSum(initial);
        this.initial = Arrays.stream(initial).map(p -> p / sum).toArray();
    }

    private static double checkedSum(double[] row) {
        double sum = 0;
        for (double p : row) {
            if (!(p >= 0)) {
                throw new IllegalArgumentException("The probability " + p + " is negative.");
            }
            sum += p;
        }
        if (!(Math.abs(sum - 1) <= TOLERANCE)) {
            throw new IllegalArgumentException("The probabilities of a row sum to " + sum + ".");
        }
        return Math.abs(sum - 1) < 1e-12 ? 1 : sum;
    }

    public int states() {
        return states;
    }

    /** Number of actions, the passive one included. */
    public int actions() {
        return actions;
    }

    /** Number of positive transition probabilities over all states and actions. */
    public int transitionCount() {
        return successors.length;
    }

    /** Expected reward of a step in {@code state} under {@code action}. */
    public double reward(int state, int action) {
        return rewards[action * states + state];
    }

    /** Expected value of the next state: sum of P(next | state, action) * values[offset + next]. */
    public double expectation(int state, int action, double[] values, int offset) {
        int row = action * states + state;
        double sum = 0;
        for (int k = rowStart[row]; k < rowStart[row + 1]; k++) {
            sum += probabilities[k] * values[offset + successors[k]];
        }
        return sum;
    }

    /** Adds {@code mass} times the row (state, action) to {@code distribution}. */
    public void spread(int state, int action, double mass, double[] distribution) {
        int row = action * states + state;
        for (int k = rowStart[row]; k < rowStart[row + 1]; k++) {
            distribution[successors[k]] += mass * probabilities[k];
        }
    }

    /** The next state by inversion of the distribution function at {@code u} in [0, 1). */
    public int next(int state, int action, double u) {
        int row = action * states + state;
        int last = rowStart[row + 1] - 1;
        double sum = 0;
        for (int k = rowStart[row]; k < last; k++) {
            sum += probabilities[k];
            if (u < sum) {
                return successors[k];
            }
        }
        return successors[last];
    }

    /** Probability of a state before the first step. */
    public double initial(int state) {
        return initial[state];
    }

    /** The first state by inversion of the distribution function at {@code u} in [0, 1). */
    public int first(double u) {
        double sum = 0;
        int last = 0;
        for (int s = 0; s < states; s++) {
            if (initial[s] > 0) {
                last = s;
                sum += initial[s];
                if (u < sum) {
                    return s;
                }
            }
        }
        return last;
    }

    /** Dense transition matrix of an action, a copy. */
    public double[][] matrix(int action) {
        double[][] matrix = new double[states][states];
        for (int s = 0; s < states; s++) {
            spread(s, action, 1, matrix[s]);
        }
        return matrix;
    }

    /** Smallest and largest reward. */
    double[] rewardRange() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double r : rewards) {
            low = Math.min(low, r);
            high = Math.max(high, r);
        }
        return new double[] {low, high};
    }
}
