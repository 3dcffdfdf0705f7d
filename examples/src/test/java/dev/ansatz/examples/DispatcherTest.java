package dev.ansatz.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.examples.dispatch.Dispatcher;
import dev.ansatz.problems.Incumbent;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.Routes;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    @Test
    void theDayBeginsWithAPlanChangesAndEndsWithTheBestOne() throws InterruptedException {
        LinkedBlockingQueue<Incumbent<Routes>> screen = new LinkedBlockingQueue<>();
        try (Dispatcher desk =
                new Dispatcher(Cvrp.PROBLEM.generate(40, 1, "uniform"), Duration.ofMinutes(5), screen::add)) {
            assertThat(screen.poll(20, TimeUnit.SECONDS)).isNotNull();
            desk.add(1234, 4321, 5);
            desk.remove(3);
            desk.add(9999, 1, 2);
            Outcome<Routes> plan = desk.leave();
            assertThat(desk.orders().size()).isEqualTo(41);
            assertThat(Cvrp.PROBLEM.evaluate(desk.orders(), plan.best()).feasible())
                    .isTrue();
        }
    }
}
