package dev.ansatz.classical.vrp;

import dev.ansatz.classical.localsearch.Xorshift;
import java.util.Arrays;

/**
 * How often each required request was left out: the criterion by which routes are got rid of, and by which missing requests come in (the
 * sums of absences of Christiaens and Vanden Berghe, Transportation Science 2020). Not thread-safe.
 */
final class Absences {
    private static final double MISSING_SEEDS = 0.5;
    private static final double ABSENT_SEEDS = 0.1;

    private final SearchModel model;
    private final long[] count;
    private long was;

    Absences(SearchModel model) {
        this.model = model;
        count = new long[model.requests.length];
    }

    /** To be said before a step where something is missing. */
    void begin(SearchPlan plan) {
        was = sum(plan);
    }

    private long sum(SearchPlan plan) {
        long sum = 0;
        for (int i = 0; i < plan.absentCount; i++) {
            sum += model.required[plan.absent[i]] ? count[plan.absent[i]] : 0;
        }
        return sum;
    }

    /**
     * Whether to go on from what a step has made of a plan where something was missing before: fewer requests are, or such that were left out
     * less often, or as often and {@code otherwise}.
     */
    boolean accepts(SearchPlan plan, boolean otherwise) {
        long is = sum(plan);
        boolean accepted = plan.missing < plan.missingBefore() || is < was || (is == was && otherwise);
        if (plan.missing > 0) {
            for (int i = 0; i < plan.absentCount; i++) {
                if (model.required[plan.absent[i]]) {
                    count[plan.absent[i]] += model.weight[plan.absent[i]];
                }
            }
        }
        return accepted;
    }

    /** A stop around which to take off others: often one of a missing request, seldom one that may stay out. */
    int seed(SearchPlan plan, Xorshift random) {
        if (plan.absentCount > 0 && random.chance(plan.missing > 0 ? MISSING_SEEDS : ABSENT_SEEDS)) {
            int[] tasks = model.requests[plan.absent[random.below(plan.absentCount)]];
            return model.first[tasks[random.below(tasks.length)]];
        }
        return random.below(model.stops);
    }

    /** The slot of the route whose requests were left out least often. */
    int cheapestRoute(SearchPlan plan) {
        int cheapest = -1;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < plan.used; i++) {
            RouteState route = plan.route(plan.active[i]);
            long sum = 0;
            for (int p = 1; p < route.length - 1; p++) {
                if (route.nodes[p] < model.stops) {
                    sum += count[model.requestOf[model.taskOf[route.nodes[p]]]];
                }
            }
            if (sum < least) {
                least = sum;
                cheapest = plan.active[i];
            }
        }
        return cheapest;
    }

    /** No plan that serves all has fewer routes, by load and by capacity. */
    int fewestRoutes() {
        long fewest = model.stops > 0 ? 1 : 0;
        for (int d = 0; d < model.dimensions; d++) {
            int dimension = d;
            long capacity = model.kinds.stream()
                    .mapToLong(kind -> kind.type().capacity()[dimension])
                    .max()
                    .orElse(1);
            if (model.hasReloads
                    || model.hasShipments
                    || capacity <= 0
                    || !Arrays.stream(model.requests).allMatch(r -> r.length == 1)) {
                continue;
            }
            long delivered = 0;
            long picked = 0;
            for (int r = 0; r < model.requests.length; r++) {
                if (model.required[r]) {
                    int at = model.first[model.requests[r][0]] * model.dimensions + d;
                    delivered += model.delivery[at];
                    picked += model.pickup[at];
                }
            }
            fewest = Math.max(fewest, (Math.max(delivered, picked) + capacity - 1) / capacity);
        }
        return (int) Math.min(Integer.MAX_VALUE, fewest);
    }
}
