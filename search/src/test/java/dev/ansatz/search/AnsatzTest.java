package dev.ansatz.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsatzTest {
    @Test
    void solvesInOneStatement() {
        CvrpInstance instance = Cvrp.PROBLEM.generate(30, 1, "uniform");
        List<Double> heard = new ArrayList<>();
        Outcome<Routes> plan = Ansatz.cvrp()
                .timeLimit(Duration.ofMillis(300))
                .onImprovement(incumbent -> heard.add(incumbent.objective()))
                .solve(instance);
        assertThat(heard).last().isEqualTo(plan.objective());
        assertThat(Cvrp.PROBLEM.evaluate(instance, plan.best()).feasible()).isTrue();
    }

    @Test
    void jobsAreImmutableAndReproducible() {
        TspInstance instance = Tsp.PROBLEM.generate(40, 1, "uniform");
        Ansatz.Job<TspInstance, Tour> job =
                Ansatz.tsp().engine("local-search").iterations(100).seed(9);
        Tour first = job.solve(instance).best();
        Ansatz.Job<TspInstance, Tour> unused = job.seed(10).iterations(1).engine("no such engine");
        assertThat(job.solve(instance).best()).isEqualTo(first);
    }

    @Test
    void aPolicyAndAnEngineComposeIntoAHybrid() {
        TspInstance instance = Tsp.PROBLEM.generate(40, 1, "uniform");
        Solver<TspInstance, Tour> engine = Engines.byName(Tsp.PROBLEM, "local-search", null);
        Solver<TspInstance, Tour> hybrid =
                Ansatz.warmStarts(Tsp.PROBLEM, NearestNeighbourPolicy.tsp()).then(engine);
        assertThat(hybrid.name()).isEqualTo("hybrid-local-search");
        assertThat(Ansatz.tsp().engine(hybrid).iterations(0).solve(instance).notes())
                .anySatisfy(note -> assertThat(note).startsWith("Policy nearest: "));
    }

    @Test
    void aPolicyIsAskedByTheStrategyThatOneNames() {
        CvrpInstance instance = Cvrp.PROBLEM.generate(30, 1, "uniform");
        Policy<CvrpInstance, Routes> policy =
                ModelZoo.load(Cvrp.PROBLEM, String.valueOf(ModelZoo.defaultModel(Cvrp.PROBLEM)));
        Solver<CvrpInstance, Routes> engine = Engines.byName(Cvrp.PROBLEM, "local-search", null);
        Ansatz.WarmStarts<CvrpInstance, Routes> seed = Ansatz.warmStarts(Cvrp.PROBLEM, policy);
        Outcome<Routes> greedy = Ansatz.cvrp()
                .engine(seed.by(Strategy.GREEDY).then(engine))
                .iterations(0)
                .solve(instance);
        assertThat(greedy.notes()).anyMatch(note -> note.contains("up to 1 rollouts"));
        Outcome<Routes> sampling = Ansatz.cvrp()
                .engine(seed.by(Strategy.SAMPLING).then(engine))
                .iterations(0)
                .solve(instance);
        assertThat(sampling.objective()).isLessThanOrEqualTo(greedy.objective());
        assertThat(sampling.notes()).anyMatch(note -> note.contains("up to 240 rollouts"));
    }

    @Test
    void aJobShopOfOneSecondAsksThePolicyOnceTheJobIsWarmedUp() {
        JobShopInstance shop = JobShop.PROBLEM.generate("15x15", 1, "taillard");
        Ansatz.Job<JobShopInstance, Schedule> job = Ansatz.jobShop().warmUp();
        assertThat(job.timeLimit(Duration.ofSeconds(1)).solve(shop).notes())
                .anySatisfy(note -> assertThat(note).startsWith("Policy jssp-30: "));
    }

    @Test
    void aJobLoadsItsModelOnceForAllItsRunsAndCopies(@TempDir Path folder) throws IOException {
        for (String file : List.of("card.json", "weights.safetensors")) {
            try (InputStream in = ModelZoo.class.getResourceAsStream("/dev/ansatz/neural/zoo/tsp-50/" + file)) {
                Files.copy(Objects.requireNonNull(in), folder.resolve(file));
            }
        }
        TspInstance instance = Tsp.PROBLEM.generate(20, 1, "uniform");
        Ansatz.Job<TspInstance, Tour> job =
                Ansatz.tsp().engine("neural-greedy").model(folder.toString()).warmUp();
        for (String file : List.of("card.json", "weights.safetensors")) {
            Files.delete(folder.resolve(file));
        }
        assertThat(job.iterations(1).solve(instance).solved()).isTrue();
        try (PlanningService service = new PlanningService(1)) {
            assertThat(service.submit(job.seed(2), instance).outcome().join().solved())
                    .isTrue();
        }
        assertThatThrownBy(() -> job.model(folder.toString()).solve(instance)).isInstanceOf(InputException.class);
    }

    @Test
    void anInstanceIsLookedOverBeforeItIsSolved() {
        CvrpInstance far = CvrpInstance.builder("far")
                .depot("hub", 0, 0)
                .order("a", 9, 0, 2)
                .order("b", 1, 0, 2)
                .capacity(3)
                .vehicles(1)
                .maxRouteLength(10, 0)
                .build();
        assertThat(Ansatz.cvrp().engine("savings").validate(far))
                .extracting(issue -> issue.kind() + " " + issue.rule() + issue.ids())
                .containsExactly("INFEASIBLE fleet[]", "INFEASIBLE route-length[a]");
        Outcome<Routes> outcome = Ansatz.cvrp().engine("savings").solve(far);
        assertThat(outcome.status()).isEqualTo(Status.INFEASIBLE);
        assertThat(outcome.events().stream().filter(Note.Infeasible.class::isInstance))
                .hasSize(2);
        CvrpInstance unmapped = CvrpInstance.builder("unmapped")
                .depot("hub")
                .order("a", 1)
                .capacity(1)
                .distances((from, to) -> 1)
                .build();
        assertThat(Ansatz.cvrp().engine("neural").validate(unmapped))
                .extracting(issue -> issue.kind() + " " + issue.rule() + issue.ids())
                .containsExactly("MALFORMED engine[neural]");
        assertThat(Ansatz.cvrp().engine("savings").validate(unmapped)).isEmpty();
    }

    @Test
    void theDefaultEngineComesFirst() {
        assertThat(Engines.of(Tsp.PROBLEM).get(0).name()).isEqualTo(Engines.DEFAULT);
        assertThat(Engines.of(Cvrp.PROBLEM).stream().map(Solver::name))
                .startsWith("hybrid", "hybrid-ortools", "hybrid-timefold", "hybrid-local-search", "neural")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "rmab,portfolio,best-of-policies",
        "rmab,null,no-action",
        "rmab,hybrid-portfolio,hybrid-best-of-policies",
        "tsp,neural-pieces,neural-decomposition",
        "cvrp,Hybrid-ORTools,hybrid-ortools"
    })
    void formerNamesOfEnginesAreUnderstood(String problem, String former, String present) {
        assertThat(Engines.has(Problems.byId(problem), former)).isTrue();
        assertThat(Engines.byName(Problems.byId(problem), former, null).name()).isEqualTo(present);
    }

    @Test
    void aWrongEngineNameIsAnsweredWithTheRightOnes() {
        assertThatThrownBy(() -> Engines.byName(Tsp.PROBLEM, "lkh", null))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("Unknown engine 'lkh'; known are hybrid, ")
                .hasMessageContaining("ortools");
        assertThatThrownBy(() -> Engines.byName(Tsp.PROBLEM, "savings", null))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("Engine 'savings' is for cvrp only; for tsp there are hybrid, ");
    }

    @Test
    void theFacadeSaysWhyAnEngineCannotTakeAnInstance() {
        CvrpInstance mapped = Cvrp.PROBLEM.generate(20, 1, "uniform");
        CvrpInstance unmapped = new CvrpInstance(
                "unmapped",
                new MatrixDistances(21, mapped.distances().matrix(), null),
                mapped.demands(),
                mapped.capacity());
        Solver<CvrpInstance, Routes> neural =
                Engines.with(Cvrp.PROBLEM, LazyPolicy.given(Cvrp.PROBLEM, NearestNeighbourPolicy.cvrp())).stream()
                        .filter(engine -> engine.name().equals("neural"))
                        .findFirst()
                        .orElseThrow();
        assertThatThrownBy(() -> Ansatz.cvrp().engine(neural).solve(unmapped))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("needs coordinates");
    }
}
