package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.TsplibGeometry;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes VRPLIB, in the dialect that {@link VrplibReading} reads, as far as it goes. */
final class VrplibWriter {
    private final VrpInstance instance;
    private final int n;
    private final long scale;
    private final List<VehicleType> types;

    /** Locations where vehicles begin, end or reload. */
    private final TreeSet<Integer> depots = new TreeSet<>();

    VrplibWriter(VrpInstance instance) {
        this.instance = instance;
        n = instance.locations().size();
        scale = instance.scale().distance();
        types = instance.types();
        for (VehicleType type : types) {
            depots.add(type.start());
            if (type.end() >= 0) {
                depots.add(type.end());
            }
            type.reloads().forEach(reload -> depots.add(reload.location()));
        }
    }

    /** What VRPLIB has no place for, as one sentence; null where there is nothing. */
    @Nullable
    String obstacle() {
        List<String> lost = new ArrayList<>();
        checkTravel(lost);
        checkVehicles(lost);
        checkTasks(lost);
        if (lost.isEmpty()) {
            checkNodes(lost);
        }
        return lost.isEmpty() ? null : "VRPLIB has no place for " + String.join(", ", lost) + "; write a .json file.";
    }

    private static void addIf(boolean condition, String what, List<String> lost) {
        if (condition && !lost.contains(what)) {
            lost.add(what);
        }
    }

    private void checkTravel(List<String> lost) {
        addIf(instance.profileIds().size() > 1, "several profiles", lost);
        Travel travel = instance.travel(0);
        addIf(!travel.sameUnits() || instance.scale().time() != scale, "durations beside distances", lost);
        addIf(
                IntStream.range(0, n)
                        .anyMatch(
                                i -> IntStream.range(0, n).anyMatch(j -> travel.distance(i, j) >= Travel.UNREACHABLE)),
                "ways that do not exist",
                lost);
        addIf(instance.minRoutes() > 0, "a least number of routes", lost);
        List<String> dimensions = instance.dimensions();
        for (int d = 0; d < dimensions.size(); d++) {
            String usual = dimensions.size() == 1 ? "load" : "load-" + (d + 1);
            addIf(!dimensions.get(d).equals(usual), "names of loads", lost);
        }
    }

    private void checkVehicles(List<String> lost) {
        for (VehicleType type : types) {
            VehicleType.Costs costs = type.costs();
            addIf(costs.driving() + costs.service() + costs.duration() + costs.overtime() > 0, "costs of time", lost);
            addIf(type.start() < 0, "routes that begin at their first stop", lost);
            addIf(type.end() < 0 != types.get(0).end() < 0, "open routes beside others", lost);
            addIf(
                    type.start() >= 0 && type.end() >= 0 && type.end() != type.start(),
                    "ends other than the start",
                    lost);
            addIf(type.latestStart() < type.shiftEnd(), "latest starts", lost);
            addIf(type.maxDriving() < TimeWindows.FOREVER, "limits of driving time", lost);
            addIf(type.maxStops() < Integer.MAX_VALUE, "limits of stops", lost);
            addIf(!type.breaks().isEmpty(), "breaks", lost);
            addIf(Arrays.stream(type.initialLoad()).anyMatch(load -> load > 0), "initial loads", lost);
            addIf(
                    Arrays.stream(type.capacity()).anyMatch(load -> load > Numbers.MAX_EXACT),
                    "capacities so large",
                    lost);
            addIf(type.order() != types.get(0).order(), "different orders of deliveries and pickups", lost);
            addIf(type.order() != VehicleType.Order.FREE && type.end() < 0, "deliveries first on open routes", lost);
            addIf(type.reloads().isEmpty() && type.maxTrips() < Integer.MAX_VALUE, "trips without reloads", lost);
            for (VehicleType.Reload reload : type.reloads()) {
                addIf(reload.service() > 0, "service at reloads", lost);
                addIf(!reload.id().equals(instance.locations().of(reload.location())), "names of reloads", lost);
            }
        }
    }

    private void checkTasks(List<String> lost) {
        boolean shipments = instance.tasks().stream().anyMatch(Task::isShipment);
        for (Task task : instance.tasks()) {
            addIf(task.priority() != 0, "priorities", lost);
            addIf(task.maxRide() < TimeWindows.FOREVER, "maximum ride times", lost);
            addIf(
                    !task.required() && task.penalty() == 0 && !inGroup(task),
                    "tasks that may be left out for nothing",
                    lost);
            addIf(
                    shipments && (task.penalty() > 0 || task.release() > 0),
                    "shipments beside penalties or release times",
                    lost);
            Stop stop = instance.stop(task.stop());
            addIf(
                    shipments && !task.isShipment() && (any(stop.delivery()) || any(stop.pickup())),
                    "shipments beside jobs with amounts",
                    lost);
        }
        addIf(shipments && types.get(0).order() != VehicleType.Order.FREE, "an order of shipments", lost);
        addIf(shipments && types.get(0).end() < 0, "shipments on open routes", lost);
        addIf(shipments && instance.dimensions().size() > 1, "shipments of several amounts", lost);
        for (TaskGroup group : instance.groups()) {
            addIf(group.kind() != TaskGroup.Kind.ONE_OF || !group.required() || shipments, "such groups", lost);
            addIf(group.tasks().length == 1, "groups of one", lost);
        }
        addIf(
                Arrays.stream(instance.groups().toArray(TaskGroup[]::new))
                                .flatMapToInt(group -> Arrays.stream(group.tasks()))
                                .distinct()
                                .count()
                        != instance.groups().stream()
                                .mapToInt(group -> group.tasks().length)
                                .sum(),
                "groups that share tasks",
                lost);
        for (Stop stop : instance.stops()) {
            addIf(stop.setup() > 0, "setup times", lost);
            addIf(stop.windows().count() > 1, "several windows of a stop", lost);
        }
    }

    private boolean inGroup(Task task) {
        int index = instance.stop(task.stop()).task();
        return instance.groups().stream()
                .anyMatch(group -> Arrays.stream(group.tasks()).anyMatch(member -> member == index));
    }

    private static boolean any(long[] amounts) {
        return Arrays.stream(amounts).anyMatch(amount -> amount > 0);
    }

    /** Nodes are numbered, one for each depot and each stop, and a depot's window is the shift of all who begin there. */
    private void checkNodes(List<String> lost) {
        boolean first = depots.last() < depots.size();
        boolean numbered = n == depots.size() + instance.size();
        for (int i = 0; i < n; i++) {
            numbered &= instance.locations().of(i).equals(Integer.toString(first ? i : i + 1));
        }
        for (Stop stop : instance.stops()) {
            numbered &= stop.id().equals(instance.locations().of(stop.location())) && !depots.contains(stop.location());
        }
        for (int t = 0; t < instance.tasks().size(); t++) {
            Task task = instance.task(t);
            numbered &= task.id().equals(taskId(task));
        }
        addIf(!numbered, "ids other than the numbers of nodes, each a depot or one stop", lost);
        for (int depot : depots) {
            long distinct = types.stream()
                    .filter(type -> type.start() == depot)
                    .map(type -> TimeWindows.of(type.shiftStart(), Math.max(type.shiftStart(), type.shiftEnd())))
                    .distinct()
                    .count();
            long reloads = types.stream()
                    .flatMap(type -> type.reloads().stream())
                    .filter(reload ->
                            reload.location() == depot && !reload.windows().equals(window(depot)))
                    .count();
            addIf(distinct > 1 || reloads > 0, "different shifts at one depot", lost);
        }
    }

    private String taskId(Task task) {
        String id = instance.stop(task.stop()).id();
        return task.isShipment() ? id + "-" + instance.stop(task.delivery()).id() : id;
    }

    /** When vehicles are about at a depot. */
    private TimeWindows window(int depot) {
        for (VehicleType type : types) {
            if (type.start() == depot) {
                return TimeWindows.of(type.shiftStart(), Math.max(type.shiftStart(), type.shiftEnd()));
            }
        }
        for (VehicleType type : types) {
            for (VehicleType.Reload reload : type.reloads()) {
                if (reload.location() == depot) {
                    return reload.windows();
                }
            }
        }
        return TimeWindows.ALWAYS;
    }

    private String time(long units) {
        return Numbers.format(units / (double) scale);
    }

    void writeTo(Writer out) throws IOException {
        out.write("NAME : " + TsplibGeometry.oneLine(instance.name()) + "\nTYPE : " + type() + "\nDIMENSION : " + n
                + "\n");
        long vehicles = types.stream().mapToLong(VehicleType::number).sum();
        out.write("VEHICLES : " + vehicles + "\n");
        boolean limited =
                types.stream().anyMatch(type -> Arrays.stream(type.capacity()).anyMatch(this::binds));
        boolean oneCapacity = types.size() == 1 && types.get(0).capacity().length == 1;
        if (limited && oneCapacity) {
            out.write("CAPACITY : " + types.get(0).capacity()[0] + "\n");
        }
        writeGeometry(out);
        writeTasks(out);
        if (limited && !oneCapacity) {
            writeVehicles(out, "CAPACITY_SECTION", type -> joined(type.capacity()));
        }
        writeFleet(out);
        out.write("DEPOT_SECTION\n");
        for (int depot : depots) {
            out.write((depot + 1) + "\n");
        }
        out.write("-1\nEOF\n");
    }

    private boolean binds(long capacity) {
        return capacity < TimeWindows.FOREVER;
    }

    private String type() {
        VehicleType first = types.get(0);
        boolean windowed =
                instance.stops().stream().anyMatch(stop -> !stop.windows().equals(TimeWindows.ALWAYS));
        if (instance.tasks().stream().anyMatch(Task::isShipment)) {
            return "PDPTW";
        }
        if (first.order() != VehicleType.Order.FREE) {
            return first.order() == VehicleType.Order.DELIVERIES_FIRST ? "VRPBTW" : "VRPB";
        }
        return (first.end() < 0 ? "OVRP" : windowed ? "VRP" : "CVRP") + (windowed ? "TW" : "");
    }

    /** Coordinates where the distances follow from them, else the matrix. */
    private void writeGeometry(Writer out) throws IOException {
        Rounding rounding = rounding();
        if (rounding != null) {
            boolean cut = rounding == Rounding.TRUNC || rounding == Rounding.DIMACS;
            out.write("EDGE_WEIGHT_TYPE : " + (cut ? "FLOOR_2D" : "EUC_2D") + "\n");
            if (rounding.scale() > 1) {
                out.write("SCALE : " + rounding.scale() + "\n");
            }
        } else {
            out.write("EDGE_WEIGHT_TYPE : EXPLICIT\nEDGE_WEIGHT_FORMAT : FULL_MATRIX\nEDGE_WEIGHT_SECTION\n");
            Travel travel = instance.travel(0);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    out.write(time(travel.distance(i, j)) + (j + 1 == n ? '\n' : ' '));
                }
            }
        }
        if (instance.hasCoordinates()) {
            out.write("NODE_COORD_SECTION\n");
            for (int i = 0; i < n; i++) {
                out.write((i + 1) + " " + Numbers.format(instance.x(i)) + " " + Numbers.format(instance.y(i)) + "\n");
            }
        }
    }

    /** The rounding of Euclidean distances that gives those of the instance; null where none does. */
    private @Nullable Rounding rounding() {
        if (!instance.hasCoordinates()) {
            return null;
        }
        Travel travel = instance.travel(0);
        for (Rounding rounding : Rounding.values()) {
            if (rounding.scale() == scale
                    && IntStream.range(0, n)
                            .allMatch(i -> IntStream.range(0, n)
                                    .allMatch(j -> travel.distance(i, j)
                                            == rounding.units(Metric.EXACT_2D.distance(
                                                    instance.x(i), instance.y(i), instance.x(j), instance.y(j)))))) {
                return rounding;
            }
        }
        return null;
    }

    private void writeTasks(Writer out) throws IOException {
        @Nullable Stop[] at = new Stop[n];
        instance.stops().forEach(stop -> at[stop.location()] = stop);
        if (instance.tasks().stream().anyMatch(Task::isShipment)) {
            writeRequests(out, at);
            return;
        }
        List<Stop> stops = instance.stops();
        boolean picks = stops.stream().anyMatch(stop -> any(stop.pickup()));
        if (picks || stops.stream().anyMatch(stop -> any(stop.delivery()))) {
            writeNodes(out, "DEMAND_SECTION", at, stop -> joined(stop.delivery()));
        }
        if (picks) {
            writeNodes(out, "BACKHAUL_SECTION", at, stop -> joined(stop.pickup()));
        }
        if (stops.stream().anyMatch(stop -> stop.service() > 0)) {
            writeNodes(out, "SERVICE_TIME_SECTION", at, stop -> time(stop.service()));
        }
        boolean windowed = stops.stream().anyMatch(stop -> !stop.windows().equals(TimeWindows.ALWAYS))
                || depots.stream().anyMatch(depot -> !window(depot).equals(TimeWindows.ALWAYS));
        if (windowed) {
            out.write("TIME_WINDOW_SECTION\n");
            for (int i = 0; i < n; i++) {
                out.write((i + 1) + " " + window(at[i], i) + "\n");
            }
        }
        if (instance.tasks().stream().anyMatch(task -> task.release() > 0)) {
            writeNodes(
                    out,
                    "RELEASE_TIME_SECTION",
                    at,
                    stop -> time(instance.task(stop.task()).release()));
        }
        if (instance.tasks().stream().anyMatch(task -> task.penalty() > 0)) {
            double unit = instance.scale().cost();
            writeNodes(
                    out,
                    "PRIZE_SECTION",
                    at,
                    stop -> Numbers.format(instance.task(stop.task()).penalty() / unit));
        }
        if (!instance.groups().isEmpty()) {
            out.write("MUTUALLY_EXCLUSIVE_GROUP_SECTION\n");
            for (int g = 0; g < instance.groups().size(); g++) {
                StringBuilder row = new StringBuilder().append(g + 1);
                for (int task : instance.groups().get(g).tasks()) {
                    row.append(' ')
                            .append(instance.stop(instance.task(task).stop()).location() + 1);
                }
                out.write(row + "\n");
            }
        }
    }

    private String window(@Nullable Stop stop, int location) {
        TimeWindows window = stop == null ? window(location) : stop.windows();
        return time(window.earliest()) + " " + time(window.latest());
    }

    private void writeRequests(Writer out, @Nullable Stop[] at) throws IOException {
        out.write("PICKUP_AND_DELIVERY_SECTION\n");
        for (int i = 0; i < n; i++) {
            Stop stop = at[i];
            Task task = stop == null ? null : instance.task(stop.task());
            String row = (i + 1) + " ";
            if (stop == null || task == null || !task.isShipment()) {
                row += "0 " + window(stop, i) + " " + (stop == null ? "0" : time(stop.service())) + " 0 0";
            } else {
                boolean pickup = stop.kind() == Stop.Kind.PICKUP;
                Stop other = instance.stop(pickup ? task.delivery() : task.stop());
                row += (pickup ? stop.pickup()[0] : -stop.delivery()[0]) + " " + window(stop, i) + " "
                        + time(stop.service()) + " " + (pickup ? "0 " : "") + (other.location() + 1)
                        + (pickup ? "" : " 0");
            }
            out.write(row + "\n");
        }
    }

    private void writeFleet(Writer out) throws IOException {
        writeLimit(
                out,
                "VEHICLES_MAX_DISTANCE",
                type -> type.maxDistance() / (double) scale,
                TimeWindows.FOREVER / (double) scale);
        writeLimit(
                out,
                "VEHICLES_MAX_DURATION",
                type -> type.maxDuration() / (double) scale,
                TimeWindows.FOREVER / (double) scale);
        double cost = instance.scale().cost();
        writeLimit(out, "VEHICLES_FIXED_COST", type -> type.costs().fixed() / cost, 0);
        writeLimit(out, "VEHICLES_UNIT_DISTANCE_COST", type -> type.costs().distance() * scale / cost, 1);
        if (depots.size() > 1) {
            writeVehicles(out, "VEHICLES_DEPOT_SECTION", type -> Integer.toString(type.start() + 1));
        }
        if (types.stream().anyMatch(type -> !type.reloads().isEmpty())) {
            writeVehicles(
                    out,
                    "VEHICLES_RELOAD_DEPOT_SECTION",
                    type -> joined(type.reloads().stream()
                            .mapToLong(reload -> reload.location() + 1)
                            .toArray()));
            if (types.stream().anyMatch(type -> type.maxTrips() < Integer.MAX_VALUE)) {
                writeVehicles(out, "VEHICLES_MAX_RELOADS_SECTION", type -> Integer.toString(type.maxTrips() - 1));
            }
        }
        boolean restricted = IntStream.range(0, types.size())
                .anyMatch(k -> IntStream.range(0, instance.tasks().size()).anyMatch(t -> !instance.suits(t, k)));
        if (restricted) {
            writeVehicles(
                    out,
                    "VEHICLES_ALLOWED_CLIENTS_SECTION",
                    type -> joined(instance.stops().stream()
                            .filter(stop -> instance.suits(stop.task(), types.indexOf(type)))
                            .mapToLong(stop -> stop.location() + 1)
                            .toArray()));
        }
    }

    /** A section of one number for each vehicle, unless all have the usual one. */
    private void writeLimit(Writer out, String name, ToDoubleFunction<VehicleType> number, double usual)
            throws IOException {
        IntToDoubleFunction of = k -> number.applyAsDouble(types.get(k));
        if (IntStream.range(0, types.size()).anyMatch(k -> of.applyAsDouble(k) != usual)) {
            writeVehicles(out, name + "_SECTION", type -> Numbers.format(number.applyAsDouble(type)));
        }
    }

    private interface Words<T> {
        String of(T one);
    }

    private void writeVehicles(Writer out, String section, Words<VehicleType> words) throws IOException {
        out.write(section + "\n");
        int row = 0;
        for (VehicleType type : types) {
            String text = words.of(type);
            for (int i = 0; i < type.number(); i++) {
                out.write(++row + " " + text + "\n");
            }
        }
    }

    private void writeNodes(Writer out, String section, @Nullable Stop[] at, Words<Stop> words) throws IOException {
        out.write(section + "\n");
        for (int i = 0; i < n; i++) {
            Stop stop = at[i];
            if (stop != null) {
                out.write((i + 1) + " " + words.of(stop) + "\n");
            }
        }
    }

    private static String joined(long[] numbers) {
        StringBuilder text = new StringBuilder();
        for (long number : numbers) {
            text.append(text.isEmpty() ? "" : " ").append(number);
        }
        return text.toString();
    }
}
