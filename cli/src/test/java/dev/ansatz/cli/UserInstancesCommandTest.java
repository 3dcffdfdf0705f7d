package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.jssp.JobShop;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a folder of past instances to a policy, its report and its warning. */
@Tag("slow")
class UserInstancesCommandTest {
    @TempDir
    private Path folder;

    private record Run(int code, String out, String err) {}

    private static Run ansatz(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> args = new ArrayList<>();
        for (Object word : words) {
            args.add(word.toString());
        }
        int code = Main.execute(new PrintWriter(out), new PrintWriter(err), args.toArray(new String[0]));
        return new Run(code, out.toString(), err.toString());
    }

    private Path day(String name, String size, long seed, String distribution) {
        Path file = folder.resolve(name);
        JobShop.PROBLEM.writeInstance(JobShop.PROBLEM.generate(size, seed, distribution), file);
        return file;
    }

    @Test
    void aPolicyIsTrainedReportedAndWarnsOfWhatItDoesNotKnow() throws IOException {
        Path days = Files.createDirectory(folder.resolve("days"));
        for (int day = 1; day <= 6; day++) {
            day("days/2026-11-0" + day + ".jsp", "4x3", day, "recurring");
        }
        Path run = folder.resolve("run");
        Run trained = ansatz(
                "train",
                "jssp",
                "--instances",
                days,
                "--out",
                run,
                "--steps",
                2,
                "--from",
                "none",
                "--layers",
                1,
                "--batch",
                2,
                "--teacher-iterations",
                10,
                "--report-times",
                "20ms",
                "--report-count",
                1);
        assertThat(trained.code()).isZero();
        assertThat(trained.err())
                .contains("4 own instances of days, from 2026-11-01 to 2026-11-04; 1 rank checkpoints, 1 are held out");

        JsonNode report = JsonMapper.shared().readTree(Files.readString(run.resolve("report.json")));
        assertThat(report.path("heldOut").get(0).asString()).isEqualTo("2026-11-06");
        assertThat(report.path("runs")
                        .valueStream()
                        .map(entry -> entry.path("engine").asString()))
                .startsWith("policy alone, general", "policy alone, own", "tabu, pure")
                .contains("cpsat, own", "timefold, classical");
        assertThat(run.resolve("report.md"))
                .content()
                .contains("the training has not seen")
                .containsPattern("\\| tabu, own +\\|")
                .containsPattern("\\| cpsat +\\| pure +\\| 0.02 s \\|");

        List<String> runs = Files.readAllLines(run.resolve("report-runs.jsonl"));
        Run again = ansatz("train", "--report", run, "--report-times", "20ms", "--report-count", 1);
        assertThat(again.code()).isZero();
        assertThat(run.resolve("report-runs.jsonl")).content().hasLineCount(runs.size());

        Run near = ansatz(
                "solve", day("near.jsp", "4x3", 99, "recurring"), "--model", run.resolve("best"), "--time", "100ms");
        assertThat(near.code()).isZero();
        assertThat(near.out() + near.err()).doesNotContain("far from");
        Run far = ansatz(
                "solve", day("far.jsp", "4x12", 99, "uniform"), "--model", run.resolve("best"), "--time", "100ms");
        assertThat(far.code()).isZero();
        assertThat(far.out() + far.err())
                .contains("Warning: the instance is far from those that jssp-own was trained on: machines 12.0");
    }

    @Test
    void aRunOnGeneratedInstancesHasNoReport() {
        Run run = ansatz("train", "--report", folder);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("is no run of train --instances");
    }
}
