package dev.ansatz.problems.vrp;

import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.NodeIds;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.Suggestions;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds all that is wrong with what a builder was given. */
final class VrpChecks {
    private final VrpBuilder of;
    private final List<Issue> issues;
    private final Set<String> places;
    private final List<String> profiles;
    private final Set<String> tasks;
    private final Set<String> vehicles;
    private final int loads;

    /**
     * @param loads number of dimensions of load
     * @param issues takes what is wrong
     */
    VrpChecks(VrpBuilder of, int loads, List<Issue> issues) {
        this.of = of;
        this.issues = issues;
        this.loads = loads;
        places = of.places.keySet();
        profiles = of.profiles.stream().map(ProfileSpec::id).toList();
        tasks = of.tasks.stream().map(task -> task.id).collect(Collectors.toSet());
        vehicles = of.vehicles.stream().map(vehicle -> vehicle.id).collect(Collectors.toSet());
    }

    void all() {
        List<String> placeIds = List.copyOf(places);
        NodeIds.check(placeIds, (fault, i) -> add("id", placeIds.get(i), "location: " + fault));
        if (of.name.isBlank()) {
            add("name", of.name, "the name is blank.");
        }
        if (of.distanceScale < 1 || of.timeScale < 1) {
            add("scale", "the scales " + of.distanceScale + " and " + of.timeScale + " must be positive.");
        }
        if (of.vehicles.isEmpty()) {
            add("vehicles", of.name + " has no vehicles.");
        }
        if (of.profiles.isEmpty()) {
            add("profile", of.name + " has neither matrices nor a metric.");
        }
        checkUnique("task", of.tasks.stream().map(task -> task.id).toList());
        checkUnique("vehicle", of.vehicles.stream().map(vehicle -> vehicle.id).toList());
        checkNumbered();
        checkUnique("profile", profiles);
        checkUnique("group", of.groups.stream().map(VrpBuilder.GroupSpec::id).toList());
        of.tasks.forEach(this::check);
        of.vehicles.forEach(this::check);
        of.groups.forEach(this::check);
        if (of.minRoutes < 0) {
            add("vehicles", "the least number of routes must not be negative: " + of.minRoutes + ".");
        }
    }

    private void add(String rule, String sentence) {
        issues.add(Issue.malformed(rule, List.of(), sentence));
    }

    private void add(String rule, String id, String sentence) {
        issues.add(Issue.malformed(rule, List.of(id), sentence));
    }

    /** Vehicles that are alike are called after their entry; no other entry may have such a name. */
    private void checkNumbered() {
        for (VehicleSpec entry : of.vehicles) {
            for (String id : vehicles) {
                String prefix = entry.id + "-";
                if (entry.number > 1 && id.startsWith(prefix) && isOneOf(id.substring(prefix.length()), entry.number)) {
                    add(
                            "duplicate-id",
                            id,
                            "the vehicle '" + id + "' has the id of one of the " + entry.number + " of vehicle '"
                                    + entry.id + "'.");
                }
            }
        }
    }

    private static boolean isOneOf(String digits, int number) {
        return digits.matches("[1-9]\\d{0,8}") && Integer.parseInt(digits) <= number;
    }

    private void checkUnique(String what, List<String> ids) {
        Set<String> seen = new HashSet<>();
        for (String id : ids) {
            if (id.isBlank() || id.chars().anyMatch(Character::isISOControl)) {
                add("id", id, "a " + what + " has a blank or malformed id.");
            } else if (!seen.add(id)) {
                add("duplicate-id", id, "the " + what + " '" + id + "' is given twice.");
            }
        }
    }

    private void checkPlace(String whose, String id, @Nullable String place) {
        if (place == null) {
            add("location", id, whose + " has no location.");
        } else {
            checkKnown("location", id, whose + " is at the unknown location '", place, places);
        }
    }

    private void checkKnown(String rule, String id, String sentence, String word, Collection<String> known) {
        if (!known.contains(word)) {
            add(rule, id, sentence + word + "'" + Suggestions.didYouMean(word, known));
        }
    }

    private void checkAmounts(String whose, String id, long[] amounts) {
        for (long amount : amounts) {
            if (amount < 0 || amount > Numbers.MAX_EXACT) {
                add("amount", id, whose + " has the amount " + amount + "; amounts must be between 0 and 2^53.");
            }
        }
        if (!of.dimensions.isEmpty() && amounts.length > of.dimensions.size()) {
            add(
                    "amount",
                    id,
                    whose + " has " + amounts.length + " amounts for " + of.dimensions.size() + " dimensions.");
        }
    }

    private void checkTime(String whose, String id, String what, long time) {
        if (time < 0) {
            add("time", id, whose + " has a negative " + what + ": " + time(time) + ".");
        } else if (time > TimeWindows.FOREVER) {
            add("time", id, whose + " has a " + what + " that is too large.");
        }
    }

    private String time(long units) {
        return Numbers.format((double) units / Math.max(1, of.timeScale));
    }

    private String window(long[] bounds) {
        return "[" + time(bounds[0]) + ", " + time(bounds[1]) + "]";
    }

    private void checkWindows(String whose, String id, List<long[]> windows) {
        List<long[]> sorted = VrpAssembly.sorted(windows);
        for (int i = 0; i < sorted.size(); i++) {
            long[] window = sorted.get(i);
            if (window[1] < window[0]) {
                add("window", id, whose + " has a window that ends before it begins: " + window(window) + ".");
            } else if (window[0] < 0 || window[1] > TimeWindows.FOREVER) {
                add("window", id, whose + " has a window outside the times that can be: " + window(window) + ".");
            } else if (i > 0 && window[0] < sorted.get(i - 1)[1]) {
                add(
                        "window",
                        id,
                        whose + " has windows that overlap: " + window(sorted.get(i - 1)) + " and " + window(window)
                                + ".");
            }
        }
    }

    private void checkPrice(String rule, String whose, String id, String what, double price) {
        if (!(price >= 0 && price <= Numbers.MAX_EXACT)) {
            add(
                    rule,
                    id,
                    whose + " has the " + what + " " + Numbers.format(price) + "; it must be between 0 and 2^53.");
        }
    }

    private void check(VrpBuilder.TaskSpec task) {
        String whose = (task.shipment ? "shipment '" : "job '") + task.id + "'";
        for (VrpBuilder.StopSpec stop : task.stops()) {
            String end = !task.shipment ? "" : stop == task.first ? "the pickup of " : "the delivery of ";
            String visit = end + whose;
            checkPlace(visit, task.id, stop.place);
            checkTime(visit, task.id, "service", stop.service);
            checkTime(visit, task.id, "setup", stop.setup);
            checkAmounts(visit, task.id, stop.delivery);
            checkAmounts(visit, task.id, stop.pickup);
            checkWindows(visit, task.id, stop.windows);
        }
        checkAmounts(whose, task.id, task.amount);
        checkTime(whose, task.id, "release time", task.release);
        checkTime(whose, task.id, "maximum ride time", task.maxRide);
        checkPrice("penalty", whose, task.id, "penalty", task.penalty);
        checkKind(task, whose);
        if (task.vehicles != null) {
            for (String vehicle : new TreeSet<>(task.vehicles)) {
                checkKnown("vehicle", task.id, whose + " allows the unknown vehicle '", vehicle, vehicles);
            }
        }
    }

    /** Nothing that only jobs or only shipments have is dropped. */
    private void checkKind(VrpBuilder.TaskSpec task, String whose) {
        if (task.shipment && task.first.delivery.length + task.first.pickup.length > 0) {
            add(
                    "amount",
                    task.id,
                    whose + " carries an amount from its pickup to its delivery, not a delivery or pickup.");
        }
        if (!task.shipment && task.amount.length > 0) {
            add("amount", task.id, whose + " has a delivery and a pickup, not an amount as a shipment has.");
        }
        if (!task.shipment && task.second.place != null) {
            add("location", task.id, whose + " has one place only; from one place to another goes a shipment.");
        }
        if (!task.shipment && task.maxRide < TimeWindows.FOREVER) {
            add("ride", task.id, whose + " has no ride that could be limited.");
        }
    }

    private void check(VehicleSpec vehicle) {
        String whose = "vehicle '" + vehicle.id + "'";
        if (vehicle.number < 1) {
            add("vehicles", vehicle.id, "there are " + vehicle.number + " of " + whose + "; it needs at least 1.");
        }
        if (vehicle.start != null) {
            checkPlace(whose, vehicle.id, vehicle.start);
        }
        if (vehicle.end != null) {
            checkPlace(whose, vehicle.id, vehicle.end);
        }
        checkLoads(vehicle, whose);
        checkTimes(vehicle, whose);
        if (vehicle.maxStops < 0 || vehicle.maxTrips < 1) {
            add("limit", vehicle.id, whose + " needs at least one trip and no negative number of stops.");
        }
        if (!(vehicle.speedFactor >= 1e-6 && vehicle.speedFactor <= 1e6)) {
            add(
                    "speed",
                    vehicle.id,
                    whose + " has the speed factor " + Numbers.format(vehicle.speedFactor)
                            + "; it must be between 0.000001 and 1000000.");
        }
        for (double price : vehicle.prices()) {
            checkPrice("cost", whose, vehicle.id, "cost", price);
        }
        if (vehicle.profile != null) {
            checkKnown("profile", vehicle.id, whose + " goes by the unknown profile '", vehicle.profile, profiles);
        } else if (profiles.size() > 1) {
            add("profile", vehicle.id, whose + " must name one of the profiles " + String.join(", ", profiles) + ".");
        }
        for (VehicleSpec.ReloadSpec reload : vehicle.reloads) {
            String what = "reload '" + reload.id() + "' of " + whose;
            checkPlace(what, vehicle.id, reload.place());
            checkTime(what, vehicle.id, "service", reload.service());
            checkWindows(what, vehicle.id, List.<long[]>of(new long[] {reload.earliest(), reload.latest()}));
        }
    }

    private void checkLoads(VehicleSpec vehicle, String whose) {
        checkAmounts(whose, vehicle.id, vehicle.initialLoad);
        if (vehicle.capacity == null) {
            return;
        }
        checkAmounts(whose, vehicle.id, vehicle.capacity);
        if (vehicle.capacity.length > 0 && vehicle.capacity.length < loads) {
            add(
                    "capacity",
                    vehicle.id,
                    whose + " has " + vehicle.capacity.length + " capacities where loads have " + loads
                            + " dimensions.");
        }
        for (int d = 0; d < Math.min(vehicle.capacity.length, vehicle.initialLoad.length); d++) {
            if (vehicle.initialLoad[d] > vehicle.capacity[d]) {
                add(
                        "capacity",
                        vehicle.id,
                        whose + " has " + vehicle.initialLoad[d] + " aboard all day, above its capacity of "
                                + vehicle.capacity[d] + ".");
            }
        }
    }

    private void checkTimes(VehicleSpec vehicle, String whose) {
        String id = vehicle.id;
        checkTime(whose, id, "shift start", vehicle.shiftStart);
        checkTime(whose, id, "shift end", vehicle.shiftEnd);
        checkTime(whose, id, "latest start", vehicle.latestStart);
        checkTime(whose, id, "maximum duration", vehicle.maxDuration);
        checkTime(whose, id, "regular duration", vehicle.regularDuration);
        checkTime(whose, id, "maximum driving time", vehicle.maxDriving);
        if (vehicle.maxDistance < 0) {
            add("limit", id, whose + " has a negative maximum distance.");
        }
        if (vehicle.shiftEnd < vehicle.shiftStart) {
            add(
                    "shift",
                    id,
                    whose + " has a shift that ends before it begins: "
                            + window(new long[] {vehicle.shiftStart, vehicle.shiftEnd}) + ".");
        } else if (vehicle.latestStart < vehicle.shiftStart) {
            add(
                    "shift",
                    id,
                    whose + " must start by " + time(vehicle.latestStart) + ", before its shift begins at "
                            + time(vehicle.shiftStart) + ".");
        }
        for (VehicleSpec.BreakSpec pause : vehicle.breaks) {
            String what = "break '" + pause.id() + "' of " + whose;
            checkTime(what, id, "duration", pause.duration());
            int before = issues.size();
            checkWindows(what, id, pause.windows());
            boolean possible = pause.windows().stream()
                    .anyMatch(w ->
                            Math.max(w[0], vehicle.shiftStart) <= Math.min(w[1], vehicle.shiftEnd - pause.duration()));
            if (!possible && issues.size() == before) {
                add("break", id, what + " does not fit into its shift.");
            }
        }
    }

    private void check(VrpBuilder.GroupSpec group) {
        String whose = "group '" + group.id() + "'";
        for (String task : group.tasks()) {
            checkKnown("group", group.id(), whose + " has the unknown task '", task, tasks);
        }
        if (group.tasks().isEmpty()) {
            add("group", group.id(), whose + " has no tasks.");
        }
        if (new HashSet<>(group.tasks()).size() < group.tasks().size()) {
            add("group", group.id(), whose + " has a task twice.");
        }
        checkPrice("penalty", whose, group.id(), "penalty", group.penalty());
    }
}
