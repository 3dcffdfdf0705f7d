package dev.ansatz.training.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import dev.ansatz.training.Architecture;
import dev.ansatz.training.TrainingConfig;
import dev.ansatz.training.loop.Trainer;
import dev.ansatz.training.method.Imitation;
import dev.ansatz.training.method.LossMean;
import dev.ansatz.training.method.Teacher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on a folder of a user's own instances. */
class UserInstancesTest {
    @TempDir
    private Path folder;

    private <I extends Instance, S> UserInstances<I, S> days(Problem<I, S> problem, String size, int count) {
        for (int day = 1; day <= count; day++) {
            problem.writeInstance(
                    problem.generate(
                            size,
                            day,
                            problem.generator().distributions().contains("recurring") ? "recurring" : "uniform"),
                    folder.resolve(String.format(
                            "2026-%02d%s",
                            day, problem.formats().instanceExtensions().get(0))));
        }
        return UserInstances.read(problem, folder);
    }

    private static List<String> names(List<? extends Instance> instances) {
        return instances.stream().map(Instance::name).toList();
    }

    @Test
    void theLastDaysAreHeldOutAndThoseBeforeRankCheckpoints() {
        UserInstances<CvrpInstance, Routes> own = days(Cvrp.PROBLEM, "10", 20);
        assertThat(own.training()).hasSize(14);
        assertThat(names(own.training())).startsWith("recurring-10-1").endsWith("recurring-10-14");
        assertThat(names(own.validation())).containsExactly("recurring-10-15", "recurring-10-16");
        assertThat(names(own.heldOut())).startsWith("recurring-10-17").endsWith("recurring-10-20");
    }

    @Test
    void tooFewInstancesAreRefused() {
        assertThatThrownBy(() -> days(Cvrp.PROBLEM, "10", 4))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds 4 instances of cvrp (.vrp, .json); training on them needs at least 5.");
        assertThatThrownBy(() -> UserInstances.read(Cvrp.PROBLEM, folder.resolve("none")))
                .isInstanceOf(InputException.class);
    }

    @Test
    void instancesOfOneNameAreToldApartByTheirFiles() {
        for (int day = 1; day <= 5; day++) {
            Cvrp.PROBLEM.writeInstance(
                    Cvrp.PROBLEM.generate("10", 1, "uniform"), folder.resolve("day-" + day + ".vrp"));
        }
        UserInstances<CvrpInstance, Routes> own = UserInstances.read(Cvrp.PROBLEM, folder);
        assertThat(own.training()).extracting(CvrpInstance::name).containsOnly("uniform-10-1");
        assertThat(own.training().stream().map(own::origin).map(UserInstances.Origin::name))
                .containsExactly("uniform-10-1", "day-2.vrp 1", "day-3.vrp 1");
        assertThat(own.origin(own.heldOut().get(0)).file()).isEqualTo(folder.resolve("day-5.vrp"));
    }

    @Test
    void aNewDayHasTheDepotAndAddressesOfThePastOnes() {
        UserInstances<CvrpInstance, Routes> own = days(Cvrp.PROBLEM, "20", 20);
        Set<List<Double>> addresses = new HashSet<>();
        for (CvrpInstance day : own.training()) {
            for (double[] node : day.distances().coordinates()) {
                addresses.add(List.of(node[0], node[1]));
            }
        }
        CvrpInstance drawn = own.draw(new int[] {20}, new SplittableRandom(5));
        double[][] nodes = drawn.distances().coordinates();
        assertThat(nodes[0]).isEqualTo(own.training().get(0).distances().coordinates()[0]);
        assertThat(Arrays.stream(nodes).map(node -> List.of(node[0], node[1])))
                .isSubsetOf(addresses)
                .doesNotHaveDuplicates();
        assertThat(drawn.capacity()).isEqualTo(own.training().get(0).capacity());
        assertThat(own.training())
                .noneMatch(day -> Arrays.deepEquals(day.distances().coordinates(), nodes));
        assertThat(own.draw(new int[] {20}, new SplittableRandom(5)).demands()).isEqualTo(drawn.demands());
    }

    @Test
    void largeDaysAreLearnedFromInPiecesToo() {
        UserInstances<CvrpInstance, Routes> own = days(Cvrp.PROBLEM, "120", 10);
        SplittableRandom random = new SplittableRandom(5);
        List<Integer> sizes =
                IntStream.range(0, 400).mapToObj(i -> own.shape(random)[0]).toList();
        assertThat(sizes).allMatch(size -> size == 120 || size >= 30 && size <= 80);
        assertThat(sizes.stream().filter(size -> size == 120).count()).isBetween(60L, 140L);

        CvrpInstance piece = own.draw(new int[] {40}, random);
        assertThat(piece.size()).isEqualTo(40);
        double[] depot = own.training().get(0).distances().coordinates()[0];
        assertThat(piece.distances().coordinates()[0]).isEqualTo(depot);
        assertThatThrownBy(() -> own.draw(new int[] {29}, random)).isInstanceOf(IllegalArgumentException.class);

        assertThat(own.validation()).extracting(CvrpInstance::size).containsExactly(120, 60, 60);
        assertThat(own.heldOut()).extracting(CvrpInstance::size).containsExactly(120, 120);
    }

    @Test
    void largeToursAreLearnedFromInPiecesToo() {
        UserInstances<TspInstance, Tour> own = days(Tsp.PROBLEM, "120", 10);
        assertThat(own.draw(new int[] {40}, new SplittableRandom(5)).size()).isEqualTo(40);
        assertThat(own.validation()).extracting(TspInstance::size).containsExactly(120, 60, 60);
    }

    @Test
    void aNewMixHasJobsOfThePastDays() {
        UserInstances<JobShopInstance, Schedule> own = days(JobShop.PROBLEM, "5x4", 10);
        Set<List<Integer>> jobs = new HashSet<>();
        own.training().forEach(day -> jobs.addAll(jobs(day)));
        JobShopInstance drawn = own.draw(new int[] {5, 4}, new SplittableRandom(5));
        assertThat(jobs(drawn)).isSubsetOf(jobs);
    }

    private static List<List<Integer>> jobs(JobShopInstance shop) {
        return IntStream.range(0, shop.jobs())
                .mapToObj(job -> IntStream.range(0, shop.operations(job))
                        .boxed()
                        .flatMap(op -> IntStream.of(shop.machine(job, op), shop.duration(job, op))
                                .boxed())
                        .toList())
                .toList();
    }

    /** One customer a route. */
    private static Object star(Instance instance) {
        return new Routes(IntStream.rangeClosed(1, instance.size())
                .mapToObj(customer -> new int[] {customer})
                .toArray(int[][]::new));
    }

    private TrainingConfig config(Path run, Teacher teacher, long steps, boolean resume) {
        return TrainingConfig.of("cvrp", new Imitation(teacher, 0.5), run)
                .with(new TrainingConfig.Instances(10, 10, List.of("uniform"), 10, 1))
                .with(new TrainingConfig.Batches(4, 2, 1, 1, 1))
                .with(new TrainingConfig.Optimisation(1e-3, 0, LossMean.TRAJECTORY))
                .with(new TrainingConfig.Network(Architecture.POINTER, 1, 32, 4, 64))
                .with(new TrainingConfig.Limits(null, steps, Duration.ofMinutes(1)))
                .with(new TrainingConfig.Run(run, resume, null, 1, "test"));
    }

    @Test
    void aRunKeepsItsLabelsAndTheCardSaysWhatItWasTrainedOn() throws IOException {
        UserInstances<CvrpInstance, Routes> own = days(Cvrp.PROBLEM, "10", 10);
        Path run = folder.resolve("run");
        List<Long> asked = new ArrayList<>();
        Teacher teacher = (instance, number) -> {
            asked.add(number);
            return star(instance);
        };
        ModelCard card = new Trainer(config(run, teacher, 3, false), own, line -> {}, new StopToken()).train();
        // Batches of 4: twice all new, then half of it; the 7 past days first.
        assertThat(asked).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(card.distribution()).endsWith("from recurring-10-1 to recurring-10-7");
        assertThat(card.profile().instances()).isEqualTo(7);
        assertThat(Checkpoint.loadCard(run.resolve("best")).profile()).isEqualTo(card.profile());

        Path labels = run.resolve(UserLabels.FILE);
        assertThat(labels).content().hasLineCount(9);
        Files.writeString(labels, "{\"number\":8,\"sha", StandardOpenOption.APPEND);
        ModelCard unused = new Trainer(config(run, teacher, 5, true), own, line -> {}, new StopToken()).train();
        assertThat(asked.subList(8, asked.size())).containsExactly(8L, 9L, 10L, 11L);
        assertThat(labels).content().hasLineCount(13);
    }

    @Test
    void instancesThatTheTeacherCannotSolveAreLeftOut() {
        UserInstances<CvrpInstance, Routes> own = days(Cvrp.PROBLEM, "10", 10);
        AtomicInteger count = new AtomicInteger();
        Teacher unreliable = (instance, number) -> {
            if (count.getAndIncrement() % 2 == 0) {
                throw new java.util.NoSuchElementException();
            }
            return star(instance);
        };
        new Trainer(config(folder.resolve("a"), unreliable, 2, false), own, line -> {}, new StopToken()).train();
        Teacher none = (instance, number) -> {
            throw new java.util.NoSuchElementException();
        };
        assertThatThrownBy(
                        () -> new Trainer(config(folder.resolve("b"), none, 2, false), own, line -> {}, new StopToken())
                                .train())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("The teacher finds no feasible solution");
    }
}
