package dev.ansatz.cli.plot;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.TspInstance;
import org.jspecify.annotations.Nullable;

/** The picture of each problem. To add one, add it to both methods. */
final class Pictures {
    private Pictures() {}

    /** Why an instance cannot be drawn, as the end of a sentence without its full stop; null if it can. */
    static @Nullable String obstacle(Instance instance) {
        return switch (instance) {
            case TspInstance tsp when RoutePicture.points(tsp.distances()) != null -> null;
            case CvrpInstance cvrp when RoutePicture.points(cvrp.distances()) != null -> null;
            case TspInstance tsp -> tsp.name() + " has no coordinates";
            case CvrpInstance cvrp -> cvrp.name() + " has no coordinates";
            case JobShopInstance shop -> null;
            default -> "there are no pictures of this problem yet";
        };
    }

    /** The picture of a feasible solution of an instance that can be drawn. */
    static Picture of(Instance instance, Object solution) {
        if (instance instanceof TspInstance tsp && solution instanceof Tour tour) {
            return RoutePicture.of(tsp, tour);
        }
        if (instance instanceof CvrpInstance cvrp && solution instanceof Routes routes) {
            return RoutePicture.of(cvrp, routes);
        }
        if (instance instanceof JobShopInstance shop && solution instanceof Schedule schedule) {
            return new GanttPicture(shop, schedule);
        }
        throw new IllegalArgumentException("There is no picture of " + solution.getClass() + ".");
    }
}
