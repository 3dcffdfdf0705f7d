package dev.ansatz.bench.quality;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.search.Engines;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The runs of an experiment in their order: instance by instance, seed by seed, time limit by time limit, and there the
 * engines in turns, so that a machine that changes its speed over the hours changes it for all.
 *
 * @param suite the instances
 * @param cells the runs
 */
public record Plan(Experiment experiment, Suite suite, List<Cell> cells) {
    public Plan {
        cells = List.copyOf(cells);
    }

    /**
     * Plans every engine, time limit and seed on every instance. An engine that only some problems of the suite have runs on
     * those.
     *
     * @throws InputException if no problem of the suite has one of the engines, or two instances share a name
     */
    public static Plan of(Experiment experiment, Suite suite) {
        for (String engine : experiment.engines()) {
            if (suite.problems().stream().noneMatch(problem -> Engines.has(problem, engine))) {
                Engines.byName(suite.problems().get(0), engine, null); // throws, with the names there are
            }
        }
        List<Cell> cells = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Suite.Entry<?, ?> entry : suite.entries()) {
            Problem<?, ?> problem = entry.problem();
            String name = entry.instance().name();
            if (!names.add(problem.id() + ' ' + name)) {
                throw new InputException("Two instances of " + suite.name() + " have the name " + name + ".");
            }
            List<String> engines = experiment.engines().stream()
                    .filter(engine -> Engines.has(problem, engine))
                    .map(engine -> Engines.byName(problem, engine, null).name())
                    .distinct()
                    .toList();
            for (long seed = 1; seed <= experiment.seeds(); seed++) {
                for (double time : experiment.times()) {
                    for (String engine : engines) {
                        cells.add(new Cell(
                                problem.id(), name, entry.instance().size(), entry.source(), engine, time, seed));
                    }
                }
            }
        }
        return new Plan(experiment, suite, cells);
    }
}
