package dev.ansatz.neural.rmab;

import dev.ansatz.neural.FeatureColumns;
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
    /** What is known of an item from the beginning: means over the states of its arms. The end has zeros and {@link #IS_END}. */
    private enum Feature implements FeatureColumns.Column {
        RANGE_OF_REWARDS,
        REWARD_AT_REST,
        GAIN_OF_STEP,
        VALUE_RESTING,
        VALUE_RANDOM,
        VALUE_HELPED,
        GAIN_RESTING,
        GAIN_RANDOM,
        GAIN_HELPED,
        LOG_OF_ARMS,
        BURDEN,
        BURDEN_IN_LIMITS,
        IS_END;

        private static final int COUNT = values().length;
    }

    /** What is known of a candidate in the present states: gains of its next action, of all that is left of it, and per burden. */
    private enum Context implements FeatureColumns.Column {
        NEXT_GAIN_OF_STEP,
        NEXT_GAIN_RESTING,
        NEXT_GAIN_RANDOM,
        NEXT_GAIN_HELPED,
        WHOLE_GAIN_OF_STEP,
        WHOLE_GAIN_RESTING,
        WHOLE_GAIN_RANDOM,
        WHOLE_GAIN_HELPED,
        GAIN_PER_BURDEN_OF_STEP,
        GAIN_PER_BURDEN_RESTING,
        GAIN_PER_BURDEN_RANDOM,
        GAIN_PER_BURDEN_HELPED,
        REWARD,
        BURDEN,
        STEPS_LEFT,
        ARMS_ACTED_ON,
        CANDIDATES,
        IS_END;

        private static final int COUNT = values().length;
    }

    static final FeatureColumns COLUMNS =
            new FeatureColumns(FeatureColumns.names(Feature.values()), FeatureColumns.names(Context.values()));

    /** R. */
    static final int RELATIONS = 1;

    /** Gains of an item: of the step alone, and with each way to go on. */
    private static final int GAINS = 1 + ArmValues.WAYS;

    private static final int FIGURES = Feature.GAIN_HELPED.ordinal() + 1;

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
    private double rewarded;
    private double reward;
    /** Items of the open action. */
    private int[] added = new int[8];

    private int addedCount;
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
        double[] largest = new double[FIGURES];
        for (int j = 0; j < arms; j++) {
            byArm[j] = figures(j);
            for (int f = 0; f < FIGURES; f++) {
                largest[f] = Math.max(largest[f], Math.abs(byArm[j][f]));
            }
        }
        double[] units = units(largest);
        float[] out = new float[(items + 1) * Feature.COUNT];
        for (int i = 0; i < items; i++) {
            int at = i * Feature.COUNT;
            for (int j : raised[i]) {
                for (int f = 0; f < FIGURES; f++) {
                    out[at + f] += (float) (byArm[j][f] / Math.max(units[f], 1e-12) / raised[i].length);
                }
            }
            out[at + Feature.LOG_OF_ARMS.ordinal()] = (float) Math.log(1.0 + raised[i].length);
            burdens(i, out, at + Feature.BURDEN.ordinal());
        }
        out[items * Feature.COUNT + Feature.IS_END.ordinal()] = 1;
        return out;
    }

    /** The features of an arm that are means over its states, up to {@link Feature#GAIN_HELPED}. */
    private double[] figures(int j) {
        Arm arm = instance.arm(j);
        int n = arm.states();
        int top = arm.actions() - 1;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double[] sums = new double[FIGURES];
        for (int s = 0; s < n; s++) {
            for (int a = 0; a < arm.actions(); a++) {
                least = Math.min(least, arm.reward(s, a));
                most = Math.max(most, arm.reward(s, a));
            }
            sums[Feature.REWARD_AT_REST.ordinal()] += arm.reward(s, 0) / n;
            sums[Feature.GAIN_OF_STEP.ordinal()] += (arm.reward(s, top) - arm.reward(s, 0)) / n;
            for (int way = 0; way < ArmValues.WAYS; way++) {
                sums[Feature.VALUE_RESTING.ordinal() + way] += values.value(way, j, 0, s) / n;
                sums[Feature.GAIN_RESTING.ordinal() + way] += values.gain(way, j, 0, s, top) / n;
            }
        }
        sums[Feature.RANGE_OF_REWARDS.ordinal()] = most - least;
        return sums;
    }

    /** Rewards share a unit, that of their range, and so do values, and gains: the largest of all arms. */
    private static double[] units(double[] largest) {
        int value = Feature.VALUE_RESTING.ordinal();
        int gain = Feature.GAIN_RESTING.ordinal();
        double[] units = new double[FIGURES];
        for (int f = 0; f < FIGURES; f++) {
            int from = f < value ? 0 : f < gain ? value : gain;
            int to = f < value ? 1 : from + ArmValues.WAYS;
            for (int g = from; g < to; g++) {
                units[f] = Math.max(units[f], largest[g]);
            }
        }
        return units;
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
    public RestlessBanditEnvironment copy() {
        RestlessBanditEnvironment copy = another();
        for (int e = 0; e < actions.length; e++) {
            System.arraycopy(actions[e], 0, copy.actions[e], 0, steps);
            System.arraycopy(certificates[e], 0, copy.certificates[e], 0, steps);
        }
        System.arraycopy(firstStates, 0, copy.firstStates, 0, steps);
        System.arraycopy(states, 0, copy.states, 0, states.length);
        System.arraycopy(candidates, 0, copy.candidates, 0, count);
        copy.count = count;
        copy.episode = episode;
        copy.step = step;
        copy.cutShort = cutShort;
        copy.weight = weight;
        copy.estimates = estimates;
        copy.rewarded = rewarded;
        copy.reward = reward;
        copy.followed = followed;
        copy.open = open;
        if (open) {
            copy.builder.begin(copy.decision);
            for (int i = 0; i < addedCount; i++) {
                copy.add(added[i]);
            }
        }
        return copy;
    }

    /** Adds an item to the open action; returns whether that is allowed. */
    private boolean add(int item) {
        if (!builder.tryAdd(item, decision)) {
            return false;
        }
        if (addedCount == added.length) {
            added = Arrays.copyOf(added, 2 * addedCount + 1);
        }
        added[addedCount++] = item;
        return true;
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
        rewarded = 0;
        reward = 0;
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
    @SuppressWarnings("ReferenceEquality") // the same array or not
    public int candidates(int[] out) {
        while (episode < actions.length) {
            if (!open) {
                builder.begin(decision);
                addedCount = 0;
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
                settle();
                return count;
            }
            act();
        }
        settle();
        return 0;
    }

    private void settle() {
        reward = (estimates - rewarded) / actions.length;
        rewarded = estimates;
    }

    /** What the estimate of the mean reward has changed by; at first it is that of the first states. */
    @Override
    public double reward() {
        return reward;
    }

    @Override
    public void choose(int index) {
        int item = candidates[index];
        if (item == items || !add(item)) {
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
                boolean unused = add((int) order[k]);
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

    /** {@inheritDoc} <p>See {@link Context}. */
    @Override
    public void contexts(float[] out, int from) {
        weigh();
        Arrays.fill(out, from, from + count * Context.COUNT, 0);
        for (int c = 0; c < count - 1; c++) {
            describe(candidates[c], out, from + c * Context.COUNT);
        }
        for (int f = 0; f <= Context.REWARD.ordinal(); f++) {
            scale(out, from + f);
        }
        double acted = 0;
        for (int level : decision.levels) {
            acted += level > 0 ? 1 : 0;
        }
        acted /= decision.levels.length;
        for (int c = 0; c < count; c++) {
            int at = from + c * Context.COUNT;
            Context.STEPS_LEFT.set(out, at, (float) ((double) (steps - step) / steps));
            Context.ARMS_ACTED_ON.set(out, at, (float) acted);
            Context.CANDIDATES.set(out, at, (float) (count - 1) / items);
            Context.IS_END.set(out, at, c == count - 1 ? 1 : 0);
        }
    }

    private void describe(int item, float[] out, int at) {
        double burden = builder.burden(item);
        for (int g = 0; g < GAINS; g++) {
            out[at + Context.NEXT_GAIN_OF_STEP.ordinal() + g] = (float) next[g][item];
            out[at + Context.WHOLE_GAIN_OF_STEP.ordinal() + g] = (float) rest[g][item];
            out[at + Context.GAIN_PER_BURDEN_OF_STEP.ordinal() + g] = (float) (next[g][item] / Math.max(burden, 1e-9));
        }
        double reward = 0;
        for (int j : raised[item]) {
            reward += instance.arm(j).reward(states[j], decision.levels[j]);
        }
        Context.REWARD.set(out, at, (float) reward);
        Context.BURDEN.set(out, at, (float) Math.min(4, burden));
    }

    /** Divides a column by its largest entry. */
    private void scale(float[] out, int column) {
        float largest = 0;
        for (int c = 0; c < count; c++) {
            largest = Math.max(largest, Math.abs(out[column + c * Context.COUNT]));
        }
        for (int c = 0; c < count && largest > 0; c++) {
            out[column + c * Context.COUNT] /= largest;
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
