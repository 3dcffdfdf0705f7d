package dev.ansatz.problems.vrp;

import dev.ansatz.problems.Violation;

/** Puts breaks on routes that lack them. */
final class BreakPlaces {
    private BreakPlaces() {}

    /** A route with each break of its vehicle that it lacks, one after the other, where the route then violates least and is shortest. */
    static int[] complete(VrpInstance instance, int type, int[] activities) {
        int[] route = activities;
        for (int b = 0; b < instance.type(type).breaks().size(); b++) {
            int pause = instance.breakActivity(type, b);
            boolean taken = false;
            for (int activity : route) {
                taken |= activity == pause;
            }
            if (!taken) {
                route = with(instance, type, route, pause);
            }
        }
        return route;
    }

    private static int[] with(VrpInstance instance, int type, int[] route, int pause) {
        int[] best = route;
        double least = Double.POSITIVE_INFINITY;
        long shortest = Long.MAX_VALUE;
        for (int p = 0; p <= route.length; p++) {
            int[] other = inserted(route, p, pause);
            RouteSchedule schedule = VrpSchedule.route(instance, new VrpPlan.Route(type, other), 0, "the route");
            double broken = schedule.violations().stream()
                    .mapToDouble(Violation::amount)
                    .sum();
            if (broken < least || (broken == least && schedule.duration() < shortest)) {
                least = broken;
                shortest = schedule.duration();
                best = other;
            }
        }
        return best;
    }

    /** A route with one more activity. */
    static int[] inserted(int[] route, int position, int activity) {
        int[] more = new int[route.length + 1];
        System.arraycopy(route, 0, more, 0, position);
        more[position] = activity;
        System.arraycopy(route, position, more, position + 1, route.length - position);
        return more;
    }
}
