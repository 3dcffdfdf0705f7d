package dev.ansatz.cli.op;

import dev.ansatz.cli.plot.Picture;
import dev.ansatz.cli.plot.PresentationProvider;
import dev.ansatz.cli.plot.RoutePicture;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Orienteering;
import dev.ansatz.problems.op.Visits;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is shown of the orienteering problem. */
public final class OpPresentation implements PresentationProvider<OpInstance, Visits> {
    @Override
    public Problem<OpInstance, Visits> problem() {
        return Orienteering.PROBLEM;
    }

    @Override
    public @Nullable String obstacle(OpInstance instance) {
        return RoutePicture.obstacle(instance, instance.distances());
    }

    @Override
    public Picture picture(OpInstance instance, Visits visits) {
        return new PathPicture(instance, visits);
    }

    @Override
    public Map<String, String> facts(Visits visits) {
        return Map.of("visits", Integer.toString(visits.size()));
    }
}
