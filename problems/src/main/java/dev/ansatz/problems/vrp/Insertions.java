package dev.ansatz.problems.vrp;

import dev.ansatz.problems.Violation;
import dev.ansatz.problems.io.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What putting a left out task on the routes of a plan would break or cost, by the validator's reading of trial routes. Of one plan; not
 * thread-safe.
 */
final class Insertions {
    /** Points of all trial routes together: some ten thousand trials on usual routes, a second or two. */
    private static final long MOST_WORK = 500_000;

    /** A route of the plan, or an empty one of a vehicle that is free. */
    private record Base(int type, String vehicle, int[] activities, RouteSchedule schedule, boolean used) {}

    /** A trial: what it breaks that the route did not break before, and what it costs more. */
    private record Trial(String vehicle, List<Violation> broken, long cost) {
        double amount() {
            return broken.stream().mapToDouble(Violation::amount).sum();
        }

        boolean isBetterThan(@Nullable Trial other) {
            if (other == null || broken.size() != other.broken.size()) {
                return other == null || broken.size() < other.broken.size();
            }
            return broken.isEmpty() ? cost < other.cost : amount() < other.amount();
        }
    }

    private final VrpInstance instance;
    private final Servable servable;
    private final List<Base> routes = new ArrayList<>();
    private final List<Base> free = new ArrayList<>();
    private final Map<Integer, Integer> routeOfTask = new HashMap<>();
    private final List<List<Integer>> groups;
    private final List<List<Integer>> alike;
    private long work;

    Insertions(VrpInstance instance, VrpPlan plan) {
        this.instance = instance;
        this.servable = new Servable(instance);
        this.groups = instance.groupsByTask();
        int[] used = new int[instance.types().size()];
        for (VrpPlan.Route route : plan.routes()) {
            if (route.type() >= 0 && route.type() < used.length) {
                RouteSchedule schedule = VrpSchedule.route(instance, route, used[route.type()]++, "the route");
                for (int activity : route.activities()) {
                    if (instance.isStop(activity)) {
                        routeOfTask.put(instance.stop(activity).task(), routes.size());
                    }
                }
                routes.add(new Base(route.type(), schedule.vehicle(), route.activities(), schedule, true));
            }
        }
        for (int k = 0; k < used.length; k++) {
            if (used[k] < instance.type(k).number()) {
                VrpPlan.Route empty = new VrpPlan.Route(k, new int[0]);
                RouteSchedule schedule = VrpSchedule.route(instance, empty, used[k], "the route");
                free.add(new Base(k, schedule.vehicle(), new int[0], schedule, false));
            }
        }
        alike = alike(instance);
    }

    /** Types that differ by their ids only, such as each van of a fleet that is listed one by one. */
    private static List<List<Integer>> alike(VrpInstance instance) {
        Map<List<Object>, List<Integer>> classes = new LinkedHashMap<>();
        for (int k = 0; k < instance.types().size(); k++) {
            VehicleType t = instance.type(k);
            List<Object> what = List.of(
                    Arrays.toString(t.capacity()),
                    Arrays.toString(t.initialLoad()),
                    List.of(t.start(), t.end(), t.profile(), t.maxStops(), t.maxTrips()),
                    List.of(t.shiftStart(), t.latestStart(), t.shiftEnd()),
                    List.of(t.maxDuration(), t.regularDuration(), t.maxDriving(), t.maxDistance()),
                    t.order(),
                    t.skills(),
                    t.reloads(),
                    t.breaks().stream()
                            .map(b -> List.of(b.windows(), b.duration()))
                            .toList(),
                    t.costs());
            classes.computeIfAbsent(what, key -> new ArrayList<>()).add(k);
        }
        return List.copyOf(classes.values());
    }

    /** Why a plan leaves a task out. */
    Explanation.Unserved explain(int task, int tasksLeft) {
        String id = instance.task(task).id();
        String other = servedInstead(task);
        if (other != null) {
            return new Explanation.Unserved(id, List.of(new Explanation.Obstacle(List.of(), other)), false);
        }
        long allowance = Math.max(0, MOST_WORK - work) / Math.max(1, tasksLeft);
        long until = work + allowance;
        Map<String, List<String>> vehiclesByReason = new LinkedHashMap<>();
        boolean cut = false;
        int classesLeft = alike.size();
        for (List<Integer> types : alike) {
            List<Integer> able = new ArrayList<>();
            for (int type : types) {
                if (instance.suits(task, type)) {
                    able.add(type);
                } else {
                    add(vehiclesByReason, String.valueOf(servable.obstacle(task, type)), type);
                }
            }
            long share = Math.max(0, until - work) / classesLeft--;
            if (able.isEmpty()) {
                continue;
            }
            if (share == 0) {
                cut = true;
                able.forEach(type -> add(vehiclesByReason, "not looked into, since too much is left out", type));
                continue;
            }
            work++;
            String obstacle = servable.obstacle(task, able.get(0));
            if (obstacle != null) {
                able.forEach(type -> add(vehiclesByReason, obstacle, type));
                continue;
            }
            Search search = new Search(task, able, work + share);
            String reason = search.reason();
            cut |= search.cut;
            able.forEach(type -> add(vehiclesByReason, reason, type));
        }
        List<Explanation.Obstacle> obstacles = new ArrayList<>();
        vehiclesByReason.forEach((reason, vehicles) -> obstacles.add(new Explanation.Obstacle(vehicles, reason)));
        return new Explanation.Unserved(id, obstacles, cut);
    }

    private void add(Map<String, List<String>> vehiclesByReason, String reason, int type) {
        vehiclesByReason
                .computeIfAbsent(reason, key -> new ArrayList<>())
                .add(instance.type(type).id());
    }

    /** That another member of a one-of group is served; null where none is. */
    private @Nullable String servedInstead(int task) {
        for (int g : groups.get(task)) {
            TaskGroup group = instance.groups().get(g);
            if (group.kind() == TaskGroup.Kind.ONE_OF) {
                for (int member : group.tasks()) {
                    if (routeOfTask.containsKey(member)) {
                        return "'" + instance.task(member).id() + "' of the group '" + group.id()
                                + "' is served in its place";
                    }
                }
            }
        }
        return null;
    }

    /** The best place for a task on the routes of vehicles that are alike. */
    private final class Search {
        private final int task;
        private final List<Integer> types;
        private final long until;
        private @Nullable Trial best;
        private @Nullable String barred;
        private boolean cut;
        private int tried;
        private int open;

        Search(int task, List<Integer> types, long until) {
            this.task = task;
            this.types = types;
            this.until = until;
        }

        String reason() {
            List<Base> candidates = candidates();
            open = candidates.size();
            for (Base base : candidates) {
                if (work >= until && best != null) {
                    cut = true;
                    break;
                }
                tried++;
                tryOn(base);
            }
            Trial found = best;
            return found == null
                    ? barred == null ? "no vehicle is free" : barred
                    : found.broken.isEmpty() ? price(found) : broken(found);
        }

        /** Routes and a free vehicle, the nearest first, without those that groups rule out. */
        private List<Base> candidates() {
            List<Base> all = new ArrayList<>();
            free.stream().filter(base -> types.contains(base.type)).findFirst().ifPresent(all::add);
            List<Base> used = new ArrayList<>(
                    routes.stream().filter(base -> types.contains(base.type)).toList());
            int place = instance.stop(instance.task(task).stop()).location();
            Map<Base, Long> distance = new HashMap<>();
            used.forEach(base -> distance.put(base, distance(base, place)));
            used.sort(Comparator.comparingLong(base -> distance.getOrDefault(base, Long.MAX_VALUE)));
            all.addAll(used);
            for (int g : groups.get(task)) {
                TaskGroup group = instance.groups().get(g);
                for (int member : group.tasks()) {
                    Integer route = routeOfTask.get(member);
                    if (route == null) {
                        continue;
                    }
                    Base of = routes.get(route);
                    if (group.kind() == TaskGroup.Kind.APART && all.remove(of)) {
                        barred = "no vehicle is free, and it must not share a route with '"
                                + instance.task(member).id() + "'";
                    } else if (group.kind() == TaskGroup.Kind.SAME_ROUTE) {
                        all.removeIf(base -> !base.equals(of));
                        barred = "it must share the route of '"
                                + instance.task(member).id() + "' with vehicle '" + of.vehicle + "'";
                    }
                }
            }
            return all;
        }

        private long distance(Base base, int place) {
            Travel travel = instance.travel(instance.type(base.type).profile());
            long least = Long.MAX_VALUE;
            for (int activity : base.activities) {
                if (instance.isStop(activity)) {
                    int there = instance.stop(activity).location();
                    least = Math.min(least, Math.min(travel.distance(place, there), travel.distance(there, place)));
                }
            }
            return least;
        }

        private void tryOn(Base base) {
            int[] stops = instance.stopsOf(task);
            int[] before = base.used ? base.activities : BreakPlaces.complete(instance, base.type, stops);
            if (!base.used) {
                consider(base, before);
                return;
            }
            for (int p = 0; p <= before.length; p++) {
                int[] first = BreakPlaces.inserted(before, p, stops[0]);
                if (stops.length == 1) {
                    consider(base, first);
                } else {
                    for (int q = p + 1; q <= first.length; q++) {
                        consider(base, BreakPlaces.inserted(first, q, stops[1]));
                    }
                }
                if (work >= until && p < before.length) {
                    cut = true;
                    return;
                }
            }
        }

        private void consider(Base base, int[] activities) {
            work += activities.length + 2;
            RouteSchedule schedule =
                    VrpSchedule.route(instance, new VrpPlan.Route(base.type, activities), 0, "the route");
            List<Violation> broken = new ArrayList<>();
            for (Violation violation : schedule.violations()) {
                double already = base.schedule.violations().stream()
                        .filter(old -> old.constraint().equals(violation.constraint())
                                && subject(old).equals(subject(violation)))
                        .mapToDouble(Violation::amount)
                        .sum();
                if (base.used && violation.amount() <= already) {
                    continue;
                }
                broken.add(new Violation(
                        violation.constraint(),
                        subject(violation),
                        base.used ? violation.amount() - already : violation.amount()));
            }
            long before = base.used ? base.schedule.cost() : -instance.vehicleWeight();
            Trial trial = new Trial(base.vehicle, broken, schedule.cost() - before);
            if (trial.isBetterThan(best)) {
                best = trial;
            }
        }

        private String price(Trial trial) {
            double scale = instance.scale().cost();
            String cost = Numbers.format(trial.cost / scale);
            String who = "vehicle '" + trial.vehicle + "'";
            long penalty = instance.penalty(task);
            if (instance.task(task).required() || inOneOf()) {
                return who + " could serve it for " + cost + " more";
            }
            if (trial.cost > penalty) {
                return "serving it would cost " + Numbers.format((trial.cost - penalty) / scale)
                        + " more than its penalty of " + Numbers.format(penalty / scale);
            }
            return trial.cost == penalty
                    ? "serving it would cost as much as its penalty of " + Numbers.format(penalty / scale)
                    : who + " could serve it for " + cost + " more, less than its penalty of "
                            + Numbers.format(penalty / scale) + ": the plan can be improved";
        }

        private boolean inOneOf() {
            return groups.get(task).stream()
                    .anyMatch(g -> instance.groups().get(g).kind() == TaskGroup.Kind.ONE_OF);
        }

        private String broken(Trial trial) {
            boolean noneFree = free.stream().noneMatch(base -> types.contains(base.type));
            String among = (cut ? tried + " of " + open : String.valueOf(tried)) + (open == 1 ? " route" : " routes");
            return (noneFree ? "no vehicle is free, and " : "") + "no place on " + among
                    + " fits; at best, with vehicle '"
                    + trial.vehicle + "', "
                    + String.join(
                            " and ",
                            trial.broken.stream()
                                    .limit(2)
                                    .map(Insertions::phrase)
                                    .toList());
        }
    }

    /** What a violation is of, without the route. */
    private static String subject(Violation violation) {
        String where = violation.where();
        int route = where.indexOf(" on the route");
        return route < 0 ? where : where.substring(0, route);
    }

    private static String phrase(Violation violation) {
        String amount = Numbers.format(violation.amount());
        String what = violation.where();
        return switch (violation.constraint()) {
            case "window" -> what + " is reached " + amount + " after its time window";
            case "shift" -> "the route ends " + amount + " after the shift";
            case "release" -> "it is released " + amount + " after the latest departure";
            case "capacity" -> "the vehicle has " + amount + " too little room for " + what;
            case "duration" -> "the route is " + amount + " longer than the longest duration";
            case "driving" -> "the route drives " + amount + " longer than allowed";
            case "distance" -> "the route is " + amount + " longer than the longest distance";
            case "stops" -> "the route has " + amount + " more stops than allowed";
            case "ride" -> what + " rides " + amount + " longer than allowed";
            case "unreachable" -> "there is no way " + what;
            case "break" -> what + " comes " + amount + " after its time window";
            case "order" -> what + " is out of order";
            default -> violation.constraint() + ": " + what + " by " + amount;
        };
    }
}
