package dev.ansatz.problems.rmab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Violation;
import dev.ansatz.problems.io.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestlessBanditTest {
    private static final RestlessBandit PROBLEM = RestlessBandit.PROBLEM;
    private static final String TWO_ARMS = """
            {
              "problem": "rmab",
              "horizon": 3,
              "budget": 1,
              "episodes": 4,
              "constraint": {"type": "capacity", "costs": [2, 3], "capacities": [4]},
              "arms": [
                {
                  "initial": 0,
                  "rewards": [0, 1],
                  "transitions": [
                    [[0.9, 0.1],
                     [0.5, 0.5]],
                    [[0.25, 0.75], [0.2, 0.8]]
                  ]
                },
                {"initial": [0.5, 0.5], "rewards": [[0, 1], [0, 2]],
                  "transitions": [[[1, 0], [1, 0]], [[0, 1], [0, 1]]]}
              ]
            }
            """;
    private static final String CAPACITY = TWO_ARMS.replace("  \"budget\": 1,\n", "");

    @TempDir
    Path folder;

    private RestlessBanditInstance read(String text) throws IOException {
        return PROBLEM.readInstance(Files.writeString(folder.resolve("two.rmab.json"), text));
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                broken("[0.9, 0.1]", "[0.9, 0.2]", 11, "row 0 of action 0 of arm 0 sums to 1.1 instead of 1"),
                broken("[0.9, 0.1]", "[1.1, -0.1]", 11, "the negative probability -0.1"),
                broken("[0.9, 0.1]", "[0.9, 0.05, 0.05]", 11, "has 3 of 2 probabilities"),
                broken("[[0.25, 0.75], [0.2, 0.8]]", "[[0.25, 0.75]]", 13, "has 1 rows for 2 states"),
                broken(",\n        [[0.25, 0.75], [0.2, 0.8]]", "", 7, "transitions for 1 actions"),
                broken("\"rewards\": [0, 1]", "\"rewards\": [0, 1, 2]", 9, "3 rewards for 2 states"),
                broken("\"rewards\": [0, 1]", "\"rewards\": [[0, 1], [1, 2], [1, 2]]", 9, "3 rows of rewards for 2"),
                broken("\"rewards\": [0, 1],", "", 7, "arm 0 has no 'rewards'"),
                broken("\"initial\": 0", "\"initial\": 2", 8, "the initial state 2 of arm 0 is outside 0..1"),
                broken("[0.5, 0.5], \"r", "[0.5, 0.6], \"r", 16, "the initial distribution of arm 1 sums to 1.1"),
                broken("\"horizon\": 3,", "\"horizon\": 0,", 3, "the horizon 0 must be at least 1"),
                broken("\"horizon\": 3,", "\"discount\": 1.5,", 3, "the discount 1.5 must be above 0"),
                broken("\"horizon\": 3,\n", "\n", 19, "neither a 'horizon' nor a 'discount' below 1"),
                broken("\"horizon\": 3,", "\"horizon\": 3, \"budget\": -1,", 3, "the budget -1 must be at least 0"),
                broken("\"horizon\": 3,", "\"horizon\": 3, \"budget\": 1,", 19, "no meaning beside a capacity"),
                broken("\"capacity\"", "\"matching\"", 5, "the constraint type 'matching' is not supported"),
                broken("[2, 3]", "[2]", 5, "there are 1 costs for 2 arms"),
                broken("[2, 3]", "[2, -3]", 5, "the cost -3 is negative"),
                broken(", \"capacities\": [4]", "", 5, "the constraint has no 'capacities'"),
                broken("\"episodes\": 4", "\"episodes\": 1", 4, "must be at least 2"),
                broken("\"episodes\"", "\"Episodes\"", 4, "the field 'Episodes' is not supported"),
                broken(
                        "\"type\": \"capacity\"",
                        "\"type\": \"path\", \"source\": 9, \"length\": 2, \"edges\": [[0, 1]]",
                        5,
                        "the source 9 is outside 0..1"),
                broken(
                        "\"type\": \"capacity\"",
                        "\"type\": \"schedule\", \"slots\": 1, \"arms\": [[0], [1]], \"workers\": [[0]]",
                        5,
                        "the slot 1 is outside 0..0"),
                broken(
                        "\"type\": \"capacity\"",
                        "\"type\": \"interventions\", \"count\": 2, \"links\": [[0], [0, 1]]",
                        5,
                        "arm 1 has 2 actions; with 2 interventions it must have 3"),
                broken("[0.5, 0.5], \"r", "[0.5, \"x\"], \"r", 16, "must be a number"));
    }

    private static Arguments broken(String old, String replacement, int line, String what) {
        assertThat(CAPACITY).contains(old);
        return Arguments.of(CAPACITY.replace(old, replacement), line, what);
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("broken")
    void aBrokenFileIsOneSentenceWithFileAndLine(String text, int line, String what) throws IOException {
        Path file = Files.writeString(folder.resolve("broken.rmab.json"), text);
        InputException e = catchThrowableOfType(
                InputException.class, () -> Problems.recognise(file).readInstance(file));
        assertThat(e).isNotNull();
        assertThat(e.getMessage())
                .startsWith(file + ":" + line + ": ")
                .contains(what)
                .endsWith(".");
    }

    @Test
    void aBudgetIsNeededWithoutACapacityConstraint() throws IOException {
        String text = TWO_ARMS.replaceAll("  \"constraint\".*\n", "");
        assertThat(read(text).budget()).isEqualTo(1);
        InputException e = catchThrowableOfType(InputException.class, () -> read(text.replace("\"budget\": 1,", "")));
        assertThat(e).hasMessageContaining("has no 'budget'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"random", "maternal", "maintenance", "deadline", "capacity", "schedule", "path", "interventions"
            })
    void generatedInstancesSurviveTheirFile(String distribution) throws IOException {
        RestlessBanditInstance instance = PROBLEM.generate(8, 5, distribution);
        Path first = folder.resolve("first.rmab.json");
        Path second = folder.resolve("second.rmab.json");
        PROBLEM.writeInstance(instance, first);
        assertThat(Problems.recognise(first)).isSameAs(PROBLEM);
        RestlessBanditInstance again = PROBLEM.readInstance(first);
        PROBLEM.writeInstance(again, second);
        assertThat(Files.readString(second)).isEqualTo(Files.readString(first));
        assertThat(again.relaxation().bound())
                .isCloseTo(
                        instance.relaxation().bound(),
                        within(1e-9 * Math.abs(instance.relaxation().bound())));
    }

    private static PolicyRecord resting(RestlessBanditInstance instance) {
        return new PolicyRecord("null", new int[instance.episodes()][instance.steps()][0], new int[0][][], null);
    }

    /** Arm 0 rests at its expected rewards; arm 1 falls to state 0 and stays: the mean is known by hand. */
    @Test
    void theMeanIsTheExpectedRewardAndTheControlVariateNarrowsItsInterval() throws IOException {
        RestlessBanditInstance instance = read(CAPACITY.replace("\"episodes\": 4", "\"episodes\": 2000"));
        Simulation.Assessment value = new Simulation(instance).assess(resting(instance));
        double second = 0.1;
        double third = 0.9 * 0.1 + 0.1 * 0.5;
        double expected = 0 + second + third + 0.5;
        assertThat(value.mean()).isCloseTo(expected, within(value.halfWidth() + 0.03)); // first states are drawn
        assertThat(value.sampleMean()).isCloseTo(expected, within(1.5 * value.sampleHalfWidth()));
        assertThat(value.halfWidth()).isLessThan(value.sampleHalfWidth());
        assertThat(value.mean()).isLessThanOrEqualTo(instance.relaxation().bound());
    }

    @Test
    void theSolutionFileHoldsWhatIsNeededToSimulateItAgain() throws IOException {
        RestlessBanditInstance instance = read(CAPACITY);
        Path file = folder.resolve("record.json");
        PROBLEM.writeSolution(instance, resting(instance), file);
        PolicyRecord read = PROBLEM.readSolution(file, instance);
        assertThat(read).isEqualTo(new PolicyRecord("null", new int[4][3][0], new int[4][3][0], null));
        assertThat(PROBLEM.evaluate(instance, read).violations()).isEmpty();
        assertThat(PROBLEM.formats().readClaimedObjective(file))
                .isCloseTo(PROBLEM.evaluate(instance, read).objective(), within(1e-12));
        String text = Files.readString(file);
        Path changed =
                Files.writeString(folder.resolve("changed.json"), text.replaceFirst("\\[0, ([01])\\]", "[1, $1]"));
        assertThat(PROBLEM.evaluate(instance, PROBLEM.readSolution(changed, instance))
                        .violations())
                .extracting(Violation::constraint)
                .containsExactly("dynamics");
    }

    private static PolicyRecord acting(RestlessBanditInstance instance, int[] arms, int[] certificate) {
        int[][][] actions = new int[instance.episodes()][instance.steps()][0];
        int[][][] certificates = new int[instance.episodes()][instance.steps()][0];
        actions[1][2] = arms;
        certificates[1][2] = certificate;
        return new PolicyRecord("test", actions, certificates, null);
    }

    private static void assertViolates(
            RestlessBanditInstance instance, int[] arms, int[] certificate, String... constraints) {
        assertThat(PROBLEM.evaluate(instance, acting(instance, arms, certificate))
                        .violations())
                .extracting(Violation::constraint)
                .containsExactly(constraints);
    }

    private RestlessBanditInstance with(ActionConstraint constraint, int budget) {
        RestlessBanditInstance drawn = PROBLEM.generate(4, 1, "maternal");
        return new RestlessBanditInstance("four", drawn.arms(), budget, 3, 1, constraint, 2, 1);
    }

    @Test
    void everyConstraintIsCheckedByItsCertificate() throws IOException {
        RestlessBanditInstance capacity = read(CAPACITY);
        assertViolates(capacity, new int[] {0}, new int[] {0});
        assertViolates(capacity, new int[] {0, 1}, new int[] {0, 0}, "capacity");
        assertViolates(capacity, new int[] {0}, new int[] {}, "certificate");

        RestlessBanditInstance schedule = with(
                new ActionConstraint.Schedule(2, new int[][] {{0, 1}, {0, 1}, {1}, {0}}, new int[][] {{0, 1}, {0}}), 1);
        assertViolates(schedule, new int[] {0}, new int[] {0, 0, 0, 1});
        assertViolates(schedule, new int[] {0}, new int[] {0, 0, 1, 0});
        assertViolates(schedule, new int[] {0}, new int[] {0, 0, 0, 0}, "double-booking");
        assertViolates(schedule, new int[] {0}, new int[] {0, 0, 1, 1}, "availability");
        assertViolates(schedule, new int[] {0, 3}, new int[] {0, 0, 0, 1, 1, 0, 0, 0}, "budget", "double-booking");

        RestlessBanditInstance path = with(new ActionConstraint.Path(0, 4, new int[][] {{0, 1}, {1, 2}, {2, 3}}), 2);
        assertViolates(path, new int[] {1, 2}, new int[] {0, 1, 2, 2, 1, 0});
        assertViolates(path, new int[] {3}, new int[] {0, 1, 2, 1, 0}, "off-path");
        assertViolates(path, new int[] {3}, new int[] {0, 1, 2, 3, 2, 1, 0}, "walk-length");
        assertViolates(path, new int[] {2}, new int[] {0, 2, 0}, "edge", "edge");
        assertViolates(path, new int[] {1}, new int[] {0, 1}, "source");

        RestlessBanditInstance interventions =
                with(new ActionConstraint.Interventions(2, new int[][] {{0}, {0}, {1}, {1}}), 1);
        assertViolates(interventions, new int[] {0, 1}, new int[] {0});
        assertViolates(interventions, new int[] {0}, new int[] {0}, "intervention");
        assertViolates(interventions, new int[] {0, 1, 2, 3}, new int[] {0, 1}, "budget");

        RestlessBanditInstance plain = with(null, 1);
        assertViolates(plain, new int[] {0, 1}, new int[] {}, "budget");
        assertViolates(plain, new int[] {4}, new int[] {}, "unknown-arm");
        assertViolates(plain, new int[] {0, 0}, new int[] {}, "unknown-arm");
    }

    @Test
    void aRecordOfOtherLengthIsNoSolution() {
        RestlessBanditInstance plain = with(null, 1);
        assertThat(PROBLEM.evaluate(plain, new PolicyRecord("x", new int[1][3][0], new int[0][][], null))
                        .violations())
                .extracting(Violation::constraint)
                .containsExactly("episodes");
        assertThat(PROBLEM.evaluate(plain, new PolicyRecord("x", new int[2][4][0], new int[0][][], null))
                        .violations())
                .extracting(Violation::constraint)
                .containsExactly("steps");
    }
}
