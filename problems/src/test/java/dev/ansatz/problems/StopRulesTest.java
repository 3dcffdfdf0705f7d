package dev.ansatz.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What ends a run, and what ends the runs inside it. */
class StopRulesTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final TspInstance instance = Tsp.PROBLEM.generate(5, 1, "uniform");
    private final Tour first = new Tour(0, 1, 2, 3, 4);
    private final double length = Tsp.PROBLEM.evaluate(instance, first).objective();

    private SearchContext<TspInstance, Tour> run(StopRules rules) {
        return new SearchContext<>(
                Tsp.PROBLEM, instance, Options.<Tour>ofTime(LONG).withStop(rules.withTimeLimit(LONG)));
    }

    private static void await(SearchContext<?, ?> run) {
        while (!run.shouldStop()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void aRunEndsWhenNothingBetterIsFoundForAWhile() {
        SearchContext<TspInstance, Tour> run = run(new StopRules().withNoImprovement(Duration.ofMillis(120)));
        LockSupport.parkNanos(60_000_000);
        run.offer(first, "test");
        double improved = run.seconds();
        await(run);
        assertThat(run.seconds() - improved).isBetween(0.119, 60.0);
        Outcome<Tour> outcome = run.finish();
        assertThat(outcome.stopReason()).isEqualTo(StopReason.NO_IMPROVEMENT);
        assertThat(outcome.notes()).containsExactly("Stopped: no improvement for as long as was allowed.");
    }

    @Test
    void aRunEndsWithItsTarget() {
        SearchContext<TspInstance, Tour> missed = run(new StopRules().withTarget(length - 1));
        missed.offer(first, "test");
        assertThat(missed.shouldStop()).isFalse();
        SearchContext<TspInstance, Tour> met = run(new StopRules().withTarget(length));
        assertThat(met.shouldStop()).isFalse();
        met.offer(first, "test");
        assertThat(met.shouldStop()).isTrue();
        assertThat(met.finish().stopReason()).isEqualTo(StopReason.TARGET);
    }

    @Test
    void aRunEndsWithItsGapWhetherTheSolutionOrTheBoundComesLast() {
        StopRules rules = new StopRules().withGap(0.1);
        SearchContext<TspInstance, Tour> bound = run(rules);
        bound.offer(first, "test");
        bound.offerBound(length / 1.2);
        assertThat(bound.shouldStop()).isFalse();
        bound.offerBound(length / 1.05);
        assertThat(bound.shouldStop()).isTrue();
        SearchContext<TspInstance, Tour> solution = run(rules);
        solution.offerBound(length / 1.05);
        assertThat(solution.shouldStop()).isFalse();
        solution.offer(first, "test");
        assertThat(solution.finish().stopReason()).isEqualTo(StopReason.GAP);
    }

    @Test
    void theFirstRuleThatIsMetEndsTheRun() {
        SearchContext<TspInstance, Tour> run = new SearchContext<>(
                Tsp.PROBLEM, instance, Options.<Tour>ofIterations(3).withTarget(0.0));
        assertThat(run.shouldStop(2)).isFalse();
        assertThat(run.shouldStop(3)).isTrue();
        assertThat(run.finish().stopReason()).isEqualTo(StopReason.ITERATIONS);
        SearchContext<TspInstance, Tour> late =
                new SearchContext<>(Tsp.PROBLEM, instance, Options.ofTime(Duration.ZERO));
        assertThat(late.shouldStop()).isTrue();
        assertThat(late.finish().stopReason()).isEqualTo(StopReason.TIME);
        StopToken token = new StopToken();
        SearchContext<TspInstance, Tour> cancelled = run(new StopRules().withToken(token));
        token.stop();
        assertThat(cancelled.finish().stopReason()).isEqualTo(StopReason.CANCELLED);
        assertThat(run(new StopRules()).finish().stopReason()).isEqualTo(StopReason.COMPLETED);
    }

    @Test
    void aPartEndsWithTheWholeButTheWholeDoesNotEndWithAPartThatFindsNothing() {
        SearchContext<TspInstance, Tour> whole = run(new StopRules().withNoImprovement(Duration.ofMillis(150)));
        SearchContext<TspInstance, Tour> part =
                new SearchContext<>(Tsp.PROBLEM, instance, whole.part(List.of(), whole.stopToken(), 1));
        // Another part improves: this one, which finds nothing at all, goes on beyond its own 150 ms.
        double end = whole.seconds();
        for (Tour tour : List.of(new Tour(0, 3, 1, 4, 2), first, new Tour(0, 2, 1, 3, 4), new Tour(0, 2, 4, 1, 3))) {
            if (whole.offer(tour, "another part")) {
                end = whole.seconds();
            }
            LockSupport.parkNanos(10_000_000);
        }
        await(part);
        assertThat(part.seconds()).isGreaterThanOrEqualTo(end + 0.149);
        assertThat(whole.shouldStop()).isTrue();
        assertThat(whole.finish().stopReason()).isEqualTo(StopReason.NO_IMPROVEMENT);
    }

    @Test
    void rulesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new StopRules().withGap(-0.1)).hasMessageContaining("gap");
        assertThatThrownBy(() -> new StopRules().withTarget(Double.NaN)).hasMessageContaining("target");
        assertThatThrownBy(() -> new StopRules().withNoImprovement(Duration.ZERO))
                .hasMessageContaining("positive");
    }

    @Test
    void withoutALimitOfTimeOrIterationsTheUsualTimeStays() {
        assertThat(Options.defaults().withTimeLimit(null).withGap(0.1).timeLimit())
                .isEqualTo(Options.DEFAULT_TIME);
        assertThat(Options.ofIterations(1).withGap(0.1).timeLimit()).isNull();
    }
}
