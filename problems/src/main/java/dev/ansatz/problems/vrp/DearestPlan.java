package dev.ansatz.problems.vrp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An upper bound of the costs of plans, against which penalties are weighed. */
final class DearestPlan {
    private DearestPlan() {}

    /** Above the cost of every plan, in units: each stop is reached by the dearest way, each vehicle comes home by its dearest. */
    static double cost(VrpInstance instance) {
        int n = instance.locations().size();
        double[] dearest = new double[n];
        double most = 0;
        double service = 0;
        Map<List<Long>, double[]> byPrice = new LinkedHashMap<>();
        for (VehicleType type : instance.types()) {
            VehicleType.Costs costs = type.costs();
            Travel travel = instance.travel(type.profile());
            double[] into = byPrice.computeIfAbsent(
                    List.of((long) type.profile(), costs.driving(), costs.distance()), key -> into(travel, costs));
            for (int i = 0; i < n; i++) {
                dearest[i] = Math.max(dearest[i], into[i]);
            }
            most += costs.fixed() + (type.end() < 0 ? 0 : into[type.end()]);
            service = Math.max(service, costs.service());
        }
        for (Stop stop : instance.stops()) {
            most += dearest[stop.location()] + service * (stop.service() + stop.setup());
        }
        return most;
    }

    private static double[] into(Travel travel, VehicleType.Costs costs) {
        double[] into = new double[travel.size()];
        for (int i = 0; i < into.length; i++) {
            for (int j = 0; j < into.length; j++) {
                long duration = travel.duration(i, j);
                long distance = travel.distance(i, j);
                if (duration < Travel.UNREACHABLE && distance < Travel.UNREACHABLE) {
                    into[j] = Math.max(
                            into[j], (double) costs.driving() * duration + (double) costs.distance() * distance);
                }
            }
        }
        return into;
    }
}
