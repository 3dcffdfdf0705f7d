package dev.ansatz.problems.jssp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.NodeIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobShopBuilderTest {
    private final JobShopInstance shop = JobShopInstance.builder("workshop")
            .job("chair", j -> j.operation("saw", 3).operation("drill", 2))
            .job("table", j -> j.operation("drill", 4).operation("saw", 1).operation("paint", 5))
            .build();
    private final Schedule schedule = Schedule.of(new long[][] {{0, 4}, {0, 4, 6}});

    @Test
    void jobsAndMachinesAreKnownByTheIdsOfTheUser() {
        assertThat(shop.jobs()).isEqualTo(2);
        assertThat(shop.machines()).isEqualTo(3);
        assertThat(JobShop.PROBLEM.evaluate(shop, schedule).feasible()).isTrue();
        assertThat(shop.operationsOnMachine(schedule, "drill"))
                .containsExactly(
                        new PlannedOperation("table", 0, "drill", 0, 4),
                        new PlannedOperation("chair", 1, "drill", 4, 6));
        assertThat(shop.operationsOfJob(schedule, "table"))
                .extracting(PlannedOperation::machine)
                .containsExactly("drill", "saw", "paint");
        assertThat(shop.schedule(shop.operations(schedule))).isEqualTo(schedule);
        assertThat(JobShop.PROBLEM
                        .evaluate(shop, Schedule.of(new long[][] {{0, 3}, {0, 2, 6}}))
                        .violations())
                .extracting(Object::toString)
                .containsExactly(
                        "job-order: job table operation 1 by 2",
                        "overlap: job table operation 1 with job chair operation 0 on machine saw by 1",
                        "overlap: job chair operation 1 with job table operation 0 on machine drill by 1");
    }

    @Test
    void aScheduleByIdsNamesAllThatIsWrongWithIt() {
        List<PlannedOperation> wrong = new ArrayList<>(shop.operations(schedule).subList(0, 4));
        wrong.add(wrong.get(0));
        wrong.add(new PlannedOperation("lamp", 0, "saw", 0, 1));
        assertThatThrownBy(() -> shop.schedule(wrong))
                .isInstanceOf(InputException.class)
                .hasMessage("""
                        in a schedule of workshop, the operation 0 of job 'chair' is given twice.
                        in a schedule of workshop, the operation 0 of job 'lamp' is unknown.
                        in a schedule of workshop, the operation 2 of job 'table' is missing.""");
    }

    @Test
    void mistakesAreToldAllAtOnceByIds() {
        JobShopBuilder builder = JobShopInstance.builder("odd")
                .job("a", j -> j.operation("saw", 1).operation("saw", 2))
                .job("a", j -> j.operation("drill", -3))
                .job("b", j -> {})
                .job("c", j -> j.operation("", 3_000_000_000L));
        assertThat(builder.validate())
                .allMatch(issue -> issue.kind() == Issue.Kind.MALFORMED)
                .extracting(issue -> issue.rule() + issue.ids())
                .containsExactly("id[a]", "machine[a, saw]", "duration[a, drill]", "job[b]", "duration[c, ]", "id[]");
        assertThatThrownBy(builder::build).hasMessage("""
                in odd, the id 'a' is given twice.
                in odd, the job 'a' visits the machine 'saw' twice.
                in odd, the duration -3 of the job 'a' on the machine 'drill' is negative.
                in odd, the job 'b' has no operations.
                in odd, the duration 3000000000 of the job 'c' on the machine '' is above 2147483647.
                in odd, a machine: the id is missing.""");
        assertThatThrownBy(() -> JobShopInstance.builder("none").build()).hasMessage("none has no job.");
    }

    @Test
    void idsAreKeptInJson(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("shop.json");
        JobShop.PROBLEM.writeInstance(shop, file);
        assertThat(Files.readString(file)).contains("\"jobIds\"", "\"machineIds\"");
        assertThat(JobShop.PROBLEM.readInstance(file)).isEqualTo(shop).isNotEqualTo(shop.withIds(null, null));
        assertThatThrownBy(() -> JobShop.PROBLEM.writeInstance(shop, folder.resolve("shop.jsp")))
                .hasMessageContaining("no place for ids");
        Files.writeString(
                file,
                "{\"problem\": \"jssp\", \"machines\": [[0, 1]], \"durations\": [[3, 2]], \"jobIds\": [\"a\", \"b\"]}");
        assertThatThrownBy(() -> JobShop.PROBLEM.readInstance(file))
                .hasMessageContaining("there are 2 ids for 1 jobs.");
        Files.writeString(
                file,
                "{\"problem\": \"jssp\", \"machines\": [[9, 4]], \"durations\": [[3, 2]], \"machineIds\": [\"saw\", 7]}");
        // In the order of their numbers.
        JobShopInstance numbered = JobShop.PROBLEM.readInstance(file);
        assertThat(numbered.machineIds()).isEqualTo(new NodeIds(List.of("saw", "7")));
        assertThat(numbered.machineName(numbered.machine(0, 0))).isEqualTo("7");
    }
}
