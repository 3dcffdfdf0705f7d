package dev.ansatz.classical.rmab;

import dev.ansatz.problems.rmab.ActionConstraint;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The iterative myopic baseline of Xu, Wilder, Khalil and Tambe (ICLR 2025) as their published code computes it, defects
 * included, so that their comparison can be repeated. What {@link GreedyRule} does better:
 *
 * <ul>
 *   <li>capacity: the best arm of a worker is not forgotten after it is assigned, so that it may be assigned again and again and
 *       its cost is paid each time; the reward compared with is that of resting all arms throughout; an arm that would fill the
 *       capacity left exactly stops the loop;
 *   <li>schedule: arms are taken whether they gain or lose; the two appointments need two different workers; appointments are never
 *       moved.
 * </ul>
 *
 * Where the published loop would not end (no arm left to afford improves), this one goes to the next worker. The published code
 * has no such baseline for paths. For interventions it is the greedy rule.
 */
final class PublishedIterativeMyopic {
    private PublishedIterativeMyopic() {}

    static @Nullable String refuses(RestlessBanditInstance instance) {
        ActionConstraint constraint = instance.constraint();
        return constraint == null || constraint instanceof ActionConstraint.Path
                ? "the published baseline exists for capacity, schedule and interventions only."
                : null;
    }

    static DecisionRule of(RestlessBanditInstance instance, long seed) {
        Gains gains = Gains.myopic(instance);
        return switch (Objects.requireNonNull(instance.constraint())) {
            case ActionConstraint.Capacity c -> capacity(instance, c, gains);
            case ActionConstraint.Schedule s -> schedule(instance, s, gains, seed);
            case ActionConstraint.Interventions i -> new GreedyRule(instance, gains);
            default -> throw new IllegalArgumentException(refuses(instance));
        };
    }

    private static DecisionRule capacity(
            RestlessBanditInstance instance, ActionConstraint.Capacity constraint, Gains gains) {
        int arms = instance.size();
        int[] workers = IntStream.range(0, constraint.capacities().length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> constraint.capacities()[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        return (episode, step, states, decision) -> {
            decision.clear();
            int[] workerOf = new int[arms];
            boolean[] assigned = new boolean[arms];
            double gained = 0; // over resting all arms
            for (int i : workers) {
                double bestValue = -1;
                int bestArm = -1;
                int left = constraint.capacities()[i];
                while (left > lowest(constraint, assigned)) {
                    for (int j = 0; j < arms; j++) {
                        if (assigned[j] || constraint.costs()[j] > left) {
                            continue;
                        }
                        double benefit = (gained + gains.of(j, step, states[j], 1))
                                / constraint.costs()[j];
                        if (benefit >= 0 && benefit > bestValue) {
                            bestValue = benefit;
                            bestArm = j;
                        }
                    }
                    if (bestArm < 0) {
                        break;
                    }
                    if (!assigned[bestArm]) {
                        gained += gains.of(bestArm, step, states[bestArm], 1);
                        workerOf[bestArm] = i;
                        decision.levels[bestArm] = 1;
                    }
                    assigned[bestArm] = true;
                    left -= constraint.costs()[bestArm];
                    if (constraint.costs()[bestArm] == 0) {
                        break;
                    }
                }
            }
            decision.certificate =
                    Arrays.stream(decision.arms()).map(j -> workerOf[j]).toArray();
        };
    }

    private static int lowest(ActionConstraint.Capacity constraint, boolean[] assigned) {
        int lowest = Integer.MAX_VALUE;
        for (int j = 0; j < assigned.length; j++) {
            if (!assigned[j]) {
                lowest = Math.min(lowest, constraint.costs()[j]);
            }
        }
        return lowest;
    }

    private static DecisionRule schedule(
            RestlessBanditInstance instance, ActionConstraint.Schedule constraint, Gains gains, long seed) {
        int arms = instance.size();
        return (episode, step, states, decision) -> {
            decision.clear();
            Integer[] order = IntStream.range(0, arms).boxed().toArray(Integer[]::new);
            double[] gain = new double[arms];
            for (int j = 0; j < arms; j++) {
                gain[j] = gains.of(j, step, states[j], 1);
            }
            Arrays.sort(order, Comparator.comparingDouble(j -> -gain[j]));
            int[] workers = IntStream.range(0, constraint.workerSlots().length).toArray();
            Random random = new Random(seed + 31L * episode + step);
            for (int i = workers.length - 1; i > 0; i--) {
                int k = random.nextInt(i + 1);
                int swap = workers[i];
                workers[i] = workers[k];
                workers[k] = swap;
            }
            boolean[][] free = new boolean[workers.length][constraint.slots()];
            for (int i = 0; i < workers.length; i++) {
                for (int slot : constraint.workerSlots()[i]) {
                    free[i][slot] = true;
                }
            }
            List<int[]> appointments = new ArrayList<>();
            for (int j : order) {
                if (appointments.size() >= instance.budget()) {
                    break;
                }
                int[] pair = pair(constraint.armSlots()[j], workers, free);
                if (pair != null) {
                    free[pair[0]][pair[1]] = false;
                    free[pair[2]][pair[3]] = false;
                    decision.levels[j] = 1;
                    appointments.add(new int[] {j, pair[0], pair[1], pair[2], pair[3]});
                }
            }
            appointments.sort(Comparator.comparingInt(row -> row[0]));
            decision.certificate = appointments.stream()
                    .flatMapToInt(row -> Arrays.stream(row).skip(1))
                    .toArray();
        };
    }

    /** Worker and slot, worker and slot: the first two different workers in their order, each in its first slot. */
    private static int @Nullable [] pair(int[] slots, int[] workers, boolean[][] free) {
        for (int first : workers) {
            int slot = firstSlot(slots, free[first]);
            if (slot >= 0) {
                for (int second : workers) {
                    int other = second == first ? -1 : firstSlot(slots, free[second]);
                    if (other >= 0) {
                        return new int[] {first, slot, second, other};
                    }
                }
            }
        }
        return null;
    }

    private static int firstSlot(int[] slots, boolean[] free) {
        int lowest = -1;
        for (int slot : slots) {
            if (free[slot] && (lowest < 0 || slot < lowest)) {
                lowest = slot;
            }
        }
        return lowest;
    }
}
