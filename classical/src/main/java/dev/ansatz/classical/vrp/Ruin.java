package dev.ansatz.classical.vrp;

import dev.ansatz.classical.localsearch.Xorshift;
import java.util.Arrays;

/**
 * Takes strings of stops off routes near a seed: slack induction by string removals (Christiaens and Vanden Berghe, Transportation Science
 * 2020). Both ends of a shipment go, and often all of a group that has to share a route. Not thread-safe.
 */
final class Ruin {
    private static final double MEAN_REMOVED = 10;
    private static final double LONGEST_STRING = 10;
    private static final double LARGE = 0.1;
    private static final double LARGE_FACTOR = 3;
    private static final double LARGE_STRING = 4;
    private static final double SPLIT = 0.5;
    private static final double DEEPER_SPLIT = 0.01;
    private static final double WHOLE_GROUP = 0.5;

    private final SearchPlan plan;
    private final SearchModel model;
    private final Xorshift random;
    private double meanRemoved = MEAN_REMOVED;
    private double longestString = LONGEST_STRING;

    /** Requests that the last call took off, the first {@link #removedCount}. */
    int[] removed = new int[128];

    int removedCount;
    private final boolean[] marked;
    private int[] slots = new int[64];
    private int slotCount;
    private int[] stringStamp = new int[16];
    private int[] slotStamp = new int[16];
    private int stamp;

    Ruin(SearchPlan plan, Xorshift random) {
        this.plan = plan;
        this.random = random;
        model = plan.model;
        marked = new boolean[model.tasks];
    }

    /** Now and then strings are longer, so that parts of long routes change places as a whole. */
    private void drawSize() {
        boolean large = random.chance(LARGE);
        meanRemoved = large ? LARGE_FACTOR * MEAN_REMOVED : MEAN_REMOVED;
        longestString = large ? LARGE_STRING * LONGEST_STRING : LONGEST_STRING;
    }

    /** Takes off stops near a seed. */
    void around(int seed) {
        removedCount = 0;
        slotCount = 0;
        if (plan.used == 0) {
            return;
        }
        if (stringStamp.length < plan.slots.length) {
            stringStamp = new int[plan.slots.length];
            slotStamp = new int[plan.slots.length];
        }
        stamp++;
        drawSize();
        strings(seed);
        for (int i = 0; i < slotCount; i++) {
            rebuild(slots[i]);
        }
        for (int i = 0; i < removedCount; i++) {
            int request = removed[i];
            marked[plan.servedBy[request]] = false;
            plan.serve(request, -1);
        }
    }

    private void strings(int seed) {
        int served = 0;
        for (int i = 0; i < plan.used; i++) {
            served += plan.route(plan.active[i]).length - 2;
        }
        double longest = Math.min(longestString, (double) served / plan.used);
        double mostStrings = 4.0 * meanRemoved / (1 + longest) - 1;
        int wanted = (int) (1 + random.unit() * mostStrings);
        int done = 0;
        for (int i = -1; i < model.nearCount && done < wanted; i++) {
            int stop = i < 0 ? seed : model.near[seed * model.nearCount + i];
            int slot = plan.slotOf[stop];
            if (slot < 0 || stringStamp[slot] == stamp || marked[model.taskOf[stop]]) {
                continue;
            }
            stringStamp[slot] = stamp;
            RouteState route = plan.route(slot);
            int size = route.length - 2;
            int length = Math.min(size, (int) (1 + random.unit() * Math.min(size, longest)));
            int kept = 0;
            if (length > 1 && length < size && random.chance(SPLIT)) {
                kept = 1;
                while (length + kept < size && random.chance(DEEPER_SPLIT)) {
                    kept++;
                }
            }
            string(route, plan.positionOf[stop], length, kept);
            done++;
        }
    }

    /** Marks some of the stops around a position, but a few inside. */
    private void string(RouteState route, int position, int length, int kept) {
        int whole = length + kept;
        int first = Math.max(1, position - whole + 1);
        int last = Math.min(position, route.length - 1 - whole);
        int begin = first + random.below(Math.max(1, last - first + 1));
        int keepFrom = kept == 0 ? -1 : 1 + random.below(length - 1);
        for (int i = 0; i < whole; i++) {
            int node = route.nodes[begin + i];
            if (node < model.stops && (keepFrom < 0 || i < keepFrom || i >= keepFrom + kept)) {
                mark(model.taskOf[node]);
            }
        }
    }

    private void mark(int task) {
        if (marked[task]) {
            return;
        }
        marked[task] = true;
        if (removedCount == removed.length) {
            removed = Arrays.copyOf(removed, 2 * removedCount);
        }
        removed[removedCount++] = model.requestOf[task];
        touch(plan.slotOf[model.first[task]]);
        int[][] together = model.together;
        if (together != null && together[task].length > 0 && random.chance(WHOLE_GROUP)) {
            for (int partner : together[task]) {
                if (plan.slotOf[model.first[partner]] >= 0) {
                    mark(partner);
                }
            }
        }
    }

    private void touch(int slot) {
        if (slotStamp[slot] == stamp) {
            return;
        }
        slotStamp[slot] = stamp;
        if (slotCount == slots.length) {
            slots = Arrays.copyOf(slots, 2 * slotCount);
        }
        slots[slotCount++] = slot;
    }

    /** Takes marked stops off a route, and reloads of which nothing is left to say. */
    private void rebuild(int slot) {
        RouteState route = plan.change(slot);
        int size = 1;
        int end = route.nodes[route.length - 1];
        boolean served = false;
        for (int p = 1; p < route.length - 1; p++) {
            int node = route.nodes[p];
            if (node < model.stops) {
                if (marked[model.taskOf[node]]) {
                    plan.slotOf[node] = -1;
                    continue;
                }
                served = true;
            } else if (size == 1 || route.nodes[size - 1] >= model.stops) {
                continue;
            }
            route.nodes[size++] = node;
        }
        while (size > 1 && route.nodes[size - 1] >= model.stops) {
            size--;
        }
        route.nodes[size++] = end;
        route.length = size;
        if (served) {
            plan.refresh(slot);
        } else {
            plan.close(slot);
        }
    }

    /** Takes off a whole route. */
    void route(int slot) {
        removedCount = 0;
        RouteState route = plan.route(slot);
        for (int p = 1; p < route.length - 1; p++) {
            int node = route.nodes[p];
            if (node < model.stops && model.first[model.taskOf[node]] == node) {
                if (removedCount == removed.length) {
                    removed = Arrays.copyOf(removed, 2 * removedCount);
                }
                removed[removedCount++] = model.requestOf[model.taskOf[node]];
            }
        }
        plan.clear(slot);
    }
}
