package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Benchmarks from the command line. */
class BenchCommandTest {
    @TempDir
    private Path folder;

    private Path json;
    private Path journal;

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

    /** Two engines that end at once on three instances. */
    private Run bench(Object... more) {
        List<Object> words = new ArrayList<>(List.of(
                "bench", "quick", "--problem", "tsp", "--engines", "greedy,jgrapht", "--time", "1s", "--in-process"));
        words.addAll(List.of(more));
        return ansatz(words.toArray());
    }

    @BeforeEach
    void names() {
        json = folder.resolve("quick.json");
        journal = folder.resolve("quick.journal.jsonl");
    }

    @Test
    void jsonHoldsEveryRunAndItsOriginAndTheReportCanBeWrittenAgain() throws IOException {
        Path page = folder.resolve("quick.html");
        Path tables = folder.resolve("quick.md");
        Run run = bench("--json", json, "--report", page, "--markdown", tables);
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        JsonNode root = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(root.propertyNames())
                .containsExactly(
                        "commit", "date", "command", "machine", "versions", "experiment", "origin", "planned", "cells");
        assertThat(root.get("command").asString()).startsWith("ansatz bench quick --problem tsp");
        assertThat(root.get("versions").get("OR-Tools").asString()).matches("\\d+\\.\\d+.*");
        assertThat(root.get("cells")).hasSize(6);
        List<JsonNode> plans = root.get("cells").values().stream()
                .filter(cell -> cell.has("plan"))
                .toList();
        assertThat(plans)
                .as("the best of each instance")
                .hasSize(3)
                .allMatch(cell -> cell.get("gapPercent").asDouble() == 0);
        assertThat(root.get("cells").get(0).propertyNames().stream().filter(name -> !name.equals("plan")))
                .containsExactly(
                        "instance",
                        "problem",
                        "size",
                        "engine",
                        "timeLimit",
                        "seed",
                        "objective",
                        "bound",
                        "reference",
                        "referenceSource",
                        "gapPercent",
                        "status",
                        "seconds",
                        "cpuSeconds",
                        "startUpSeconds",
                        "jvmSeconds",
                        "message",
                        "trace");
        Run again = ansatz("bench", "report", json);
        assertThat(again.code()).isZero();
        assertThat(again.out()).isEqualTo(Files.readString(tables)).contains("| tsp     | greedy ");
        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>");
        assertThat(Files.readString(page).split("<figure class=\"plan\">", -1))
                .as("a picture of each")
                .hasSize(1 + 3);
        Path pageAgain = folder.resolve("again.html");
        ansatz("bench", "report", json, "--report", pageAgain);
        assertThat(pageAgain).hasSameTextualContentAs(page);

        Run compared = ansatz("bench", "compare", json, json);
        assertThat(compared.code()).isZero();
        assertThat(compared.out()).contains("0 of 6 cells changed");
    }

    /** Gaps of hybrid and ortools in turn, instance by instance, as {@code bench --json} writes them. */
    private void results(String name, double... gaps) throws IOException {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < gaps.length; i++) {
            cells.add("""
                    {"instance":"i%d","problem":"tsp","size":5,"engine":"%s","timeLimit":1.0,"seed":1,"objective":%s,\
                    "reference":100.0,"referenceSource":"best known","gapPercent":%s,"status":"FEASIBLE","seconds":1.0,\
                    "cpuSeconds":1.0,"startUpSeconds":0.1,"jvmSeconds":0.1,"trace":[[0.5,%s]]}""".formatted(i / 2, i % 2 == 0 ? "hybrid" : "ortools", 100 + gaps[i], gaps[i], 100 + gaps[i]));
        }
        bench("--json", json);
        String[] parts = Files.readString(json).split("\"cells\"", 2);
        String head = parts[0].replace("\"greedy\"", "\"hybrid\"").replace("\"jgrapht\"", "\"ortools\"");
        Files.writeString(folder.resolve(name), head + "\"cells\" : [" + String.join(",", cells) + "]}");
    }

    @Test
    void aTableOfSeveralResultsShowsTheBestOfEachColumn() throws IOException {
        results("a.json", 1, 3, 2, 6);
        results("b.json", 5, 4, 5, 4);
        Path table = folder.resolve("table.yaml");
        Files.writeString(table, """
                columns:
                  - {title: A, results: a.json, time: 1s}
                  - {title: B, results: b.json, time: 1s}
                rows:
                  - {title: ours, engines: [hybrid]}
                  - {title: "`ortools`, `cpsat`", engines: [ortools, cpsat]}
                  - {title: none, engines: [timefold]}
                """);
        Run run = ansatz("bench", "table", table);
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "| engine | A | B |",
                        "|--------------------|-----------------------|-----------------------|",
                        "| ours | **1.50** [1.00, 2.00] | 5.00 [5.00, 5.00] |",
                        "| `ortools`, `cpsat` | 4.50 [3.00, 6.00] | **4.00** [4.00, 4.00] |",
                        "| none | – | – |");

        Files.writeString(table, "columns: []\nrow: []\n");
        assertThat(ansatz("bench", "table", table).err())
                .startsWith("ansatz: " + table + ":")
                .contains("must hold columns (title, results, time) and rows (title, engines)");
        Files.writeString(table, "columns: [{title: A, results: a.json, time: 2s}]\nrows: []\n");
        assertThat(ansatz("bench", "table", table).err())
                .isEqualTo("ansatz: The results of 'A' have no run of 2 s." + System.lineSeparator());
    }

    @Test
    void tablesOfTheDocumentsAreThoseOfTheCommittedResults() throws IOException {
        for (String table : List.of("table-routing.yaml", "table-job-shops.yaml")) {
            Run run = ansatz("bench", "table", Path.of("..", "bench", "results", table));
            assertThat(run.err()).isEmpty();
            assertThat(Files.readString(Path.of("..", "docs", "research", "results.md")))
                    .contains(run.out());
        }
    }

    @Test
    void thePictureOfTheReadmeIsThatOfTheCommittedResults() throws IOException {
        Path results = Path.of("..", "bench", "results");
        Path picture = folder.resolve("gain.svg");
        Run run = ansatz(
                "bench",
                "curves",
                results.resolve("cvrp-arms-uniform-10s.json"),
                results.resolve("jssp-12-hybrid-10s.json"),
                "--engines",
                "ortools,seeded-ortools,hybrid-ortools,cpsat,seeded-cpsat,hybrid-cpsat,hybrid",
                "--svg",
                picture);
        assertThat(run.err()).isEmpty();
        assertThat(Path.of("..", "docs", "gain.svg")).hasSameTextualContentAs(picture);
    }

    @Test
    void theSameCommandGoesOnAndAnotherIsRefused() throws IOException {
        bench("--json", json);
        List<String> lines = Files.readAllLines(journal);
        assertThat(lines).hasSize(7);
        Files.write(journal, lines.subList(0, 3));
        Run resumed = bench("--json", json);
        assertThat(resumed.code()).isZero();
        assertThat(resumed.err()).contains("2 of 6 runs are in " + journal + "; going on.");
        assertThat(Files.readAllLines(journal)).hasSize(7).startsWith(lines.get(0), lines.get(1), lines.get(2));

        Run other = bench("--json", json, "--seeds", 2);
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err().lines()).hasSize(1);
        assertThat(other.err()).contains("is the journal of another benchmark (seeds 1 there, 2 here)");
        assertThat(bench("--json", json, "--seeds", 2, "--fresh").code()).isZero();
        assertThat(Files.readAllLines(journal)).hasSize(13);
    }

    @Test
    void badInputIsOneSentence() throws IOException {
        Files.writeString(journal, "no journal\n");
        for (Run run : List.of(
                bench("--json", json),
                bench("--json", folder.resolve("nowhere").resolve("a.json")),
                bench("--core", 0),
                bench("--match", "X*"),
                bench("--fresh"),
                ansatz("bench"),
                ansatz("bench", "quick", "--core", "x"),
                ansatz("bench", "quick", "extra"),
                ansatz("bench", "compare", json, json),
                ansatz("bench", "report", journal))) {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.out()).isEmpty();
        }
        assertThat(bench("--json", json).err())
                .isEqualTo("ansatz: " + journal + ":1: is not the head of a benchmark's journal."
                        + System.lineSeparator());
    }
}
