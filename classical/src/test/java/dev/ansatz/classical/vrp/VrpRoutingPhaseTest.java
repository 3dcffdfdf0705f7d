package dev.ansatz.classical.vrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningListVariable;
import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.score.calculator.EasyScoreCalculator;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.phase.custom.CustomPhaseConfig;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.SolverConfig;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.vrp.VrpBuilder;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A planning application of one's own: visits on a line with deadlines, served by vans from both its ends. */
class VrpRoutingPhaseTest {
    public record Visit(int at, int deadline) {}

    @PlanningEntity
    public static class Van {
        private int home;
        private List<Visit> visits = new ArrayList<>();

        public Van() {}

        Van(int home) {
            this.home = home;
        }

        @PlanningListVariable
        public List<Visit> getVisits() {
            return visits;
        }

        public void setVisits(List<Visit> visits) {
            this.visits = visits;
        }
    }

    @PlanningSolution
    public static class Day {
        private List<Van> vans = new ArrayList<>();
        private List<Visit> visits = new ArrayList<>();
        private HardSoftScore score;

        @PlanningEntityCollectionProperty
        public List<Van> getVans() {
            return vans;
        }

        public void setVans(List<Van> vans) {
            this.vans = vans;
        }

        @ValueRangeProvider
        public List<Visit> getVisits() {
            return visits;
        }

        public void setVisits(List<Visit> visits) {
            this.visits = visits;
        }

        @PlanningScore
        public HardSoftScore getScore() {
            return score;
        }

        public void setScore(HardSoftScore score) {
            this.score = score;
        }
    }

    /** Lateness, and the way there and back. */
    public static class Score implements EasyScoreCalculator<Day, HardSoftScore> {
        @Override
        public HardSoftScore calculateScore(Day day) {
            int late = 0;
            int way = 0;
            for (Van van : day.vans) {
                int at = van.home;
                int now = 0;
                for (Visit visit : van.visits) {
                    now += Math.abs(visit.at() - at);
                    at = visit.at();
                    late += Math.max(0, now - visit.deadline());
                }
                way += now + Math.abs(at - van.home);
            }
            return HardSoftScore.of(-late, -way);
        }
    }

    private static class Domain implements VrpRoutingDomain<Day, Van, Visit> {
        @Override
        public Class<Van> vehicleClass() {
            return Van.class;
        }

        @Override
        public List<Van> vehicles(Day plan) {
            return plan.vans;
        }

        @Override
        public List<Visit> visits(Day plan) {
            return plan.visits;
        }

        @Override
        public List<Visit> route(Van vehicle) {
            return vehicle.visits;
        }

        @Override
        public VrpInstance instance(Day plan) {
            VrpBuilder builder = VrpInstance.builder("day").profile("line", Metric.EUC_2D, Rounding.ROUND);
            for (int v = 0; v < plan.vans.size(); v++) {
                String home = "home" + v;
                builder.location(home, plan.vans.get(v).home, 0)
                        .vehicle("van" + v, van -> van.start(home).end(home));
            }
            for (int i = 0; i < plan.visits.size(); i++) {
                Visit visit = plan.visits.get(i);
                String id = "visit" + i;
                builder.location(id, visit.at(), 0).job(id, job -> job.at(id).window(0, visit.deadline()));
            }
            return builder.build();
        }
    }

    private static Day day() {
        Day day = new Day();
        day.vans = List.of(new Van(0), new Van(100));
        day.visits = List.of(new Visit(10, 90), new Visit(40, 40), new Visit(95, 200), new Visit(70, 30));
        return day;
    }

    private static SolverConfig config(VrpRoutingPhase<Day, Van, Visit> phase) {
        return new SolverConfig()
                .withSolutionClass(Day.class)
                .withEntityClasses(Van.class)
                .withScoreDirectorFactory(new ScoreDirectorFactoryConfig().withEasyScoreCalculatorClass(Score.class))
                .withPhases(new CustomPhaseConfig().withCustomPhaseCommands(phase));
    }

    @Test
    void aForeignDomainWithWindowsAndDepotsIsPlannedByAnotherEngine() {
        Options<VrpPlan> options = Options.<VrpPlan>ofIterations(100).withTimeLimit(Duration.ofSeconds(2));
        Day solved = SolverFactory.<Day>create(config(new VrpRoutingPhase<>(new Domain(), new OrToolsVrp(), options)))
                .buildSolver()
                .solve(day());
        // 0, 40, 10, 0 and 100, 70, 95, 100.
        assertEquals(HardSoftScore.of(0, -140), solved.getScore());
    }

    @Test
    void aPlanFillsTheListsAndIsReadBack() {
        Day day = day();
        VrpPlan plan = VrpPlan.of(new VrpPlan.Route(1, new int[] {3, 2}), new VrpPlan.Route(0, new int[] {1, 0}));
        VrpRoutingPhase.fill(new Domain(), day, plan);
        assertEquals(List.of(day.visits.get(1), day.visits.get(0)), day.vans.get(0).visits);
        assertTrue(VrpRoutingPhase.plan(new Domain(), day).routes().containsAll(plan.routes()));
    }

    @Test
    void anInstanceThatDoesNotMatchTheDomainIsRefused() {
        Options<VrpPlan> options = Options.ofTime(Duration.ofMillis(100));
        Domain lacking = new Domain() {
            @Override
            public VrpInstance instance(Day plan) {
                Day less = day();
                less.visits = less.visits.subList(0, 3);
                return super.instance(less);
            }
        };
        var solver = SolverFactory.<Day>create(config(new VrpRoutingPhase<>(lacking, new OrToolsVrp(), options)))
                .buildSolver();
        assertThrows(RuntimeException.class, () -> solver.solve(day()));
    }
}
