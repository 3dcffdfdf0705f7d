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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract of the command line: streams, exit codes, JSON keys, files. */
class CommandLineTest {
    @TempDir
    private Path folder;

    private Path tour;
    private Path delivery;

    private record Run(int code, String out, String err) {
        List<String> errLines() {
            return err.lines().toList();
        }

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
    void generateInstances() {
        System.setProperty("ansatz.cache", folder.resolve("cache").toString());
        tour = folder.resolve("tour.tsp");
        delivery = folder.resolve("delivery.vrp");
        assertThat(ansatz("generate", "tsp", "--size", 30, "--seed", 3, "--out", tour)
                        .code())
                .isZero();
        assertThat(ansatz("generate", "cvrp", "--size", 30, "--seed", 3, "--out", delivery)
                        .code())
                .isZero();
    }

    @Test
    void solveWritesAPlanThatCheckAccepts() {
        Path plan = folder.resolve("plan.sol");
        Run solved = ansatz("solve", delivery, "--time", "300ms", "--out", plan);
        assertThat(solved.code()).isZero();
        assertThat(solved.out()).contains("objective", "routes", "engine     hybrid, seed 1, 1 thread");
        assertThat(solved.out()).doesNotContain("Route #1");
        Run checked = ansatz("check", delivery, plan);
        assertThat(checked.code()).isZero();
        assertThat(checked.out()).contains("verdict    feasible", "(right)");
    }

    @Test
    void oneOfSeveralProblemsOfAFileIsChosenByItsIndex() throws IOException {
        Path file = Files.writeString(
                folder.resolve("two.mkp"), "2\n2 1 7\n3 4\n1 1\n1\n3 2 0\n1 2 4\n1 1 1\n2 1 1\n2\n2\n");
        Path choice = folder.resolve("choice.sol");
        Path picture = folder.resolve("choice.svg");
        Run solved = ansatz("solve", file, "--index", 2, "--time", "5s", "--out", choice, "--plot", picture, "--json");
        assertThat(solved.code()).isZero();
        assertThat(solved.json().get("instance").asString()).isEqualTo("two#2");
        assertThat(solved.json().get("objective").asInt()).isEqualTo(6);
        assertThat(solved.json().get("bound").asInt()).isEqualTo(6);
        assertThat(solved.json().get("status").asString()).isEqualTo("optimal");
        assertThat(Files.readString(choice)).isEqualTo("6\n2 3\n");
        assertThat(Files.readString(picture)).contains("two#2, profit 6", "constraint 2");
        assertThat(ansatz("check", file, choice, "--index", 2).code()).isZero();
        assertThat(ansatz("check", file, choice, "--index", 1).out()).contains("unknown-item: item 3 by 1");
        assertThat(ansatz("solve", file).code()).isEqualTo(2);
        assertThat(ansatz("solve", file).err()).contains("holds 2 problems; choose one with --index 1 to 2.");
        assertThat(ansatz("check", file, choice, "--index", 3).err()).contains("there is no problem 3");
    }

    @Test
    void withoutOutThePlanIsPrintedAndQuietPrintsNothingElse() throws IOException {
        assertThat(ansatz("solve", delivery, "--time", "200ms").out()).contains("objective", "Route #1", "Cost");
        Run quiet = ansatz("solve", delivery, "--time", "200ms", "--quiet");
        assertThat(quiet.err()).isEmpty();
        Path plan = Files.writeString(folder.resolve("piped.sol"), quiet.out());
        assertThat(ansatz("check", delivery, plan).code()).isZero();
    }

    @Test
    void jsonIsOneObjectWithTheFixedKeys() {
        Run run = ansatz("solve", tour, "--time", "300ms", "--seed", 7, "--json");
        assertThat(run.code()).isZero();
        JsonNode json = run.json();
        assertThat(run.out().trim()).startsWith("{").endsWith("}").doesNotContain("\n");
        assertThat(json.propertyNames())
                .containsExactly(
                        "instance",
                        "problem",
                        "engine",
                        "objective",
                        "feasible",
                        "bound",
                        "status",
                        "seconds",
                        "seed",
                        "threads",
                        "trace",
                        "events",
                        "parts",
                        "solution");
        assertThat(json.get("parts").propertyNames()).containsExactly("distance");
        assertThat(json.get("parts").get("distance")).isEqualTo(json.get("objective"));
        JsonNode last = json.get("events").get(json.get("events").size() - 1);
        assertThat(last.propertyNames()).containsExactly("type", "reason", "text");
        assertThat(last.get("type").asString()).isEqualTo("stopped");
        assertThat(last.get("reason").asString()).isEqualTo("time");
        assertThat(json.get("solution").propertyNames()).containsExactly("problem", "instance", "length", "tour");
        assertThat(json.get("solution").get("length")).isEqualTo(json.get("objective"));
        assertThat(json.get("solution").get("tour").size()).isEqualTo(30);
        assertThat(json.get("problem").asString()).isEqualTo("tsp");
        assertThat(json.get("engine").asString()).isEqualTo("hybrid");
        assertThat(json.get("objective").isIntegralNumber()).isTrue();
        assertThat(json.get("feasible").asBoolean()).isTrue();
        assertThat(json.get("seed").asInt()).isEqualTo(7);
        JsonNode trace = json.get("trace");
        assertThat(trace.size()).isPositive();
        assertThat(trace.get(trace.size() - 1).get(1)).isEqualTo(json.get("objective"));
    }

    @Test
    void progressIsOneLinePerImprovementAndNoneWithQuiet() {
        assertThat(ansatz("solve", tour, "--time", "300ms", "--json").err()).containsPattern("\\d\\.\\d\\d s  \\d+ ");
        Run quiet = ansatz("solve", tour, "--time", "300ms", "--json", "--quiet");
        assertThat(quiet.err()).isEmpty();
        assertThat(quiet.json().get("feasible").asBoolean()).isTrue();
    }

    @Test
    void aWarmStartIsValidatedAndNeverMadeWorse() {
        Path first = folder.resolve("first.tour");
        ansatz("solve", tour, "--time", "500ms", "--out", first);
        double before =
                ansatz("check", tour, first, "--json").json().get("objective").asDouble();
        Run again = ansatz("solve", tour, "--iterations", 0, "--warm-start", first, "--json");
        assertThat(again.code()).isZero();
        assertThat(again.json().get("objective").asDouble()).isLessThanOrEqualTo(before);
        assertThat(again.err()).contains("Warm start " + first + " has objective");
    }

    @Test
    void anInfeasibleWarmStartIsReportedAndNotUsed() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.sol"), "Route #1: 1 2 3\nCost 10\n");
        Run run = ansatz("solve", delivery, "--time", "200ms", "--warm-start", broken);
        assertThat(run.code()).isZero();
        assertThat(run.out()).containsOnlyOnce("is infeasible and was not used: missing-customer: ");
    }

    @Test
    void checkListsViolationsWithTheirAmountsAndExits3() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.sol"), "Route #1: 1 2 2\nCost 10\n");
        Run run = ansatz("check", delivery, broken);
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out())
                .contains(
                        "verdict    infeasible",
                        "repeated-customer: customer 2 by 1",
                        "missing-customer: customer 3 by 1");
        JsonNode json = ansatz("check", delivery, broken, "--json").json();
        assertThat(json.get("feasible").asBoolean()).isFalse();
        assertThat(json.get("claimed").asInt()).isEqualTo(10);
        assertThat(json.get("violations").get(0).propertyNames())
                .containsExactly("constraint", "where", "ids", "amount");
    }

    @Test
    void checkCatchesAWrongClaim() throws IOException {
        Path plan = folder.resolve("plan.sol");
        ansatz("solve", delivery, "--time", "200ms", "--out", plan);
        Files.writeString(plan, Files.readString(plan).replaceFirst("Cost \\d+", "Cost 1"));
        Run run = ansatz("check", delivery, plan);
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).contains("verdict    feasible", "(wrong by -");
    }

    @ParameterizedTest
    @CsvSource({"27591, 27591, true", "27591, 27592, false", "5623.47, 5623.468, true", "5623.47, 5623.48, false"})
    void aClaimHoldsIfItIsRightToItsOwnDecimals(double claimed, double objective, boolean holds) {
        assertThat(CheckCommand.agrees(claimed, objective)).isEqualTo(holds);
    }

    @Test
    void anOutputThatCannotBeWrittenIsRefusedBeforeTheRun() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.sol"), Path.of("plan.sol"));
        Object[][] refused = {
            {"solve", delivery, "--out", folder.resolve("missing/plan.sol")},
            {"solve", delivery, "--out", folder},
            {"solve", delivery, "--out", "/proc/plan.sol"},
            {"solve", delivery, "--out", folder.resolve("x".repeat(300))},
            {"solve", delivery, "--plot", folder.resolve("missing/plan.svg"), "--json"},
            {"solve", delivery, "--out", folder.resolve("plan.svg")},
            {"solve", delivery, "--out", folder.resolve("plan.svg"), "--plot", folder.resolve("plan.svg")},
            {"generate", "tsp", "--size", 9, "--out", folder.resolve("missing/x.tsp")},
            {"generate", "tsp", "--size", 9, "--out", folder.resolve("x.png")},
            {"bench", "quick", "--json", folder.resolve("missing/r.json")},
            {"bench", "quick", "--json", "/dev/stdout"},
            {"generate", "tsp", "--size", 9, "--count", 2, "--out", "/dev/stdout"},
            {"bench", "quick", "--report", folder.resolve("r"), "--markdown", folder.resolve("./r")},
        };
        for (Object[] words : refused) {
            Run run = ansatz(words);
            assertThat(run.code()).as(run.err()).isEqualTo(2);
            assertThat(run.errLines()).singleElement().asString().startsWith("ansatz: ");
            assertThat(run.out()).isEmpty();
        }
        assertThat(folder)
                .isDirectoryNotContaining(file -> file.toString().matches(".*(plan|tmp|\\.png|\\.svg)"))
                .isDirectoryNotContaining(file -> file.endsWith("r"));
    }

    @Test
    void twoOutputsAreNeverOneFileNorAnInputByAnotherName() throws IOException {
        Path plan = folder.resolve("plan.sol");
        Path svg = Files.createSymbolicLink(folder.resolve("link.svg"), Path.of("plan.sol"));
        Run both = ansatz("solve", delivery, "--out", plan, "--plot", svg);
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("link.svg: is named for two outputs");
        Path link = Files.createSymbolicLink(folder.resolve("link.vrp"), delivery);
        assertThat(ansatz("solve", delivery, "--out", link).err()).contains("is an input of this run");
        assertThat(ansatz("solve", tour, "--out", plan, "--warm-start", folder.resolve("./plan.sol"))
                        .err())
                .contains("is an input of this run");
        assertThat(plan).doesNotExist();
    }

    /** As {@code > /dev/full}. */
    private static final class FullDisk extends java.io.Writer {
        @Override
        public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void flush() {
            // nothing is kept
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @Test
    void resultsThatCannotBePrintedAreOneSentenceAndExit1() throws IOException {
        Path plan = folder.resolve("plan.sol");
        ansatz("solve", delivery, "--time", "200ms", "--out", plan);
        for (List<String> words : List.of(
                List.of("solve", delivery.toString(), "--time", "200ms", "--quiet"),
                List.of("solve", delivery.toString(), "--time", "200ms", "--json"),
                List.of("check", delivery.toString(), plan.toString()),
                List.of("generate", "tsp", "--size", "9"),
                List.of("generate", "--list"),
                List.of("engines"),
                List.of("models"),
                List.of("completion"),
                List.of("help", "solve"),
                List.of("--version"),
                List.of("eval", "greedy", "--set", "tsp20", "--count", "1", "--reference-time", "50ms"))) {
            StringWriter err = new StringWriter();
            int code =
                    Main.execute(new PrintWriter(new FullDisk()), new PrintWriter(err), words.toArray(String[]::new));
            assertThat(code).as(words + err.toString()).isEqualTo(1);
            assertThat(err.toString().lines()).last().asString().contains("the results could not be printed");
        }
    }

    @Test
    void aFullDiskIsOneSentenceAndThePlanIsStillPrinted() {
        Path full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full));
        Run run = ansatz("solve", delivery, "--time", "200ms", "--out", full);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).contains("Route #1");
        assertThat(run.err()).contains("ansatz: /dev/full: cannot be written (").doesNotContain("\tat ");
    }

    @Test
    void anInputIsNeverOverwritten() throws IOException {
        String before = Files.readString(delivery);
        Run run = ansatz("solve", delivery, "--time", "200ms", "--out", delivery);
        assertThat(run.code()).isEqualTo(2);
        assertThat(Files.readString(delivery)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan.svg", "plan.png", "plan.html"})
    void plotsAreWrittenBesideThePlan(String name) {
        Path picture = folder.resolve(name);
        assertThat(ansatz("solve", delivery, "--time", "200ms", "--plot", picture)
                        .code())
                .isZero();
        assertThat(picture).isNotEmptyFile();
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".part"));
    }

    @Test
    void aMatrixInstanceHasNoPictureAndNoFileIsMade() throws IOException {
        Path matrix = Files.writeString(folder.resolve("matrix.tsp"), """
                NAME: matrix
                TYPE: TSP
                DIMENSION: 3
                EDGE_WEIGHT_TYPE: EXPLICIT
                EDGE_WEIGHT_FORMAT: FULL_MATRIX
                EDGE_WEIGHT_SECTION
                0 1 2
                1 0 3
                2 3 0
                EOF
                """);
        Path picture = folder.resolve("matrix.svg");
        Run run = ansatz("solve", matrix, "--time", "200ms", "--plot", picture);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("has no coordinates");
        assertThat(picture).doesNotExist();
    }

    @Test
    void vehiclesLimitTheFleetAndAreForVehicleRoutingOnly() {
        Run tooFew = ansatz("solve", delivery, "--time", "300ms", "--vehicles", 1, "--quiet");
        assertThat(tooFew.code()).isEqualTo(3);
        assertThat(tooFew.errLines()).singleElement().asString().startsWith("ansatz: ");
        assertThat(ansatz("solve", tour, "--vehicles", 3).code()).isEqualTo(2);
        assertThat(ansatz("check", delivery, delivery, "--vehicles", 0).err())
                .contains("--vehicles (0) must be at least 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0000\u0001\u0002\u0003",
                "NAME: x\nTYPE: CVRP\nDIMENSION: 3\n",
                "NAME: x\nTYPE: CVRP\nDIMENSION: three\nCAPACITY: 5\nEDGE_WEIGHT_TYPE: EUC_2D\nEOF\n",
                "NAME: x\nTYPE: CVRP\nDIMENSION: 2\nCAPACITY: 5\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n"
                        + "1 0 0\n2 NaN 1\nDEMAND_SECTION\n1 0\n2 1\nDEPOT_SECTION\n1\n-1\nEOF\n",
                "NAME: x\nTYPE: CVRP\nDIMENSION: 2\nCAPACITY: 5\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n"
                        + "1 0 0\n2 1 1\nDEMAND_SECTION\n1 0\n2 9\nDEPOT_SECTION\n1\n-1\nEOF\n"
            })
    void aMalformedFileIsOneSentenceExit2AndNoOutput(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.vrp"), content);
        Path plan = folder.resolve("bad.sol");
        Run run = ansatz("solve", file, "--time", "200ms", "--out", plan);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().startsWith("ansatz: " + file);
        assertThat(run.out()).isEmpty();
        assertThat(plan).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fly",
                "sovle",
                "help sovle",
                "solve a b",
                "solve nowhere.vrp --time -1s",
                "solve nowhere.vrp --time 0",
                "solve nowhere.vrp --threads 99999",
                "solve nowhere.vrp --seed 99999999999999999999",
                "solve nowhere.vrp --out=",
                "train --plan nowhere.yaml --layers 2",
                "train tsp --report nowhere",
                "bench quik",
                "solve",
                "solve nowhere.vrp",
                "solve . --time 1s",
                "solve nowhere.vrp --time 10",
                "solve nowhere.vrp --time 0s",
                "solve nowhere.vrp --threads 0",
                "solve nowhere.vrp --seed x",
                "solve nowhere.vrp --plot plan.gif",
                "solve nowhere.vrp --frobnicate",
                "check nowhere.vrp",
                "generate cvrp",
                "generate knitting --size 5",
                "generate cvrp --size -5",
                "generate cvrp --size 20x15",
                "generate jssp --size 20x",
                "generate cvrp --size 5 --distribution nonsense",
                "eval nobody --set uniform-20",
                "eval tsp",
                "train knitting",
                "train --resume nowhere",
                "train kp --method poppy --initial kp-200",
                "train kp --method compass --initial none",
                "train kp --architecture pointer",
                "train tsp --architecture candidate --initial tsp-50",
                "train kp --architecture parallel",
                "train kp --architecture x",
                "train tsp --distribution marbled",
                "train jssp --distribution clustered"
            })
    void badUsageIsOneLineAndExit2(String line) {
        Run run = ansatz((Object[]) (line.isEmpty() ? new String[0] : line.split(" ")));
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().startsWith("ansatz: ");
        assertThat(run.out()).isEmpty();
        assertThat(Path.of("runs")).as("half a training run").doesNotExist();
    }

    @Test
    void aPathThatIsNoneIsOneSentence() {
        for (Object[] words : new Object[][] {
            {"solve", "a\0b"},
            {"solve", tour, "--out", "a\0b"},
            {"solve", tour, "--model", "a\0b"},
            {"eval", "tsp", "--set", "a\0b"},
            {"eval", "a\0b", "--set", "tsp20"},
            {"bench", "a\0b"},
            {"train", "tsp", "--initial", "a\0b", "--out", folder.resolve("run")}
        }) {
            Run run = ansatz(words);
            assertThat(run.code()).as(run.err()).isEqualTo(2);
            assertThat(run.errLines()).singleElement().asString().startsWith("ansatz: ");
        }
    }

    @Test
    void aTypingErrorIsAnsweredByWhatWasMeant() {
        assertThat(ansatz("sovle").err()).contains("unknown command 'sovle'; did you mean solve? Try 'ansatz --help'.");
        assertThat(ansatz("help", "chekc").err()).contains("did you mean check?");
        assertThat(ansatz("solve", tour, "--tmie", "1s").err())
                .contains("unknown option '--tmie'; did you mean --time? Try 'ansatz solve --help'.");
        assertThat(ansatz("solve", tour, "--engine", "local-serach").err()).contains("did you mean local-search?");
        assertThat(ansatz("solve", tour, "--model", "tps-50").err()).contains("did you mean tsp-50?");
        assertThat(ansatz("solve", tour, "--problem", "tps").err()).contains("did you mean tsp?");
        assertThat(ansatz("generate", "tsp", "--size", 9, "--distribution", "unifrom")
                        .err())
                .contains("did you mean uniform?");
        assertThat(ansatz("eval", "tsp", "--set", "tsp20", "--strategy", "gredy")
                        .err())
                .contains("did you mean greedy?");
        assertThat(ansatz("train", "tsp", "--method", "imitaton").err()).contains("did you mean imitation?");
        assertThat(ansatz("solve", tour, "--time", "10").err()).contains("did you mean 10s?");
    }

    @Test
    void anUnknownEngineIsNamed() {
        Run run = ansatz("solve", tour, "--engine", "magic");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("'magic'");
    }

    @Test
    void generateIsReproducibleAndPrintsWithoutOut() throws IOException {
        Run printed = ansatz("generate", "cvrp", "--size", 30, "--seed", 3);
        assertThat(printed.out()).isEqualTo(Files.readString(delivery));
        assertThat(ansatz("generate", "cvrp", "--size", 30, "--seed", 4).out()).isNotEqualTo(printed.out());
        assertThat(ansatz("generate", "--list").out()).contains("tsp: ", "cvrp: ");
    }

    @Test
    void aSetOfSolvedInstancesIsContinuedWhereItStopped() throws IOException {
        Path set = folder.resolve("set.jsonl");
        Object[] command = {
            "generate",
            "tsp",
            "--size",
            12,
            "--seed",
            5,
            "--count",
            6,
            "--solve",
            "local-search",
            "--iterations",
            20,
            "--threads",
            2,
            "--out",
            set
        };
        assertThat(ansatz(command).code()).isZero();
        String whole = Files.readString(set);
        assertThat(whole.lines()).hasSize(6).allMatch(line -> line.contains("\"solution\":"));
        Files.writeString(set, whole.substring(0, whole.length() / 2)); // as if killed while writing a line
        assertThat(ansatz(command).code()).isZero();
        assertThat(Files.readString(set)).isEqualTo(whole);

        Files.writeString(set, "notes of mine");
        Run refused = ansatz(command);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("set.jsonl:1: is not instance 1 of a set that begins with seed 5.");
        assertThat(Files.readString(set)).isEqualTo("notes of mine");
    }

    @Test
    void aJobShopGoesFromGeneratorToGanttChart() {
        Path shop = folder.resolve("shop.jsp");
        Path plan = folder.resolve("shop.sol");
        Path chart = folder.resolve("shop.svg");
        assertThat(ansatz("generate", "jssp", "--size", "6x4", "--out", shop).code())
                .isZero();
        Run solved = ansatz(
                "solve", shop, "--engine", "dispatching", "--time", "200ms", "--out", plan, "--plot", chart, "--json");
        assertThat(solved.json().get("problem").asString()).isEqualTo("jssp");
        assertThat(solved.json().get("bound").asLong())
                .isLessThanOrEqualTo(solved.json().get("objective").asLong());
        assertThat(chart).content().contains("critical path", "machine 3");
        Run checked = ansatz("check", shop, plan);
        assertThat(checked.code()).isZero();
        assertThat(checked.out()).contains("verdict    feasible", "(right)");
    }

    @Test
    void aRunEndsByTheFirstStopRuleThatIsMet() {
        Path shop = folder.resolve("shop.jsp");
        assertThat(ansatz("generate", "jssp", "--size", "15x15", "--out", shop).code())
                .isZero();
        double best = ansatz("solve", tour, "--time", "300ms", "--json")
                .json()
                .get("objective")
                .asDouble();
        for (List<Object> rule : List.<List<Object>>of(
                List.of("--no-improvement", "200ms", "no-improvement"),
                List.of("--target", best * 1.1, "target"),
                List.of("--until-gap", "40%", "gap"))) {
            boolean gap = rule.get(2).equals("gap");
            Run run = ansatz("solve", gap ? shop : tour, "--time", "60s", rule.get(0), rule.get(1), "--json");
            assertThat(run.json().get("seconds").asDouble()).as("%s", rule).isLessThan(30);
            assertThat(run.json().get("events").toString()).contains("\"reason\":\"" + rule.get(2) + '"');
            assertThat(run.err()).contains("ansatz: Stopped: ");
        }
        for (List<String> wrong : List.of(
                List.of("--until-gap", "-1"),
                List.of("--until-gap", "5 percent"),
                List.of("--target", "Infinity"),
                List.of("--no-improvement", "5"),
                List.of("--no-improvement", "0s"))) {
            Run run = ansatz("solve", tour, wrong.get(0), wrong.get(1));
            assertThat(run.code()).as("%s", wrong).isEqualTo(2);
            assertThat(run.err().lines()).as("%s", wrong).hasSize(1);
        }
    }

    @Test
    void jsonFilesGoAllTheWay() {
        Path instance = folder.resolve("delivery.json");
        Path plan = folder.resolve("plan.json");
        assertThat(ansatz("generate", "cvrp", "--size", 20, "--out", instance).code())
                .isZero();
        assertThat(ansatz("solve", instance, "--time", "200ms", "--out", plan).code())
                .isZero();
        JsonMapper.shared().readTree(plan.toFile());
        assertThat(ansatz("check", instance, plan).code()).isZero();
    }

    @Test
    void enginesAndModelsAreListed() {
        assertThat(ansatz("engines").out()).contains("hybrid", "ortools", "local-search");
        List<String> names = new ArrayList<>();
        ansatz("engines", "--json")
                .json()
                .forEach(row -> names.add(
                        row.get("problem").asString() + " " + row.get("engine").asString()));
        assertThat(names).contains("tsp hybrid", "cvrp hybrid", "cvrp savings");
        assertThat(ansatz("models").out()).startsWith("MODEL");
        assertThat(ansatz("models", "--json").json().isArray()).isTrue();
    }

    @Test
    void evalComparesAnEngineWithAReferenceOnTheSameInstances() {
        Run run = ansatz(
                "eval",
                "local-search",
                "--problem",
                "tsp",
                "--set",
                "uniform-20",
                "--count",
                3,
                "--time",
                "100ms",
                "--reference",
                "local-search",
                "--reference-time",
                "100ms",
                "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode json = run.json();
        assertThat(json.propertyNames())
                .startsWith(
                        "model", "set", "count", "strategy", "rollouts", "objective", "reference", "gap", "seconds");
        assertThat(json.get("count").asInt()).isEqualTo(3);
        assertThat(json.get("infeasible").asInt()).isZero();
        assertThat(json.get("gap").asDouble()).isBetween(-2.0, 2.0);
        assertThat(json.get("strategy").isNull()).isTrue();
        assertThat(json.get("referenceBy").asString()).startsWith("local-search");
    }

    @Test
    void evalMakesExactlyTheRolloutsOfTheBudget() {
        for (String strategy : List.of("greedy", "multistart", "augment", "sampling")) {
            JsonNode json = ansatz(
                            "eval",
                            "tsp-50",
                            "--set",
                            "tsp20",
                            "--count",
                            2,
                            "--strategy",
                            strategy,
                            "--budget",
                            33,
                            "--reference-time",
                            "300ms",
                            "--json")
                    .json();
            int expected = strategy.equals("greedy") ? 1 : strategy.equals("multistart") ? 20 : 33;
            assertThat(json.get("rollouts").asInt()).as(strategy).isEqualTo(expected);
            assertThat(json.get("gap").asDouble()).isBetween(-0.5, 20.0);
        }
        Run refused = ansatz("eval", "tsp-50", "--set", "tsp20", "--strategy", "latent-cmaes");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("needs a policy with a latent vector; tsp-50 has none");
    }

    @Test
    void evalBudgetOfAnEngineIsItsIterations() {
        double one = localSearchOnTours(1);
        double many = localSearchOnTours(2_000);
        assertThat(many).isLessThan(one).isEqualTo(localSearchOnTours(2_000, "--warm-up", "100ms"));
    }

    private double localSearchOnTours(int iterations, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(
                "eval",
                "local-search",
                "--set",
                "tsp100",
                "--count",
                3,
                "--budget",
                iterations,
                "--reference-time",
                "50ms",
                "--json"));
        arguments.addAll(List.of(more));
        return ansatz(arguments.toArray()).json().get("objective").asDouble();
    }

    @Test
    void aPlanRunsItsStagesAndRunAgainGoesOnWhereItStopped() throws IOException {
        Path plan = folder.resolve("small.yaml");
        String stages = """
                problem: tsp
                stages:
                  - {method: pomo, size: 6, batch: 2, starts: 3, layers: 1, steps: 2, validation-count: 2}
                  - {method: pomo, initial: 1, size: 6, batch: 2, starts: 3, steps: 1, validation-count: 2}
                  - {mean: {1: 0.5, 2 last: 1.5}}
                  - {method: poppy, decoders: 2, size: 6, batch: 2, starts: 3, steps: %d, validation-count: 2}
                """;
        Files.writeString(plan, stages.formatted(2));
        Path out = folder.resolve("out");
        Run first = ansatz("train", "--plan", plan, "--out", out);
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err())
                .contains(
                        "--method poppy",
                        "--initial " + out.resolve("3").resolve("best"),
                        "--initial " + out.resolve("1").resolve("best"));
        assertThat(out.resolve("4").resolve("curve.svg")).content().contains("Learning curve of 4", "best so far");
        Files.writeString(plan, stages.formatted(3));
        Run second = ansatz("train", "--plan", plan, "--out", out);
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.err()).contains("stage 1 of 4 is complete", "--resume " + out.resolve("4"), "step 3,");
        JsonNode json = ansatz(
                        "eval",
                        out.resolve("4").resolve("best"),
                        "--set",
                        "tsp-uniform-6",
                        "--count",
                        1,
                        "--strategy",
                        "multistart",
                        "--reference-time",
                        "50ms",
                        "--json")
                .json();
        assertThat(json.get("rollouts").asInt()).isEqualTo(12); // 2 decoders, 6 starts
    }

    @ParameterizedTest
    @ValueSource(strings = {"cvrp", "mkp"})
    void aRunIsResumedByItsOwnOptionsAndNeverOverwritten(String problem) throws IOException {
        Path out = folder.resolve("my run");
        Object[] begin = {
            "train",
            problem,
            "--size=9-12",
            "--batch",
            3,
            "--starts",
            4,
            "--layers",
            1,
            "--steps",
            1,
            "--validation-count",
            2,
            "--out",
            out
        };
        assertThat(ansatz(begin).code()).isZero();
        Run again = ansatz(begin);
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.errLines()).singleElement().asString().contains("holds a run already", "--resume");
        for (int steps : new int[] {2, 3}) {
            Run resumed = ansatz("train", "--resume", out, "--steps", steps);
            assertThat(resumed.code()).as(resumed.err()).isZero();
            assertThat(resumed.err()).contains("step " + steps + ", " + 3 * steps + " instances");
        }
        assertThat(out.resolve("card.json"))
                .content()
                .contains("\"9-12\"", "ansatz train " + problem + " --size 9-12 --batch 3", "--resume '" + out + "'");
        assertThat(out.resolve("curve.svg")).isNotEmptyFile();
    }

    @Test
    void whatAResumedRunCannotChangeIsRefused() throws IOException {
        Path out = folder.resolve("run");
        assertThat(ansatz(
                                "train",
                                "kp",
                                "--size=9",
                                "--batch",
                                2,
                                "--layers",
                                1,
                                "--steps",
                                1,
                                "--validation-count",
                                2,
                                "--out",
                                out)
                        .code())
                .isZero();
        String card = Files.readString(out.resolve("card.json"));
        Object[][] changes = {
            {"--layers", 2},
            {"--decoders", 3},
            {"--method", "imitation"},
            {"--latent-spread", 0.5},
            {"--initial", "kp-200"},
            {"--from", "kp-200"},
            {"--instances", folder},
            {"--out", folder.resolve("other")}
        };
        for (Object[] change : changes) {
            Run refused = ansatz("train", "--resume", out, "--steps", 2, change[0], change[1]);
            assertThat(refused.code()).as(refused.err()).isEqualTo(2);
            assertThat(refused.errLines())
                    .singleElement()
                    .asString()
                    .contains("cannot be resumed with " + change[0] + " " + change[1] + " (there ");
        }
        assertThat(ansatz("train", "tsp", "--resume", out, "--steps", 2).err()).contains("is for kp, not for tsp");
        assertThat(out.resolve("card.json")).hasContent(card);
        Run resumed = ansatz("train", "--resume", out, "--steps", 2, "--layers", 1, "--batch", 3, "--quiet");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).isEmpty();
        Run other = ansatz("train", "kp", "--initial", out.resolve("best"), "--layers", 2, "--out", out.resolve("x"));
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("--layers 2 does not fit", "which has 1.");
    }

    @Test
    void withoutAPlaceForTheCacheTheResultIsPrintedAllTheSame() throws IOException {
        String home = System.getProperty("user.home");
        String cache = System.clearProperty("ansatz.cache");
        assertThat(System.getenv("XDG_CACHE_HOME")).isNull();
        try {
            for (String none : List.of("?", "/proc", folder.resolve("missing").toString())) {
                System.setProperty("user.home", none);
                Run run = ansatz("eval", "greedy", "--set", "tsp20", "--count", 2, "--reference-time", "50ms");
                assertThat(run.code()).as(run.err()).isZero();
                assertThat(run.out()).contains("gap         mean");
                assertThat(run.errLines()).singleElement().asString().contains("the references are not kept");
            }
        } finally {
            System.setProperty("user.home", home);
            if (cache != null) {
                System.setProperty("ansatz.cache", cache);
            }
        }
        assertThat(Path.of("?")).doesNotExist();
    }

    @Test
    void aPlanWithAnUnknownKeyIsRefused() throws IOException {
        Path plan = folder.resolve("bad.yaml");
        Files.writeString(plan, "problem: tsp\nstages:\n  - {method: pomo, sizes: 6, steps: 1}\n");
        Run run = ansatz("train", "--plan", plan, "--out", folder);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("bad.yaml", "stage 1", "'--sizes'");
        Files.writeString(plan, "problem: tsp\nstages:\n  - {mean: {tsp-50: 0}}\n");
        assertThat(ansatz("train", "--plan", plan, "--out", folder).errLines())
                .singleElement()
                .asString()
                .endsWith("stage 1: the share of tsp-50 is not positive.");
    }

    @Test
    void evalReadsKnownObjectivesBesideAFolderOfInstances() throws IOException {
        Path set = Files.createDirectory(folder.resolve("set"));
        Path instance = set.resolve("one.tsp");
        Files.copy(tour, instance);
        String name = ansatz("solve", instance, "--time", "100ms", "--json")
                .json()
                .get("instance")
                .asString();
        Files.writeString(set.resolve("bks.csv"), "instance,size,bks\n" + name + ",30,1\n");
        JsonNode json = ansatz("eval", "local-search", "--set", set, "--time", "100ms", "--json")
                .json();
        assertThat(json.get("gap").asDouble())
                .isEqualTo(100 * (json.get("objective").asDouble() - 1));
        assertThat(json.get("reference").asDouble()).isEqualTo(1);
    }

    @Test
    void helpNamesEveryCommandAndCompletionKnowsTheOptions() {
        assertThat(ansatz("--help").out())
                .contains("solve", "check", "generate", "train", "eval", "bench", "models", "engines", "completion");
        assertThat(ansatz("solve", "--help").out()).contains("--warm-start", "--vehicles", "(default: hybrid)");
        assertThat(ansatz("--version").out()).startsWith("ansatz ");
    }

    @ParameterizedTest
    @CsvSource({
        "'', solve",
        "so, solve",
        "solve x --eng, --engine",
        "solve x --engine hybrid-time, hybrid-timefold",
        "solve x --model cvrp-1, cvrp-100",
        "check x --problem rm, rmab",
        "eval tsp-1, tsp-100",
        "eval tsp --strategy latent-c, latent-cmaes",
        "generate ts, tsp",
        "generate tsp --distribution clus, clustered",
        "train tsp --method self, self-labelling",
        "bench recur, recurring",
        "help ev, eval"
    })
    void bashCompletesWordsAndValues(String line, String word) throws Exception {
        Path bash = Path.of("/bin/bash");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isExecutable(bash));
        Path script = folder.resolve("completion.bash");
        Files.writeString(script, ansatz("completion").out());
        List<String> words = new ArrayList<>(List.of("ansatz"));
        words.addAll(List.of(line.split(" ", -1)));
        List<String> command = new ArrayList<>(List.of(
                bash.toString(),
                "-c",
                "source " + script + "; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _complete_ansatz;"
                        + " printf '%s\\n' \"${COMPREPLY[@]}\"",
                "bash"));
        command.addAll(words);
        Process completes =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        String proposed =
                new String(completes.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(proposed.lines().map(String::strip)).contains(word);
    }
}
