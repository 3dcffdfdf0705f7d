package dev.ansatz.cli.cvrp;

import dev.ansatz.cli.plot.Drawing;
import dev.ansatz.cli.plot.Picture;
import dev.ansatz.cli.plot.PresentationProvider;
import dev.ansatz.cli.plot.RoutePicture;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is shown of the capacitated vehicle routing problem. */
public final class CvrpPresentation implements PresentationProvider<CvrpInstance, Routes> {
    @Override
    public Problem<CvrpInstance, Routes> problem() {
        return Cvrp.PROBLEM;
    }

    @Override
    public @Nullable String obstacle(CvrpInstance instance) {
        return RoutePicture.obstacle(instance, instance.distances());
    }

    @Override
    public Picture picture(CvrpInstance instance, Routes plan) {
        List<Drawing.Route> routes = new ArrayList<>();
        for (int[] nodes : plan.toArray()) {
            long load = 0;
            for (int node : nodes) {
                load += instance.demand(node);
            }
            double back = nodes.length == 0 ? 0 : instance.distances().between(nodes[nodes.length - 1], 0);
            routes.add(new Drawing.Route(nodes, load, RoutePicture.length(instance.distances(), nodes, 0) + back));
        }
        Drawing drawing = new Drawing(
                Objects.requireNonNull(instance.distances().onMap()),
                IntStream.rangeClosed(0, instance.size()).mapToObj(instance::id).toList(),
                instance.ids() != null,
                0,
                routes,
                instance.capacity());
        return new RoutePicture(drawing, instance.size() + " customers, " + plan.count() + " routes");
    }

    @Override
    public Map<String, String> facts(Routes plan) {
        return Map.of("routes", Integer.toString(plan.count()));
    }
}
