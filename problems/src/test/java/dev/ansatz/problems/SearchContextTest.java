package dev.ansatz.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopBounds;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SearchContextTest {
    private final TspInstance instance = Tsp.PROBLEM.generate(5, 1, "uniform");

    @Test
    void infeasibleSolutionsNeverBecomeIncumbents() {
        SearchContext<TspInstance, Tour> run = new SearchContext<>(Tsp.PROBLEM, instance, Options.defaults());
        assertThat(run.offer(new Tour(0, 1, 2, 3, 3), "test")).isFalse();
        assertThat(run.finish().status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void incumbentsImproveStrictlyAndStartFromTheBestWarmStart() {
        List<Double> heard = new ArrayList<>();
        Options<Tour> options = Options.<Tour>defaults()
                .withWarmStarts(List.of(new Tour(0, 1, 2, 3, 3), new Tour(0, 1, 2, 3, 4)))
                .withListener(i -> heard.add(i.objective()));
        SearchContext<TspInstance, Tour> run = new SearchContext<>(Tsp.PROBLEM, instance, options);
        run.offer(new Tour(4, 3, 2, 1, 0), "same length");
        run.offer(new Tour(0, 2, 1, 3, 4), "a");
        run.offer(new Tour(0, 2, 4, 1, 3), "b");
        Outcome<Tour> outcome = run.finish();
        assertThat(heard).isSortedAccordingTo((a, b) -> Double.compare(b, a)).doesNotHaveDuplicates();
        assertThat(outcome.objective()).isEqualTo(heard.get(heard.size() - 1));
        assertThat(outcome.notes()).singleElement().asString().contains("repeated-city: city 4 by 1");
    }

    @Test
    void aListenerThatThrowsIsToldOfAndDropped() {
        List<Double> heard = new ArrayList<>();
        SearchContext<TspInstance, Tour> run = new SearchContext<>(
                Tsp.PROBLEM, instance, Options.<Tour>defaults().withListener(incumbent -> {
                    heard.add(incumbent.objective());
                    throw new IllegalStateException("no screen");
                }));
        run.offer(new Tour(0, 1, 2, 3, 4), "a");
        run.offer(new Tour(0, 2, 1, 3, 4), "b");
        run.offer(new Tour(0, 2, 4, 1, 3), "c");
        Outcome<Tour> outcome = run.finish();
        assertThat(heard).hasSize(1);
        assertThat(outcome.solved()).isTrue();
        assertThat(outcome.notes()).singleElement().asString().contains("no screen");
    }

    @Test
    void aSlowListenerHoldsUpNoOtherThreadAndHearsAllInOrder() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<Double> heard = new ArrayList<>();
        SearchContext<TspInstance, Tour> run = new SearchContext<>(
                Tsp.PROBLEM, instance, Options.<Tour>defaults().withListener(incumbent -> {
                    heard.add(incumbent.objective());
                    called.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }));
        List<Tour> tours = new ArrayList<>(List.of(
                new Tour(0, 1, 2, 3, 4), new Tour(0, 2, 1, 3, 4), new Tour(0, 2, 4, 1, 3), new Tour(0, 1, 3, 2, 4)));
        tours.sort(Comparator.comparingDouble(
                tour -> -Tsp.PROBLEM.evaluate(instance, tour).objective()));
        Thread slow = Thread.ofPlatform().start(() -> run.offer(tours.get(0), "slow"));
        called.await();
        for (Tour tour : tours) {
            run.offer(tour, "quick"); // would wait for ever inside a lock
        }
        assertThat(run.best()).isEqualTo(tours.get(tours.size() - 1));
        goOn.countDown();
        slow.join();
        Outcome<Tour> outcome = run.finish();
        assertThat(heard)
                .isEqualTo(outcome.trace().stream().map(TracePoint::objective).toList());
        assertThat(run.offer(tours.get(0), "after the end")).isFalse();
    }

    @Test
    void aSolutionThatMeetsItsBoundIsOptimal() {
        SearchContext<TspInstance, Tour> run = new SearchContext<>(Tsp.PROBLEM, instance, Options.defaults());
        run.offer(new Tour(0, 1, 2, 3, 4), "test");
        assertThat(run.boundMet()).isFalse();
        run.offerBound(run.bestObjective());
        assertThat(run.boundMet()).isTrue();
        assertThat(run.finish().status()).isEqualTo(Status.OPTIMAL);
    }

    @Test
    void aRunBeginsWithTheQuickBoundOfItsProblem() {
        JobShopInstance shop = JobShop.PROBLEM.generate("4x3", 1, "uniform");
        SearchContext<JobShopInstance, Schedule> run = new SearchContext<>(JobShop.PROBLEM, shop, Options.defaults());
        assertThat(run.bound()).isEqualTo((double) JobShopBounds.lowerBound(shop));
        assertThat(run.boundMet()).isFalse();
        assertThat(new SearchContext<>(Tsp.PROBLEM, instance, Options.defaults()).bound())
                .isNull();
    }

    @Test
    void aChildTokenStopsAloneOrWithItsParent() {
        StopToken parent = new StopToken();
        StopToken first = parent.child();
        StopToken second = parent.child();
        first.stop();
        assertThat(first.isStopped()).isTrue();
        assertThat(second.isStopped() || parent.isStopped()).isFalse();
        parent.stop();
        assertThat(second.isStopped()).isTrue();
    }
}
