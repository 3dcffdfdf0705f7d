package dev.ansatz.bench.quality;

import dev.ansatz.problems.tsp.Tsp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Small benchmarks whose runs are invented. */
final class Fixture {
    static final Provenance PROVENANCE = new Provenance(
            "0123456789ab",
            "2026-11-21T12:00:00Z",
            "ansatz bench",
            new Machine("some processor", 2, "some system", "some JVM", 0.5),
            Map.of("OR-Tools", "9"));

    private Fixture() {}

    /** Five tours of 50 cities and five of 100. */
    static Suite suite() {
        List<Suite.Entry<?, ?>> entries = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            entries.add(entry(i < 5 ? 50 : 100, i % 5));
        }
        return new Suite("tsp", entries, Map.of(), "generated, fixed seeds");
    }

    private static Suite.Entry<?, ?> entry(int size, int number) {
        InstanceSource source = new InstanceSource.Generated(String.valueOf(size), 1001L * size + number, "uniform");
        return new Suite.Entry<>(Tsp.PROBLEM, source.make(Tsp.PROBLEM), source);
    }

    static Experiment experiment(int seeds, Double... times) {
        return new Experiment(
                "tsp",
                null,
                null,
                List.of("local-search", "greedy"),
                List.of(times),
                seeds,
                1,
                Experiment.NONE,
                null,
                Experiment.SOLVER);
    }

    /** A run with an objective, found after a tenth of the time; 20 % worse before. */
    static CellRun run(Cell cell, double objective) {
        return new CellRun(
                cell.problem(),
                cell.instance(),
                cell.size(),
                cell.engine(),
                cell.timeLimit(),
                cell.seed(),
                objective,
                null,
                "feasible",
                cell.timeLimit(),
                cell.timeLimit(),
                0.25,
                0.125,
                null,
                List.of(
                        new CellRun.Point(0.01 * cell.timeLimit(), 1.2 * objective),
                        new CellRun.Point(0.1 * cell.timeLimit(), objective)),
                null);
    }

    /** All runs of a plan. */
    static Results results(Plan plan, ToDoubleFunction<Cell> objective) {
        return Results.of(
                plan,
                PROVENANCE,
                plan.cells().stream()
                        .map(cell -> run(cell, objective.applyAsDouble(cell)))
                        .toList());
    }
}
