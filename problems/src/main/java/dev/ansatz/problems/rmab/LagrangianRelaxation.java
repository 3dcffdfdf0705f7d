package dev.ansatz.problems.rmab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Lagrangian relaxation of a restless bandit and the upper bound it proves.
 *
 * <p>The constraints of a step are replaced by valid linear inequalities on the actions
 * ({@link ActionConstraint#validInequalities}), and these by prices: arm j pays {@code price(t, j)} for each unit of its action in
 * step t. The arms come apart, each is solved by backward induction, and for any prices that are not negative
 *
 * <pre>bound = mean over the episodes of sum_j V_j(0, s_j) + sum_t discount^t * sum_r prices[t][r] * rhs[r]</pre>
 *
 * is at least the expected reward of every policy from the same first states (Whittle, "Restless bandits: activity allocation in
 * a changing world", J. Appl. Prob. 25A, 1988, doi:10.2307/3214163; Hawkins, "A Langrangian decomposition approach to weakly
 * coupled dynamic optimization problems and its applications", PhD thesis MIT 2003; Adelman and Mersereau, "Relaxations of
 * weakly coupled stochastic dynamic programs", Operations Research 56(3), 2008, doi:10.1287/opre.1070.0445). The bound holds
 * for the given prices without any tolerance of a solver. With a horizon there is a price for each step and inequality, without
 * one the prices are the same in every step; they are found by a subgradient method with a fixed amount of work, hence
 * deterministically.
 */
public final class LagrangianRelaxation {
    /** Steps beyond which all steps share their prices. */
    private static final int MOST_PERIODS = 200;

    private static final int LINE_SEARCH_STEPS = 24;
    private static final int MOST_ITERATIONS = 600;
    private static final int LEAST_ITERATIONS = 10;

    /** Transitions of the different arms in one pass, beyond which fewer passes are made: the bound is looser then, but proven. */
    private static final double LARGE = 2e6;

    private static final int LEAST_LINE_SEARCH_STEPS = 3;

    /** Transitions visited by the subgradient method at most: some tenths of a second. */
    private static final double WORK = 5e7;

    private final RestlessBanditInstance instance;
    private final int steps;
    private final int periods;
    private final double[][] rows;
    /** For each arm the first one that is the same with the same coefficients: they are solved once. */
    private final int[] same;
    /** By period and inequality. */
    private final double[][] prices;
    /** For each arm {@code [step * states + state]}, steps 0..T. */
    private final double[][] values;
    /** For each arm the best action, {@code [step * states + state]}. */
    private final byte[][] choices;

    private final double bound;

    private LagrangianRelaxation(RestlessBanditInstance instance) {
        this.instance = instance;
        this.steps = instance.steps();
        this.periods = instance.horizon() != null && steps <= MOST_PERIODS ? steps : 1;
        this.rows = inequalities(instance).toArray(double[][]::new);
        this.prices = new double[periods][rows.length];
        int arms = instance.size();
        this.same = same();
        this.values = new double[arms][];
        this.choices = new byte[arms][];
        for (int j = 0; j < arms; j++) {
            if (same[j] < j) {
                values[j] = values[same[j]];
                choices[j] = choices[same[j]];
                continue;
            }
            values[j] = new double[(steps + 1) * instance.arm(j).states()];
            choices[j] = new byte[steps * instance.arm(j).states()];
        }
        minimise();
        solveArms(prices);
        this.bound = boundOverEpisodes();
    }

    private int[] same() {
        int[] first = new int[instance.size()];
        IdentityHashMap<Arm, Map<List<Double>, Integer>> known = new IdentityHashMap<>();
        for (int j = 0; j < first.length; j++) {
            List<Double> column = new ArrayList<>(rows.length);
            for (double[] row : rows) {
                column.add(row[j]);
            }
            Integer before = known.computeIfAbsent(instance.arm(j), arm -> new HashMap<>())
                    .putIfAbsent(column, j);
            first[j] = before == null ? j : before;
        }
        return first;
    }

    /** The relaxation of an instance with good prices. Deterministic. */
    public static LagrangianRelaxation of(RestlessBanditInstance instance) {
        return new LagrangianRelaxation(instance);
    }

    /** The inequalities that the relaxation keeps on average: {@code sum of row[j] * action[j] <= row[arms]}. */
    public static List<double[]> inequalities(RestlessBanditInstance instance) {
        ActionConstraint constraint = instance.constraint();
        return constraint == null
                ? List.of(ActionConstraint.count(instance.size(), instance.budget()))
                : constraint.validInequalities(instance.size(), instance.budget());
    }

    /** Upper bound on the expected discounted reward of every policy from the first states of the instance's episodes. */
    public double bound() {
        return bound;
    }

    /** Price of one unit of the action of arm {@code j} in {@code step}. */
    public double price(int step, int j) {
        return price(prices[periods == 1 ? 0 : step], j);
    }

    private double price(double[] period, int j) {
        double price = 0;
        for (int r = 0; r < rows.length; r++) {
            price += rows[r][j] * period[r];
        }
        return price;
    }

    /** Value of arm {@code j} in {@code state} before {@code step}, prices paid. */
    public double value(int j, int step, int state) {
        return values[j][step * instance.arm(j).states() + state];
    }

    /** Value of all arms before the first step, prices paid. */
    double value(int[] states) {
        double sum = 0;
        for (int j = 0; j < states.length; j++) {
            sum += value(j, 0, states[j]);
        }
        return sum;
    }

    /** Reward of a step plus the discounted expected value of the state after it, the price of the step itself not paid. */
    public double lookahead(int j, int step, int state, int action) {
        Arm arm = instance.arm(j);
        return arm.reward(state, action)
                + instance.discount() * arm.expectation(state, action, values[j], (step + 1) * arm.states());
    }

    /** Sum over the arms of {@link #lookahead} less the value of the present state. */
    double advantage(int step, int[] states, int[] levels) {
        double sum = 0;
        for (int j = 0; j < states.length; j++) {
            sum += lookahead(j, step, states[j], levels[j]) - value(j, step, states[j]);
        }
        return sum;
    }

    private double boundOverEpisodes() {
        Simulation simulation = new Simulation(instance);
        int[] states = new int[instance.size()];
        double sum = 0;
        for (int e = 0; e < instance.episodes(); e++) {
            simulation.begin(e, states);
            sum += value(states);
        }
        double exact = sum / instance.episodes() + dues(prices);
        return exact + 1e-9 * Math.abs(exact); // rounding of long sums
    }

    /** Discounted sum of prices times right-hand sides. */
    private double dues(double[][] candidate) {
        double sum = 0;
        double weight = 1;
        for (int t = 0; t < steps; t++) {
            double[] period = candidate[periods == 1 ? 0 : t];
            for (int r = 0; r < rows.length; r++) {
                sum += weight * period[r] * rows[r][instance.size()];
            }
            weight *= instance.discount();
        }
        return sum;
    }

    /** Backward induction of every arm under the candidate prices; fills values and choices. */
    private void solveArms(double[][] candidate) {
        double discount = instance.discount();
        for (int j = 0; j < instance.size(); j++) {
            if (same[j] < j) {
                continue;
            }
            Arm arm = instance.arm(j);
            int n = arm.states();
            double[] value = values[j];
            byte[] choice = choices[j];
            Arrays.fill(value, steps * n, (steps + 1) * n, 0);
            double price = 0;
            for (int t = steps - 1; t >= 0; t--) {
                if (periods > 1 || t == steps - 1) {
                    price = price(candidate[periods == 1 ? 0 : t], j);
                }
                for (int s = 0; s < n; s++) {
                    double best = Double.NEGATIVE_INFINITY;
                    for (int a = 0; a < arm.actions(); a++) {
                        double q = arm.reward(s, a) - a * price + discount * arm.expectation(s, a, value, (t + 1) * n);
                        if (q > best) {
                            best = q;
                            choice[t * n + s] = (byte) a;
                        }
                    }
                    value[t * n + s] = best;
                }
            }
        }
    }

    /** The bound for candidate prices where first states are drawn from their distributions. */
    private double dual(double[][] candidate) {
        solveArms(candidate);
        double sum = dues(candidate);
        for (int j = 0; j < instance.size(); j++) {
            Arm arm = instance.arm(j);
            for (int s = 0; s < arm.states(); s++) {
                sum += arm.initial(s) * values[j][s];
            }
        }
        return sum;
    }

    /** Subgradient of {@link #dual} at the prices it was last called with: right-hand sides less expected use. */
    private void subgradient(double[][] gradient) {
        double discount = instance.discount();
        for (double[] period : gradient) {
            Arrays.fill(period, 0);
        }
        double weight = 1;
        double[] weights = new double[steps];
        for (int t = 0; t < steps; t++) {
            weights[t] = weight;
            for (int r = 0; r < rows.length; r++) {
                gradient[periods == 1 ? 0 : t][r] += weight * rows[r][instance.size()];
            }
            weight *= discount;
        }
        Map<Integer, double[]> uses = new HashMap<>();
        for (int j = 0; j < instance.size(); j++) {
            double[] use = uses.computeIfAbsent(same[j], this::expectedUse);
            for (int t = 0; t < steps; t++) {
                double[] period = gradient[periods == 1 ? 0 : t];
                for (int r = 0; r < rows.length && use[t] > 0; r++) {
                    period[r] -= weights[t] * use[t] * rows[r][j];
                }
            }
        }
    }

    /** Expected action of an arm in each step under the present choices. */
    private double[] expectedUse(int j) {
        Arm arm = instance.arm(j);
        int n = arm.states();
        double[] uses = new double[steps];
        double[] present = new double[n];
        double[] next = new double[n];
        for (int s = 0; s < n; s++) {
            present[s] = arm.initial(s);
        }
        for (int t = 0; t < steps; t++) {
            Arrays.fill(next, 0);
            double use = 0;
            for (int s = 0; s < n; s++) {
                if (present[s] > 0) {
                    int a = choices[j][t * n + s];
                    use += a * present[s];
                    arm.spread(s, a, present[s], next);
                }
            }
            uses[t] = use;
            double[] swap = present;
            present = next;
            next = swap;
        }
        return uses;
    }

    /** One common price for the first inequality by golden section, then Adam on the subgradients. */
    private void minimise() {
        double transitions = 0;
        double different = 0;
        double range = 0;
        for (int j = 0; j < instance.size(); j++) {
            Arm arm = instance.arm(j);
            transitions += 1.5 * arm.transitionCount() * steps;
            different += same[j] == j ? 1.5 * arm.transitionCount() * steps : 0;
            double[] ends = arm.rewardRange();
            range = Math.max(range, ends[1] - ends[0]);
        }
        double part = Math.pow(Math.min(1, LARGE / different), 2);
        double[][] trial = new double[periods][rows.length];
        int searched = Math.max(LEAST_LINE_SEARCH_STEPS, (int) (LINE_SEARCH_STEPS * part));
        double common = goldenSection(trial, largestPrice(range), searched);
        double best = dual(uniform(trial, 0));
        double atCommon = dual(uniform(trial, common));
        if (atCommon < best) {
            best = atCommon;
            copy(uniform(trial, common), prices);
        } else {
            uniform(trial, 0);
        }
        int iterations = (int) (part * Math.max(LEAST_ITERATIONS, Math.min(MOST_ITERATIONS, WORK / transitions)));
        adam(trial, best, iterations, 0.2 * Math.max(common, 1e-3 * range));
    }

    /** A price of the first inequality at which no arm that it concerns is worth acting on. */
    private double largestPrice(double rewardRange) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < instance.size(); j++) {
            if (rows[0][j] > 0) {
                smallest = Math.min(smallest, rows[0][j]);
            }
        }
        double effective = instance.discount() == 1 ? steps : Math.min(steps, 1 / (1 - instance.discount()));
        return Double.isInfinite(smallest) ? 0 : rewardRange * effective / smallest;
    }

    /** The best common price of the first inequality in 0..largest; the dual is convex in it. */
    private double goldenSection(double[][] trial, double largest, int iterations) {
        double low = 0;
        double high = largest;
        double ratio = (Math.sqrt(5) - 1) / 2;
        for (int k = 0; k < iterations; k++) {
            double left = high - ratio * (high - low);
            double right = low + ratio * (high - low);
            if (dual(uniform(trial, left)) <= dual(uniform(trial, right))) {
                high = right;
            } else {
                low = left;
            }
        }
        return (low + high) / 2;
    }

    /**
     * Adam (Kingma and Ba 2015) on the subgradients, projected on prices that are not negative.
     *
     * @param trial where it begins, overwritten
     * @param dualSoFar value of {@link #prices}, which get better ones
     * @param rate of the first step; it falls to a thousandth
     */
    private void adam(double[][] trial, double dualSoFar, int iterations, double rate) {
        double best = dualSoFar;
        double[][] gradient = new double[periods][rows.length];
        double[][] first = new double[periods][rows.length];
        double[][] second = new double[periods][rows.length];
        for (int k = 1; k <= iterations; k++) {
            double value = dual(trial);
            if (value < best) {
                best = value;
                copy(trial, prices);
            }
            subgradient(gradient);
            double step = rate * Math.pow(1e-3, (double) k / iterations);
            double unbias1 = 1 - Math.pow(0.9, k);
            double unbias2 = 1 - Math.pow(0.99, k);
            for (int p = 0; p < periods; p++) {
                for (int r = 0; r < rows.length; r++) {
                    double g = gradient[p][r];
                    first[p][r] = 0.9 * first[p][r] + 0.1 * g;
                    second[p][r] = 0.99 * second[p][r] + 0.01 * g * g;
                    double move = step * first[p][r] / unbias1 / (Math.sqrt(second[p][r] / unbias2) + 1e-12);
                    trial[p][r] = Math.max(0, trial[p][r] - move);
                }
            }
        }
    }

    private static double[][] uniform(double[][] target, double price) {
        for (double[] period : target) {
            Arrays.fill(period, 0);
            period[0] = price;
        }
        return target;
    }

    private static void copy(double[][] from, double[][] to) {
        for (int p = 0; p < from.length; p++) {
            System.arraycopy(from[p], 0, to[p], 0, from[p].length);
        }
    }
}
