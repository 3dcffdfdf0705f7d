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
    private final ShortestWays closed;

    public Servable(VrpInstance instance) {
        this.instance = instance;
        this.closed = new ShortestWays(instance);
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
        if (!instance.suits(task, type)) {
            return skill(instance.task(task), by);
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
        if (instance.task(task).isShipment()
                && by.order() != VehicleType.Order.FREE
                && Arrays.stream(instance.stop(instance.task(task).stop()).pickup())
                        .anyMatch(amount -> amount > 0)) {
            return "the vehicle delivers before it picks up, which a shipment cannot";
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

    private static String skill(Task task, VehicleType type) {
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
        return "the task does not allow the vehicle";
    }

    /** Required tasks and groups that no vehicle can serve, each with what stands in the way of each type. */
    static List<Issue> infeasible(VrpInstance instance) {
        Servable servable = new Servable(instance);
        List<Issue> issues = new ArrayList<>();
        long fleet = instance.types().stream().mapToLong(VehicleType::number).sum();
        if (instance.minRoutes() > fleet) {
            issues.add(Issue.infeasible(
                    "vehicles",
                    List.of(),
                    "at least " + instance.minRoutes() + " routes are needed, but there are " + fleet + " vehicles."));
        }
        for (int t = 0; t < instance.tasks().size(); t++) {
            String reasons = instance.task(t).required() ? servable.unservable(t) : null;
            if (reasons != null) {
                String id = instance.task(t).id();
                issues.add(Issue.infeasible(
                        "unservable",
                        List.of(id),
                        "task '" + id + "' is required, but no vehicle can serve it: " + reasons + "."));
            }
        }
        for (TaskGroup group : instance.groups()) {
            if (group.kind() == TaskGroup.Kind.ONE_OF
                    && group.required()
                    && Arrays.stream(group.tasks()).allMatch(task -> servable.unservable(task) != null)) {
                issues.add(Issue.infeasible(
                        "unservable",
                        List.of(group.id()),
                        "one of group '" + group.id() + "' is required, but no vehicle can serve any of its tasks."));
            }
        }
        return issues;
    }

    /** What stands in the way of each type, where it is proven that no vehicle can serve a task; else null. */
    private @Nullable String unservable(int task) {
        List<String> reasons = new ArrayList<>();
        for (int k = 0; k < instance.types().size(); k++) {
            String obstacle = obstacle(task, k);
            if (obstacle == null || (lacking(task, k) == null && !closed.barred(task, k))) {
                return null;
            }
            reasons.add("vehicle '" + instance.type(k).id() + "': " + obstacle);
        }
        return String.join("; ", reasons);
    }
}
