package dev.ansatz.training.tsp;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import dev.ansatz.training.TrainingProvider;
import dev.ansatz.training.routing.Places;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** TSP: new instances have as many cities, drawn from those of all past ones; those with a distance matrix stay as they are. */
public final class TspTraining implements TrainingProvider<TspInstance, Tour> {
    @Override
    public Problem<TspInstance, Tour> problem() {
        return Tsp.PROBLEM;
    }

    @Override
    public Recombination<TspInstance> recombination(List<TspInstance> past) {
        Places places = new Places(false);
        for (TspInstance instance : past) {
            if (instance.distances() instanceof CoordinateDistances points) {
                places.add(points, new long[points.size()]);
            }
        }
        return (base, random) -> {
            if (!(base.distances() instanceof CoordinateDistances points)) {
                return base;
            }
            Places.Drawn drawn = places.draw(points, base.size(), random);
            return new TspInstance(base.name(), new CoordinateDistances(drawn.x(), drawn.y(), points.metric()));
        };
    }

    @Override
    public @Nullable Decomposition<TspInstance> decomposition() {
        return new Decomposition<>() {
            @Override
            public boolean isLarge(TspInstance instance) {
                return instance.size() > Places.WHOLE && instance.distances() instanceof CoordinateDistances;
            }

            @Override
            public TspInstance piece(TspInstance instance, int size, SplittableRandom random) {
                return instance.district(random.nextInt(instance.size()), size);
            }
        };
    }
}
