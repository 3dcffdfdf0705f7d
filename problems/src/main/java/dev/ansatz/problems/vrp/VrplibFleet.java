package dev.ansatz.problems.vrp;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.TextScanner;
import dev.ansatz.problems.io.TsplibFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The vehicles of a VRPLIB file. Those that are alike and follow each other make one type, so that a route's number is its vehicle's. */
final class VrplibFleet {
    private static final double FREE = Double.POSITIVE_INFINITY;

    /** Those that have a row for each vehicle. */
    private static final List<String> SECTIONS = List.of(
            "CAPACITY_SECTION",
            "VEHICLES_DEPOT_SECTION",
            "VEHICLES_FIXED_COST_SECTION",
            "VEHICLES_UNIT_DISTANCE_COST_SECTION",
            "VEHICLES_ALLOWED_CLIENTS_SECTION",
            "VEHICLES_MAX_DISTANCE_SECTION",
            "VEHICLES_MAX_DURATION_SECTION",
            "VEHICLES_MAX_RELOADS_SECTION",
            "VEHICLES_RELOAD_DEPOT_SECTION");

    /** What a vehicle is; {@code allowed} is null where it may visit all. */
    private record Vehicle(
            @Nullable List<Long> capacity,
            double maxDistance,
            double maxDuration,
            double maxReloads,
            int depot,
            List<Integer> reloads,
            double fixed,
            double perDistance,
            @Nullable Set<Integer> allowed) {}

    /** Vehicles that are alike. */
    record Kind(String id, int number, Vehicle vehicle) {
        boolean allows(int node) {
            return vehicle.allowed == null || vehicle.allowed.contains(node);
        }
    }

    private final TsplibFile file;
    private final Mistakes mistakes;
    private final int n;
    private final boolean[] isDepot;
    private final List<Integer> depots;
    private final String type;
    private final List<String> notes = new ArrayList<>();
    private final List<Vehicle> vehicles = new ArrayList<>();
    private int number;
    private int least;
    private double distanceLimit = FREE;
    private double durationLimit = FREE;

    /** @param exact whether VEHICLES is the number of routes, as LKH-3 has it */
    VrplibFleet(
            TsplibFile file, Mistakes mistakes, boolean[] isDepot, List<Integer> depots, String type, boolean exact) {
        this.file = file;
        this.mistakes = mistakes;
        this.n = isDepot.length;
        this.isDepot = isDepot;
        this.depots = depots;
        this.type = type;
        readNumber(exact);
        readVehicles();
    }

    private void readNumber(boolean exact) {
        Integer given = count("VEHICLES");
        Integer trucks = count("TRUCKS");
        if (given != null && trucks != null && !given.equals(trucks)) {
            mistakes.add(
                    Objects.requireNonNull(file.key("TRUCKS")).line(),
                    "TRUCKS " + trucks + " contradicts VEHICLES " + given + ".");
        }
        given = given == null ? trucks : given;
        if (given == null && type.equals("PDTSP")) {
            given = 1;
        }
        number = given == null ? listed() : given;
        if (exact && given != null) {
            least = number;
            notes.add("There must be " + number + (number == 1 ? " route" : " routes")
                    + ": in this dialect, that of LKH-3, VEHICLES is their number.");
        }
    }

    /** The number of vehicles where no key says it: the rows of a section that has one for each, else as many as clients. */
    private int listed() {
        for (String section : SECTIONS) {
            if (file.hasSection(section)) {
                TextScanner scanner = file.section(section);
                int rows = 0;
                while (scanner.nextRow()) {
                    String unused = scanner.restOfRow();
                    rows++;
                }
                return Math.max(1, rows);
            }
        }
        return Math.max(1, n - depots.size());
    }

    private @Nullable Integer count(String key) {
        try {
            Long value = file.integer(key);
            if (value != null && (value < 1 || value > Integer.MAX_VALUE)) {
                throw file.error(
                        Objects.requireNonNull(file.key(key)),
                        key + " " + value + " must be between 1 and " + Integer.MAX_VALUE + ".");
            }
            return value == null ? null : value.intValue();
        } catch (InputException e) {
            mistakes.add(e);
            return null;
        }
    }

    private @Nullable Double notNegative(String key) {
        try {
            Double value = file.number(key);
            if (value != null && value < 0) {
                throw file.error(
                        Objects.requireNonNull(file.key(key)),
                        key + " " + Numbers.format(value) + " must not be negative.");
            }
            return value;
        } catch (InputException e) {
            mistakes.add(e);
            return null;
        }
    }

    /** What a key says of all vehicles or a section of each. */
    private final class Attribute {
        private final @Nullable Double all;
        private final @Nullable VrplibRows rows;
        private final double otherwise;

        Attribute(String key, String section, String what, double otherwise) {
            this.otherwise = otherwise;
            all = key.isEmpty() ? null : notNegative(key);
            rows = perVehicle(section, what);
            if (all != null && rows != null) {
                mistakes.add(file.lineOf(section), section + " contradicts " + key + ".");
            }
        }

        double of(int vehicle) {
            double shared = all == null ? otherwise : all;
            return rows == null ? shared : rows.at(vehicle, 0, shared);
        }
    }

    private @Nullable VrplibRows perVehicle(String section, String @Nullable ... columns) {
        if (!file.hasSection(section)) {
            return null;
        }
        // Each has a line of its own.
        int rows = Math.min(number, file.bytes());
        if (rows < number) {
            mistakes.add(file.lineOf(section), section + " has no room for " + number + " vehicles (VEHICLES).");
        }
        VrplibRows read = VrplibRows.read(file, mistakes, section, "vehicle", rows, columns);
        if (read != null) {
            read.requireAll(file, new boolean[rows]);
        }
        return read;
    }

    private void readVehicles() {
        Double capacity = notNegative("CAPACITY");
        VrplibRows capacities = perVehicle("CAPACITY_SECTION", "capacity…");
        if (capacity != null && capacities != null) {
            mistakes.add(file.lineOf("CAPACITY_SECTION"), "CAPACITY_SECTION contradicts CAPACITY.");
        }
        if (capacity != null && (capacity != Math.rint(capacity) || capacity > Numbers.MAX_EXACT)) {
            mistakes.add(
                    Objects.requireNonNull(file.key("CAPACITY")).line(),
                    "CAPACITY " + Numbers.format(capacity) + " is not a whole number up to 2^53.");
        }
        if (capacity == null && capacities == null && hasLoads()) {
            mistakes.add(file.missing("CAPACITY"));
        }
        Attribute distance =
                new Attribute("VEHICLES_MAX_DISTANCE", "VEHICLES_MAX_DISTANCE_SECTION", "maximum distance", FREE);
        Attribute duration =
                new Attribute("VEHICLES_MAX_DURATION", "VEHICLES_MAX_DURATION_SECTION", "maximum duration", FREE);
        Attribute reloads =
                new Attribute("VEHICLES_MAX_RELOADS", "VEHICLES_MAX_RELOADS_SECTION", "number of reloads", FREE);
        Attribute fixed = new Attribute("", "VEHICLES_FIXED_COST_SECTION", "fixed cost", 0);
        Attribute perDistance = new Attribute("", "VEHICLES_UNIT_DISTANCE_COST_SECTION", "cost per distance", 1);
        VrplibRows homes = perVehicle("VEHICLES_DEPOT_SECTION", "depot");
        VrplibRows reloadDepots = perVehicle("VEHICLES_RELOAD_DEPOT_SECTION", (String[]) null);
        VrplibRows clients = perVehicle("VEHICLES_ALLOWED_CLIENTS_SECTION", (String[]) null);
        if (homes == null && depots.size() > 1) {
            mistakes.add(
                    file.lineOf("DEPOT_SECTION"),
                    "there are " + depots.size()
                            + " depots, but no VEHICLES_DEPOT_SECTION says which vehicle starts where.");
        }
        boolean each = capacities != null
                || homes != null
                || reloadDepots != null
                || clients != null
                || List.of(distance, duration, reloads, fixed, perDistance).stream()
                        .anyMatch(a -> a.rows != null);
        List<Long> shared = capacity == null ? null : List.of(capacity.longValue());
        for (int k = 0; k < (each ? Math.min(number, file.bytes()) : 1); k++) {
            vehicles.add(new Vehicle(
                    capacities == null
                            ? shared
                            : Arrays.stream(capacities.whole(k, "capacity"))
                                    .boxed()
                                    .toList(),
                    distance.of(k),
                    duration.of(k),
                    reloads.of(k),
                    depot(homes, k),
                    reloadDepots == null ? List.of() : depotsOf(reloadDepots, k),
                    fixed.of(k),
                    perDistance.of(k),
                    clients == null ? null : allowed(clients, k)));
        }
        if (file.hasSection("VEHICLES_MAX_RELOADS_SECTION") || file.key("VEHICLES_MAX_RELOADS") != null) {
            if (reloadDepots == null) {
                mistakes.add(
                        Math.max(file.lineOf("VEHICLES_MAX_RELOADS_SECTION"), 0),
                        "there is a number of reloads, but no VEHICLES_RELOAD_DEPOT_SECTION says where.");
            }
        }
    }

    private boolean hasLoads() {
        return !type.equals("PDTSP")
                && List.of("DEMAND_SECTION", "LINEHAUL_SECTION", "BACKHAUL_SECTION", "PICKUP_AND_DELIVERY_SECTION")
                        .stream()
                        .anyMatch(file::hasSection);
    }

    private int depot(@Nullable VrplibRows homes, int vehicle) {
        List<Integer> named = homes == null ? List.of() : depotsOf(homes, vehicle);
        return named.isEmpty() ? depots.get(0) : named.get(0);
    }

    private List<Integer> depotsOf(VrplibRows rows, int vehicle) {
        List<Integer> nodes = rows.nodes(vehicle, n);
        for (int node : nodes) {
            if (!isDepot[node]) {
                rows.mistake(vehicle, "node " + (node + 1) + " of vehicle " + (vehicle + 1) + " is no depot.");
            }
        }
        return nodes;
    }

    private Set<Integer> allowed(VrplibRows rows, int vehicle) {
        Set<Integer> nodes = new HashSet<>(rows.nodes(vehicle, n));
        nodes.removeIf(node -> isDepot[node]);
        return nodes;
    }

    /**
     * Reads DISTANCE, the limit of routes in TSPLIB: their length and the service on them.
     *
     * @param served whether there is service
     * @param waits whether a window may make a vehicle wait
     */
    void limitRoutes(boolean served, boolean waits) {
        Double limit = notNegative("DISTANCE");
        if (limit == null) {
            return;
        }
        int line = Objects.requireNonNull(file.key("DISTANCE")).line();
        if (limit == 0) {
            notes.add("DISTANCE 0 is no limit.");
        } else if (!served) {
            distanceLimit = limit;
        } else if (!waits) {
            durationLimit = limit;
        } else {
            mistakes.add(
                    line,
                    "DISTANCE does not say whether it limits the length or the duration where there are service and"
                            + " windows; use VEHICLES_MAX_DISTANCE or VEHICLES_MAX_DURATION.");
        }
    }

    /** Limits of distance and time. */
    List<Double> lengths() {
        List<Double> lengths = new ArrayList<>(List.of(distanceLimit, durationLimit));
        for (Vehicle vehicle : vehicles) {
            lengths.add(vehicle.maxDistance);
            lengths.add(vehicle.maxDuration);
        }
        return lengths;
    }

    List<String> notes() {
        return notes;
    }

    /** The vehicles in their order, those in a row that are alike as one. */
    List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        if (vehicles.size() == 1) {
            return List.of(new Kind("vehicle", number, vehicles.get(0)));
        }
        int from = 0;
        for (int k = 1; k <= vehicles.size(); k++) {
            if (k == vehicles.size() || !vehicles.get(k).equals(vehicles.get(from))) {
                kinds.add(new Kind("type-" + (kinds.size() + 1), k - from, vehicles.get(from)));
                from = k;
            }
        }
        return kinds.size() == 1 ? List.of(new Kind("vehicle", number, vehicles.get(0))) : kinds;
    }

    /** Restricts a task to the vehicles that may visit all its nodes. */
    static void restrict(VrpBuilder.TaskSpec task, List<Kind> kinds, int from, int to) {
        if (kinds.stream().allMatch(kind -> kind.allows(from) && kind.allows(to))) {
            return;
        }
        task.vehicles(kinds.stream()
                .filter(kind -> kind.allows(from) && kind.allows(to))
                .map(Kind::id)
                .collect(Collectors.toList()));
    }

    /** Gives the vehicles to an instance; the window of its depot is a vehicle's shift. */
    void addTo(VrpBuilder builder, List<String> ids, VrplibUnits units, double[] earliest, double[] latest) {
        builder.minRoutes(least);
        boolean open = type.startsWith("OVRP");
        VehicleType.Order order = type.equals("VRPB")
                ? VehicleType.Order.DELIVERIES_FIRST_AND_NEEDED
                : type.equals("VRPBTW") ? VehicleType.Order.DELIVERIES_FIRST : VehicleType.Order.FREE;
        for (Kind kind : kinds()) {
            Vehicle of = kind.vehicle();
            builder.vehicles(kind.id(), kind.number(), vehicle -> {
                String home = ids.get(of.depot);
                vehicle.start(home)
                        .shift(units.of(earliest[of.depot]), units.of(latest[of.depot]))
                        .maxDistance(units.of(Math.min(of.maxDistance, distanceLimit)))
                        .maxDuration(units.of(Math.min(of.maxDuration, durationLimit)))
                        .order(order)
                        .fixedCost(of.fixed)
                        .costPerDistance(of.perDistance);
                if (of.capacity != null) {
                    vehicle.capacity(
                            of.capacity.stream().mapToLong(Long::longValue).toArray());
                }
                if (!open) {
                    vehicle.end(home);
                }
                for (int node : of.reloads) {
                    vehicle.reload(ids.get(node), ids.get(node), units.of(earliest[node]), units.of(latest[node]), 0);
                }
                if (of.maxReloads < Integer.MAX_VALUE) {
                    vehicle.maxTrips((int) of.maxReloads + 1);
                }
            });
        }
    }
}
