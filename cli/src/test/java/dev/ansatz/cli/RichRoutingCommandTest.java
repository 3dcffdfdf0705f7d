package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

/** Rich routing on the command line: objectives, roundings, formats, explanations. */
class RichRoutingCommandTest {
    /** A depot and four customers of a Solomon file at the corners of a square of side 20 around it; two windows exclude each other. */
    private static final String SOLOMON = """
            square

            VEHICLE
            NUMBER     CAPACITY
              4         30

            CUSTOMER
            CUST NO.  XCOORD.  YCOORD.  DEMAND  READY TIME  DUE DATE  SERVICE TIME

                0      10       10       0        0       200        0
                1       0        0      10        0       200        5
                2       0       20      10        0       200        5
                3      20       20      10       14        15        5
                4      20        0      10       14        15        5
            """;

    /** VROOM's example of a job that no vehicle has the skill for. */
    private static final String VROOM = """
            {"vehicles": [{"id": 7, "start_index": 0, "end_index": 0, "capacity": [3]}],
             "jobs": [{"id": 1, "location_index": 1, "delivery": [2], "service": 60},
                      {"id": 2, "location_index": 2, "delivery": [1], "skills": [9]}],
             "matrices": {"car": {"durations": [[0, 100, 300], [120, 0, 80], [310, 90, 0]]}}}
            """;

    @TempDir
    private Path folder;

    private Path square;
    private Path vroom;

    private record Run(int code, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

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

    @BeforeEach
    void writeFiles() throws IOException {
        square = Files.writeString(folder.resolve("square.txt"), SOLOMON);
        vroom = Files.writeString(folder.resolve("vroom.json"), VROOM);
    }

    @Test
    void distancesAreRoundedAsAsked() {
        // Customers 3 and 4 need a vehicle each; 1 and 2 go with one of them, or together.
        double leg = Math.hypot(10, 10);
        Run real = ansatz("solve", square, "--time", "300ms", "--json");
        assertThat(real.code()).isZero();
        assertThat(real.json().get("objective").asDouble()).isCloseTo(4 * leg + 40, within(1e-4));
        Run dimacs = ansatz("solve", square, "--time", "300ms", "--json", "--rounding", "dimacs");
        assertThat(dimacs.json().get("objective").asDouble()).isCloseTo(4 * 14.1 + 40, within(1e-9));
        Run wrong = ansatz("solve", square, "--rounding", "up");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("Unknown rounding 'up'");
    }

    @Test
    void vehiclesMayGoFirst() {
        Run run = ansatz("solve", square, "--time", "300ms", "--json", "--objective", "vehicles");
        assertThat(run.json().get("parts").get("vehicles").asInt()).isEqualTo(2);
        assertThat(run.json().get("parts").get("unserved").asInt()).isZero();
        assertThat(ansatz("solve", square, "--objective", "time").err()).contains("Unknown objective 'time'");
    }

    @Test
    void aPlanIsCheckedAndExplained() throws IOException {
        Path plan = folder.resolve("plan.sol");
        assertThat(ansatz("solve", square, "--time", "300ms", "--out", plan).code())
                .isZero();
        assertThat(ansatz("check", square, plan).code()).isZero();
        Run explained = ansatz("explain", square, plan, "--json");
        assertThat(explained.code()).isZero();
        assertThat(explained.json().get("routes")).hasSize(2);
        assertThat(explained.json().get("parts").get("distance").asDouble()).isCloseTo(96.57, within(0.01));
        Path late = Files.writeString(folder.resolve("late.sol"), "Route #1: 3 4\nRoute #2: 1 2\nCost 96.57\n");
        Run checked = ansatz("check", square, late, "--json");
        assertThat(checked.code()).isEqualTo(3);
        JsonNode violation = checked.json().get("violations").get(0);
        assertThat(violation.get("constraint").asString()).isEqualTo("window");
        assertThat(violation.get("where").asString()).contains("'4'");
    }

    @Test
    void filesOfVroomAreReadAndAnsweredInItsOwnForm() {
        Run run = ansatz("solve", vroom, "--time", "300ms", "--format", "vroom", "--quiet");
        assertThat(run.code()).isZero();
        JsonNode json = run.json();
        assertThat(json.get("code").asInt()).isZero();
        // Out by 100, back by 120.
        assertThat(json.get("summary").get("cost").asInt()).isEqualTo(220);
        assertThat(json.get("unassigned").get(0).get("id").asInt()).isEqualTo(2);
        assertThat(json.get("unassigned").get(0).get("reason").asString()).contains("lacks 9");
        assertThat(json.get("routes").get(0).get("vehicle").asInt()).isEqualTo(7);
        assertThat(ansatz("solve", vroom, "--format", "xml").err()).contains("Unknown format 'xml'");
    }

    @Test
    void whatIsLeftOutIsExplainedVehicleByVehicle() {
        Path plan = folder.resolve("plan.json");
        assertThat(ansatz("solve", vroom, "--time", "300ms", "--out", plan).code())
                .isZero();
        Run explained = ansatz("explain", vroom, plan);
        assertThat(explained.code()).isZero();
        assertThat(explained.out()).contains("is not served:", "lacks 9");
    }

    @Test
    void theDayIsDrawn() throws IOException {
        Path picture = folder.resolve("day.svg");
        assertThat(ansatz("solve", square, "--time", "300ms", "--plot", picture).code())
                .isZero();
        assertThat(Files.readString(picture)).contains("square, cost 96.57", "4 tasks, 2 routes", "pale: time windows");
    }
}
