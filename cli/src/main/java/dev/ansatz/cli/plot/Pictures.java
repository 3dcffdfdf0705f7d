package dev.ansatz.cli.plot;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import dev.ansatz.problems.knapsack.ItemSet;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.TspInstance;
import org.jspecify.annotations.Nullable;

/** The picture of each problem. To add one, add it to both methods. */
final class Pictures {
    private Pictures() {}

    /** Why an instance cannot be drawn, as the end of a sentence without its full stop; null if it can. */
    static @Nullable String obstacle(Instance instance) {
        if (instance instanceof TspInstance tsp) {
            return obstacle(tsp, tsp.distances());
        }
        if (instance instanceof CvrpInstance cvrp) {
            return obstacle(cvrp, cvrp.distances());
        }
        return instance instanceof JobShopInstance
                        || instance instanceof KnapsackInstance
                        || instance instanceof MultiKnapsackInstance
                        || instance instanceof RestlessBanditInstance
                ? null
                : "there are no pictures of this problem yet";
    }

    private static @Nullable String obstacle(Instance instance, Distances distances) {
        return distances.onMap() == null ? instance.name() + " has no coordinates" : null;
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
        if (instance instanceof MultiKnapsackInstance knapsack && solution instanceof ItemSet items) {
            return new MultiKnapsackPicture(knapsack, items);
        }
        if (instance instanceof KnapsackInstance knapsack && solution instanceof ItemSet items) {
            return new KnapsackPicture(knapsack, items);
        }
        if (instance instanceof RestlessBanditInstance bandit && solution instanceof PolicyRecord record) {
            return new ArmPicture(bandit, record);
        }
        throw new IllegalArgumentException("There is no picture of " + solution.getClass() + ".");
    }
}
