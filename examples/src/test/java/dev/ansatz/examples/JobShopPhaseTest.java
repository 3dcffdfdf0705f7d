package dev.ansatz.examples;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.ansatz.classical.jssp.JobShopDomain;
import dev.ansatz.classical.jssp.JobShopPhase;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import dev.ansatz.search.Engines;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A workshop's own planning domain: stations with lists of tasks. */
public class JobShopPhaseTest {
    public record Task(int job, int step, int station, int minutes) {}

    @PlanningEntity
    public static class Station {
        private List<Task> own = List.of();

        @PlanningListVariable(valueRangeProviderRefs = "own")
        private List<Task> tasks = new ArrayList<>();

        public Station() {}

        Station(List<Task> own) {
            this.own = own;
        }

        @ValueRangeProvider(id = "own")
        public List<Task> getOwn() {
            return own;
        }

        public List<Task> getTasks() {
            return tasks;
        }

        public void setTasks(List<Task> tasks) {
            this.tasks = tasks;
        }
    }

    @PlanningSolution
    public static class Workshop {
        private List<List<Task>> jobs = List.of();

        @PlanningEntityCollectionProperty
        private List<Station> stations = new ArrayList<>();

        @PlanningScore
        private @Nullable HardSoftScore score;

        public Workshop() {}

        Workshop(JobShopInstance shop) {
            jobs = new ArrayList<>();
            List<List<Task>> byStation = new ArrayList<>();
            for (int m = 0; m < shop.machines(); m++) {
                byStation.add(new ArrayList<>());
            }
            for (int j = 0; j < shop.jobs(); j++) {
                List<Task> job = new ArrayList<>();
                for (int step = 0; step < shop.operations(j); step++) {
                    Task task = new Task(j, step, shop.machine(j, step), shop.duration(j, step));
                    job.add(task);
                    byStation.get(task.station()).add(task);
                }
                jobs.add(job);
            }
            byStation.forEach(own -> stations.add(new Station(own)));
        }

        public List<Station> getStations() {
            return stations;
        }

        public void setStations(List<Station> stations) {
            this.stations = stations;
        }

        public @Nullable HardSoftScore getScore() {
            return score;
        }

        public void setScore(@Nullable HardSoftScore score) {
            this.score = score;
        }
    }

    /** Makespan of the sequences by repeated passes; hard: tasks that cannot begin. */
    public static class WorkshopScore implements EasyScoreCalculator<Workshop, HardSoftScore> {
        @Override
        public HardSoftScore calculateScore(Workshop shop) {
            int[] next = new int[shop.stations.size()];
            long[] free = new long[next.length];
            int[] step = new int[shop.jobs.size()];
            long[] ready = new long[step.length];
            int done = 0;
            int before;
            do {
                before = done;
                for (int m = 0; m < next.length; m++) {
                    List<Task> tasks = shop.stations.get(m).getTasks();
                    while (next[m] < tasks.size()
                            && tasks.get(next[m]).step()
                                    == step[tasks.get(next[m]).job()]) {
                        Task task = tasks.get(next[m]++);
                        long end = Math.max(free[m], ready[task.job()]) + task.minutes();
                        free[m] = end;
                        ready[task.job()] = end;
                        step[task.job()]++;
                        done++;
                    }
                }
            } while (done > before);
            int total = shop.jobs.stream().mapToInt(List::size).sum();
            return HardSoftScore.of(
                    done - total, -java.util.Arrays.stream(free).max().orElse(0));
        }
    }

    private static final class Domain implements JobShopDomain<Workshop, Station, Task> {
        @Override
        public Class<Station> machineClass() {
            return Station.class;
        }

        @Override
        public List<Station> machines(Workshop shop) {
            return shop.getStations();
        }

        @Override
        public List<List<Task>> jobs(Workshop shop) {
            return shop.jobs;
        }

        @Override
        public Station machine(Workshop shop, Task task) {
            return shop.getStations().get(task.station());
        }

        @Override
        public int duration(Task task) {
            return task.minutes();
        }

        @Override
        public List<Task> sequence(Station station) {
            return station.getTasks();
        }
    }

    @Test
    void thePhaseSequencesTheStationsAsOurScheduleDoes() {
        JobShopInstance shop = JobShop.PROBLEM.generate("8x5", 3, "uniform");
        Workshop workshop = new Workshop(shop);
        Outcome<Schedule> ours = Engines.byName(JobShop.PROBLEM, "tabu", null).solve(shop, Options.ofIterations(500));
        SolverConfig config = new SolverConfig()
                .withSolutionClass(Workshop.class)
                .withEntityClasses(Station.class)
                .withScoreDirectorFactory(
                        new ScoreDirectorFactoryConfig().withEasyScoreCalculatorClass(WorkshopScore.class))
                .withPhases(new CustomPhaseConfig()
                        .withCustomPhaseCommands(new JobShopPhase<>(
                                new Domain(),
                                Engines.byName(JobShop.PROBLEM, "tabu", null),
                                Options.ofIterations(500))));
        Workshop planned = SolverFactory.<Workshop>create(config).buildSolver().solve(workshop);
        assertThat(new WorkshopScore().calculateScore(planned))
                .isEqualTo(HardSoftScore.of(0, (long) -ours.objective()));

        Workshop filled = new Workshop(shop);
        JobShopPhase.fill(new Domain(), filled, ours.best());
        assertThat(new WorkshopScore().calculateScore(filled)).isEqualTo(HardSoftScore.of(0, (long) -ours.objective()));
    }
}
