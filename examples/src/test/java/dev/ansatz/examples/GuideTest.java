package dev.ansatz.examples;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.PlannedOperation;
import dev.ansatz.problems.jssp.Schedule;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Visits;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.TspInstance;
import dev.ansatz.problems.vrp.PlannedRoute;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import dev.ansatz.search.Ansatz;
import dev.ansatz.search.Engines;
import dev.ansatz.search.PlanningJob;
import dev.ansatz.search.PlanningService;
import dev.ansatz.search.Strategy;
import dev.ansatz.search.cvrp.CvrpChange;
import dev.ansatz.search.vrp.VrpChange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Code that the pages of docs/guide show, run; that it stands there word for word is checked by DocumentsTest. */
class GuideTest {
    private static void show(Object plan) {
        assertThat(plan).isNotNull();
    }

    @Test
    void tour() {
        double[] x = {0, 30, 30, 0, 15};
        double[] y = {0, 0, 20, 20, 35};
        TspInstance cities = new TspInstance("five cities", new CoordinateDistances(x, y, Metric.EXACT_2D));
        Outcome<Tour> tour = Ansatz.tsp().timeLimit(ofSeconds(1)).solve(cities);
        System.out.println(tour.objective() + ": " + cities.ids(tour.best()));
        assertThat(tour.objective()).isCloseTo(70 + 2 * Math.hypot(15, 15), within(1e-9));
        assertThat(cities.ids(tour.best())).hasSize(5);
    }

    @Test
    void orienteering() {
        OpInstance day = OpInstance.builder("day")
                .place("hotel", 0, 0, 0)
                .place("zoo", 3, 4, 5)
                .place("lake", 5, 1, 8)
                .place("station", 8, 0, 0)
                .start("hotel")
                .end("station")
                .limit(12)
                .build();
        Outcome<Visits> path = Ansatz.orienteering().timeLimit(ofSeconds(1)).solve(day);
        System.out.println(path.objective() + ": " + day.ids(path.best()));
        // 5 + 3.61 + 3.16.
        assertThat(path.objective()).isEqualTo(13);
        assertThat(day.ids(path.best())).containsExactly("zoo", "lake");
    }

    @Test
    void jobShopInTheUsersIds() {
        JobShopInstance shop = JobShopInstance.builder("monday")
                .job("bracket", job -> job.operation("saw", 30).operation("mill", 50))
                .job("shaft", job -> job.operation("lathe", 40).operation("mill", 20))
                .build();
        Outcome<Schedule> plan = Ansatz.jobShop().timeLimit(ofSeconds(1)).solve(shop);
        for (PlannedOperation operation : shop.operationsOnMachine(plan.best(), "mill")) {
            System.out.println(operation.job() + ": " + operation.start() + " to " + operation.end());
        }
        assertThat(plan.objective()).isEqualTo(100);
    }

    @Test
    void whenToStopAndWhatHappened() {
        CvrpInstance instance = Cvrp.PROBLEM.generate(20, 1, "uniform");
        List<Issue> issues = Ansatz.cvrp().validate(instance); // mistakes and proofs that there is no plan
        if (!issues.isEmpty()) {
            throw new IllegalArgumentException(issues.toString());
        }
        Outcome<Routes> plan = Ansatz.cvrp()
                .timeLimit(ofSeconds(2))
                .noImprovementFor(ofSeconds(1))
                .untilGap(0.01)
                .solve(instance);
        for (Note event : plan.events()) {
            if (event instanceof Note.Stopped stopped) {
                System.out.println("stopped: " + stopped.reason());
            }
        }
        assertThat(plan.solved()).isTrue();
        assertThat(plan.events()).anyMatch(Note.Stopped.class::isInstance);
    }

    @Test
    void routes() {
        CvrpInstance tuesday = CvrpInstance.builder("tuesday")
                .depot("hub", 50.94, 6.96)
                .order("A-17", 50.97, 6.90, 3)
                .order("B-2", 50.92, 7.01, 5)
                .order("C-3", 50.98, 6.91, 4)
                .capacity(8)
                .vehicles(2)
                .metric(Metric.HAVERSINE)
                .build();
        Outcome<Routes> plan = Ansatz.cvrp().timeLimit(ofSeconds(1)).solve(tuesday);
        for (List<String> route : tuesday.ids(plan.best())) {
            System.out.println(route);
        }
        assertThat(tuesday.ids(plan.best())).hasSize(2);
    }

    @Test
    void deliveriesWithWindows() {
        VrpInstance tuesday = VrpInstance.builder("tuesday")
                .location("depot", 50.94, 6.96) // latitude and longitude
                .location("home-17", 50.97, 6.90)
                .location("shop-4", 50.92, 7.01)
                .greatCircle("van", 12) // metres per second; or matrices, or a function of yours
                .vehicles(
                        "van",
                        2,
                        van -> van.start("depot")
                                .end("depot")
                                .capacity(20)
                                .shift(LocalTime.of(8, 0), LocalTime.of(16, 30))
                                .fixedCost(30)
                                .costPerDistance(0.0005)
                                .costPerTime(0.006))
                .job(
                        "order-17",
                        job -> job.at("home-17")
                                .delivery(2)
                                .window(LocalTime.of(9, 0), LocalTime.of(11, 0))
                                .service(ofMinutes(5)))
                .shipment(
                        "parcel-4",
                        parcel -> parcel.amount(3)
                                .from(pickup -> pickup.at("shop-4").service(120))
                                .to(delivery -> delivery.at("home-17").service(120))
                                .optional(25)) // may stay out for that much
                .build();
        Outcome<VrpPlan> plan = Ansatz.vrp().timeLimit(ofSeconds(1)).solve(tuesday);
        for (PlannedRoute route : tuesday.routes(plan.best())) {
            for (PlannedRoute.PlannedStop stop : route.stops()) {
                LocalTime at = LocalTime.ofSecondOfDay((long) stop.start());
                System.out.println(route.vehicle() + " " + stop.kind() + " " + stop.id() + " at " + at);
            }
        }
        System.out.println(Vrp.PROBLEM.explain(tuesday, plan.best()).omissions()); // and why
        assertThat(tuesday.routes(plan.best())).hasSize(1);
        assertThat(tuesday.unserved(plan.best())).isEmpty();
    }

    @Test
    void deliveriesThatChange() {
        VrpInstance day = Vrp.PROBLEM.readInstance(Path.of("deliveries-60.json"));
        try (PlanningService service = new PlanningService(1)) {
            var job = service.submit(Ansatz.vrp().timeLimit(ofSeconds(1)), day);
            VrpPlan morning = job.outcome().join().best();
            long ten = LocalTime.of(10, 0).toSecondOfDay();
            job = job.replan(VrpChange.advance(morning, ten) // what is done by then is done
                    .then(VrpChange.removeTask("order-160"))
                    .then(VrpChange.addJob(
                            "urgent", order -> order.at("order-104").delivery(1))));
            Outcome<VrpPlan> rest = job.outcome().join();
            assertThat(rest.solved()).isTrue();
            assertThat(job.instance().tasks()).hasSizeLessThan(day.tasks().size());
        }
    }

    @Test
    void jobShop() {
        int[][] machines = {{0, 1}, {1, 0}}; // of each job, in its order
        int[][] minutes = {{3, 2}, {4, 1}};
        JobShopInstance shop = new JobShopInstance("shop", machines, minutes);
        Outcome<Schedule> schedule = Ansatz.jobShop().timeLimit(ofSeconds(1)).solve(shop);
        System.out.println(
                schedule.objective() + ", job 1 begins at " + schedule.best().start(1, 0));
        assertThat(schedule.objective()).isEqualTo(6);
    }

    @Test
    void knapsack() {
        KnapsackInstance items = new KnapsackInstance("three", new long[] {10, 30, 25}, new long[] {4, 5, 3}, 8);
        Outcome<ItemSet> choice = Ansatz.knapsack().solve(items);
        assertThat(choice.objective()).isEqualTo(55);
        assertThat(choice.best().toArray()).containsExactly(1, 2);
    }

    @Test
    void severalBudgets() {
        long[] profits = {60, 100, 120};
        long[][] weights = {{1, 2, 3}, {5, 1, 4}}; // of each budget
        long[] capacities = {5, 6};
        MultiKnapsackInstance projects = new MultiKnapsackInstance("three", profits, weights, capacities);
        Outcome<ItemSet> choice = Ansatz.multiKnapsack().timeLimit(ofSeconds(1)).solve(projects);
        assertThat(choice.objective()).isEqualTo(220);
    }

    @Test
    void bandit() {
        Path file = Path.of("visits-20.rmab.json");
        RestlessBanditInstance visits = RestlessBandit.PROBLEM.readInstance(file);
        Outcome<PolicyRecord> plan =
                Ansatz.of(RestlessBandit.PROBLEM).engine("whittle").solve(visits);
        System.out.println(plan.objective() + " of at most " + plan.bound());
        assertThat(plan.objective()).isPositive();
    }

    @Test
    void streamsAndText() throws IOException {
        InputStream stream = new ByteArrayInputStream(Files.readAllBytes(Path.of("delivery-20.json")));
        String csv = "id,x,y,demand\nhub,0,0,0\nA-17,3,4,5\n";
        CvrpInstance instance = Cvrp.PROBLEM.readInstance(InputFile.of("request 4711", stream)); // name for messages
        CvrpInstance orders = Cvrp.PROBLEM.readOrders(InputFile.of("tuesday", csv), 20); // vans of 20 boxes
        Outcome<Routes> plan = Ansatz.cvrp().timeLimit(ofSeconds(1)).solve(instance);
        String json = Cvrp.PROBLEM.formats().formatSolutionAsJson(instance, plan.best());
        assertThat(json).contains("routes");
        assertThat(orders.size()).isEqualTo(1);
    }

    @Test
    void warmStartsOfOnesOwn() {
        CvrpInstance instance = Cvrp.PROBLEM.readInstance(Path.of("delivery-20.json"));
        Policy<CvrpInstance, Routes> policy = ModelZoo.load(Cvrp.PROBLEM, "cvrp-50");
        Solver<CvrpInstance, Routes> engine = Engines.byName(Cvrp.PROBLEM, "local-search", null);
        Solver<CvrpInstance, Routes> hybrid = Ansatz.warmStarts(Cvrp.PROBLEM, policy) // any policy,
                .by(Strategy.SAMPLING) // asked in any way,
                .then(engine); // before any engine
        Outcome<Routes> plan =
                Ansatz.cvrp().engine(hybrid).timeLimit(ofSeconds(2)).solve(instance);
        assertThat(plan.solved()).isTrue();
    }

    @Test
    void inTheBackground() {
        CvrpInstance instance = Cvrp.PROBLEM.readInstance(Path.of("delivery-20.json"));
        try (PlanningService service = new PlanningService(2)) { // at most two jobs at a time, the rest waits in order
            PlanningJob<CvrpInstance, Routes> job = service.submit(Ansatz.cvrp().timeLimit(ofMinutes(5)), instance);
            job.onImprovement(incumbent -> show(incumbent.solution())); // the present plan at once, then better ones
            job.timeLimit(ofSeconds(30)); // now, while it runs; shorter or longer
            job = job.replan(CvrpChange.addCustomer(412, 87, 3)); // ends it, repairs its plan, goes on from there
            Outcome<Routes> best = job.cancel().join(); // the best plan so far
            assertThat(job.state().isFinal()).isTrue();
            assertThat(best.status()).isNotNull(); // cancelled at once, there may be no plan yet
        }
    }
}
