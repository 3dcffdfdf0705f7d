package dev.ansatz.problems.rmab;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Builds an allowed action item by item, the way greedy, random and learned policies do. An item is an arm, or an intervention where
 * the instance has interventions. Not thread-safe; reused from step to step.
 */
public abstract class ActionBuilder {
    final RestlessBanditInstance instance;

    private ActionBuilder(RestlessBanditInstance instance) {
        this.instance = instance;
    }

    /** The builder for the constraint of an instance. */
    public static ActionBuilder of(RestlessBanditInstance instance) {
        ActionConstraint constraint = instance.constraint();
        return switch (constraint) {
            case null -> new Budgeted(instance);
            case ActionConstraint.Capacity c -> new Packing(instance, c);
            case ActionConstraint.Schedule s -> new Appointments(instance, s);
            case ActionConstraint.Path p -> new Walk(instance, p);
            case ActionConstraint.Interventions i -> new Chosen(instance, i);
        };
    }

    /** The arms that each intervention reaches, ascending. */
    public static int[][] reached(ActionConstraint.Interventions constraint) {
        int[] size = new int[constraint.count()];
        for (int[] link : constraint.links()) {
            for (int i : link) {
                size[i]++;
            }
        }
        int[][] reached = new int[constraint.count()][];
        for (int i = 0; i < reached.length; i++) {
            reached[i] = new int[size[i]];
        }
        for (int j = constraint.links().length - 1; j >= 0; j--) {
            for (int i : constraint.links()[j]) {
                reached[i][--size[i]] = j;
            }
        }
        return reached;
    }

    /**
     * The certificate of some arms: gives each appointment a worker who is available in its slot.
     *
     * @param arms ascending
     * @param appointments number of appointments by arm and slot
     */
    public static int[] certificate(ActionConstraint.Schedule constraint, int[] arms, int[][] appointments) {
        return Appointments.assign(constraint, arms, appointments);
    }

    /** Number of items. */
    public int items() {
        return instance.size();
    }

    /** Forgets all items and empties {@code decision}, which later calls fill. */
    public abstract void begin(Decision decision);

    /** Adds an item if the action stays allowed; raises an arm by one action where it has several. */
    public abstract boolean tryAdd(int item, Decision decision);

    /** Whether {@link #tryAdd} would succeed; changes nothing. */
    public abstract boolean canAdd(int item, Decision decision);

    /**
     * How much of what is left of the scarcest limit an item would take, 1 for all of it: of the budget, of the workers' capacity or
     * of the length of the walk. Of meaning only where {@link #canAdd}.
     */
    public abstract double burden(int item);

    /** Completes the certificate. */
    public void finish(Decision decision) {}

    /** Arms under a budget alone. */
    private static final class Budgeted extends ActionBuilder {
        private int left;

        Budgeted(RestlessBanditInstance instance) {
            super(instance);
        }

        @Override
        public void begin(Decision decision) {
            decision.clear();
            left = instance.budget();
        }

        @Override
        public boolean canAdd(int item, Decision decision) {
            return left > 0 && decision.levels[item] + 1 < instance.arm(item).actions();
        }

        @Override
        public boolean tryAdd(int item, Decision decision) {
            if (!canAdd(item, decision)) {
                return false;
            }
            left--;
            decision.levels[item]++;
            return true;
        }

        @Override
        public double burden(int item) {
            return 1.0 / left;
        }
    }

    /** Best fit: an arm goes to the worker with the least capacity left that suffices. */
    private static final class Packing extends ActionBuilder {
        private final ActionConstraint.Capacity constraint;
        private final int[] left;
        private final int[] worker;

        Packing(RestlessBanditInstance instance, ActionConstraint.Capacity constraint) {
            super(instance);
            this.constraint = constraint;
            this.left = constraint.capacities().clone();
            this.worker = new int[instance.size()];
        }

        @Override
        public void begin(Decision decision) {
            decision.clear();
            System.arraycopy(constraint.capacities(), 0, left, 0, left.length);
        }

        @Override
        public boolean canAdd(int item, Decision decision) {
            return decision.levels[item] == 0 && bestFit(item) >= 0;
        }

        /** The worker with the least capacity left that suffices, or -1. */
        private int bestFit(int item) {
            int best = -1;
            for (int i = 0; i < left.length; i++) {
                if (left[i] >= constraint.costs()[item] && (best < 0 || left[i] < left[best])) {
                    best = i;
                }
            }
            return best;
        }

        @Override
        public boolean tryAdd(int item, Decision decision) {
            int best = decision.levels[item] > 0 ? -1 : bestFit(item);
            if (best < 0) {
                return false;
            }
            left[best] -= constraint.costs()[item];
            worker[item] = best;
            decision.levels[item] = 1;
            return true;
        }

        @Override
        public double burden(int item) {
            return (double) constraint.costs()[item]
                    / Math.max(1, Arrays.stream(left).sum());
        }

        @Override
        public void finish(Decision decision) {
            int[] arms = decision.arms();
            decision.certificate = new int[arms.length];
            for (int k = 0; k < arms.length; k++) {
                decision.certificate[k] = worker[arms[k]];
            }
        }
    }

    /** Appointments by slot; those of other arms are moved where that makes room. */
    private static final class Appointments extends ActionBuilder {
        private final ActionConstraint.Schedule constraint;
        private final int[] workers;
        private final int[] free;
        private final int[][] appointments; // by arm and slot, 0..2
        private final int[] cameFrom;
        private final int[] moved;
        private int left;

        Appointments(RestlessBanditInstance instance, ActionConstraint.Schedule constraint) {
            super(instance);
            this.constraint = constraint;
            this.workers = constraint.workersBySlot();
            this.free = workers.clone();
            this.appointments = new int[instance.size()][constraint.slots()];
            this.cameFrom = new int[constraint.slots()];
            this.moved = new int[constraint.slots()];
        }

        @Override
        public void begin(Decision decision) {
            decision.clear();
            left = instance.budget();
            System.arraycopy(workers, 0, free, 0, free.length);
            for (int[] row : appointments) {
                Arrays.fill(row, 0);
            }
        }

        @Override
        public boolean canAdd(int item, Decision decision) {
            boolean can = book(item, decision);
            if (can) {
                cancel(item); // what was moved to make room may stay where it is
            }
            return can;
        }

        /** Both appointments of an arm, or none. */
        private boolean book(int item, Decision decision) {
            if (left == 0 || decision.levels[item] > 0 || !augment(item, decision)) {
                return false;
            }
            if (!augment(item, decision)) {
                cancel(item);
                return false;
            }
            return true;
        }

        private void cancel(int item) {
            for (int slot = 0; slot < free.length; slot++) {
                free[slot] += appointments[item][slot];
                appointments[item][slot] = 0;
            }
        }

        @Override
        public boolean tryAdd(int item, Decision decision) {
            if (!book(item, decision)) {
                return false;
            }
            left--;
            decision.levels[item] = 1;
            return true;
        }

        @Override
        public double burden(int item) {
            return 1.0 / left;
        }

        /** One more appointment for an arm, by a shortest chain of moved appointments. */
        private boolean augment(int item, Decision decision) {
            Arrays.fill(cameFrom, -2);
            ArrayDeque<Integer> queue = new ArrayDeque<>();
            for (int slot : constraint.armSlots()[item]) {
                if (cameFrom[slot] == -2) {
                    cameFrom[slot] = -1;
                    queue.add(slot);
                }
            }
            while (!queue.isEmpty()) {
                int slot = queue.remove();
                if (free[slot] > 0) {
                    free[slot]--;
                    int to = slot;
                    for (; cameFrom[to] >= 0; to = cameFrom[to]) {
                        appointments[moved[to]][to]++;
                        appointments[moved[to]][cameFrom[to]]--;
                    }
                    appointments[item][to]++;
                    return true;
                }
                for (int j = 0; j < appointments.length; j++) {
                    if (decision.levels[j] > 0 && appointments[j][slot] > 0) {
                        for (int other : constraint.armSlots()[j]) {
                            if (cameFrom[other] == -2) {
                                cameFrom[other] = slot;
                                moved[other] = j;
                                queue.add(other);
                            }
                        }
                    }
                }
            }
            return false;
        }

        @Override
        public void finish(Decision decision) {
            decision.certificate = assign(constraint, decision.arms(), appointments);
        }

        /** Gives each appointment a worker who is available in its slot. */
        static int[] assign(ActionConstraint.Schedule constraint, int[] arms, int[][] appointments) {
            int[] next = new int[constraint.slots()];
            int[] certificate = new int[4 * arms.length];
            int position = 0;
            for (int arm : arms) {
                for (int slot = 0; slot < constraint.slots(); slot++) {
                    for (int visit = 0; visit < appointments[arm][slot]; visit++) {
                        while (!isAvailable(constraint.workerSlots()[next[slot]], slot)) {
                            next[slot]++;
                        }
                        certificate[position++] = next[slot]++;
                        certificate[position++] = slot;
                    }
                }
            }
            return certificate;
        }

        private static boolean isAvailable(int[] slots, int slot) {
            for (int s : slots) {
                if (s == slot) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Stops of a closed walk, inserted where they lengthen it least; between stops the walk takes shortest paths. */
    private static final class Walk extends ActionBuilder {
        private final ActionConstraint.Path constraint;
        private final int[][] distance;
        private final int[][] neighbours;
        private final int[] stops;
        private int count;
        private int length;
        private int left;

        Walk(RestlessBanditInstance instance, ActionConstraint.Path constraint) {
            super(instance);
            this.constraint = constraint;
            int arms = instance.size();
            this.neighbours = constraint.neighbours(arms);
            this.distance = new int[arms][];
            for (int j = 0; j < arms; j++) {
                distance[j] = constraint.distances(arms, j);
            }
            this.stops = new int[arms + 2];
        }

        @Override
        public void begin(Decision decision) {
            decision.clear();
            left = instance.budget();
            stops[0] = constraint.source();
            stops[1] = constraint.source();
            count = 2;
            length = 0;
        }

        @Override
        public boolean canAdd(int item, Decision decision) {
            if (left == 0 || decision.levels[item] > 0 || distance[constraint.source()][item] < 0) {
                return false;
            }
            return length + detour(cheapest(item), item) <= constraint.length();
        }

        /** Where a stop lengthens the walk least. */
        private int cheapest(int item) {
            int best = 1;
            for (int k = 2; k < count; k++) {
                if (detour(k, item) < detour(best, item)) {
                    best = k;
                }
            }
            return best;
        }

        private int detour(int k, int item) {
            return distance[stops[k - 1]][item] + distance[item][stops[k]] - distance[stops[k - 1]][stops[k]];
        }

        @Override
        public boolean tryAdd(int item, Decision decision) {
            if (!canAdd(item, decision)) {
                return false;
            }
            int best = cheapest(item);
            length += detour(best, item);
            System.arraycopy(stops, best, stops, best + 1, count - best);
            stops[best] = item;
            count++;
            left--;
            decision.levels[item] = 1;
            return true;
        }

        @Override
        public double burden(int item) {
            double share = (double) detour(cheapest(item), item) / Math.max(1, constraint.length() - length);
            return Math.max(1.0 / left, share);
        }

        @Override
        public void finish(Decision decision) {
            if (count == 2) {
                return;
            }
            int[] walk = new int[length + count];
            int position = 0;
            walk[position++] = constraint.source();
            for (int k = 1; k < count; k++) {
                for (int node = stops[k - 1]; node != stops[k]; ) {
                    for (int next : neighbours[node]) {
                        if (distance[next][stops[k]] == distance[node][stops[k]] - 1) {
                            node = next;
                            break;
                        }
                    }
                    walk[position++] = node;
                }
            }
            decision.certificate = Arrays.copyOf(walk, position);
        }
    }

    /** Interventions under a budget. */
    private static final class Chosen extends ActionBuilder {
        private final ActionConstraint.Interventions constraint;
        private final int[][] reached;
        private final boolean[] chosen;
        private int count;

        Chosen(RestlessBanditInstance instance, ActionConstraint.Interventions constraint) {
            super(instance);
            this.constraint = constraint;
            this.reached = reached(constraint);
            this.chosen = new boolean[constraint.count()];
        }

        @Override
        public int items() {
            return constraint.count();
        }

        @Override
        public void begin(Decision decision) {
            decision.clear();
            Arrays.fill(chosen, false);
            count = 0;
        }

        @Override
        public boolean canAdd(int item, Decision decision) {
            return count < instance.budget() && !chosen[item];
        }

        @Override
        public boolean tryAdd(int item, Decision decision) {
            if (!canAdd(item, decision)) {
                return false;
            }
            chosen[item] = true;
            count++;
            for (int j : reached[item]) {
                decision.levels[j]++;
            }
            return true;
        }

        @Override
        public double burden(int item) {
            return 1.0 / (instance.budget() - count);
        }

        @Override
        public void finish(Decision decision) {
            int[] certificate = new int[count];
            int position = 0;
            for (int i = 0; i < chosen.length; i++) {
                if (chosen[i]) {
                    certificate[position++] = i;
                }
            }
            decision.certificate = certificate;
        }
    }
}
