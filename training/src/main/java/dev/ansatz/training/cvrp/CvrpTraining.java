package dev.ansatz.training.cvrp;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.training.TrainingProvider;
import dev.ansatz.training.routing.Places;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * CVRP: new instances have depot, capacity, fleet and limits of a past one and as many customers, drawn from the addresses of all past
 * ones with that depot; those with a distance matrix stay as they are.
 */
public final class CvrpTraining implements TrainingProvider<CvrpInstance, Routes> {
    @Override
    public Problem<CvrpInstance, Routes> problem() {
        return Cvrp.PROBLEM;
    }

    @Override
    public long userTeacherIterations(long usual) {
        return 10_000;
    }

    @Override
    public Duration refereeTime() {
        return Duration.ofSeconds(3);
    }

    @Override
    public Recombination<CvrpInstance> recombination(List<CvrpInstance> past) {
        Places places = new Places(true);
        for (CvrpInstance instance : past) {
            if (instance.distances() instanceof CoordinateDistances points) {
                places.add(points, instance.demands());
            }
        }
        return (base, random) -> base.distances() instanceof CoordinateDistances points
                ? day(places.draw(points, base.size(), random), base, points)
                : base;
    }

    private static CvrpInstance day(Places.Drawn drawn, CvrpInstance base, CoordinateDistances points) {
        int n = base.size();
        double[] x = new double[n + 1];
        double[] y = new double[n + 1];
        long[] demands = new long[n + 1];
        x[0] = points.x(0);
        y[0] = points.y(0);
        System.arraycopy(drawn.x(), 0, x, 1, n);
        System.arraycopy(drawn.y(), 0, y, 1, n);
        for (int i = 0; i < n; i++) {
            demands[i + 1] = Math.min(drawn.demands()[i], base.capacity());
        }
        return new CvrpInstance(
                base.name(),
                new CoordinateDistances(x, y, points.metric()),
                demands,
                base.capacity(),
                base.maxVehicles(),
                base.maxRouteLength(),
                base.serviceTime());
    }

    @Override
    public @Nullable Decomposition<CvrpInstance> decomposition() {
        return new Decomposition<>() {
            @Override
            public boolean isLarge(CvrpInstance instance) {
                return instance.size() > Places.WHOLE && instance.distances() instanceof CoordinateDistances;
            }

            @Override
            public CvrpInstance piece(CvrpInstance instance, int size, SplittableRandom random) {
                return instance.district(1 + random.nextInt(instance.size()), size);
            }
        };
    }
}
