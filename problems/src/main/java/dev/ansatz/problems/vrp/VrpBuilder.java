package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.NodeIds;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
    /** Costs per unit have so many decimals at most; hourly ones are thirds of a second's. */
    private static final long[] COST_FACTORS = {1, 10, 100, 1000, 3600, 10_000, 36_000, 100_000, 360_000, 1_000_000, 3_600_000};

    /** Larger matrices are not made of coordinates; these are computed when asked for. */
    private static final int LARGEST_MATRIX = 6000;

    /** What the id of an entry ends with that is left when some of its vehicles became entries of their own. */
    private static final String MORE = "-more";

    private record Place(String id, double x, double y) {}

    private record ProfileSpec(String id, Maker travel) {}

    /** Makes travel of the locations of the instance. */
    private interface Maker {
        @Nullable
        Travel make(VrpBuilder of, List<Issue> issues);
    }

    private record GroupSpec(String id, TaskGroup.Kind kind, List<String> tasks, boolean required, double penalty) {}

    private final String name;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final List<ProfileSpec> profiles = new ArrayList<>();
    private final List<TaskSpec> tasks = new ArrayList<>();
    private final List<GroupSpec> groups = new ArrayList<>();
    private final List<VehicleSpec> vehicles = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Issue> early = new ArrayList<>();
    private List<String> dimensions = List.of();
    private long distanceScale = 1;
    private long timeScale = 1;
    private int minRoutes;
    private boolean onMap;

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
                    tasks.stream().filter(task -> task.shipment).map(task -> task.id).toList()));
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
                "unknown-id",
                List.of(id),
                "there is no " + what + " '" + id + "'" + Suggestions.didYouMean(id, known));
    }

    /** A place with coordinates: x and y in a plane, or latitude and longitude where a profile is geographic. */
    public VrpBuilder location(String id, double x, double y) {
        if (places.put(id, new Place(id, x, y)) != null) {
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
        profiles.add(new ProfileSpec(id, (of, issues) -> of.matrices(id, durations, distances, issues)));
        return this;
    }

    /** A way to travel whose durations and distances are asked for once for each pair of ids of locations. */
    public VrpBuilder profile(
            String id, ToLongBiFunction<String, String> durations, ToLongBiFunction<String, String> distances) {
        profiles.add(new ProfileSpec(
                id, (of, issues) -> of.matrices(id, of.asked(durations), of.asked(distances), issues)));
        return this;
    }

    /** A way to travel in the plane whose durations are its distances, rounded; say {@link #scale} of the rounding, too. */
    public VrpBuilder profile(String id, Metric metric, Rounding rounding) {
        onMap |= metric.geographic();
        profiles.add(new ProfileSpec(id, (of, issues) -> of.points(metric, rounding, Double.NaN, issues)));
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
        profiles.add(new ProfileSpec(
                id, (of, issues) -> of.points(Metric.HAVERSINE, Rounding.ROUND, metresPerSecond, issues)));
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
        VrpInstance instance = instance(issues);
        return instance == null ? issues : Vrp.PROBLEM.validate(instance);
    }

    /**
     * The instance.
     *
     * @throws InputException if something is missing or cannot be; all mistakes at once
     */
    public VrpInstance build() {
        List<Issue> issues = new ArrayList<>(early);
        VrpInstance instance = instance(issues);
        Mistakes.throwIfAny(issues);
        return Objects.requireNonNull(instance);
    }

    /** As {@link #build()}, for readers that know the line of each id: adds the mistakes to a list; null where there are any. */
    @Nullable
    VrpInstance build(List<Issue> issues) {
        int before = issues.size();
        issues.addAll(early);
        VrpInstance instance = instance(issues);
        return issues.size() > before ? null : instance;
    }

    private void mistake(List<Issue> issues, String rule, String id, String sentence) {
        issues.add(Issue.malformed(rule, List.of(id), sentence));
    }

    private long[][] asked(ToLongBiFunction<String, String> fromTo) {
        List<String> ids = List.copyOf(places.keySet());
        long[][] rows = new long[ids.size()][ids.size()];
        for (int i = 0; i < ids.size(); i++) {
            for (int j = 0; j < ids.size(); j++) {
                rows[i][j] = i == j ? 0 : fromTo.applyAsLong(ids.get(i), ids.get(j));
            }
        }
        return rows;
    }

    private @Nullable Travel matrices(String profile, long[][] durations, long[][] distances, List<Issue> issues) {
        int before = issues.size();
        checkMatrix(profile, "durations", durations, issues);
        if (durations != distances) {
            checkMatrix(profile, "distances", distances, issues);
        }
        return issues.size() > before ? null : MatrixTravel.of(distances, durations);
    }

    private void checkMatrix(String profile, String what, long[][] rows, List<Issue> issues) {
        int n = places.size();
        String matrix = "the matrix of " + what + " of profile '" + profile + "'";
        if (rows.length != n) {
            mistake(issues, "matrix", profile, matrix + " has " + rows.length + " rows for " + n + " locations.");
            return;
        }
        List<String> ids = List.copyOf(places.keySet());
        for (int i = 0; i < n; i++) {
            if (rows[i].length != n) {
                mistake(
                        issues,
                        "matrix",
                        ids.get(i),
                        matrix + " has " + rows[i].length + " entries in row " + (i + 1) + ", not " + n + ".");
                continue;
            }
            for (int j = 0; j < n; j++) {
                if (rows[i][j] < 0) {
                    mistake(
                            issues,
                            "matrix",
                            ids.get(i),
                            matrix + " is negative from '" + ids.get(i) + "' to '" + ids.get(j) + "': " + rows[i][j]
                                    + ".");
                } else if (i == j && rows[i][j] > 0) {
                    mistake(
                            issues,
                            "matrix",
                            ids.get(i),
                            matrix + " is not 0 from '" + ids.get(i) + "' to itself: " + rows[i][j] + ".");
                }
            }
        }
    }

    private @Nullable Travel points(Metric metric, Rounding rounding, double speed, List<Issue> issues) {
        double[] x = places.values().stream().mapToDouble(Place::x).toArray();
        double[] y = places.values().stream().mapToDouble(Place::y).toArray();
        boolean placed = true;
        for (Place place : places.values()) {
            boolean finite = Double.isFinite(place.x()) && Double.isFinite(place.y());
            boolean onEarth = !metric.geographic() || (Math.abs(place.x()) <= 90 && Math.abs(place.y()) <= 180);
            if (!finite) {
                mistake(issues, "coordinates", place.id(), "the location '" + place.id() + "' has no coordinates.");
            } else if (!onEarth) {
                mistake(
                        issues,
                        "coordinates",
                        place.id(),
                        "the location '" + place.id() + "' has no such latitude or longitude: "
                                + Numbers.format(place.x()) + ", " + Numbers.format(place.y()) + ".");
            }
            placed &= finite && onEarth;
        }
        if (!placed) {
            return null;
        }
        PointTravel travel = new PointTravel(x, y, metric, rounding, speed);
        return places.size() <= LARGEST_MATRIX ? travel.toMatrix() : travel;
    }

    /** The instance; null where there are issues. */
    private @Nullable VrpInstance instance(List<Issue> issues) {
        List<String> placeIds = List.copyOf(places.keySet());
        NodeIds.check(placeIds, (fault, i) -> mistake(issues, "id", placeIds.get(i), "location: " + fault));
        if (name.isBlank()) {
            mistake(issues, "name", name, "the name is blank.");
        }
        if (vehicles.isEmpty()) {
            issues.add(Issue.malformed("vehicles", List.of(), name + " has no vehicles."));
        }
        checkUnique(issues, "task", tasks.stream().map(task -> task.id).toList());
        checkUnique(issues, "vehicle", vehicles.stream().map(vehicle -> vehicle.id).toList());
        checkUnique(issues, "profile", profiles.stream().map(ProfileSpec::id).toList());
        List<Travel> travels = new ArrayList<>();
        for (ProfileSpec profile : profiles) {
            Travel travel = profile.travel().make(this, issues);
            if (travel != null) {
                travels.add(travel);
            }
        }
        if (profiles.isEmpty()) {
            issues.add(Issue.malformed("profile", List.of(), name + " has neither matrices nor a metric."));
        }
        Build build = new Build(placeIds, issues);
        tasks.forEach(build::check);
        vehicles.forEach(build::check);
        groups.forEach(build::check);
        if (!issues.isEmpty()) {
            return null;
        }
        long cost = costScale();
        VrpInstance instance = build.instance(travels, new Scale(distanceScale, timeScale, cost));
        double most = build.mostCost;
        if (most > Numbers.MAX_EXACT) {
            issues.add(Issue.malformed(
                    "overflow",
                    List.of(),
                    "the costs of " + name + " may sum up to more than 2^53 of the smallest unit that they are counted in."));
            return null;
        }
        return instance;
    }

    private void checkUnique(List<Issue> issues, String what, List<String> ids) {
        Set<String> seen = new HashSet<>();
        for (String id : ids) {
            if (id.isBlank() || id.chars().anyMatch(Character::isISOControl)) {
                mistake(issues, "id", id, "a " + what + " has a blank or malformed id.");
            } else if (!seen.add(id)) {
                mistake(issues, "duplicate-id", id, "the " + what + " '" + id + "' is given twice.");
            }
        }
    }

    /** Units in one unit of cost: the fewest in which all costs are whole numbers, else the most. */
    private long costScale() {
        long base = distanceScale == timeScale || distanceScale % timeScale == 0
                ? distanceScale
                : timeScale % distanceScale == 0 ? timeScale : distanceScale * timeScale;
        for (long factor : COST_FACTORS) {
            long scale = base * factor;
            if (vehicles.stream().allMatch(vehicle -> vehicle.isWhole(scale, distanceScale, timeScale))
                    && tasks.stream().allMatch(task -> isWhole(task.penalty * scale))
                    && groups.stream().allMatch(group -> isWhole(group.penalty() * scale))) {
                return scale;
            }
        }
        return base * COST_FACTORS[COST_FACTORS.length - 1];
    }

    private static boolean isWhole(double value) {
        return Math.abs(value - Math.rint(value)) <= 1e-9 * Math.max(1, Math.abs(value));
    }

    /** One visit of a task. */
    public static final class StopSpec {
        private final Stop.Kind kind;
        private @Nullable String id;
        private @Nullable String place;
        private @Nullable String description;
        private final List<long[]> windows = new ArrayList<>();
        private long service;
        private long setup;
        private long[] delivery = {};
        private long[] pickup = {};

        private StopSpec(Stop.Kind kind) {
            this.kind = kind;
        }

        private StopSpec(StopSpec other) {
            kind = other.kind;
            id = other.id;
            place = other.place;
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
        private final String id;
        private final boolean shipment;
        private final StopSpec first;
        private final StopSpec second;
        private long[] amount = {};
        private boolean required = true;
        private double penalty;
        private int priority;
        private long release;
        private Set<String> allOf = Set.of();
        private Set<String> anyOf = Set.of();
        private Set<String> noneOf = Set.of();
        private @Nullable Set<String> vehicles;
        private long maxRide = TimeWindows.FOREVER;

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
            List<long[]> open = second.windows.isEmpty()
                    ? List.<long[]>of(new long[] {0, TimeWindows.FOREVER})
                    : second.windows;
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

        /** Longest time from the end of service at the pickup of a shipment to the start of service at its delivery. */
        public TaskSpec maxRide(long time) {
            maxRide = time;
            return this;
        }

        private List<StopSpec> stops() {
            return shipment ? List.of(first, second) : List.of(first);
        }
    }

    /** Vehicles that are alike. Without a limit there is none; a route begins and ends where {@link #start} and {@link #end} say. */
    public static final class VehicleSpec {
        private record ReloadSpec(String id, String place, long earliest, long latest, long service) {}

        private final String id;
        private final int number;
        private long @Nullable [] capacity;
        private long[] initialLoad = {};
        private @Nullable String start;
        private @Nullable String end;
        private @Nullable String profile;
        private @Nullable String description;
        private double speedFactor = 1;
        private long shiftStart;
        private long shiftEnd = TimeWindows.FOREVER;
        private long latestStart = TimeWindows.FOREVER;
        private long maxDuration = TimeWindows.FOREVER;
        private long regularDuration = TimeWindows.FOREVER;
        private long maxDriving = TimeWindows.FOREVER;
        private long maxDistance = TimeWindows.FOREVER;
        private int maxStops = Integer.MAX_VALUE;
        private int maxTrips = Integer.MAX_VALUE;
        private VehicleType.Order order = VehicleType.Order.FREE;
        private Set<String> skills = Set.of();
        private final List<ReloadSpec> reloads = new ArrayList<>();
        private final List<VehicleType.Break> breaks = new ArrayList<>();
        private final List<String> badBreaks = new ArrayList<>();
        private double fixed;
        private double perDistance;
        private double perDriving;
        private double perService;
        private double perDuration;
        private double perOvertime;
        private boolean priced;

        private VehicleSpec(String id, int number) {
            this.id = id;
            this.number = number;
        }

        private VehicleSpec(VehicleSpec other, String id, int number) {
            this(id, number);
            capacity = other.capacity;
            initialLoad = other.initialLoad;
            start = other.start;
            end = other.end;
            profile = other.profile;
            speedFactor = other.speedFactor;
            shiftStart = other.shiftStart;
            shiftEnd = other.shiftEnd;
            latestStart = other.latestStart;
            maxDuration = other.maxDuration;
            regularDuration = other.regularDuration;
            maxDriving = other.maxDriving;
            maxDistance = other.maxDistance;
            maxStops = other.maxStops;
            maxTrips = other.maxTrips;
            order = other.order;
            skills = other.skills;
            reloads.addAll(other.reloads);
            breaks.addAll(other.breaks);
            badBreaks.addAll(other.badBreaks);
            fixed = other.fixed;
            perDistance = other.perDistance;
            perDriving = other.perDriving;
            perService = other.perService;
            perDuration = other.perDuration;
            perOvertime = other.perOvertime;
            priced = other.priced;
        }

        /**
         * Says that it is under way: where and from when it can go on, and what of its limits is used up. Its fixed cost is spent.
         *
         * @param location where it is
         * @param from earliest time to go on
         * @param aboard what it has picked up on this trip for good, by dimension
         */
        public VehicleSpec underWay(
                String location, long from, long[] aboard, long duration, long driving, long distance, int stops, int trips) {
            start = location;
            shiftStart = from;
            shiftEnd = Math.max(shiftEnd, from);
            latestStart = TimeWindows.FOREVER;
            initialLoad = Arrays.copyOf(initialLoad, Math.max(initialLoad.length, aboard.length));
            for (int d = 0; d < aboard.length; d++) {
                initialLoad[d] += aboard[d];
            }
            maxDuration = left(maxDuration, duration);
            regularDuration = left(regularDuration, duration);
            maxDriving = left(maxDriving, driving);
            maxDistance = left(maxDistance, distance);
            maxStops = maxStops == Integer.MAX_VALUE ? maxStops : Math.max(0, maxStops - stops);
            maxTrips = maxTrips == Integer.MAX_VALUE ? maxTrips : Math.max(1, maxTrips - trips);
            fixed = 0;
            return this;
        }

        private static long left(long limit, long used) {
            return limit >= TimeWindows.FOREVER ? limit : Math.max(0, limit - used);
        }

        /** Says that it cannot leave before a time. */
        public VehicleSpec notBefore(long time) {
            shiftStart = Math.max(shiftStart, time);
            return this;
        }

        /** Takes a break away. */
        public VehicleSpec withoutPause(String breakId) {
            breaks.removeIf(pause -> pause.id().equals(breakId));
            return this;
        }

        /** Where its route begins; without it at its first stop. */
        public VehicleSpec start(String location) {
            start = location;
            return this;
        }

        /** Where its route ends; without it at its last stop. */
        public VehicleSpec end(String location) {
            end = location;
            return this;
        }

        /** The way it travels; the only profile unless said. */
        public VehicleSpec profile(String profileId) {
            profile = profileId;
            return this;
        }

        /** What people call it. */
        public VehicleSpec description(String text) {
            description = text;
            return this;
        }

        /** How much faster than its profile it goes, 1 unless said; durations are divided by it. */
        public VehicleSpec speedFactor(double factor) {
            speedFactor = factor;
            return this;
        }

        /** Largest load, by dimension; unlimited unless said. */
        public VehicleSpec capacity(long... amounts) {
            capacity = amounts.clone();
            return this;
        }

        /** What is aboard all day, by dimension. */
        public VehicleSpec initialLoad(long... amounts) {
            initialLoad = amounts.clone();
            return this;
        }

        /** Earliest departure and latest arrival at the end. */
        public VehicleSpec shift(long earliest, long latest) {
            shiftStart = earliest;
            shiftEnd = latest;
            return this;
        }

        /** Latest departure. */
        public VehicleSpec latestStart(long time) {
            latestStart = time;
            return this;
        }

        /** Longest time from departure to the end, waiting included. */
        public VehicleSpec maxDuration(long time) {
            maxDuration = time;
            return this;
        }

        /** Time from departure to the end beyond which each unit costs more. */
        public VehicleSpec overtimeAfter(long time, double costPerTime) {
            regularDuration = time;
            perOvertime = costPerTime;
            return this;
        }

        /** Longest sum of the durations of travel. */
        public VehicleSpec maxDriving(long time) {
            maxDriving = time;
            return this;
        }

        /** Longest distance of a route. */
        public VehicleSpec maxDistance(long distance) {
            maxDistance = distance;
            return this;
        }

        /** Largest number of stops. */
        public VehicleSpec maxStops(int number) {
            maxStops = number;
            return this;
        }

        /** Largest number of trips. */
        public VehicleSpec maxTrips(int trips) {
            maxTrips = trips;
            return this;
        }

        /** Order of deliveries and pickups. */
        public VehicleSpec order(VehicleType.Order newOrder) {
            order = newOrder;
            return this;
        }

        /** What it can do. */
        public VehicleSpec skills(Collection<String> all) {
            skills = new LinkedHashSet<>(all);
            return this;
        }

        /** A place where a trip may end and the next one begin. */
        public VehicleSpec reload(String reloadId, String location, long earliest, long latest, long service) {
            reloads.add(new ReloadSpec(reloadId, location, earliest, latest, service));
            return this;
        }

        /** A pause that it takes on every route, at any place. */
        public VehicleSpec pause(String breakId, TimeWindows windows, long duration) {
            if (duration < 0) {
                badBreaks.add(breakId);
            }
            breaks.add(new VehicleType.Break(breakId, windows, Math.max(0, duration)));
            return this;
        }

        /** Cost of a route that is used. */
        public VehicleSpec fixedCost(double cost) {
            fixed = cost;
            return this;
        }

        /** Cost of one user's unit of distance; 1 where a vehicle has no cost per distance or time at all. */
        public VehicleSpec costPerDistance(double cost) {
            perDistance = cost;
            priced = true;
            return this;
        }

        /** Cost of one user's unit of time of travel. */
        public VehicleSpec costPerDriving(double cost) {
            perDriving = cost;
            priced = true;
            return this;
        }

        /** Cost of one user's unit of time of service. */
        public VehicleSpec costPerService(double cost) {
            perService = cost;
            priced = true;
            return this;
        }

        /** Cost of one user's unit of time from departure to the end, waiting included. */
        public VehicleSpec costPerTime(double cost) {
            perDuration = cost;
            priced = true;
            return this;
        }

        private double distanceCost() {
            return priced ? perDistance : 1;
        }

        private boolean isWhole(long scale, long distanceScale, long timeScale) {
            double perDistanceUnit = (double) scale / distanceScale;
            double perTimeUnit = (double) scale / timeScale;
            return VrpBuilder.isWhole(fixed * scale)
                    && VrpBuilder.isWhole(distanceCost() * perDistanceUnit)
                    && VrpBuilder.isWhole(perDriving * perTimeUnit)
                    && VrpBuilder.isWhole(perService * perTimeUnit)
                    && VrpBuilder.isWhole(perDuration * perTimeUnit)
                    && VrpBuilder.isWhole(perOvertime * perTimeUnit);
        }

        private VehicleType.Costs costs(Scale scale) {
            double perDistanceUnit = (double) scale.cost() / scale.distance();
            double perTimeUnit = (double) scale.cost() / scale.time();
            return new VehicleType.Costs(
                    Math.round(fixed * scale.cost()),
                    Math.round(distanceCost() * perDistanceUnit),
                    Math.round(perDriving * perTimeUnit),
                    Math.round(perService * perTimeUnit),
                    Math.round(perDuration * perTimeUnit),
                    Math.round(perOvertime * perTimeUnit));
        }

        private double[] prices() {
            return new double[] {fixed, perDistance, perDriving, perService, perDuration, perOvertime};
        }
    }

    /** Checks of one build, and the instance that comes of it. */
    private final class Build {
        private final Map<String, Integer> location = new LinkedHashMap<>();
        private final List<Issue> issues;
        private final Set<String> vehicleIds = new HashSet<>();
        private final Set<String> taskIds = new HashSet<>();
        private final int loads;
        private double mostCost;

        Build(List<String> placeIds, List<Issue> issues) {
            this.issues = issues;
            for (int i = 0; i < placeIds.size(); i++) {
                location.put(placeIds.get(i), i);
            }
            vehicles.forEach(vehicle -> vehicleIds.add(vehicle.id));
            tasks.forEach(task -> taskIds.add(task.id));
            int most = Math.max(1, dimensions.size());
            for (TaskSpec task : tasks) {
                most = Math.max(most, task.amount.length);
                most = Math.max(most, Math.max(task.first.delivery.length, task.first.pickup.length));
            }
            for (VehicleSpec vehicle : vehicles) {
                most = Math.max(most, vehicle.capacity == null ? 0 : vehicle.capacity.length);
            }
            loads = most;
        }

        private void add(String rule, String id, String sentence) {
            mistake(issues, rule, id, sentence);
        }

        private void checkPlace(String whose, String id, @Nullable String place) {
            if (place == null) {
                add("location", id, whose + " has no location.");
            } else if (!location.containsKey(place)) {
                add(
                        "location",
                        id,
                        whose + " is at the unknown location '" + place + "'"
                                + Suggestions.didYouMean(place, location.keySet()));
            }
        }

        private void checkAmounts(String whose, String id, long[] amounts) {
            for (long amount : amounts) {
                if (amount < 0 || amount > Numbers.MAX_EXACT) {
                    add("amount", id, whose + " has the amount " + amount + "; amounts must be between 0 and 2^53.");
                }
            }
            if (!dimensions.isEmpty() && amounts.length > dimensions.size()) {
                add(
                        "amount",
                        id,
                        whose + " has " + amounts.length + " amounts for " + dimensions.size() + " dimensions.");
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
            return Numbers.format((double) units / timeScale);
        }

        void check(TaskSpec task) {
            String whose = (task.shipment ? "shipment '" : "job '") + task.id + "'";
            for (StopSpec stop : task.stops()) {
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
            if (!(task.penalty >= 0 && task.penalty <= Numbers.MAX_EXACT)) {
                add("penalty", task.id, whose + " has the penalty " + Numbers.format(task.penalty) + "; it must not be negative.");
            }
            if (task.vehicles != null) {
                for (String vehicle : new TreeSet<>(task.vehicles)) {
                    if (!vehicleIds.contains(vehicle)) {
                        add(
                                "vehicle",
                                task.id,
                                whose + " allows the unknown vehicle '" + vehicle + "'"
                                        + Suggestions.didYouMean(vehicle, vehicleIds));
                    }
                }
            }
        }

        private void checkWindows(String whose, String id, List<long[]> windows) {
            List<long[]> sorted = sorted(windows);
            for (int i = 0; i < sorted.size(); i++) {
                long[] window = sorted.get(i);
                String text = "[" + time(window[0]) + ", " + time(window[1]) + "]";
                if (window[1] < window[0]) {
                    add("window", id, whose + " has a window that ends before it begins: " + text + ".");
                } else if (window[0] < 0 || window[1] > TimeWindows.FOREVER) {
                    add("window", id, whose + " has a window outside the times that can be: " + text + ".");
                } else if (i > 0 && window[0] <= sorted.get(i - 1)[1]) {
                    add("window", id, whose + " has windows that overlap: " + text + ".");
                }
            }
        }

        private List<long[]> sorted(List<long[]> windows) {
            return windows.stream()
                    .sorted((a, b) -> Long.compare(a[0], b[0]))
                    .toList();
        }

        void check(VehicleSpec vehicle) {
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
            if (vehicle.capacity != null) {
                checkAmounts(whose, vehicle.id, vehicle.capacity);
            }
            checkAmounts(whose, vehicle.id, vehicle.initialLoad);
            if (vehicle.shiftEnd < vehicle.shiftStart) {
                add(
                        "shift",
                        vehicle.id,
                        whose + " has a shift that ends before it begins: [" + time(vehicle.shiftStart) + ", "
                                + time(vehicle.shiftEnd) + "].");
            }
            checkTime(whose, vehicle.id, "shift start", vehicle.shiftStart);
            checkTime(whose, vehicle.id, "latest start", vehicle.latestStart);
            checkTime(whose, vehicle.id, "maximum duration", vehicle.maxDuration);
            checkTime(whose, vehicle.id, "regular duration", vehicle.regularDuration);
            checkTime(whose, vehicle.id, "maximum driving time", vehicle.maxDriving);
            checkTime(whose, vehicle.id, "maximum distance", vehicle.maxDistance);
            if (vehicle.maxStops < 0 || vehicle.maxTrips < 1) {
                add("limit", vehicle.id, whose + " needs at least one trip and no negative number of stops.");
            }
            if (!(vehicle.speedFactor > 0 && vehicle.speedFactor < 1e6)) {
                add("speed", vehicle.id, whose + " has the speed factor " + Numbers.format(vehicle.speedFactor) + "; it must be positive.");
            }
            for (double price : vehicle.prices()) {
                if (!(price >= 0 && price <= Numbers.MAX_EXACT)) {
                    add("cost", vehicle.id, whose + " has the cost " + Numbers.format(price) + "; costs must not be negative.");
                }
            }
            List<String> profileIds = profiles.stream().map(ProfileSpec::id).toList();
            if (vehicle.profile != null && !profileIds.contains(vehicle.profile)) {
                add(
                        "profile",
                        vehicle.id,
                        whose + " goes by the unknown profile '" + vehicle.profile + "'"
                                + Suggestions.didYouMean(vehicle.profile, profileIds));
            } else if (vehicle.profile == null && profiles.size() > 1) {
                add("profile", vehicle.id, whose + " must name one of the profiles " + String.join(", ", profileIds) + ".");
            }
            for (VehicleSpec.ReloadSpec reload : vehicle.reloads) {
                String of = "reload '" + reload.id() + "' of " + whose;
                checkPlace(of, vehicle.id, reload.place());
                checkTime(of, vehicle.id, "service", reload.service());
                checkWindows(of, vehicle.id, List.<long[]>of(new long[] {reload.earliest(), reload.latest()}));
            }
            vehicle.badBreaks.forEach(
                    pause -> add("break", vehicle.id, "break '" + pause + "' of " + whose + " has a negative duration."));
        }

        void check(GroupSpec group) {
            String whose = "group '" + group.id() + "'";
            for (String task : group.tasks()) {
                if (!taskIds.contains(task)) {
                    add(
                            "group",
                            group.id(),
                            whose + " has the unknown task '" + task + "'" + Suggestions.didYouMean(task, taskIds));
                }
            }
            if (new HashSet<>(group.tasks()).size() < group.tasks().size()) {
                add("group", group.id(), whose + " has a task twice.");
            }
            if (!(group.penalty() >= 0 && group.penalty() <= Numbers.MAX_EXACT)) {
                add("penalty", group.id(), whose + " has a negative penalty.");
            }
        }

        private int place(@Nullable String id) {
            return id == null ? -1 : Objects.requireNonNull(location.get(id));
        }

        private long[] padded(long[] amounts) {
            return Arrays.copyOf(amounts, loads);
        }

        private TimeWindows windows(StopSpec stop) {
            return stop.windows.isEmpty()
                    ? TimeWindows.ALWAYS
                    : new TimeWindows(sorted(stop.windows).stream()
                            .flatMapToLong(Arrays::stream)
                            .toArray());
        }

        private Stop stop(TaskSpec task, int index, StopSpec spec, long[] delivery, long[] pickup) {
            boolean brings = Arrays.stream(delivery).anyMatch(amount -> amount > 0);
            boolean takes = Arrays.stream(pickup).anyMatch(amount -> amount > 0);
            Stop.Kind kind = task.shipment || brings == takes
                    ? spec.kind
                    : brings ? Stop.Kind.DELIVERY : Stop.Kind.PICKUP;
            return new Stop(
                    spec.id == null ? task.id : spec.id,
                    index,
                    kind,
                    place(spec.place),
                    windows(spec),
                    spec.service,
                    spec.setup,
                    padded(delivery),
                    padded(pickup));
        }

        VrpInstance instance(List<Travel> travels, Scale scale) {
            Set<String> inOneOf = new HashSet<>();
            groups.stream()
                    .filter(group -> group.kind() == TaskGroup.Kind.ONE_OF)
                    .forEach(group -> inOneOf.addAll(group.tasks()));
            List<Stop> stops = new ArrayList<>();
            List<Task> all = new ArrayList<>();
            Map<Integer, String> stopTexts = new HashMap<>();
            Map<Integer, String> typeTexts = new HashMap<>();
            Map<String, Integer> taskIndex = new LinkedHashMap<>();
            long[] none = new long[loads];
            for (TaskSpec spec : tasks) {
                int index = all.size();
                taskIndex.put(spec.id, index);
                int first = stops.size();
                if (spec.shipment) {
                    stops.add(stop(spec, index, spec.first, none, spec.amount));
                    stops.add(stop(spec, index, spec.second, spec.amount, none));
                } else {
                    stops.add(stop(spec, index, spec.first, spec.first.delivery, spec.first.pickup));
                }
                for (StopSpec stop : spec.stops()) {
                    if (stop.description != null) {
                        stopTexts.put(stop == spec.first ? first : first + 1, stop.description);
                    }
                }
                boolean free = inOneOf.contains(spec.id);
                all.add(new Task(
                        spec.id,
                        first,
                        spec.shipment ? first + 1 : -1,
                        spec.required && !free,
                        free ? 0 : Math.round(spec.penalty * scale.cost()),
                        spec.priority,
                        spec.release,
                        spec.allOf,
                        spec.anyOf,
                        spec.noneOf,
                        spec.vehicles,
                        spec.maxRide));
            }
            List<TaskGroup> together = groups.stream()
                    .map(group -> new TaskGroup(
                            group.id(),
                            group.kind(),
                            group.tasks().stream()
                                    .mapToInt(id -> Objects.requireNonNull(taskIndex.get(id)))
                                    .toArray(),
                            group.required(),
                            Math.round(group.penalty() * scale.cost())))
                    .toList();
            List<Travel> profilesUsed = new ArrayList<>(travels);
            List<String> profileIds = new ArrayList<>(profiles.stream().map(ProfileSpec::id).toList());
            List<VehicleType> types = new ArrayList<>();
            for (VehicleSpec spec : vehicles) {
                if (spec.description != null) {
                    typeTexts.put(types.size(), spec.description);
                }
                types.add(type(spec, profileOf(spec, profilesUsed, profileIds), scale));
            }
            mostCost = most(all, together, types, profilesUsed, stops.size());
            double[] x = places.values().stream().mapToDouble(Place::x).toArray();
            double[] y = places.values().stream().mapToDouble(Place::y).toArray();
            boolean drawable = Arrays.stream(x).allMatch(Double::isFinite) && Arrays.stream(y).allMatch(Double::isFinite);
            return new VrpInstance(new VrpInstance.Data(
                    name,
                    new NodeIds(List.copyOf(location.keySet())),
                    drawable ? (onMap ? y : x) : null,
                    drawable ? (onMap ? x : y) : null,
                    onMap,
                    List.copyOf(profileIds),
                    List.copyOf(profilesUsed),
                    dimensionNames(),
                    List.copyOf(stops),
                    List.copyOf(all),
                    together,
                    List.copyOf(types),
                    scale,
                    minRoutes,
                    List.copyOf(notes),
                    Map.copyOf(stopTexts),
                    Map.copyOf(typeTexts),
                    copy()));
        }

        private List<String> dimensionNames() {
            List<String> names = new ArrayList<>(dimensions);
            for (int d = names.size(); d < loads; d++) {
                names.add(loads == 1 ? "load" : "load-" + (d + 1));
            }
            return List.copyOf(names);
        }

        private int profileOf(VehicleSpec spec, List<Travel> travels, List<String> ids) {
            int profile = spec.profile == null ? 0 : ids.indexOf(spec.profile);
            if (spec.speedFactor == 1) {
                return profile;
            }
            String id = ids.get(profile) + " x " + Numbers.format(spec.speedFactor);
            int known = ids.indexOf(id);
            if (known >= 0) {
                return known;
            }
            Travel base = travels.get(profile);
            int n = base.size();
            long[][] distances = new long[n][n];
            long[][] durations = new long[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    distances[i][j] = base.distance(i, j);
                    long duration = base.duration(i, j);
                    durations[i][j] =
                            duration >= Travel.UNREACHABLE ? duration : Math.round(duration / spec.speedFactor);
                }
            }
            travels.add(MatrixTravel.of(distances, durations));
            ids.add(id);
            return travels.size() - 1;
        }

        private VehicleType type(VehicleSpec spec, int profile, Scale scale) {
            long[] capacity = new long[loads];
            Arrays.fill(capacity, TimeWindows.FOREVER);
            if (spec.capacity != null) {
                System.arraycopy(spec.capacity, 0, capacity, 0, spec.capacity.length);
            }
            return new VehicleType(
                    spec.id,
                    spec.number,
                    capacity,
                    padded(spec.initialLoad),
                    place(spec.start),
                    place(spec.end),
                    profile,
                    spec.shiftStart,
                    Math.min(spec.latestStart, spec.shiftEnd),
                    spec.shiftEnd,
                    spec.maxDuration,
                    spec.regularDuration,
                    spec.maxDriving,
                    spec.maxDistance,
                    spec.maxStops,
                    spec.maxTrips,
                    spec.order,
                    spec.skills,
                    spec.reloads.stream()
                            .map(reload -> new VehicleType.Reload(
                                    reload.id(),
                                    place(reload.place()),
                                    TimeWindows.of(reload.earliest(), reload.latest()),
                                    reload.service()))
                            .toList(),
                    spec.breaks,
                    spec.costs(scale));
        }

        /** Above the cost of every sensible plan: each stop reached by the longest way there is. */
        private double most(
                List<Task> all, List<TaskGroup> together, List<VehicleType> types, List<Travel> travels, int stops) {
            double penalties = all.stream().mapToDouble(Task::penalty).sum()
                    + together.stream().mapToDouble(TaskGroup::penalty).sum();
            double routes = 0;
            for (VehicleType type : types) {
                Travel travel = travels.get(type.profile());
                double distance = 0;
                double duration = 0;
                // All pairs of thousands of points would take seconds.
                int step = Math.max(1, travel.size() / 1000);
                for (int i = 0; i < travel.size(); i += step) {
                    for (int j = 0; j < travel.size(); j++) {
                        double d = travel.distance(i, j);
                        double t = travel.duration(i, j);
                        distance = d < Travel.UNREACHABLE ? Math.max(distance, d) : distance;
                        duration = t < Travel.UNREACHABLE ? Math.max(duration, t) : duration;
                    }
                }
                double ways = stops + 1.0 + Math.min(type.number(), stops);
                VehicleType.Costs costs = type.costs();
                routes = Math.max(
                        routes,
                        (double) costs.fixed() * Math.min(type.number(), stops)
                                + ways * (costs.distance() * distance + costs.driving() * duration));
            }
            return penalties + routes;
        }
    }
}
