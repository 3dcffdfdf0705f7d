package dev.ansatz.problems.vrp;

import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.NodeIds;
import dev.ansatz.problems.io.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the instance of what a builder was given, once, after all checks. */
final class VrpAssembly {
    /** Costs per unit have so many decimals at most; hourly ones are thirds of a second's. */
    private static final long[] COST_FACTORS = {
        1, 10, 100, 1000, 3600, 10_000, 36_000, 100_000, 360_000, 1_000_000, 3_600_000
    };

    private final VrpBuilder of;
    private final Map<String, Integer> location = new LinkedHashMap<>();
    /** Tasks of one-of groups, which are not required and have no penalty by themselves. */
    private final Set<String> inOneOf = new HashSet<>();

    private final List<Travel> travels;
    private final List<String> profileIds;
    private final int loads;

    private VrpAssembly(VrpBuilder of, List<Travel> travels, int loads) {
        this.of = of;
        this.travels = new ArrayList<>(travels);
        this.profileIds =
                new ArrayList<>(of.profiles.stream().map(ProfileSpec::id).toList());
        this.loads = loads;
        of.places.keySet().forEach(id -> location.put(id, location.size()));
        of.groups.stream()
                .filter(group -> group.kind() == TaskGroup.Kind.ONE_OF)
                .forEach(group -> inOneOf.addAll(group.tasks()));
    }

    /** The instance; null where there are issues, which are added. */
    static @Nullable VrpInstance instance(VrpBuilder of, List<Issue> issues) {
        int before = issues.size();
        int loads = loads(of);
        new VrpChecks(of, loads, issues).all();
        List<ProfileSpec.Place> places = List.copyOf(of.places.values());
        List<Travel> travels = new ArrayList<>();
        for (ProfileSpec profile : of.profiles) {
            Travel travel = profile.travel().make(places, issues);
            if (travel != null) {
                travels.add(travel);
            }
        }
        return issues.size() > before ? null : new VrpAssembly(of, travels, loads).assemble(issues);
    }

    private static int loads(VrpBuilder of) {
        int most = Math.max(1, of.dimensions.size());
        for (VrpBuilder.TaskSpec task : of.tasks) {
            most = Math.max(most, task.amount.length);
            most = Math.max(most, Math.max(task.first.delivery.length, task.first.pickup.length));
        }
        for (VehicleSpec vehicle : of.vehicles) {
            most = Math.max(
                    most, Math.max(vehicle.capacity == null ? 0 : vehicle.capacity.length, vehicle.initialLoad.length));
        }
        return most;
    }

    private @Nullable VrpInstance assemble(List<Issue> issues) {
        int[] profiles = new int[of.vehicles.size()];
        for (int v = 0; v < profiles.length; v++) {
            profiles[v] = profileOf(of.vehicles.get(v));
        }
        long cost = costScale(profiles);
        if (cost == 0) {
            issues.add(Issue.malformed(
                    "overflow",
                    List.of(),
                    "the costs of " + of.name
                            + " may sum up to more than 2^53 of the smallest unit that they are counted in."));
            return null;
        }
        Scale scale = new Scale(of.distanceScale, of.timeScale, cost);
        for (VehicleSpec vehicle : of.vehicles) {
            if (vehicle.isLost(scale)) {
                issues.add(Issue.malformed(
                        "cost",
                        List.of(vehicle.id),
                        "vehicle '" + vehicle.id
                                + "' has a cost that is too small beside the others to be counted precisely."));
            }
        }
        return issues.isEmpty() ? instance(scale, profiles) : null;
    }

    /** Units in one unit of cost: the fewest in which all costs are whole numbers, else the most that there is room for; 0 for none. */
    private long costScale(int[] profiles) {
        long base = of.distanceScale % of.timeScale == 0
                ? of.distanceScale
                : of.timeScale % of.distanceScale == 0 ? of.timeScale : of.distanceScale * of.timeScale;
        double most = mostCost(profiles);
        long fits = 0;
        for (long factor : COST_FACTORS) {
            long scale = base * factor;
            if (most * scale > Numbers.MAX_EXACT) {
                return isWhole(scale) ? 0 : fits;
            }
            if (isWhole(scale)) {
                return scale;
            }
            fits = scale;
        }
        return fits;
    }

    private boolean isWhole(long scale) {
        return of.vehicles.stream().allMatch(vehicle -> vehicle.isWhole(scale, of.distanceScale, of.timeScale))
                && of.tasks.stream().allMatch(task -> inOneOf.contains(task.id) || isWhole(task.penalty * scale))
                && of.groups.stream().allMatch(group -> isWhole(group.penalty() * scale));
    }

    static boolean isWhole(double value) {
        return Math.abs(value - Math.rint(value)) <= 1e-9 * Math.max(1, Math.abs(value));
    }

    /** Not below the cost of any plan that visits each stop at most once and reloads at most as often, in the user's unit. */
    private double mostCost(int[] profiles) {
        double stops = 0;
        double penalties =
                of.groups.stream().mapToDouble(VrpBuilder.GroupSpec::penalty).sum();
        double service = 0;
        double opens = 0;
        for (VrpBuilder.TaskSpec task : of.tasks) {
            penalties += task.penalty;
            opens = Math.max(opens, task.release);
            for (VrpBuilder.StopSpec stop : task.stops()) {
                stops++;
                service += stop.service + stop.setup;
                for (long[] window : stop.windows) {
                    opens = Math.max(opens, window[0]);
                }
            }
        }
        double worst = 0;
        for (int v = 0; v < profiles.length; v++) {
            VehicleSpec vehicle = of.vehicles.get(v);
            Travel travel = travels.get(profiles[v]);
            double fleet = of.vehicles.stream().mapToDouble(each -> each.number).sum();
            double routes = Math.min(fleet, stops);
            double ways = stops + routes + (vehicle.reloads.isEmpty() ? 0 : stops);
            double driving = ways * travel.longestDuration() / of.timeScale;
            double idle = vehicle.shiftStart;
            double busy = 0;
            for (VehicleSpec.ReloadSpec reload : vehicle.reloads) {
                idle = Math.max(idle, reload.earliest());
                busy = Math.max(busy, stops * reload.service());
            }
            for (VehicleSpec.BreakSpec pause : vehicle.breaks) {
                busy += routes * pause.duration();
                for (long[] window : pause.windows()) {
                    idle = Math.max(idle, window[0]);
                }
            }
            double served = service / of.timeScale;
            double duration = routes * Math.max(idle, opens) / of.timeScale + driving + served + busy / of.timeScale;
            worst = Math.max(
                    worst,
                    vehicle.fixed * routes
                            + vehicle.distanceCost() * ways * travel.longestDistance() / of.distanceScale
                            + vehicle.perDriving * driving
                            + vehicle.perService * served
                            + (vehicle.perDuration + vehicle.perOvertime) * duration);
        }
        return penalties + worst;
    }

    static List<long[]> sorted(List<long[]> windows) {
        return windows.stream()
                .sorted((a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]))
                .toList();
    }

    /** Windows in order; those that touch are one. */
    private static TimeWindows windows(List<long[]> windows) {
        if (windows.isEmpty()) {
            return TimeWindows.ALWAYS;
        }
        long[] bounds = new long[2 * windows.size()];
        int n = 0;
        for (long[] window : sorted(windows)) {
            if (n > 0 && bounds[n - 1] == window[0]) {
                bounds[n - 1] = window[1];
            } else {
                bounds[n++] = window[0];
                bounds[n++] = window[1];
            }
        }
        return new TimeWindows(Arrays.copyOf(bounds, n));
    }

    private int place(@Nullable String id) {
        return id == null ? -1 : Objects.requireNonNull(location.get(id));
    }

    private long[] padded(long[] amounts) {
        return Arrays.copyOf(amounts, loads);
    }

    private Stop stop(VrpBuilder.TaskSpec task, int index, VrpBuilder.StopSpec spec, long[] delivery, long[] pickup) {
        boolean brings = Arrays.stream(delivery).anyMatch(amount -> amount > 0);
        boolean takes = Arrays.stream(pickup).anyMatch(amount -> amount > 0);
        Stop.Kind kind = task.shipment || brings == takes ? spec.kind : brings ? Stop.Kind.DELIVERY : Stop.Kind.PICKUP;
        return new Stop(
                spec.id == null ? task.id : spec.id,
                index,
                kind,
                place(spec.place),
                windows(spec.windows),
                spec.service,
                spec.setup,
                padded(delivery),
                padded(pickup));
    }

    private VrpInstance instance(Scale scale, int[] profiles) {
        List<Stop> stops = new ArrayList<>();
        List<Task> all = new ArrayList<>();
        Map<String, Integer> taskIndex = new LinkedHashMap<>();
        Map<Integer, String> stopTexts = new HashMap<>();
        for (VrpBuilder.TaskSpec spec : of.tasks) {
            taskIndex.put(spec.id, all.size());
            all.add(task(spec, all.size(), stops, stopTexts, inOneOf.contains(spec.id), scale));
        }
        List<TaskGroup> together = of.groups.stream()
                .map(group -> new TaskGroup(
                        group.id(),
                        group.kind(),
                        group.tasks().stream()
                                .mapToInt(id -> Objects.requireNonNull(taskIndex.get(id)))
                                .toArray(),
                        group.required(),
                        Math.round(group.penalty() * scale.cost())))
                .toList();
        List<VehicleType> types = new ArrayList<>();
        Map<Integer, String> typeTexts = new HashMap<>();
        for (VehicleSpec spec : of.vehicles) {
            if (spec.description != null) {
                typeTexts.put(types.size(), spec.description);
            }
            types.add(type(spec, profiles[types.size()], scale));
        }
        double[] x =
                of.places.values().stream().mapToDouble(ProfileSpec.Place::x).toArray();
        double[] y =
                of.places.values().stream().mapToDouble(ProfileSpec.Place::y).toArray();
        boolean drawable =
                Arrays.stream(x).allMatch(Double::isFinite) && Arrays.stream(y).allMatch(Double::isFinite);
        return new VrpInstance(new VrpInstance.Data(
                of.name,
                new NodeIds(List.copyOf(location.keySet())),
                drawable ? (of.onMap ? y : x) : null,
                drawable ? (of.onMap ? x : y) : null,
                of.onMap,
                List.copyOf(profileIds),
                List.copyOf(travels),
                dimensionNames(),
                List.copyOf(stops),
                List.copyOf(all),
                together,
                List.copyOf(types),
                scale,
                of.minRoutes,
                notes(),
                Map.copyOf(stopTexts),
                Map.copyOf(typeTexts),
                of.copy()));
    }

    /** The task, whose stops are added to those there are. */
    private Task task(
            VrpBuilder.TaskSpec spec,
            int index,
            List<Stop> stops,
            Map<Integer, String> texts,
            boolean oneOf,
            Scale scale) {
        int first = stops.size();
        for (VrpBuilder.StopSpec stop : spec.stops()) {
            if (stop.description != null) {
                texts.put(stop == spec.first ? first : first + 1, stop.description);
            }
        }
        if (spec.shipment) {
            stops.add(stop(spec, index, spec.first, new long[0], spec.amount));
            stops.add(stop(spec, index, spec.second, spec.amount, new long[0]));
        } else {
            stops.add(stop(spec, index, spec.first, spec.first.delivery, spec.first.pickup));
        }
        return new Task(
                spec.id,
                first,
                spec.shipment ? first + 1 : -1,
                spec.required && !oneOf,
                oneOf ? 0 : Math.round(spec.penalty * scale.cost()),
                spec.priority,
                spec.release,
                spec.allOf,
                spec.anyOf,
                spec.noneOf,
                spec.vehicles,
                spec.maxRide);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>(of.notes);
        if (of.tasks.stream().anyMatch(task -> task.penalty > 0 && inOneOf.contains(task.id))) {
            notes.add("Penalties of single tasks of which one is to be served do not count; that of their group does.");
        }
        return List.copyOf(notes);
    }

    private List<String> dimensionNames() {
        List<String> names = new ArrayList<>(of.dimensions);
        for (int d = names.size(); d < loads; d++) {
            names.add(loads == 1 ? "load" : "load-" + (d + 1));
        }
        return List.copyOf(names);
    }

    private int profileOf(VehicleSpec spec) {
        int profile = spec.profile == null ? 0 : profileIds.indexOf(spec.profile);
        if (spec.speedFactor == 1) {
            return profile;
        }
        String id = profileIds.get(profile) + " x " + Numbers.format(spec.speedFactor);
        int known = profileIds.indexOf(id);
        if (known >= 0) {
            return known;
        }
        Travel base = travels.get(profile);
        travels.add(
                base instanceof PointTravel points ? points.faster(spec.speedFactor) : faster(base, spec.speedFactor));
        profileIds.add(id);
        return travels.size() - 1;
    }

    private static MatrixTravel faster(Travel base, double factor) {
        int n = base.size();
        long[][] distances = new long[n][n];
        long[][] durations = new long[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                distances[i][j] = base.distance(i, j);
                long duration = base.duration(i, j);
                durations[i][j] = duration >= Travel.UNREACHABLE ? duration : Math.round(duration / factor);
            }
        }
        return MatrixTravel.of(distances, durations);
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
                spec.breaks.stream()
                        .map(pause -> new VehicleType.Break(pause.id(), windows(pause.windows()), pause.duration()))
                        .toList(),
                spec.costs(scale));
    }
}
