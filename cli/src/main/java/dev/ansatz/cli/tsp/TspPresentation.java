package dev.ansatz.cli.tsp;

import dev.ansatz.cli.plot.Drawing;
import dev.ansatz.cli.plot.Picture;
import dev.ansatz.cli.plot.PresentationProvider;
import dev.ansatz.cli.plot.RoutePicture;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is shown of the travelling salesman problem. */
public final class TspPresentation implements PresentationProvider<TspInstance, Tour> {
    @Override
    public Problem<TspInstance, Tour> problem() {
        return Tsp.PROBLEM;
    }

    @Override
    public @Nullable String obstacle(TspInstance instance) {
        return RoutePicture.obstacle(instance, instance.distances());
    }

    @Override
    public Picture picture(TspInstance instance, Tour tour) {
        int[] order = tour.order();
        double length = RoutePicture.length(instance.distances(), order, order[order.length - 1]);
        Drawing drawing = new Drawing(
                Objects.requireNonNull(instance.distances().onMap()),
                IntStream.range(0, instance.size()).mapToObj(instance::id).toList(),
                instance.ids() != null,
                -1,
                List.of(new Drawing.Route(order, 0, length)),
                null);
        return new RoutePicture(drawing, instance.size() + " cities");
    }
}
