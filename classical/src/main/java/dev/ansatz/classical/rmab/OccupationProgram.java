package dev.ansatz.classical.rmab;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.problems.rmab.Arm;
import dev.ansatz.problems.rmab.LagrangianRelaxation;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The linear program over occupation measures: how often each arm is in each state under each action, with the constraints of a
 * step kept on average (Bertsimas and Niño-Mora, "Restless bandits, linear programming relaxations, and a primal-dual index
 * heuristic", Operations Research 48(1), 2000, doi:10.1287/opre.48.1.80.12444). With a horizon there is a measure for each step,
 * without one a single discounted measure. Solved by GLOP. Its optimum is the smallest bound that the Lagrangian relaxation with
 * the same inequalities can prove.
 *
 * <p>The policy gives an action the probability that the measure gives it in the arm's state; arms compete with these as gains,
 * and ties (most probabilities are 0 or 1) go to the larger gain of the Lagrangian policy.
 */
final class OccupationProgram implements Gains {
    private static final double VISITED = 1e-9;
    private static final double TIE = 1e-3;

    /** Beyond, building and freeing the program alone takes seconds and gigabytes. */
    private static final double MOST_VARIABLES = 2e6;

    private final RestlessBanditInstance instance;
    private final Gains lagrangian;
    private final int periods;
    private final double objective;
    /** By arm: {@code [(period * states + state) * actions + action]}. */
    private final double[][] share;

    private double scale = 1e-12;

    private OccupationProgram(RestlessBanditInstance instance, int periods, double objective, double[][] share) {
        this.instance = instance;
        this.lagrangian = Gains.lagrangian(instance);
        this.periods = periods;
        this.objective = objective;
        this.share = share;
        for (int j = 0; j < instance.size(); j++) {
            for (int s = 0; s < instance.arm(j).states(); s++) {
                for (int a = 1; a < instance.arm(j).actions(); a++) {
                    scale = Math.max(scale, lagrangian.of(j, 0, s, a));
                }
            }
        }
    }

    /** Optimum of the program: an upper bound up to the tolerance of the solver. */
    double objective() {
        return objective;
    }

    @Override
    public double of(int j, int step, int state, int action) {
        Arm arm = instance.arm(j);
        int period = periods == 1 ? 0 : step;
        double probability = share[j][(period * arm.states() + state) * arm.actions() + action];
        double tie = lagrangian.of(j, step, state, action);
        return probability > 0 || tie > 0 ? probability + TIE * Math.max(0, tie) / scale : -1;
    }

    /**
     * Solves the program.
     *
     * @param limit on the time, or null
     * @return null where the time did not suffice, or the program would have more than two million variables
     */
    static @Nullable OccupationProgram solve(RestlessBanditInstance instance, @Nullable Duration limit) {
        double variables = 0;
        for (Arm arm : instance.arms()) {
            variables += (double) arm.states() * arm.actions() * (instance.horizon() == null ? 1 : instance.steps());
        }
        if (variables > MOST_VARIABLES) {
            return null;
        }
        OrToolsNatives.load();
        MPSolver solver = MPSolver.createSolver("GLOP");
        try {
            return solve(instance, limit, solver);
        } finally {
            solver.delete();
        }
    }

    private static @Nullable OccupationProgram solve(
            RestlessBanditInstance instance, @Nullable Duration limit, MPSolver solver) {
        long begin = System.nanoTime();
        boolean stationary = instance.horizon() == null;
        int periods = stationary ? 1 : instance.steps();
        double discount = instance.discount();
        double infinity = MPSolver.infinity();
        List<double[]> inequalities = LagrangianRelaxation.inequalities(instance);
        MPConstraint[][] coupling = new MPConstraint[periods][inequalities.size()];
        for (int t = 0; t < periods; t++) {
            for (int r = 0; r < coupling[t].length; r++) {
                double rhs = inequalities.get(r)[instance.size()];
                coupling[t][r] = solver.makeConstraint(-infinity, stationary ? rhs / (1 - discount) : rhs);
            }
        }
        MPObjective objective = solver.objective();
        objective.setMaximization();
        MPVariable[][] measure = new MPVariable[instance.size()][];
        for (int j = 0; j < instance.size(); j++) {
            if (limit != null && System.nanoTime() - begin > limit.toNanos() / 2) {
                return null;
            }
            measure[j] = addArm(instance, j, periods, stationary, solver, objective, coupling, inequalities);
        }
        if (limit != null) {
            solver.setTimeLimit(Math.max(1, limit.toMillis() - (System.nanoTime() - begin) / 1_000_000));
        }
        if (solver.solve() != MPSolver.ResultStatus.OPTIMAL) {
            return null;
        }
        double[][] share = new double[instance.size()][];
        for (int j = 0; j < share.length; j++) {
            int actions = instance.arm(j).actions();
            share[j] = new double[measure[j].length];
            for (int row = 0; row < share[j].length; row += actions) {
                double mass = 0;
                for (int a = 0; a < actions; a++) {
                    share[j][row + a] = Math.max(0, measure[j][row + a].solutionValue());
                    mass += share[j][row + a];
                }
                for (int a = 0; a < actions; a++) {
                    share[j][row + a] = mass > VISITED ? share[j][row + a] / mass : 0;
                }
            }
        }
        return new OccupationProgram(instance, periods, objective.value(), share);
    }

    private static MPVariable[] addArm(
            RestlessBanditInstance instance,
            int j,
            int periods,
            boolean stationary,
            MPSolver solver,
            MPObjective objective,
            MPConstraint[][] coupling,
            List<double[]> inequalities) {
        Arm arm = instance.arm(j);
        int n = arm.states();
        int actions = arm.actions();
        double infinity = MPSolver.infinity();
        MPVariable[] measure = new MPVariable[periods * n * actions];
        MPConstraint[] flow = new MPConstraint[periods * n];
        for (int k = 0; k < flow.length; k++) {
            double inflow = k < n ? arm.initial(k) : 0;
            flow[k] = solver.makeConstraint(inflow, inflow);
        }
        double weight = 1;
        double[] row = new double[n];
        for (int t = 0; t < periods; t++) {
            MPVariable use = solver.makeNumVar(0, infinity, "");
            MPConstraint sum = solver.makeConstraint(0, 0);
            sum.setCoefficient(use, -1);
            for (int r = 0; r < coupling[t].length; r++) {
                if (inequalities.get(r)[j] != 0) {
                    coupling[t][r].setCoefficient(use, inequalities.get(r)[j]);
                }
            }
            for (int s = 0; s < n; s++) {
                for (int a = 0; a < actions; a++) {
                    MPVariable y = solver.makeNumVar(0, infinity, "");
                    measure[(t * n + s) * actions + a] = y;
                    objective.setCoefficient(y, weight * arm.reward(s, a));
                    if (a > 0) {
                        sum.setCoefficient(y, a);
                    }
                    java.util.Arrays.fill(row, 0);
                    arm.spread(s, a, stationary ? instance.discount() : 1, row);
                    if (stationary) {
                        row[s] -= 1;
                        for (int next = 0; next < n; next++) {
                            if (row[next] != 0) {
                                flow[next].setCoefficient(y, -row[next]);
                            }
                        }
                    } else {
                        flow[t * n + s].setCoefficient(y, 1);
                        for (int next = 0; next < n && t + 1 < periods; next++) {
                            if (row[next] != 0) {
                                flow[(t + 1) * n + next].setCoefficient(y, -row[next]);
                            }
                        }
                    }
                }
            }
            weight *= instance.discount();
        }
        return measure;
    }
}
