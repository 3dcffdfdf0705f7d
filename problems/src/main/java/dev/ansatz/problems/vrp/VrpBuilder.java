package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.Suggestions;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes an instance of a planning application's tasks and vehicles, known by its own ids: {@link VrpInstance#builder}. Nothing is
 * checked before {@link #build}, which tells all mistakes at once. Not thread-safe.
 *
 * <p>Distances, times and amounts are whole numbers in units of the user's choice, such as metres, seconds and kilogrammes; costs are
 * decimal numbers. A reader of files whose units are decimal says by {@link #scale} how many of these whole numbers make one of them.
 */
public final class VrpBuilder {
    record GroupSpec(String id, TaskGroup.Kind kind, List<String> tasks, boolean required, double penalty) {}

    /** What the id of an entry ends with that is left when some of its vehicles became entries of their own. */
    private static final String MORE = "-more";

    final String name;
    final Map<String, ProfileSpec.Place> places = new LinkedHashMap<>();
    final List<ProfileSpec> profiles = new ArrayList<>();
    final List<TaskSpec> tasks = new ArrayList<>();
    final List<GroupSpec> groups = new ArrayList<>();
    final List<VehicleSpec> vehicles = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    private final List<Issue> early = new ArrayList<>();
    List<String> dimensions = List.of();
    long distanceScale = 1;
    long timeScale = 1;
    int minRoutes;
    boolean onMap;

    VrpBuilder(String name) {
        this.name = name;
    }

    /** A copy that may be changed without changing this. */
    VrpBuilder copy() {
        VrpBuilder copy = new VrpBuilder(name);
        copy.places.putAll(places);
        copy.profiles.addAll(profiles);
        tasks.forEach(task -> copy.tasks.add(new TaskSpec(task)));
        copy.groups.addAll(groups);
        vehicles.forEach(vehicle -> copy.vehicles.add(new VehicleSpec(vehicle, vehicle.id, vehicle.number)));
        copy.notes.addAll(notes);
        copy.early.addAll(early);
        copy.dimensions = dimensions;
        copy.distanceScale = distanceScale;
        copy.timeScale = timeScale;
        copy.minRoutes = minRoutes;
        copy.onMap = onMap;
        return copy;
    }

    /** Takes a task away, also from its groups. An unknown one is a mistake that {@link #build} tells. */
    public VrpBuilder withoutTask(String id) {
        if (!tasks.removeIf(task -> task.id.equals(id))) {
            early.add(unknown("task", id, tasks.stream().map(task -> task.id).toList()));
        }
        groups.replaceAll(group -> new GroupSpec(
                group.id(),
                group.kind(),
                group.tasks().stream().filter(task -> !task.equals(id)).toList(),
                group.required(),
                group.penalty()));
        groups.removeIf(group -> group.tasks().isEmpty());
        return this;
    }

    /** Changes what is said of a task. An unknown one is a mistake that {@link #build} tells. */
    public VrpBuilder changeTask(String id, Consumer<TaskSpec> changes) {
        List<TaskSpec> found = tasks.stream().filter(task -> task.id.equals(id)).toList();
        if (found.isEmpty()) {
            early.add(unknown("task", id, tasks.stream().map(task -> task.id).toList()));
        }
        found.forEach(changes);
        return this;
    }

    /**
     * Says that a shipment is aboard a vehicle: what is left of it is its delivery, by that vehicle. An unknown one is a mistake that {@link
     * #build} tells.
     *
     * @param latest when its service must start, by its longest ride
     */
    public VrpBuilder aboard(String shipment, String vehicle, long latest) {
        int index = 0;
        while (index < tasks.size() && !(tasks.get(index).id.equals(shipment) && tasks.get(index).shipment)) {
            index++;
        }
        if (index == tasks.size()) {
            early.add(unknown(
                    "shipment",
                    shipment,
                    tasks.stream()
                            .filter(task -> task.shipment)
                            .map(task -> task.id)
                            .toList()));
            return this;
        }
        tasks.set(index, tasks.get(index).deliveryOnly(vehicle, latest));
        return this;
    }

    /** Takes vehicles away, also from the tasks that allow them. An unknown id is a mistake that {@link #build} tells. */
    public VrpBuilder withoutVehicle(String id) {
        if (!vehicles.removeIf(vehicle -> vehicle.id.equals(id))) {
            early.add(unknown(
                    "vehicle", id, vehicles.stream().map(vehicle -> vehicle.id).toList()));
        }
        for (TaskSpec task : tasks) {
            if (task.vehicles != null && task.vehicles.contains(id)) {
                Set<String> others = new LinkedHashSet<>(task.vehicles);
                others.remove(id);
                task.vehicles = others;
            }
        }
        return this;
    }

    /** Changes what is said of vehicles. An unknown id is a mistake that {@link #build} tells. */
    public VrpBuilder changeVehicle(String id, Consumer<VehicleSpec> changes) {
        List<VehicleSpec> found =
                vehicles.stream().filter(vehicle -> vehicle.id.equals(id)).toList();
        if (found.isEmpty()) {
            early.add(unknown(
                    "vehicle", id, vehicles.stream().map(vehicle -> vehicle.id).toList()));
        }
        found.forEach(changes);
        return this;
    }

    /**
     * Makes an entry of each of the first vehicles that are alike, by the ids that plans have for them, such as {@code van-1}; the others stay
     * together, as {@code van-more}. Tasks that allow the one entry allow all.
     *
     * @param most so many of each entry
     */
    public VrpBuilder separateVehicles(int most) {
        List<VehicleSpec> all = new ArrayList<>();
        for (VehicleSpec vehicle : vehicles) {
            if (vehicle.number == 1) {
                all.add(vehicle);
                continue;
            }
            Set<String> ids = new LinkedHashSet<>();
            int apart = Math.min(most, vehicle.number);
            for (int k = 1; k <= apart; k++) {
                String id = vehicle.id + "-" + k;
                ids.add(id);
                all.add(new VehicleSpec(vehicle, id, 1));
            }
            if (apart < vehicle.number) {
                String rest = vehicle.id + MORE;
                all.add(new VehicleSpec(vehicle, rest, vehicle.number - apart));
                ids.add(rest);
            }
            for (TaskSpec task : tasks) {
                if (task.vehicles != null && task.vehicles.contains(vehicle.id)) {
                    Set<String> allowed = new LinkedHashSet<>(task.vehicles);
                    allowed.remove(vehicle.id);
                    allowed.addAll(ids);
                    task.vehicles = allowed;
                }
            }
        }
        vehicles.clear();
        vehicles.addAll(all);
        return this;
    }

    private static Issue unknown(String what, String id, List<String> known) {
        return Issue.malformed(
                "unknown-id", List.of(id), "there is no " + what + " '" + id + "'" + Suggestions.didYouMean(id, known));
    }

    /** A place with coordinates: x and y in a plane, or latitude and longitude where a profile is geographic. */
    public VrpBuilder location(String id, double x, double y) {
        if (places.put(id, new ProfileSpec.Place(id, x, y)) != null) {
            early.add(Issue.malformed("duplicate-id", List.of(id), "the location '" + id + "' is given twice."));
        }
        return this;
    }

    /** A place without coordinates. */
    public VrpBuilder location(String id) {
        return location(id, Double.NaN, Double.NaN);
    }

    /** Says that coordinates are latitude and longitude, where no profile does, so that they are drawn as such. */
    public VrpBuilder geographic() {
        onMap = true;
        return this;
    }

    /** Names of the dimensions of load; {@code load} unless said otherwise. */
    public VrpBuilder dimensions(String... names) {
        dimensions = List.of(names);
        return this;
    }

    /** How many of the whole numbers of this builder make one unit of distance and of time for people, 1 unless said otherwise. */
    public VrpBuilder scale(long distance, long time) {
        distanceScale = distance;
        timeScale = time;
        return this;
    }

    /** A plan with fewer routes is infeasible. */
    public VrpBuilder minRoutes(int least) {
        minRoutes = least;
        return this;
    }

    /** What people should know of how the data was understood, one sentence. */
    public VrpBuilder note(String sentence) {
        notes.add(sentence);
        return this;
    }

    /**
     * A way to travel by matrices {@code [from][to]}, locations in the order given.
     *
     * @param durations {@link Travel#UNREACHABLE} or more where there is no way
     * @param distances the same array where they are the same numbers
     */
    public VrpBuilder profile(String id, long[][] durations, long[][] distances) {
        profiles.add(ProfileSpec.matrices(id, durations, distances));
        return this;
    }

    /** A way to travel whose durations and distances are asked for once for each pair of ids of locations. */
    public VrpBuilder profile(
            String id, ToLongBiFunction<String, String> durations, ToLongBiFunction<String, String> distances) {
        profiles.add(ProfileSpec.asked(id, durations, distances));
        return this;
    }

    /** A way to travel in the plane whose durations are its distances, rounded; say {@link #scale} of the rounding, too. */
    public VrpBuilder profile(String id, Metric metric, Rounding rounding) {
        onMap |= metric.geographic();
        profiles.add(ProfileSpec.points(id, metric, rounding, Double.NaN));
        return this;
    }

    /**
     * A way to travel along the great circle between latitudes and longitudes in decimal degrees: metres and seconds.
     *
     * @param metresPerSecond speed, positive
     */
    public VrpBuilder greatCircle(String id, double metresPerSecond) {
        onMap = true;
        if (!(metresPerSecond > 0 && metresPerSecond < 1e6)) {
            early.add(Issue.malformed(
                    "speed",
                    List.of(id),
                    "the speed " + Numbers.format(metresPerSecond) + " of profile '" + id + "' must be positive."));
            return this;
        }
        profiles.add(ProfileSpec.points(id, Metric.HAVERSINE, Rounding.ROUND, metresPerSecond));
        return this;
    }

    /** A task at one place. */
    public VrpBuilder job(String id, Consumer<TaskSpec> details) {
        return task(new TaskSpec(id, false), details);
    }

    /** A task from one place to another; its amount is what {@link TaskSpec#amount} says. */
    public VrpBuilder shipment(String id, Consumer<TaskSpec> details) {
        return task(new TaskSpec(id, true), details);
    }

    private VrpBuilder task(TaskSpec task, Consumer<TaskSpec> details) {
        details.accept(task);
        tasks.add(task);
        return this;
    }

    /** One vehicle. */
    public VrpBuilder vehicle(String id, Consumer<VehicleSpec> details) {
        return vehicles(id, 1, details);
    }

    /** Vehicles that are alike; those of a plan are called {@code id-1}, {@code id-2} and so on. */
    public VrpBuilder vehicles(String id, int number, Consumer<VehicleSpec> details) {
        VehicleSpec vehicle = new VehicleSpec(id, number);
        details.accept(vehicle);
        vehicles.add(vehicle);
        return this;
    }

    /** Of these tasks exactly one is served. */
    public VrpBuilder oneOf(String group, Collection<String> taskIds) {
        groups.add(new GroupSpec(group, TaskGroup.Kind.ONE_OF, List.copyOf(taskIds), true, 0));
        return this;
    }

    /** Of these tasks one is served, or none at a penalty. */
    public VrpBuilder oneOf(String group, Collection<String> taskIds, double penalty) {
        groups.add(new GroupSpec(group, TaskGroup.Kind.ONE_OF, List.copyOf(taskIds), false, penalty));
        return this;
    }

    /** Those of these tasks that are served are on one route. */
    public VrpBuilder sameRoute(String group, Collection<String> taskIds) {
        groups.add(new GroupSpec(group, TaskGroup.Kind.SAME_ROUTE, List.copyOf(taskIds), false, 0));
        return this;
    }

    /** No two of these tasks are on one route. */
    public VrpBuilder apart(String group, Collection<String> taskIds) {
        groups.add(new GroupSpec(group, TaskGroup.Kind.APART, List.copyOf(taskIds), false, 0));
        return this;
    }

    /** All that is wrong: what cannot be, or, where it can, what has no solution. */
    public List<Issue> validate() {
        List<Issue> issues = new ArrayList<>(early);
        VrpInstance instance = VrpAssembly.instance(this, issues);
        return instance == null ? issues : Vrp.PROBLEM.validate(instance);
    }

    /**
     * The instance.
     *
     * @throws InputException if something is missing or cannot be; all mistakes at once
     */
    public VrpInstance build() {
        List<Issue> issues = new ArrayList<>(early);
        VrpInstance instance = VrpAssembly.instance(this, issues);
        Mistakes.throwIfAny(issues);
        return Objects.requireNonNull(instance);
    }

    /** As {@link #build()}, for readers that know the line of each id: adds the mistakes to a list; null where there are any. */
    @Nullable
    VrpInstance build(List<Issue> issues) {
        List<Issue> own = new ArrayList<>(early);
        VrpInstance instance = VrpAssembly.instance(this, own);
        issues.addAll(own);
        return own.isEmpty() ? instance : null;
    }

    /** Ids of the locations so far. */
    String[] locationIds() {
        return places.keySet().toArray(String[]::new);
    }

    /** One visit of a task. */
    public static final class StopSpec {
        final Stop.Kind kind;

        @Nullable
        String id;

        @Nullable
        String place;

        @Nullable
        String description;

        final List<long[]> windows = new ArrayList<>();
        long service;
        long setup;
        long[] delivery = {};
        long[] pickup = {};

        private StopSpec(Stop.Kind kind) {
            this.kind = kind;
        }

        private StopSpec(StopSpec other) {
            kind = other.kind;
            id = other.id;
            place = other.place;
            description = other.description;
            windows.addAll(other.windows);
            service = other.service;
            setup = other.setup;
            delivery = other.delivery;
            pickup = other.pickup;
        }

        /** Takes all windows away. */
        public StopSpec anyTime() {
            windows.clear();
            return this;
        }

        /** Where it is. */
        public StopSpec at(String location) {
            place = location;
            return this;
        }

        /** Its own id in files, unless that of the task. */
        public StopSpec id(String newId) {
            id = newId;
            return this;
        }

        /** What people call it. */
        public StopSpec description(String text) {
            description = text;
            return this;
        }

        /** When service may start; several calls give several windows. */
        public StopSpec window(long earliest, long latest) {
            windows.add(new long[] {earliest, latest});
            return this;
        }

        /** When service may start, where times are seconds of a day. */
        public StopSpec window(LocalTime earliest, LocalTime latest) {
            return window(earliest.toSecondOfDay(), latest.toSecondOfDay());
        }

        /** How long service takes, where times are seconds. */
        public StopSpec service(Duration duration) {
            return service(duration.toSeconds());
        }

        /** How long service takes. */
        public StopSpec service(long duration) {
            service = duration;
            return this;
        }

        /** Time that is added to the service unless the vehicle comes from the same location. */
        public StopSpec setup(long duration) {
            setup = duration;
            return this;
        }
    }

    /** A job or a shipment. What is said of a place is that of a job's only visit. */
    public static final class TaskSpec {
        final String id;
        final boolean shipment;
        final StopSpec first;
        final StopSpec second;
        long[] amount = {};
        boolean required = true;
        double penalty;
        int priority;
        long release;
        Set<String> allOf = Set.of();
        Set<String> anyOf = Set.of();
        Set<String> noneOf = Set.of();

        @Nullable
        Set<String> vehicles;

        long maxRide = TimeWindows.FOREVER;

        private TaskSpec(String id, boolean shipment) {
            this.id = id;
            this.shipment = shipment;
            this.first = new StopSpec(shipment ? Stop.Kind.PICKUP : Stop.Kind.SERVICE);
            this.second = new StopSpec(Stop.Kind.DELIVERY);
        }

        private TaskSpec(TaskSpec other) {
            id = other.id;
            shipment = other.shipment;
            first = new StopSpec(other.first);
            second = new StopSpec(other.second);
            amount = other.amount;
            required = other.required;
            penalty = other.penalty;
            priority = other.priority;
            release = other.release;
            allOf = other.allOf;
            anyOf = other.anyOf;
            noneOf = other.noneOf;
            vehicles = other.vehicles;
            maxRide = other.maxRide;
        }

        /** The job that is left where a vehicle has picked a shipment up. */
        private TaskSpec deliveryOnly(String vehicle, long latest) {
            TaskSpec job = new TaskSpec(id, false);
            job.first.id = second.id;
            job.first.place = second.place;
            job.first.service = second.service;
            job.first.setup = second.setup;
            List<long[]> open =
                    second.windows.isEmpty() ? List.<long[]>of(new long[] {0, TimeWindows.FOREVER}) : second.windows;
            for (long[] window : open) {
                if (window[0] <= latest) {
                    job.first.windows.add(new long[] {window[0], Math.min(window[1], latest)});
                }
            }
            job.first.delivery = amount;
            job.required = required;
            job.penalty = penalty;
            job.priority = priority;
            job.vehicles = Set.of(vehicle);
            return job;
        }

        /** Takes all windows of a job away. */
        public TaskSpec anyTime() {
            first.anyTime();
            return this;
        }

        /** Where a job is. */
        public TaskSpec at(String location) {
            first.at(location);
            return this;
        }

        /** What people call a job. */
        public TaskSpec description(String text) {
            first.description(text);
            return this;
        }

        /** What a job brings from where the trip begins, by dimension. */
        public TaskSpec delivery(long... amounts) {
            first.delivery = amounts.clone();
            return this;
        }

        /** What a job takes along to where the trip ends, by dimension. */
        public TaskSpec pickup(long... amounts) {
            first.pickup = amounts.clone();
            return this;
        }

        /** When service of a job may start; several calls give several windows. */
        public TaskSpec window(long earliest, long latest) {
            first.window(earliest, latest);
            return this;
        }

        /** When service of a job may start, where times are seconds of a day. */
        public TaskSpec window(LocalTime earliest, LocalTime latest) {
            return window(earliest.toSecondOfDay(), latest.toSecondOfDay());
        }

        /** How long service of a job takes, where times are seconds. */
        public TaskSpec service(Duration duration) {
            return service(duration.toSeconds());
        }

        /** How long service of a job takes. */
        public TaskSpec service(long duration) {
            first.service(duration);
            return this;
        }

        /** Time that a job takes besides, unless the vehicle comes from the same location. */
        public TaskSpec setup(long duration) {
            first.setup(duration);
            return this;
        }

        /** What a shipment carries, by dimension. */
        public TaskSpec amount(long... amounts) {
            amount = amounts.clone();
            return this;
        }

        /** The pickup of a shipment. */
        public TaskSpec from(Consumer<StopSpec> details) {
            details.accept(first);
            return this;
        }

        /** The delivery of a shipment. */
        public TaskSpec to(Consumer<StopSpec> details) {
            details.accept(second);
            return this;
        }

        /** May be left out at a cost; required unless said. */
        public TaskSpec optional(double cost) {
            required = false;
            penalty = cost;
            return this;
        }

        /** The larger the more urgent. */
        public TaskSpec priority(int newPriority) {
            priority = newPriority;
            return this;
        }

        /** Earliest departure of the trip that serves it. */
        public TaskSpec release(long time) {
            release = time;
            return this;
        }

        /** Skills that the vehicle must have. */
        public TaskSpec allOf(Collection<String> skills) {
            allOf = new LinkedHashSet<>(skills);
            return this;
        }

        /** Skills of which the vehicle must have one. */
        public TaskSpec anyOf(Collection<String> skills) {
            anyOf = new LinkedHashSet<>(skills);
            return this;
        }

        /** Skills that the vehicle must not have. */
        public TaskSpec noneOf(Collection<String> skills) {
            noneOf = new LinkedHashSet<>(skills);
            return this;
        }

        /** Ids of the vehicles that may serve it, or of entries of several that are alike. */
        public TaskSpec vehicles(Collection<String> ids) {
            vehicles = new LinkedHashSet<>(ids);
            return this;
        }

        /** Earliest departure of the trip that serves it, where times are seconds of a day. */
        public TaskSpec release(LocalTime time) {
            return release(time.toSecondOfDay());
        }

        /** Longest time from the end of service at the pickup of a shipment to the start of service at its delivery, in seconds. */
        public TaskSpec maxRide(Duration time) {
            return maxRide(time.toSeconds());
        }

        /** Longest time from the end of service at the pickup of a shipment to the start of service at its delivery. */
        public TaskSpec maxRide(long time) {
            maxRide = time;
            return this;
        }

        List<StopSpec> stops() {
            return shipment ? List.of(first, second) : List.of(first);
        }
    }
}
