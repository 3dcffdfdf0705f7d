package dev.ansatz.classical.rmab;

import dev.ansatz.classical.Library;
import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.rmab.ActionConstraint;
import dev.ansatz.problems.rmab.Decision;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import dev.ansatz.problems.rmab.Simulation;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a policy through the episodes of an instance. One iteration is one episode; where time or iterations end first, what is
 * left of the episodes is played greedily, by {@link GreedyRule} on the Lagrangian gains, and a note says so.
 *
 * <p>The bound is that of {@link dev.ansatz.problems.rmab.LagrangianRelaxation}: on every policy, from the same first states.
 */
public final class BanditPolicySolver implements Solver<RestlessBanditInstance, PolicyRecord> {
    private static final int SAMPLES = 100;
    static final String OCCUPATION = "occupation";

    /** Decisions that take long enough to judge that time is kept for it. */
    private static final double SLOW_DECISIONS = 1e6;

    /** How much longer than the first time judging may take. */
    private static final double RESERVE = 1.5;

    /** Arms of a network: the distances between all of them are kept. */
    private static final int MOST_NODES = 3000;

    /** Prepares a policy for an instance. */
    private interface Preparation {
        DecisionRule prepare(RestlessBanditInstance instance, SearchContext<RestlessBanditInstance, PolicyRecord> run);
    }

    private final String name;
    private final String description;
    private final boolean maximises;
    private final Function<RestlessBanditInstance, @Nullable String> refusal;
    private final Preparation preparation;

    private BanditPolicySolver(
            String name,
            String description,
            boolean maximises,
            Function<RestlessBanditInstance, @Nullable String> refusal,
            Preparation preparation) {
        this.name = name;
        this.description = description;
        this.maximises = maximises;
        this.refusal = refusal;
        this.preparation = preparation;
    }

    /** The allowed action with the largest sum of gains; found greedily where that takes OR-Tools and it is left out. */
    private static DecisionRule maximising(
            RestlessBanditInstance instance, Gains gains, SearchContext<RestlessBanditInstance, PolicyRecord> run) {
        String lack = ActionMaximiser.needsNatives(instance) ? OrToolsNatives.lack() : null;
        if (lack != null) {
            run.note(new Note.LibraryLeftOut("OR-Tools", lack, "Actions are chosen greedily, not the best ones"));
            return new GreedyRule(instance, gains);
        }
        return new GainRule(instance, gains, ActionMaximiser.of(instance));
    }

    static BanditPolicySolver lagrangian() {
        return new BanditPolicySolver(
                "lagrangian",
                "One step of look-ahead on the values of the Lagrangian relaxation, over the allowed actions",
                true,
                i -> null,
                (instance, run) -> maximising(instance, Gains.lagrangian(instance), run));
    }

    static BanditPolicySolver whittle() {
        return new BanditPolicySolver(
                "whittle",
                "Whittle indices (by remaining steps where there is a horizon), maximised over the allowed actions",
                true,
                instance -> instance.maxActions() > 2 ? "Whittle indices are defined for arms of two actions." : null,
                (instance, run) -> {
                    Gains.Whittle gains = Gains.Whittle.of(instance, run::shouldStop);
                    if (gains.notIndexable() > 0) {
                        run.note(gains.notIndexable() + " of " + instance.size()
                                + " arms are not indexable; their indices are heuristic.");
                    }
                    return maximising(instance, gains, run);
                });
    }

    static BanditPolicySolver occupation() {
        return new BanditPolicySolver(
                OCCUPATION,
                "Policy of the occupation-measure linear program (GLOP), maximised over the allowed actions",
                true,
                i -> null,
                (instance, run) -> {
                    OccupationProgram program = OccupationProgram.solve(
                            instance,
                            run.options().timeLimit() == null
                                    ? null
                                    : run.remaining().dividedBy(2));
                    if (program == null) {
                        run.note(
                                "The linear program is too large for the time; the Lagrangian policy was used instead.");
                    } else {
                        run.note("The linear program has the optimum " + shown(program.objective()) + ".");
                    }
                    Gains gains = program == null ? Gains.lagrangian(instance) : program;
                    return maximising(instance, gains, run);
                });
    }

    static BanditPolicySolver myopic() {
        return new BanditPolicySolver(
                "myopic",
                "The allowed action with the largest expected reward of the step",
                true,
                i -> null,
                (instance, run) -> maximising(instance, Gains.myopic(instance), run));
    }

    static BanditPolicySolver iterativeMyopic() {
        return new BanditPolicySolver(
                "iterative-myopic",
                "Arm by arm, always the one that adds most to the expected reward of the step",
                false,
                i -> null,
                (instance, run) -> new GreedyRule(instance, Gains.myopic(instance)));
    }

    static BanditPolicySolver publishedIterativeMyopic() {
        return new BanditPolicySolver(
                "iterative-myopic-published",
                "The same as the published code of Xu et al. (2025) computes it, defects included",
                false,
                PublishedIterativeMyopic::refuses,
                (instance, run) ->
                        PublishedIterativeMyopic.of(instance, run.options().seed()));
    }

    static BanditPolicySolver sampling() {
        return new BanditPolicySolver(
                "sampling",
                "The best of " + SAMPLES + " random actions by expected reward of the step",
                false,
                i -> null,
                (instance, run) -> RandomRules.sampling(instance, run.options().seed(), SAMPLES));
    }

    static BanditPolicySolver random() {
        return new BanditPolicySolver(
                "random",
                "A random allowed action",
                false,
                i -> null,
                (instance, run) -> RandomRules.random(instance, run.options().seed()));
    }

    static BanditPolicySolver noAction() {
        return new BanditPolicySolver(
                "no-action",
                "No action",
                false,
                i -> null,
                (instance, run) -> (episode, step, states, decision) -> decision.clear());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public @Nullable String refuses(RestlessBanditInstance instance) {
        String tooLarge = tooLarge(instance);
        return tooLarge == null ? refusal.apply(instance) : tooLarge;
    }

    /** Why no policy can be played on an instance within reasonable time and memory, or null. */
    static @Nullable String tooLarge(RestlessBanditInstance instance) {
        String tooLong = Simulation.tooLong(instance);
        if (tooLong != null) {
            return tooLong;
        }
        return instance.constraint() instanceof ActionConstraint.Path && instance.size() > MOST_NODES
                ? "A path constraint needs the distances between all arms: up to " + MOST_NODES + " are taken, not "
                        + instance.size() + "."
                : null;
    }

    /** The library without which it cannot run at all, or null. */
    public @Nullable Library library() {
        return name.equals(OCCUPATION) ? Library.OR_TOOLS : null;
    }

    @Override
    public void warmUp() {
        if (maximises) {
            OrToolsNatives.lack(); // all but one do without it
        }
    }

    @Override
    public Outcome<PolicyRecord> solve(RestlessBanditInstance instance, Options<PolicyRecord> options) {
        String refused = refuses(instance);
        if (refused != null) {
            throw new IllegalArgumentException(refused);
        }
        SearchContext<RestlessBanditInstance, PolicyRecord> run =
                new SearchContext<>(RestlessBandit.PROBLEM, instance, options);
        run.offerBound(instance.relaxation().bound());
        Episodes episodes = new Episodes(instance, run);
        if (options.timeLimit() != null && Simulation.decisions(instance) > SLOW_DECISIONS) {
            // Something at once, by which it is known how long the judging takes.
            double before = run.seconds();
            run.offer(episodes.record("no-action"), "no-action");
            episodes.reserveSeconds = RESERVE * (run.seconds() - before);
        }
        run.offer(play(instance, run, episodes), name);
        PolicyRecord best = run.best();
        if (best != null) {
            describe(instance, best, run);
        }
        return run.finish();
    }

    private PolicyRecord play(
            RestlessBanditInstance instance,
            SearchContext<RestlessBanditInstance, PolicyRecord> run,
            Episodes episodes) {
        if (run.options().timeLimit() != null) {
            // Within milliseconds, so that whenever the time is up there is something sensible for each step.
            episodes.play(new GreedyRule(instance, Gains.lagrangian(instance)), 0);
        }
        long limit = run.options().iterationLimit() == null
                ? instance.episodes()
                : Math.min(instance.episodes(), run.options().iterationLimit());
        int played = 0;
        if (limit > 0 && !episodes.timeIsUp()) {
            try {
                DecisionRule rule = preparation.prepare(instance, run);
                while (played < limit && episodes.playOne(rule, played)) {
                    played++;
                }
            } catch (CancellationException e) {
                // the run has ended before the policy was ready
            }
        }
        if (played < instance.episodes()) {
            if (run.options().timeLimit() == null) {
                episodes.play(new GreedyRule(instance, Gains.lagrangian(instance)), played);
            }
            run.note("Policy " + name + " played " + played + " of " + instance.episodes()
                    + " episodes; the others were played greedily.");
        }
        return episodes.record(played < instance.episodes() ? name + " (cut short)" : name);
    }

    private static void describe(
            RestlessBanditInstance instance,
            PolicyRecord best,
            SearchContext<RestlessBanditInstance, PolicyRecord> run) {
        Simulation.Assessment assessment = RestlessBandit.PROBLEM.assess(instance, best);
        String perStep = instance.discount() == 1 ? ", " + shown(assessment.mean() / instance.steps()) + " a step" : "";
        run.note("Policy " + best.policy() + ": mean reward " + shown(assessment.mean()) + " ± "
                + shown(assessment.halfWidth()) + " (95 %, " + instance.episodes() + " episodes of "
                + instance.steps() + " steps)" + perStep + "; plain average " + shown(assessment.sampleMean()) + " ± "
                + shown(assessment.sampleHalfWidth()) + ".");
    }

    private static String shown(double value) {
        return Numbers.format(Double.parseDouble(String.format(Locale.ROOT, "%.6g", value)));
    }

    /** The episodes of an instance while they are played. */
    private static final class Episodes {
        private final RestlessBanditInstance instance;
        private final Simulation simulation;
        private final int[][][] actions;
        private final int[][][] certificates;
        private final int[] nothing = new int[0];
        private final int[] states;
        private final Decision decision;
        private final SearchContext<?, ?> run;
        private double reserveSeconds;

        Episodes(RestlessBanditInstance instance, SearchContext<?, ?> run) {
            this.instance = instance;
            this.run = run;
            this.simulation = new Simulation(instance);
            this.actions = new int[instance.episodes()][instance.steps()][];
            this.certificates = new int[instance.episodes()][instance.steps()][];
            for (int e = 0; e < actions.length; e++) {
                Arrays.fill(actions[e], nothing);
                Arrays.fill(certificates[e], nothing);
            }
            this.states = new int[instance.size()];
            this.decision = new Decision(instance.size());
        }

        /** Whether there is only time left to judge what was played. */
        boolean timeIsUp() {
            return run.shouldStop() || (reserveSeconds > 0 && run.remaining().toNanos() * 1e-9 < reserveSeconds);
        }

        void play(DecisionRule rule, int from) {
            for (int e = from; e < actions.length && playOne(rule, e); e++) {
                // one after the other
            }
        }

        /** Plays an episode; where the run ends before, nothing of it is kept and the answer is false. */
        boolean playOne(DecisionRule rule, int episode) {
            int steps = instance.steps();
            int[][] chosen = new int[steps][];
            int[][] shown = new int[steps][];
            simulation.begin(episode, states);
            for (int t = 0; t < steps; t++) {
                if (timeIsUp()) {
                    return false;
                }
                rule.decide(episode, t, states, decision);
                chosen[t] = decision.arms();
                shown[t] = instance.constraint() == null ? nothing : decision.certificate;
                simulation.advance(episode, t, states, decision.levels);
            }
            actions[episode] = chosen;
            certificates[episode] = shown;
            return true;
        }

        PolicyRecord record(String policy) {
            return new PolicyRecord(
                    policy,
                    actions.clone(),
                    instance.constraint() == null ? new int[0][][] : certificates.clone(),
                    firstStates());
        }

        /** States of the first episode, by which a record is known to belong to its instance. */
        private int[][] firstStates() {
            int[][] before = new int[actions[0].length][];
            simulation.begin(0, states);
            for (int t = 0; t < before.length; t++) {
                before[t] = states.clone();
                decision.clear();
                for (int j : actions[0][t]) {
                    decision.levels[j]++;
                }
                simulation.advance(0, t, states, decision.levels);
            }
            return before;
        }
    }
}
