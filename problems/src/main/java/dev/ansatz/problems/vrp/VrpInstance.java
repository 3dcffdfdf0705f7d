package dev.ansatz.problems.vrp;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.NodeIds;
import dev.ansatz.problems.io.Numbers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rich vehicle routing: vehicles of several types serve tasks, which are jobs at one place or shipments between two, or leave them out
 * at a price. All times, distances, amounts and costs are whole numbers, of which {@link #scale} make one of the user's units.
 *
 * <p>What stands on a route is an <em>activity</em>: the stops of all tasks are numbered first, then reloads and breaks of each vehicle type.
 *
 * @see Vrp
 */
public final class VrpInstance implements Instance {
    /** What makes an instance, as the builder collects it. */
    record Data(
            String name,
            NodeIds locations,
            double @Nullable [] x,
            double @Nullable [] y,
            boolean geographic,
            List<String> profileIds,
            List<Travel> profiles,
            List<String> dimensions,
            List<Stop> stops,
            List<Task> tasks,
            List<TaskGroup> groups,
            List<VehicleType> types,
            Scale scale,
            int minRoutes,
            List<String> notes,
            Map<Integer, String> stopDescriptions,
            Map<Integer, String> typeDescriptions,
            VrpBuilder source) {}

    private final Data data;
    private final Objective objective;
    private final long vehicleWeight;
    private final long unservedWeight;
    private final BitSet[] allowed;
    private final int[] firstReload;
    private final int[] firstBreak;
    private final int activities;
    private final int[] typeOf;

    VrpInstance(Data data) {
        this(data, Objective.COST, 0, 0);
    }

    private VrpInstance(Data data, Objective objective, long vehicleWeight, long unservedWeight) {
        this.data = data;
        this.objective = objective;
        this.vehicleWeight = vehicleWeight;
        this.unservedWeight = unservedWeight;
        int kinds = data.types().size();
        allowed = new BitSet[data.tasks().size()];
        for (int t = 0; t < allowed.length; t++) {
            allowed[t] = new BitSet(kinds);
            for (int k = 0; k < kinds; k++) {
                allowed[t].set(k, data.tasks().get(t).suits(data.types().get(k)));
            }
        }
        firstReload = new int[kinds];
        firstBreak = new int[kinds];
        int next = data.stops().size();
        for (int k = 0; k < kinds; k++) {
            firstReload[k] = next;
            next += data.types().get(k).reloads().size();
            firstBreak[k] = next;
            next += data.types().get(k).breaks().size();
        }
        activities = next;
        typeOf = new int[activities - data.stops().size()];
        for (int k = 0; k < kinds; k++) {
            int end = k + 1 < kinds ? firstReload[k + 1] : activities;
            for (int a = firstReload[k]; a < end; a++) {
                typeOf[a - data.stops().size()] = k;
            }
        }
    }

    /** Begins an instance of tasks and vehicles that are known by ids of the user. */
    public static VrpBuilder builder(String name) {
        return new VrpBuilder(name);
    }

    /** A builder of this instance, to change some of it: other tasks and vehicles keep their ids. The objective becomes the usual one. */
    public VrpBuilder edit() {
        return data.source().copy();
    }

    @Override
    public String name() {
        return data.name();
    }

    /** Number of stops: one for each job, two for each shipment. */
    @Override
    public int size() {
        return data.stops().size();
    }

    @Override
    public List<String> notes() {
        return data.notes();
    }

    /** Ids of the locations. */
    public NodeIds locations() {
        return data.locations();
    }

    /** Whether the locations have coordinates, to be drawn: x to the right and y upwards, longitude and latitude on a map. */
    public boolean hasCoordinates() {
        return data.x() != null;
    }

    /** First coordinate of a location, NaN where there is none. */
    public double x(int location) {
        double[] x = data.x();
        return x == null ? Double.NaN : x[location];
    }

    /** Second coordinate of a location, NaN where there is none. */
    public double y(int location) {
        double[] y = data.y();
        return y == null ? Double.NaN : y[location];
    }

    /** Whether coordinates are longitude and latitude. */
    public boolean geographic() {
        return data.geographic();
    }

    /** What people call a stop; null where nobody said. */
    public @Nullable String stopDescription(int stop) {
        return data.stopDescriptions().get(stop);
    }

    /** What people call the vehicles of a type; null where nobody said. */
    public @Nullable String typeDescription(int type) {
        return data.typeDescriptions().get(type);
    }

    /** Names of the profiles. */
    public List<String> profileIds() {
        return data.profileIds();
    }

    /** Travel by a profile. */
    public Travel travel(int profile) {
        return data.profiles().get(profile);
    }

    /** Names of the dimensions of load. */
    public List<String> dimensions() {
        return data.dimensions();
    }

    public List<Stop> stops() {
        return data.stops();
    }

    public Stop stop(int index) {
        return data.stops().get(index);
    }

    public List<Task> tasks() {
        return data.tasks();
    }

    public Task task(int index) {
        return data.tasks().get(index);
    }

    public List<TaskGroup> groups() {
        return data.groups();
    }

    public List<VehicleType> types() {
        return data.types();
    }

    public VehicleType type(int index) {
        return data.types().get(index);
    }

    /** Whether vehicles of a type may serve a task. */
    public boolean suits(int task, int type) {
        return allowed[task].get(type);
    }

    public Scale scale() {
        return data.scale();
    }

    /** Least number of routes, 0 where there may be any. */
    public int minRoutes() {
        return data.minRoutes();
    }

    /** Number of activities: stops, reloads and breaks. */
    public int activities() {
        return activities;
    }

    public boolean isStop(int activity) {
        return activity >= 0 && activity < size();
    }

    public boolean isReload(int activity) {
        return activity >= size() && activity < activities && activity < firstBreak[typeOf(activity)];
    }

    public boolean isBreak(int activity) {
        return activity >= size() && activity < activities && activity >= firstBreak[typeOf(activity)];
    }

    /** The vehicle type that a reload or break belongs to. */
    public int typeOf(int activity) {
        return typeOf[activity - size()];
    }

    /** The activity of a reload of a type. */
    public int reloadActivity(int type, int reload) {
        return firstReload[type] + reload;
    }

    /** The activity of a break of a type. */
    public int breakActivity(int type, int index) {
        return firstBreak[type] + index;
    }

    /** The reload of an activity. */
    public VehicleType.Reload reload(int activity) {
        int type = typeOf(activity);
        return type(type).reloads().get(activity - firstReload[type]);
    }

    /** The break of an activity. */
    public VehicleType.Break breakOf(int activity) {
        int type = typeOf(activity);
        return type(type).breaks().get(activity - firstBreak[type]);
    }

    public Objective objective() {
        return objective;
    }

    /** Units of cost for each route, beyond its own: 0 unless fewer vehicles go before all cost. */
    public long vehicleWeight() {
        return vehicleWeight;
    }

    /** Units of cost for each task or group that is left out at a price: 0 unless their number goes before all cost. */
    public long unservedWeight() {
        return unservedWeight;
    }

    /** What a route of a type costs by what it uses. {@link Objective#VEHICLES} counts distance only. */
    public VehicleType.Costs costs(int type) {
        return objective == Objective.COST
                ? type(type).costs()
                : new VehicleType.Costs(0, data.scale().cost() / data.scale().distance(), 0, 0, 0, 0);
    }

    /** Units of cost of leaving out a task that is not required; 0 for a member of a one-of group. */
    public long penalty(int task) {
        Task of = task(task);
        return objective == Objective.COST || of.penalty() == 0 ? of.penalty() : unservedWeight;
    }

    /** Units of cost of serving none of a one-of group that is not required. */
    public long penalty(TaskGroup group) {
        return objective == Objective.COST || group.penalty() == 0 ? group.penalty() : unservedWeight;
    }

    /**
     * The same instance with another objective.
     *
     * @throws InputException if one exact number cannot hold its entries
     */
    public VrpInstance withObjective(Objective other) {
        if (other == objective) {
            return this;
        }
        if (other == Objective.COST) {
            return new VrpInstance(data);
        }
        long fleet = data.types().stream().mapToLong(VehicleType::number).sum();
        long routes = Math.max(1, Math.min(fleet, size()));
        boolean optional = data.tasks().stream().anyMatch(task -> task.penalty() > 0)
                || data.groups().stream().anyMatch(group -> group.penalty() > 0);
        boolean reloads = data.types().stream().anyMatch(type -> !type.reloads().isEmpty());
        double ways = (reloads ? 2.0 : 1.0) * size() + routes;
        double longest = data.profiles().stream()
                .mapToLong(Travel::longestDistance)
                .max()
                .orElse(0);
        double distance = longest / data.scale().distance() * ways;
        // Powers of ten are read easily in a sum; where they are too large, the least round numbers may do.
        for (int[] digits : new int[][] {{1}, {1, 2, 5}}) {
            double vehicle = roundAbove(distance, digits);
            double unserved = optional ? roundAbove((routes + 1.0) * vehicle, digits) : 0;
            double most =
                    (vehicle * (routes + 1) + unserved * size()) * data.scale().cost();
            if (most <= Numbers.MAX_EXACT) {
                long unit = data.scale().cost();
                return new VrpInstance(data, other, (long) (vehicle * unit), (long) (unserved * unit));
            }
        }
        throw new InputException("The distances of " + name()
                + " are too long to count vehicles before them in one exact number; use a coarser rounding.");
    }

    /** Same instance with other {@linkplain #notes notes}. */
    public VrpInstance withNotes(List<String> notes) {
        Data d = data;
        return new VrpInstance(
                new Data(
                        d.name(),
                        d.locations(),
                        d.x(),
                        d.y(),
                        d.geographic(),
                        d.profileIds(),
                        d.profiles(),
                        d.dimensions(),
                        d.stops(),
                        d.tasks(),
                        d.groups(),
                        d.types(),
                        d.scale(),
                        d.minRoutes(),
                        List.copyOf(notes),
                        d.stopDescriptions(),
                        d.typeDescriptions(),
                        d.source()),
                objective,
                vehicleWeight,
                unservedWeight);
    }

    /** The least number above a value that is one of these digits and zeros. */
    private static double roundAbove(double value, int[] digits) {
        for (double power = 10; ; power *= 10) {
            for (int digit : digits) {
                if (digit * power > value) {
                    return digit * power;
                }
            }
        }
    }

    /** The routes of a plan by the user's ids, with the validator's times. */
    public List<PlannedRoute> routes(VrpPlan plan) {
        return PlannedRoute.of(this, VrpSchedule.of(this, plan));
    }

    /** Ids of the tasks that a plan leaves out. */
    public List<String> unserved(VrpPlan plan) {
        return VrpSchedule.of(this, plan).unserved().stream()
                .map(task -> task(task).id())
                .toList();
    }

    /** Indices of the stops of a task in their order. */
    public int[] stopsOf(int task) {
        Task of = task(task);
        return of.isShipment() ? new int[] {of.stop(), of.delivery()} : new int[] {of.stop()};
    }

    /** Indices of the groups of each task. */
    public List<List<Integer>> groupsByTask() {
        List<List<Integer>> groups = new ArrayList<>();
        tasks().forEach(task -> groups.add(new ArrayList<>()));
        for (int g = 0; g < groups().size(); g++) {
            for (int task : groups().get(g).tasks()) {
                groups.get(task).add(g);
            }
        }
        return groups;
    }

    @Override
    public String toString() {
        return name();
    }
}
