package dev.ansatz.classical.op;

import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Orienteering;
import dev.ansatz.problems.op.Visits;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.List;

/** Orienteering by an engine of rich routing, to which it is one vehicle and optional jobs: {@link OpVrp}. An iteration is one of that engine's. */
public final class VrpOrienteering implements Solver<OpInstance, Visits> {
    private final Solver<VrpInstance, VrpPlan> engine;
    private final String name;

    /** @param name of this engine, such as {@code vrp} */
    public VrpOrienteering(Solver<VrpInstance, VrpPlan> engine, String name) {
        this.engine = engine;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "as one vehicle with optional jobs: " + engine.description();
    }

    @Override
    public boolean refinesAnyStart() {
        return engine.refinesAnyStart();
    }

    @Override
    public void warmUp() {
        engine.warmUp();
    }

    @Override
    public Outcome<Visits> solve(OpInstance instance, Options<Visits> options) {
        SearchContext<OpInstance, Visits> run = new SearchContext<>(Orienteering.PROBLEM, instance, options);
        List<Issue> infeasible = run.infeasible();
        if (!infeasible.isEmpty()) {
            infeasible.forEach(issue -> run.note(new Note.Infeasible(issue)));
            return run.finish(true);
        }
        run.offer(new Visits(), "no visits");
        OpVrp routing = new OpVrp(instance);
        if (run.shouldStop(0) || routing.instance().size() == 0) {
            return run.finish(run.boundMet());
        }
        Options<VrpPlan> inner = Options.<VrpPlan>defaults()
                .withTimeLimit(options.timeLimit() == null ? null : run.remaining())
                .withIterationLimit(options.iterationLimit())
                .withSeed(options.seed())
                .withThreads(options.threads())
                .withStopToken(run.stopToken())
                .withWarmStarts(run.warmStarts().stream().map(routing::plan).toList())
                .withListener(incumbent -> run.offer(routing.visits(incumbent.solution()), engine.name()));
        VrpPlan best = engine.solve(routing.instance(), inner).best();
        if (best != null) {
            run.offer(routing.visits(best), engine.name());
        }
        return run.finish(run.boundMet());
    }
}
