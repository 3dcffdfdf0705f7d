package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Orders of a user from a table or a pipe, and plans in the user's ids. */
class OrdersCommandTest {
    private static final String ORDERS = """
            id;lat;lon;demand;name
            hub;52,52;13,40;0;us
            A-17;52,53;13,41;3;Anna
            B 2;52,51;13,39;4;Ben
            C3;52,54;13,38;5;Cem
            """;

    private static final String TOWNS = "id,x,y\nRome,0,0\nOslo,3,0\nBonn,3,4\n";

    private final InputStream standardInput = System.in;

    @TempDir
    private Path folder;

    private Path orders;

    private record Run(int code, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    private static Run ansatz(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.execute(
                new PrintWriter(out),
                new PrintWriter(err),
                Arrays.stream(words).map(Object::toString).toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }

    private static void pipe(String text) {
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @BeforeEach
    void writeOrders() throws IOException {
        System.setProperty("ansatz.cache", folder.resolve("cache").toString());
        orders = Files.writeString(folder.resolve("orders.csv"), ORDERS);
    }

    @AfterEach
    void restoreStandardInput() {
        System.setIn(standardInput);
    }

    @Test
    void thePlanItsTableAndItsPictureShowTheIdsAndCheckReadsThem() throws IOException {
        for (String name : new String[] {"plan.sol", "plan.json"}) {
            Path plan = folder.resolve(name);
            Path page = folder.resolve("plan.html");
            Run solved = ansatz("solve", orders, "--capacity", 8, "--iterations", 1, "--out", plan, "--plot", page);
            assertThat(solved.code()).as(solved.err()).isZero();
            assertThat(solved.out())
                    .contains("note       The depot is 'hub', line 2.")
                    .contains("note       The column name is not used.")
                    .contains("HAVERSINE");
            assertThat(Files.readString(plan)).contains("A-17", "\"B 2\"", "C3");
            String html = Files.readString(page);
            assertThat(html)
                    .contains(">A-17</text>", ">B 2</text>", ">hub</text>")
                    .containsAnyOf("A-17, C3", "C3, A-17");
            Run checked = ansatz("check", orders, plan, "--capacity", 8);
            assertThat(checked.code()).as(checked.out() + checked.err()).isZero();
            assertThat(checked.out()).contains("(right)", "note       The depot is 'hub', line 2.");
            Run warm = ansatz("solve", orders, "--capacity", 8, "--iterations", 0, "--warm-start", plan, "--json");
            assertThat(warm.err()).contains("has objective").contains("ansatz: The depot is 'hub'");
        }
        Path broken = Files.writeString(folder.resolve("broken.sol"), "Route #1: A-17 A-17\n");
        assertThat(ansatz("check", orders, broken, "--capacity", 8).out())
                .contains("repeated-customer: customer A-17 by 1", "missing-customer: customer B 2 by 1");
    }

    @Test
    void theCapacityIsAskedForByTheNameOfItsOption() throws IOException {
        Run without = ansatz("solve", orders);
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err().lines()).singleElement().asString().contains("give it with --capacity N");
        Path towns = Files.writeString(folder.resolve("towns.csv"), TOWNS);
        assertThat(ansatz("solve", towns, "--capacity", 3).err()).contains("its header has no column demand");
        Path vrp = folder.resolve("d.vrp");
        ansatz("generate", "cvrp", "--size", 5, "--out", vrp);
        assertThat(ansatz("solve", vrp, "--capacity", 1, "--iterations", 1).err())
                .contains("--capacity 1 does not fit")
                .doesNotContain("\tat ");
        assertThat(ansatz("solve", vrp, "--capacity", 1000, "--iterations", 1).out())
                .contains("routes     1");
    }

    @Test
    void allMistakesOfAFileAreLinesOfTheirOwn() throws IOException {
        Files.writeString(orders, ORDERS.replace("A-17", "C3").replace("13,39", "?"));
        Run run = ansatz("solve", orders, "--capacity", 4, "--out", folder.resolve("plan.sol"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .containsExactly(
                        "ansatz: " + orders + ":4: the lon '?' is not a number.",
                        "ansatz: " + orders + ":5: the id 'C3' is given twice.",
                        "ansatz: " + orders + ":5: the demand 5 of 'C3' is above the capacity 4.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "/dev/stdin"})
    void instancesAndSolutionsComeFromStandardInput(String dash) throws IOException {
        pipe(ORDERS);
        Run solved = ansatz("solve", dash, "--capacity", 8, "--iterations", 1, "--out", "-", "--quiet");
        assertThat(solved.code()).as(solved.err()).isZero();
        assertThat(solved.out()).startsWith("Route #1: ");
        assertThat(Path.of("-")).doesNotExist();
        Path plan = Files.writeString(folder.resolve("plan.sol"), solved.out());
        pipe(ORDERS);
        assertThat(ansatz("check", dash, plan, "--capacity", 8).code()).isZero();
        pipe(solved.out());
        assertThat(ansatz("check", orders, dash, "--capacity", 8).out()).contains("(right)");
        pipe(solved.out());
        assertThat(ansatz("solve", orders, "--capacity", 8, "--warm-start", dash, "--iterations", 0)
                        .out())
                .contains("Warm start standard input has objective");
        assertThat(ansatz("check", dash, "-").err()).isEqualTo("ansatz: Only one input can be standard input.\n");
        Run noPath = ansatz("solve", "a\0b");
        assertThat(noPath.code()).isEqualTo(2);
        assertThat(noPath.err().lines()).singleElement().asString().startsWith("ansatz: Invalid value");
        pipe("");
        assertThat(ansatz("solve", dash).err()).isEqualTo("ansatz: standard input:1: the file is empty.\n");
    }

    @Test
    void aSetMayBeOneFileOrStandardInput() {
        pipe("{\"coordinates\": [[0, 0], [3, 0], [3, 4]], \"metric\": \"EUC_2D\", \"problem\": \"tsp\"}");
        Run run = ansatz("eval", "greedy", "--set", "-", "--budget", 1, "--reference", "greedy", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().get("count").asInt()).isEqualTo(1);
        assertThat(run.json().get("objective").asInt()).isEqualTo(12);
    }

    @Test
    void aDashAsOutIsStdoutWithThePlanAlone() throws IOException {
        Path towns = Files.writeString(folder.resolve("towns.csv"), TOWNS);
        Run run = ansatz("solve", towns, "--iterations", 1, "--out", "-");
        assertThat(run.out())
                .startsWith("NAME : towns.tour\n")
                .contains("\"Rome\"\n")
                .endsWith("EOF\n");
        assertThat(run.err()).contains("objective  12");
        assertThat(ansatz("solve", towns, "--iterations", 1, "--out", "-", "--json")
                        .code())
                .isEqualTo(2);
        assertThat(ansatz("generate", "tsp", "--size", 3, "--out", "-").out()).contains("TYPE : TSP");
        assertThat(Path.of("-")).doesNotExist();
    }

    @Test
    void jsonHasThePlanAlsoWithOut() {
        Path plan = folder.resolve("plan.json");
        JsonNode json = ansatz("solve", orders, "--capacity", 8, "--iterations", 1, "--out", plan, "--json", "--quiet")
                .json();
        assertThat(json.get("solution")).isEqualTo(JsonMapper.shared().readTree(plan.toFile()));
        assertThat(json.get("solution").get("cost")).isEqualTo(json.get("objective"));
    }
}
