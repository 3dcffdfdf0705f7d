package dev.ansatz.search.vrp;

import dev.ansatz.problems.vrp.RouteSchedule;
import dev.ansatz.problems.vrp.RouteSchedule.Kind;
import dev.ansatz.problems.vrp.RouteSchedule.Visit;
import dev.ansatz.problems.vrp.Stop;
import dev.ansatz.problems.vrp.Task;
import dev.ansatz.problems.vrp.TaskGroup;
import dev.ansatz.problems.vrp.TimeWindows;
import dev.ansatz.problems.vrp.Travel;
import dev.ansatz.problems.vrp.VehicleType;
import dev.ansatz.problems.vrp.VrpBuilder;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import dev.ansatz.problems.vrp.VrpSchedule;
import dev.ansatz.search.Change;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Time moves on: see {@link VrpChange#advance}. */
record Advance(VrpPlan executed, long now) implements Change<VrpInstance, VrpPlan> {
    @Override
    public VrpInstance instance(VrpInstance before) {
        return new Freeze(before).instance();
    }

    /** The rest of the executed plan: another plan may have other stops behind it. */
    @Override
    public VrpPlan plan(VrpInstance before, VrpInstance after, VrpPlan plan) {
        return new PlanRepair(after).of(new PlanTransfer(before, after).of(executed));
    }

    /** One application to an instance. */
    private final class Freeze {
        private final VrpInstance before;
        private final VrpBuilder builder;
        private final Set<Integer> done = new LinkedHashSet<>();
        private final Map<Integer, String> doneBy = new LinkedHashMap<>();
        private final Set<String> gone = new LinkedHashSet<>();
        private final Map<Integer, Set<String>> restricted = new LinkedHashMap<>();

        Freeze(VrpInstance before) {
            this.before = before;
            int most = Math.max(1, executed.routes().size());
            builder = before.edit().separateVehicles(most).minRoutes(0);
        }

        VrpInstance instance() {
            Set<String> seen = new LinkedHashSet<>();
            for (RouteSchedule route : VrpSchedule.of(before, executed).routes()) {
                seen.add(route.vehicle());
                freeze(route);
            }
            // Vehicles without a route wait at their start.
            for (VehicleType type : before.types()) {
                for (int k = 0;
                        k
                                < Math.min(
                                        type.number(),
                                        Math.max(1, executed.routes().size()));
                        k++) {
                    String id = type.vehicleId(k);
                    if (!seen.contains(id)) {
                        notBeforeNow(id, type);
                    }
                }
                if (type.number() > Math.max(1, executed.routes().size())) {
                    notBeforeNow(type.id() + "-more", type);
                }
            }
            settleGroups();
            restricted.forEach((task, vehicles) ->
                    builder.changeTask(before.task(task).id(), details -> details.vehicles(vehicles)));
            gone.forEach(builder::withoutVehicle);
            done.forEach(task -> builder.withoutTask(before.task(task).id()));
            return builder.build().withObjective(before.objective());
        }

        private void notBeforeNow(String vehicle, VehicleType type) {
            if (type.latestStart() < now) {
                gone.add(vehicle);
            } else {
                builder.changeVehicle(vehicle, details -> details.notBefore(now));
            }
        }

        private void freeze(RouteSchedule route) {
            VehicleType type = before.type(route.type());
            List<Visit> visits = route.visits();
            long begun = visits.get(0).departure();
            if (begun > now) {
                notBeforeNow(route.vehicle(), type);
                return;
            }
            // The way to a visit began when the one before was left.
            int last = 0;
            while (last + 1 < visits.size() && visits.get(last).departure() <= now) {
                last++;
            }
            if (visits.get(last).kind() == Kind.END) {
                finish(visits, last, route.vehicle());
                gone.add(route.vehicle());
                return;
            }
            finish(visits, last, route.vehicle());
            goOn(route, last, type);
        }

        /** Tasks whose last stop is behind the vehicle. */
        private void finish(List<Visit> visits, int last, String vehicle) {
            for (int v = 0; v <= last; v++) {
                if (visits.get(v).kind() != Kind.SERVICE) {
                    continue;
                }
                Stop stop = before.stop(visits.get(v).activity());
                Task task = before.task(stop.task());
                if (!task.isShipment() || task.delivery() == visits.get(v).activity()) {
                    done.add(stop.task());
                    doneBy.put(stop.task(), vehicle);
                }
            }
        }

        /** Makes a vehicle begin where it is. */
        private void goOn(RouteSchedule route, int last, VehicleType type) {
            List<Visit> visits = route.visits();
            Travel travel = before.travel(type.profile());
            int place = visits.get(0).location();
            long driving = 0;
            long distance = 0;
            int stops = 0;
            int trips = 0;
            long[] aboard = new long[before.dimensions().size()];
            for (int v = 0; v <= last; v++) {
                Visit visit = visits.get(v);
                if (visit.kind() == Kind.BREAK) {
                    String pause = before.breakOf(visit.activity()).id();
                    builder.changeVehicle(route.vehicle(), details -> details.withoutPause(pause));
                    continue;
                }
                if (v > 0 && place >= 0) {
                    driving += travel.duration(place, visit.location());
                    distance += travel.distance(place, visit.location());
                }
                place = visit.location();
                if (visit.kind() == Kind.RELOAD) {
                    trips++;
                    aboard = new long[aboard.length];
                } else if (visit.kind() == Kind.SERVICE) {
                    stops++;
                    Stop stop = before.stop(visit.activity());
                    if (!before.task(stop.task()).isShipment()) {
                        for (int d = 0; d < aboard.length; d++) {
                            aboard[d] += stop.pickup()[d];
                        }
                    }
                }
            }
            keepLoaded(visits, last, route.vehicle());
            long from = Math.max(visits.get(last).departure(), now);
            String here = before.locations().of(place);
            long[] load = aboard;
            long used = from - visits.get(0).departure();
            long driven = driving;
            long gone = distance;
            int made = stops;
            int reloaded = trips;
            builder.changeVehicle(
                    route.vehicle(), details -> details.underWay(here, from, load, used, driven, gone, made, reloaded));
        }

        /** What is aboard stays with the vehicle: shipments, and deliveries up to the next reload. */
        private void keepLoaded(List<Visit> visits, int last, String vehicle) {
            for (int v = 0; v <= last; v++) {
                if (visits.get(v).kind() != Kind.SERVICE) {
                    continue;
                }
                Task task = before.task(before.stop(visits.get(v).activity()).task());
                if (task.isShipment() && task.stop() == visits.get(v).activity() && !done.contains(index(task))) {
                    long latest = task.maxRide() >= TimeWindows.FOREVER
                            ? TimeWindows.FOREVER
                            : visits.get(v).departure() + task.maxRide();
                    builder.aboard(task.id(), vehicle, latest);
                }
            }
            for (int v = last + 1; v < visits.size() && visits.get(v).kind() != Kind.RELOAD; v++) {
                if (visits.get(v).kind() != Kind.SERVICE) {
                    continue;
                }
                Stop stop = before.stop(visits.get(v).activity());
                boolean brings = false;
                for (long amount : stop.delivery()) {
                    brings |= amount > 0;
                }
                if (brings && !before.task(stop.task()).isShipment()) {
                    restricted.put(stop.task(), Set.of(vehicle));
                }
            }
        }

        private int index(Task task) {
            return before.stop(task.stop()).task();
        }

        /** What a group demands of tasks that are still to come. */
        private void settleGroups() {
            for (TaskGroup group : before.groups()) {
                Set<String> vehicles = new LinkedHashSet<>();
                for (int task : group.tasks()) {
                    if (doneBy.containsKey(task)) {
                        vehicles.add(doneBy.get(task));
                    }
                }
                if (vehicles.isEmpty()) {
                    continue;
                }
                for (int task : group.tasks()) {
                    if (done.contains(task)) {
                        continue;
                    }
                    switch (group.kind()) {
                        case ONE_OF -> done.add(task);
                        case SAME_ROUTE -> restricted.putIfAbsent(task, vehicles);
                        case APART -> restricted.putIfAbsent(task, allBut(task, vehicles));
                    }
                }
            }
        }

        private Set<String> allBut(int task, Set<String> barred) {
            Set<String> others = new LinkedHashSet<>();
            for (VehicleType type : before.types()) {
                int apart = Math.max(1, executed.routes().size());
                for (int k = 0; k < Math.min(type.number(), apart); k++) {
                    others.add(type.vehicleId(k));
                }
                if (type.number() > apart) {
                    others.add(type.id() + "-more");
                }
            }
            others.removeAll(barred);
            Set<String> own = before.task(task).vehicles();
            if (own != null) {
                others.retainAll(own);
            }
            return others;
        }
    }
}
