package dev.ansatz.neural.rmab;

import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.problems.rmab.ActionBuilder;
import dev.ansatz.problems.rmab.ActionConstraint;
import dev.ansatz.problems.rmab.Arm;
import dev.ansatz.problems.rmab.Decision;
import dev.ansatz.problems.rmab.LagrangianRelaxation;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import dev.ansatz.problems.rmab.Simulation;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Restless bandits: the policy goes through all episodes of an instance, and in each step adds one item after the other — an arm, or
 * an intervention where there are interventions — to the action, or ends it. Candidates are the items with which the action stays
 * allowed ({@link ActionBuilder}), and the end. Nodes are the items and, last, the end, in one group.
 *
 * <p>The cost is the negative estimate of the mean reward with the control variate of the Lagrangian relaxation, as
 * {@link Simulation#assess} has it. No input comes from the relaxation: they are rewards, values of each arm by itself
 * ({@link ArmValues}), and what the items take of the limits.
 */
final class RestlessBanditEnvironment implements CandidateEnvironment<PolicyRecord> {
    /** F. */
    static final int FEATURES = 13;

    /** C. */
    static final int CONTEXTS = 18;

    /** Gains of an item: of the step alone, and with each way to go on. */
    private static final int GAINS = 1 + ArmValues.WAYS;

    private static final int[] NONE = {};

    private final RestlessBanditInstance instance;
    private final Simulation simulation;
    private final LagrangianRelaxation relaxation;
    private final ActionBuilder builder;
    private final ArmValues values;
    private final int items;
    private final int steps;
    /** Arms that an item raises. */
    private final int[][] raised;

    private final float[] features;
    private final int[][] groups;
    private final int[][][] actions;
    private final int[][][] certificates;
    private final int[][] firstStates;

    private final int[] states;
    private final Decision decision;
    /** By gain: of the next action of an item, and of its whole rest, each arm's share in the rest. */
    private final double[][] next = new double[GAINS][];

    private final double[][] rest = new double[GAINS][];
    private final int[] candidates;
    private int count;
    private int episode;
    private int step;
    private boolean open;
    private boolean cutShort;
    private double weight;
    private double estimates;
    private @Nullable PolicyRecord followed;

    RestlessBanditEnvironment(RestlessBanditInstance instance) {
        this.instance = instance;
        simulation = new Simulation(instance);
        relaxation = instance.relaxation();
        builder = ActionBuilder.of(instance);
        values = new ArmValues(instance);
        items = builder.items();
        steps = instance.steps();
        raised = instance.constraint() instanceof ActionConstraint.Interventions interventions
                ? ActionBuilder.reached(interventions)
                : IntStream.range(0, items).mapToObj(j -> new int[] {j}).toArray(int[][]::new);
        groups = new int[][] {IntStream.rangeClosed(0, items).toArray()};
        actions = new int[instance.episodes()][steps][];
        certificates = new int[instance.episodes()][steps][];
        firstStates = new int[steps][];
        states = new int[instance.size()];
        decision = new Decision(instance.size());
        candidates = new int[items + 1];
        for (int g = 0; g < GAINS; g++) {
            next[g] = new double[items];
            rest[g] = new double[items];
        }
        features = describe();
        reset();
    }

    // Features. Gains and values are divided by the largest of the instance or of the decision: no units are left.

    private float[] describe() {
        int arms = instance.size();
        double[][] byArm = new double[arms][];
        for (int j = 0; j < arms; j++) {
            Arm arm = instance.arm(j);
            int n = arm.states();
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            double[] sums = new double[3 + 2 * ArmValues.WAYS];
            for (int s = 0; s < n; s++) {
                for (int a = 0; a < arm.actions(); a++) {
                    least = Math.min(least, arm.reward(s, a));
                    most = Math.max(most, arm.reward(s, a));
                }
                int top = arm.actions() - 1;
                sums[1] += arm.reward(s, 0) / n;
                sums[2] += (arm.reward(s, top) - arm.reward(s, 0)) / n;
                for (int way = 0; way < ArmValues.WAYS; way++) {
                    sums[3 + way] += values.value(way, j, 0, s) / n;
                    sums[3 + ArmValues.WAYS + way] += values.gain(way, j, 0, s, top) / n;
                }
            }
            sums[0] = most - least;
            byArm[j] = sums;
        }
        int width = byArm[0].length;
        double[] largest = new double[width];
        for (double[] row : byArm) {
            for (int f = 0; f < width; f++) {
                largest[f] = Math.max(largest[f], Math.abs(row[f]));
            }
        }
        // Rewards share a unit, and so do values, and gains.
        double[] unit = {largest[0], largest[0], largest[0]};
        double valueUnit = Math.max(largest[3], Math.max(largest[4], largest[5]));
        double gainUnit = Math.max(largest[6], Math.max(largest[7], largest[8]));
        float[] out = new float[(items + 1) * FEATURES];
        for (int i = 0; i < items; i++) {
            int at = i * FEATURES;
            for (int j : raised[i]) {
                for (int f = 0; f < width; f++) {
                    double scale = f < 3 ? unit[f] : f < 3 + ArmValues.WAYS ? valueUnit : gainUnit;
                    out[at + f] += (float) (byArm[j][f] / Math.max(scale, 1e-12) / raised[i].length);
                }
            }
            out[at + width] = (float) Math.log(1.0 + raised[i].length);
            burdens(i, out, at + width + 1);
        }
        out[items * FEATURES + FEATURES - 1] = 1;
        return out;
    }

    /** Two static figures of what an item takes of the limits. */
    private void burdens(int item, float[] out, int at) {
        switch (instance.constraint()) {
            case ActionConstraint.Capacity c -> {
                double costs = Arrays.stream(c.costs()).average().orElse(1);
                double capacities = Arrays.stream(c.capacities()).average().orElse(1);
                out[at] = (float) Math.min(4, c.costs()[item] / Math.max(1e-9, costs));
                out[at + 1] = (float) Math.min(4, c.costs()[item] / Math.max(1e-9, capacities));
            }
            case ActionConstraint.Schedule s -> {
                int[] workers = s.workersBySlot();
                int places = 0;
                for (int slot : s.armSlots()[item]) {
                    places += workers[slot];
                }
                out[at] = 1f / (1 + places);
                out[at + 1] =
                        (float) places / Math.max(1, Arrays.stream(workers).sum());
            }
            case ActionConstraint.Path p -> {
                int distance = distances(p)[item];
                out[at] = distance < 0 ? 4 : Math.min(4, 2f * distance / Math.max(1, p.length()));
                out[at + 1] = distance == 0 ? 1 : 0;
            }
            case null -> out[at] = 1f / Math.max(1, instance.budget());
            case ActionConstraint.Interventions i -> out[at] = 1f / Math.max(1, instance.budget());
        }
    }

    private int @Nullable [] distances;

    private int[] distances(ActionConstraint.Path path) {
        if (distances == null) {
            distances = path.distances(instance.size(), path.source());
        }
        return distances;
    }

    @Override
    public RestlessBanditEnvironment another() {
        return new RestlessBanditEnvironment(instance);
    }

    @Override
    public int nodes() {
        return items + 1;
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
    public int maxCandidates() {
        return items + 1;
    }

    @Override
    public void reset() {
        episode = 0;
        estimates = 0;
        cutShort = false;
        begin();
    }

    private void begin() {
        step = 0;
        weight = 1;
        open = false;
        if (episode < actions.length) {
            simulation.begin(episode, states);
            for (int j = 0; j < states.length; j++) {
                estimates += relaxation.value(j, 0, states[j]);
            }
        }
    }

    @Override
    public int candidates(int[] out) {
        while (episode < actions.length) {
            if (!open) {
                builder.begin(decision);
                open = true;
            }
            count = 0;
            for (int i = 0; i < items; i++) {
                if (builder.canAdd(i, decision)) {
                    candidates[count++] = i;
                }
            }
            if (count > 0) {
                candidates[count++] = items;
                if (out != candidates) {
                    System.arraycopy(candidates, 0, out, 0, count);
                }
                return count;
            }
            act();
        }
        return 0;
    }

    @Override
    public void choose(int index) {
        int item = candidates[index];
        if (item == items || !builder.tryAdd(item, decision)) {
            act();
        }
    }

    /** Ends the action and moves the arms. */
    private void act() {
        builder.finish(decision);
        actions[episode][step] = decision.arms();
        certificates[episode][step] = instance.constraint() == null ? NONE : decision.certificate;
        if (episode == 0) {
            firstStates[step] = states.clone();
        }
        for (int j = 0; j < states.length; j++) {
            estimates += weight
                    * (relaxation.lookahead(j, step, states[j], decision.levels[j])
                            - relaxation.value(j, step, states[j]));
        }
        simulation.advance(episode, step, states, decision.levels);
        weight *= instance.discount();
        open = false;
        if (++step == steps) {
            episode++;
            begin();
        }
    }

    @Override
    public boolean isQuick() {
        return false;
    }

    /** In each step that is left one pass through the items by gain per burden, the arms being acted on at random later. */
    @Override
    public boolean complete() {
        while (candidates(candidates) > 0) {
            cutShort = true;
            weigh();
            long[] order = new long[count - 1];
            int useful = 0;
            for (int c = 0; c < count - 1; c++) {
                double gain = rest[2][candidates[c]] / Math.max(builder.burden(candidates[c]), 1e-9);
                if (gain > 0) {
                    order[useful++] = (long) ~Float.floatToIntBits((float) gain) << 32 | candidates[c];
                }
            }
            Arrays.sort(order, 0, useful);
            for (int k = 0; k < useful; k++) {
                boolean unused = builder.tryAdd((int) order[k], decision);
            }
            act();
        }
        return true;
    }

    @Override
    public double cost() {
        return -estimates / actions.length;
    }

    @Override
    public PolicyRecord solution() {
        int[][][] acted = Arrays.stream(actions).map(int[][]::clone).toArray(int[][][]::new);
        int[][][] shown = Arrays.stream(certificates).map(int[][]::clone).toArray(int[][][]::new);
        return new PolicyRecord(
                cutShort ? "neural (cut short)" : "neural",
                acted,
                instance.constraint() == null ? new int[0][][] : shown,
                firstStates.clone());
    }

    /** Gains of the candidates in the present states. */
    private void weigh() {
        for (int c = 0; c < count - 1; c++) {
            int item = candidates[c];
            for (int g = 0; g < GAINS; g++) {
                next[g][item] = 0;
                rest[g][item] = 0;
            }
            for (int j : raised[item]) {
                int level = decision.levels[j];
                int top = instance.arm(j).actions() - 1;
                for (int g = 0; g < GAINS; g++) {
                    double now = gain(g, j, level);
                    next[g][item] += gain(g, j, Math.min(level + 1, top)) - now;
                    rest[g][item] += level >= top ? 0 : (gain(g, j, top) - now) / (top - level);
                }
            }
        }
    }

    private double gain(int g, int j, int action) {
        if (action == 0) {
            return 0;
        }
        Arm arm = instance.arm(j);
        return g == 0
                ? arm.reward(states[j], action) - arm.reward(states[j], 0)
                : values.gain(g - 1, j, step, states[j], action);
    }

    @Override
    public void contexts(float[] out, int from) {
        weigh();
        double left = (double) (steps - step) / steps;
        double acted = 0;
        for (int level : decision.levels) {
            acted += level > 0 ? 1 : 0;
        }
        acted /= decision.levels.length;
        Arrays.fill(out, from, from + count * CONTEXTS, 0);
        for (int c = 0; c < count - 1; c++) {
            int at = from + c * CONTEXTS;
            double burden = builder.burden(candidates[c]);
            int item = candidates[c];
            for (int g = 0; g < GAINS; g++) {
                out[at + g] = (float) next[g][item];
                out[at + GAINS + g] = (float) rest[g][item];
                out[at + 2 * GAINS + g] = (float) (next[g][item] / Math.max(burden, 1e-9));
            }
            double reward = 0;
            for (int j : raised[item]) {
                reward += instance.arm(j).reward(states[j], decision.levels[j]);
            }
            out[at + 3 * GAINS] = (float) reward;
            out[at + 3 * GAINS + 1] = (float) Math.min(4, burden);
        }
        for (int f = 0; f <= 3 * GAINS; f++) {
            float largest = 0;
            for (int c = 0; c < count; c++) {
                largest = Math.max(largest, Math.abs(out[from + c * CONTEXTS + f]));
            }
            for (int c = 0; c < count && largest > 0; c++) {
                out[from + c * CONTEXTS + f] /= largest;
            }
        }
        for (int c = 0; c < count; c++) {
            int at = from + c * CONTEXTS + 3 * GAINS + 2;
            out[at] = (float) left;
            out[at + 1] = (float) acted;
            out[at + 2] = (float) (count - 1) / items;
            out[at + 3] = c == count - 1 ? 1 : 0;
        }
    }

    @Override
    public void follow(PolicyRecord solution) {
        followed = solution;
    }

    /** Of the items of the action followed, the one of the largest gain when it is acted on at random later; then the end. */
    @Override
    public int reference() {
        PolicyRecord record = java.util.Objects.requireNonNull(followed);
        boolean interventions = instance.constraint() instanceof ActionConstraint.Interventions;
        int[] wanted = interventions ? record.certificate(episode, step) : record.arms(episode, step);
        weigh();
        int best = count - 1;
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < count - 1; c++) {
            int item = candidates[c];
            int times = 0;
            for (int w : wanted) {
                times += w == item ? 1 : 0;
            }
            boolean left = interventions ? times > 0 : times > decision.levels[item];
            if (left && next[2][item] > most) {
                most = next[2][item];
                best = c;
            }
        }
        return best;
    }
}
