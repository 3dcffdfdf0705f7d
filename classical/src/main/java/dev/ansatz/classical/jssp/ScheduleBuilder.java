package dev.ansatz.classical.jssp;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Builds active schedules (Giffler and Thompson 1960, doi:10.1287/opre.8.4.487) and non-delay schedules operation by operation.
 * O(operations · jobs) a schedule, nothing allocated between two. Not thread-safe.
 */
final class ScheduleBuilder {
    private final Shop shop;
    /** Work of the job from an operation to its end. */
    private final long[] work;

    private final int[] next;
    private final long[] jobFree;
    private final long[] machineFree;
    private final int[] candidates;
    final long[] starts;

    ScheduleBuilder(Shop shop) {
        this.shop = shop;
        work = new long[shop.size];
        for (int o = shop.size - 1; o >= 0; o--) {
            boolean last = o == shop.size - 1 || shop.job[o + 1] != shop.job[o];
            work[o] = shop.duration[o] + (last ? 0 : work[o + 1]);
        }
        next = new int[shop.jobs];
        jobFree = new long[shop.jobs];
        machineFree = new long[shop.machines];
        candidates = new int[shop.jobs];
        starts = new long[shop.size];
    }

    /**
     * Fills {@link #starts}.
     *
     * @param nonDelay whether no machine may wait while an operation is ready for it; else the schedule is active
     * @param randomness probability that a choice ignores the rule
     * @param random for choices and ties, or null where there are none: of equals the lowest job goes first
     * @return the makespan
     */
    long build(DispatchRule rule, boolean nonDelay, double randomness, @Nullable SplittableRandom random) {
        System.arraycopy(shop.first, 0, next, 0, shop.jobs);
        Arrays.fill(jobFree, 0);
        Arrays.fill(machineFree, 0);
        long makespan = 0;
        for (int scheduled = 0; scheduled < shop.size; scheduled++) {
            int chosen = choose(rule, conflict(nonDelay), randomness, random);
            int j = shop.job[chosen];
            int m = shop.machine[chosen];
            long start = Math.max(jobFree[j], machineFree[m]);
            starts[chosen] = start;
            jobFree[j] = start + shop.duration[chosen];
            machineFree[m] = jobFree[j];
            makespan = Math.max(makespan, jobFree[j]);
            next[j]++;
        }
        return makespan;
    }

    /** Collects the operations of which one must be next on the machine that decides; returns their number. */
    private int conflict(boolean nonDelay) {
        long least = Long.MAX_VALUE;
        int leader = -1;
        for (int j = 0; j < shop.jobs; j++) {
            int o = next[j];
            if (o < shop.first[j + 1]) {
                long time = Math.max(jobFree[j], machineFree[shop.machine[o]]) + (nonDelay ? 0 : shop.duration[o]);
                if (time < least) {
                    least = time;
                    leader = o;
                }
            }
        }
        int m = shop.machine[leader];
        int count = 0;
        for (int j = 0; j < shop.jobs; j++) {
            int o = next[j];
            if (o < shop.first[j + 1] && shop.machine[o] == m) {
                long start = Math.max(jobFree[j], machineFree[m]);
                // The leader itself need not start before its end where it takes no time.
                if (nonDelay ? start == least : start < least || o == leader) {
                    candidates[count++] = o;
                }
            }
        }
        return count;
    }

    private int choose(DispatchRule rule, int count, double randomness, @Nullable SplittableRandom random) {
        if (count == 1) {
            return candidates[0];
        }
        if (random != null && random.nextDouble() < randomness) {
            return candidates[random.nextInt(count)];
        }
        int best = -1;
        long bestPriority = Long.MIN_VALUE;
        int ties = 0;
        for (int c = 0; c < count; c++) {
            int o = candidates[c];
            int j = shop.job[o];
            long priority = rule.priority(shop.duration[o], work[o], shop.first[j + 1] - o, jobFree[j]);
            if (best < 0 || priority > bestPriority) {
                best = o;
                bestPriority = priority;
                ties = 1;
            } else if (priority == bestPriority && random != null && random.nextInt(++ties) == 0) {
                best = o;
            }
        }
        return best;
    }
}
