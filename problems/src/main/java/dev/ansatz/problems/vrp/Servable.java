package dev.ansatz.problems.vrp;

import dev.ansatz.problems.Violation;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which vehicles can serve a task at all: what stands in the way even where a route serves nothing else. Each reason is the validator's.
 */
public final class Servable {
    private final VrpInstance instance;

    public Servable(VrpInstance instance) {
        this.instance = instance;
    }

    /**
     * Why no vehicle of a type can serve a task alone.
     *
     * @return a phrase such as {@code its 12 of load are above the capacity of 10}; null where it can
     */
    public @Nullable String obstacle(int task, int type) {
        String lacking = lacking(task, type);
        return lacking != null
                ? lacking
                : alone(task, type).map(Servable::phrase).orElse(null);
    }

    /** What a vehicle type lacks for a task whatever the route: skills or capacity. */
    private @Nullable String lacking(int task, int type) {
        VehicleType by = instance.type(type);
        String skill = skill(instance.task(task), by);
        if (skill != null) {
            return skill;
        }
        for (int d = 0; d < by.capacity().length; d++) {
            long free = by.capacity()[d] - by.initialLoad()[d];
            for (int stop : instance.stopsOf(task)) {
                long amount = Math.max(
                        instance.stop(stop).delivery()[d], instance.stop(stop).pickup()[d]);
                if (amount > free) {
                    return "its " + amount + " of " + instance.dimensions().get(d) + " are above the " + free
                            + " that the vehicle has free";
                }
            }
        }
        return null;
    }

    /** What is violated where a route serves the task alone, breaks aside. */
    private Optional<Violation> alone(int task, int type) {
        RouteSchedule route =
                VrpSchedule.route(instance, new VrpPlan.Route(type, instance.stopsOf(task)), 0, "a route of its own");
        Set<String> ignored = Set.of("break", "order");
        return route.violations().stream()
                .filter(violation -> !ignored.contains(violation.constraint()))
                .findFirst();
    }

    private static String phrase(Violation violation) {
        String amount = Numbers.format(violation.amount());
        return switch (violation.constraint()) {
            case "window" -> "it is reached " + amount + " after its time window, even on a route of its own";
            case "shift" -> "a route of its own ends " + amount + " after the shift";
            case "release" -> "it is released " + amount + " after the latest departure";
            case "duration" -> "a route of its own is " + amount + " longer than the longest duration";
            case "driving" -> "a route of its own drives " + amount + " longer than allowed";
            case "distance" -> "a route of its own is " + amount + " longer than the longest distance";
            case "ride" -> "its direct ride is " + amount + " longer than the longest ride";
            case "unreachable" -> "there is no way to it or from it";
            case "stops" -> "it has more stops than a route may have";
            default -> violation.constraint() + " by " + amount + " on a route of its own";
        };
    }

    private static @Nullable String skill(Task task, VehicleType type) {
        Set<String> missing = new TreeSet<>(task.allOf());
        missing.removeAll(type.skills());
        if (!missing.isEmpty()) {
            return "the vehicle lacks " + String.join(", ", missing);
        }
        if (!task.anyOf().isEmpty() && task.anyOf().stream().noneMatch(type.skills()::contains)) {
            return "the vehicle has none of " + String.join(", ", new TreeSet<>(task.anyOf()));
        }
        Set<String> barred = new TreeSet<>(task.noneOf());
        barred.retainAll(type.skills());
        if (!barred.isEmpty()) {
            return "the vehicle has " + String.join(", ", barred);
        }
        return task.suits(type) ? null : "the task does not allow the vehicle";
    }

    /** Whether a way by other places may be shorter than the direct one, so that a route of its own proves nothing. */
    private boolean detoursHelp(int type) {
        Travel travel = instance.travel(instance.type(type).profile());
        if (travel instanceof PointTravel) {
            return false; // but for rounding, which obstacles found with it exceed hardly ever
        }
        int start = instance.type(type).start();
        if (start < 0) {
            return true;
        }
        long[] shortest = shortest(travel, start, true);
        long[] home = instance.type(type).end() < 0 ? new long[0] : shortest(travel, instance.type(type).end(), false);
        for (Stop stop : instance.stops()) {
            int l = stop.location();
            if (shortest[l] < travel.duration(start, l)
                    || (home.length > 0 && home[l] < travel.duration(l, instance.type(type).end()))) {
                return true;
            }
        }
        return false;
    }

    /** Dijkstra's shortest durations from, or to, a location. */
    private static long[] shortest(Travel travel, int from, boolean forward) {
        int n = travel.size();
        long[] best = new long[n];
        Arrays.fill(best, Long.MAX_VALUE);
        boolean[] done = new boolean[n];
        best[from] = 0;
        for (int k = 0; k < n; k++) {
            int next = -1;
            for (int i = 0; i < n; i++) {
                if (!done[i] && best[i] < Long.MAX_VALUE && (next < 0 || best[i] < best[next])) {
                    next = i;
                }
            }
            if (next < 0) {
                break;
            }
            done[next] = true;
            for (int j = 0; j < n; j++) {
                long way = forward ? travel.duration(next, j) : travel.duration(j, next);
                if (way < Travel.UNREACHABLE) {
                    best[j] = Math.min(best[j], best[next] + way);
                }
            }
        }
        return best;
    }

    /** Required tasks that no vehicle can serve, each with what stands in the way of each type. */
    static List<Issue> infeasible(VrpInstance instance) {
        Servable servable = new Servable(instance);
        List<Issue> issues = new ArrayList<>();
        Boolean[] detours = new Boolean[instance.types().size()];
        for (int t = 0; t < instance.tasks().size(); t++) {
            if (!instance.task(t).required()) {
                continue;
            }
            List<String> reasons = new ArrayList<>();
            boolean proven = true;
            for (int k = 0; k < instance.types().size() && proven; k++) {
                String obstacle = servable.obstacle(t, k);
                if (obstacle == null) {
                    proven = false;
                } else {
                    if (servable.lacking(t, k) == null) {
                        if (detours[k] == null) {
                            detours[k] = servable.detoursHelp(k);
                        }
                        proven = !detours[k];
                    }
                    reasons.add("vehicle '" + instance.type(k).id() + "': " + obstacle);
                }
            }
            if (proven) {
                String id = instance.task(t).id();
                issues.add(Issue.infeasible(
                        "unservable",
                        List.of(id),
                        "task '" + id + "' is required, but no vehicle can serve it: " + String.join("; ", reasons) + "."));
            }
        }
        return issues;
    }
}
