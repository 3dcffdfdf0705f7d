package dev.ansatz.examples.dispatch;

import dev.ansatz.problems.Incumbent;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.search.Ansatz;
import dev.ansatz.search.PlanningJob;
import dev.ansatz.search.PlanningService;
import dev.ansatz.search.cvrp.CvrpChange;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A dispatcher's desk: a plan that is always being improved while orders come and go. Used by one thread, such as that of a user
 * interface.
 */
public final class Dispatcher implements AutoCloseable {
    private final PlanningService service = new PlanningService(1);
    private PlanningJob<CvrpInstance, Routes> job;

    /**
     * @param patience how long a plan is improved after the last change
     * @param screen shown every better plan, by the planning thread
     */
    public Dispatcher(CvrpInstance morning, Duration patience, Consumer<Incumbent<Routes>> screen) {
        job = service.submit(Ansatz.cvrp().timeLimit(patience).onImprovement(screen), morning);
    }

    /** An order comes in: the plan of before is repaired at once and improved from there. */
    public void add(double x, double y, long boxes) {
        job = job.replan(CvrpChange.addCustomer(x, y, boxes));
    }

    /** A customer cancels; the numbers of those after it become smaller by one. */
    public void remove(int customer) {
        job = job.replan(CvrpChange.removeCustomer(customer));
    }

    /** The trucks leave: the best plan is taken now. */
    public Outcome<Routes> leave() {
        return job.cancel().join();
    }

    public CvrpInstance orders() {
        return job.instance();
    }

    @Override
    public void close() {
        service.close();
    }
}
