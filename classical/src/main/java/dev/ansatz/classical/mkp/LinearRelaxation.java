package dev.ansatz.classical.mkp;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The linear relaxation by GLOP, or by a subgradient method where OR-Tools is left out: dual prices, reduced costs, and bounds that hold whatever the accuracy of the LP solver, since
 * each is a Lagrangian bound computed from its prices (weak duality).
 *
 * <p>Where the LP optimum chooses a fractional number of items, the solutions fall into two slices, those with at most its
 * floor and those with at least its ceiling, and each gets its own relaxation: the larger of the two bounds is tighter than the
 * plain one (the cardinality hyperplanes of Vasquez and Hao 2001). All values are in the integral unit of the profits.
 */
final class LinearRelaxation {
    /** Beyond as many weights building the model for GLOP takes longer than some subgradient steps, which serve as well. */
    private static final long MAX_ENTRIES = 4_000_000;

    private static final int SUBGRADIENT_STEPS = 60;
    private static final double INTEGRAL = 1e-6;
    /** Sums of products of doubles: slack against rounding, relative to the bound. */
    private static final double ROUNDING = 1e-9;

    /**
     * Solutions of one range of cardinality. None is above the bound, changing an item from its LP value costs its reduced cost,
     * and slack its price.
     */
    record Slice(double bound, double[] reducedCosts, double[] duals) {}

    /** Price of each constraint, {@code [m]}, at least 0. */
    final double[] duals;
    /** Profit less priced weights of each item, {@code [n]}: positive where the LP wants it, negative where not. */
    final double[] reducedCosts;

    private final List<Slice> slices = new ArrayList<>();

    private LinearRelaxation(double[] duals, double[] reducedCosts) {
        this.duals = duals;
        this.reducedCosts = reducedCosts;
    }

    /** The relaxation; where it cannot be solved within the time, prices and bound of a subgradient method. */
    static LinearRelaxation of(MultiKnapsackInstance instance, double seconds) {
        double end = System.nanoTime() * 1e-9 + seconds;
        if (!suits(instance)) {
            return bySubgradient(instance, end);
        }
        try (Model model = new Model(instance)) {
            if (!model.solve(end)) {
                return bySubgradient(instance, end);
            }
            double[] duals = model.duals();
            LinearRelaxation relaxation = new LinearRelaxation(duals, reducedCosts(instance, duals, 0));
            double items = model.items();
            double floor = Math.floor(items + INTEGRAL);
            boolean sliced = items - floor > INTEGRAL
                    && relaxation.slice(instance, model, 0, floor, end)
                    && relaxation.slice(instance, model, floor + 1, instance.size(), end);
            if (!sliced) {
                relaxation.slices.clear();
                relaxation.slices.add(new Slice(
                        bound(instance, duals, relaxation.reducedCosts, 0, 0), relaxation.reducedCosts, duals));
            }
            return relaxation;
        }
    }

    /** Whether there is GLOP and an instance is small enough for it. */
    static boolean suits(MultiKnapsackInstance instance) {
        return (long) instance.size() * instance.constraints() <= MAX_ENTRIES && OrToolsNatives.lack() == null;
    }

    /** Adds the bound for a number of items between two limits, one of which binds; false where the LP solver failed. */
    private boolean slice(MultiKnapsackInstance instance, Model model, double low, double high, double end) {
        model.cardinality(low, high);
        if (!model.solve(end)) {
            return false;
        }
        double[] prices = model.duals();
        double price = low == 0 ? Math.max(0, model.cardinalityDual()) : Math.min(0, model.cardinalityDual());
        double[] reduced = reducedCosts(instance, prices, price);
        slices.add(new Slice(bound(instance, prices, reduced, price, low == 0 ? high : low), reduced, prices));
        return true;
    }

    private static double[] reducedCosts(MultiKnapsackInstance instance, double[] duals, double price) {
        double[] reduced = new double[instance.size()];
        for (int j = 0; j < reduced.length; j++) {
            reduced[j] = instance.profit(j) - price;
        }
        for (int i = 0; i < duals.length; i++) {
            if (duals[i] > 0) {
                for (int j = 0; j < reduced.length; j++) {
                    reduced[j] -= duals[i] * instance.weight(i, j);
                }
            }
        }
        return reduced;
    }

    private static double bound(
            MultiKnapsackInstance instance, double[] duals, double[] reduced, double price, double items) {
        double bound = price * items;
        for (int i = 0; i < duals.length; i++) {
            bound += duals[i] * instance.capacity(i);
        }
        for (double r : reduced) {
            bound += Math.max(0, r);
        }
        return bound * (1 + ROUNDING) + ROUNDING;
    }

    /** Polyak steps on the Lagrangian dual, from prices by capacity, towards half of the bound of the start. */
    private static LinearRelaxation bySubgradient(MultiKnapsackInstance instance, double end) {
        int n = instance.size();
        int m = instance.constraints();
        double profit = 0;
        for (int j = 0; j < n; j++) {
            profit += instance.profit(j);
        }
        double[] prices = new double[m];
        for (int i = 0; i < m; i++) {
            prices[i] = instance.capacity(i) == 0 ? profit : 0.5 * profit / m / instance.capacity(i);
        }
        double[] best = prices;
        double[] bestReduced = reducedCosts(instance, prices, 0);
        double bestBound = bound(instance, prices, bestReduced, 0, 0);
        double[] reduced = bestReduced;
        double step = 1;
        for (int iteration = 0; iteration < SUBGRADIENT_STEPS && System.nanoTime() * 1e-9 < end; iteration++) {
            double[] slack = new double[m];
            double norm = 0;
            for (int i = 0; i < m; i++) {
                slack[i] = instance.capacity(i);
                for (int j = 0; j < n; j++) {
                    slack[i] -= reduced[j] > 0 ? instance.weight(i, j) : 0;
                }
                norm += slack[i] * slack[i];
            }
            if (norm == 0) {
                break;
            }
            double[] next = new double[m];
            for (int i = 0; i < m; i++) {
                next[i] = Math.max(0, prices[i] - step * 0.05 * bestBound * slack[i] / norm);
            }
            prices = next;
            reduced = reducedCosts(instance, prices, 0);
            double bound = bound(instance, prices, reduced, 0, 0);
            if (bound < bestBound) {
                bestBound = bound;
                best = prices;
                bestReduced = reduced;
            } else {
                step *= 0.8;
                prices = best;
                reduced = bestReduced;
            }
        }
        LinearRelaxation relaxation = new LinearRelaxation(best, bestReduced);
        relaxation.slices.add(new Slice(bestBound, bestReduced, best));
        return relaxation;
    }

    /** Every solution is in one of them. */
    List<Slice> slices() {
        return List.copyOf(slices);
    }

    /** No solution has a larger profit. */
    long bound() {
        double bound = 0;
        for (Slice slice : slices) {
            bound = Math.max(bound, slice.bound());
        }
        return (long) Math.floor(bound);
    }

    /**
     * What every solution of at least {@code target} must look like: 1 for items that it has, 0 for items that it has not, -1
     * for free ones.
     *
     * @param fixed receives the result, {@code [n]}
     * @return number of free items; -1 if there is no such solution
     */
    int fix(long target, byte[] fixed) {
        int free = 0;
        boolean possible = false;
        for (Slice slice : slices) {
            possible |= slice.bound() >= target;
        }
        if (!possible) {
            return -1;
        }
        for (int j = 0; j < fixed.length; j++) {
            boolean canBeOut = false;
            boolean canBeIn = false;
            for (Slice slice : slices) {
                double gap = slice.bound() - target;
                double r = slice.reducedCosts()[j];
                canBeOut |= gap >= Math.max(0, r);
                canBeIn |= gap >= Math.max(0, -r);
            }
            fixed[j] = (byte) (canBeOut && canBeIn ? -1 : canBeIn ? 1 : 0);
            free += fixed[j] < 0 ? 1 : 0;
        }
        return free;
    }

    /** The relaxations of the neighbourhoods of a search. Not thread-safe. */
    static final class Restricted implements AutoCloseable {
        private final MultiKnapsackInstance instance;
        private final Model model;

        Restricted(MultiKnapsackInstance instance) {
            this.instance = instance;
            model = new Model(instance);
        }

        /**
         * Bound and reduced costs at the prices that are best where some items are fixed.
         *
         * @param fixed 0 or 1, or -1 for free items; feasible with all free ones left out
         * @return null where the LP solver failed
         */
        @Nullable
        Slice slice(byte[] fixed, double seconds) {
            model.fix(fixed);
            if (!model.solve(System.nanoTime() * 1e-9 + seconds)) {
                return null;
            }
            double[] duals = model.duals();
            double[] reduced = reducedCosts(instance, duals, 0);
            return new Slice(LinearRelaxation.bound(instance, duals, reduced, 0, 0), reduced, duals);
        }

        @Override
        public void close() {
            model.close();
        }
    }

    /** The LP in GLOP, solved again from the last basis when bounds change. */
    private static final class Model implements AutoCloseable {
        private final MPSolver solver = MPSolver.createSolver("GLOP");
        private final MPVariable[] items;
        private final MPConstraint[] rows;
        private final MPConstraint cardinality;

        Model(MultiKnapsackInstance instance) {
            int n = instance.size();
            items = new MPVariable[n];
            rows = new MPConstraint[instance.constraints()];
            MPObjective objective = solver.objective();
            cardinality = solver.makeConstraint(0, n, "");
            for (int j = 0; j < n; j++) {
                items[j] = solver.makeNumVar(0, 1, "");
                objective.setCoefficient(items[j], instance.profit(j));
                cardinality.setCoefficient(items[j], 1);
            }
            objective.setMaximization();
            for (int i = 0; i < rows.length; i++) {
                rows[i] = solver.makeConstraint(Double.NEGATIVE_INFINITY, instance.capacity(i), "");
                for (int j = 0; j < n; j++) {
                    if (instance.weight(i, j) != 0) {
                        rows[i].setCoefficient(items[j], instance.weight(i, j));
                    }
                }
            }
        }

        boolean solve(double end) {
            double left = end - System.nanoTime() * 1e-9;
            if (left <= 0) {
                return false;
            }
            solver.setTimeLimit((long) Math.ceil(Math.min(left, 1e6) * 1e3));
            return solver.solve() == MPSolver.ResultStatus.OPTIMAL;
        }

        void cardinality(double low, double high) {
            cardinality.setBounds(low, high);
        }

        void fix(byte[] fixed) {
            for (int j = 0; j < fixed.length; j++) {
                items[j].setBounds(fixed[j] == 1 ? 1 : 0, fixed[j] == 0 ? 0 : 1);
            }
        }

        double items() {
            double sum = 0;
            for (MPVariable item : items) {
                sum += item.solutionValue();
            }
            return sum;
        }

        double[] duals() {
            double[] duals = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                duals[i] = Math.max(0, rows[i].dualValue());
            }
            return duals;
        }

        double cardinalityDual() {
            return cardinality.dualValue();
        }

        @Override
        public void close() {
            solver.delete();
        }
    }
}
