package dev.ansatz.problems.vrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.JsonDocuments;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class VroomJsonTest {
    /** Two jobs, one of them urgent, a shipment, and a job that asks for a skill that nobody has. */
    private static final String MATRIX = """
            {
              "jobs": [
                {"id": 1, "location_index": 1, "delivery": [1], "service": 5, "description": "first"},
                {"id": 2, "location_index": 2, "delivery": [1], "setup": 3, "priority": 10},
                {"id": 3, "location_index": 3, "skills": [9]}
              ],
              "shipments": [
                {"amount": [1], "pickup": {"id": 1, "location_index": 4}, "delivery": {"id": 1, "location_index": 1}}
              ],
              "vehicles": [
                {"id": 7, "start_index": 0, "end_index": 0, "capacity": [2], "time_window": [0, 100],
                 "breaks": [{"id": 1, "time_windows": [[12, 40]], "service": 5}],
                 "steps": [{"type": "start"}, {"type": "job", "id": 1}, {"type": "job", "id": 2}, {"type": "end"}]}
              ],
              "matrices": {"car": {
                "durations": [[0, 10, 20, 30, 9], [10, 0, 15, 25, 9], [20, 15, 0, 12, 9], [30, 25, 12, 0, 9], [9, 9, 9, 9, 0]],
                "distances": [[0, 100, 200, 300, 1], [100, 0, 150, 250, 1], [200, 150, 0, 120, 1], [300, 250, 120, 0, 1],
                  [1, 1, 1, 1, 0]]}}
            }
            """;

    private static InputFile file(String json) {
        return InputFile.of("day.json", json);
    }

    @Test
    void isRecognisedByItsKeys() {
        assertThat(VroomJson.recognises(file(MATRIX))).isTrue();
        assertThat(VroomJson.recognises(file("{\"vehicles\": [], \"shipments\": []}")))
                .isTrue();
        assertThat(VroomJson.recognises(file("{\"problem\": \"vrp\", \"vehicles\": [], \"jobs\": []}")))
                .isFalse();
        assertThat(VroomJson.recognises(file("{\"vehicles\": []}"))).isFalse();
        assertThat(VroomJson.recognises(file("NAME : x"))).isFalse();
    }

    @Test
    void stepsAreAWarmStartWithTheBreakWhereItFits() {
        VrpInstance instance = VroomJson.read(file(MATRIX));
        VrpPlan start = Objects.requireNonNull(VroomJson.warmStart(file(MATRIX), instance));
        assertThat(start).isEqualTo(VrpPlan.of(new VrpPlan.Route(0, new int[] {0, instance.breakActivity(0, 0), 1})));
        assertThat(Vrp.PROBLEM.evaluate(instance, start).feasible()).isTrue();
        assertThat(VroomJson.warmStart(file(MATRIX.replaceAll("(?s),\\s*\"steps\".*?\\]", "")), instance))
                .isNull();
    }

    @Test
    void plansAreWrittenAsVroomPrintsThem() {
        VrpInstance instance = VroomJson.read(file(MATRIX));
        VrpPlan plan = Objects.requireNonNull(VroomJson.warmStart(file(MATRIX), instance));
        JsonNode json = JsonDocuments.read(VroomJson.formatSolution(instance, plan));
        assertThat(json.path("code").asInt(-1)).isZero();
        // 10 there, 5 of service, 5 of break, 15 on, 3 of setup, 20 home.
        JsonNode summary = json.path("summary");
        assertThat(summary.toString())
                .isEqualTo("{\"cost\":45,\"delivery\":[2],\"amount\":[2],\"pickup\":[0],\"setup\":3,\"service\":10,"
                        + "\"duration\":45,\"waiting_time\":0,\"priority\":10,\"distance\":450,\"routes\":1,"
                        + "\"unassigned\":3,\"violations\":[]}");
        JsonNode route = json.path("routes").path(0);
        assertThat(route.path("vehicle").asInt()).isEqualTo(7);
        assertThat(route.path("cost").asInt()).isEqualTo(45);
        assertThat(route.path("steps").valueStream().map(JsonNode::toString))
                .containsExactly(
                        "{\"type\":\"start\",\"location_index\":0,\"arrival\":0,\"duration\":0,\"distance\":0,\"setup\":0,"
                                + "\"service\":0,\"waiting_time\":0,\"load\":[2],\"violations\":[]}",
                        "{\"type\":\"job\",\"id\":1,\"description\":\"first\",\"location_index\":1,\"arrival\":10,"
                                + "\"duration\":10,\"distance\":100,\"setup\":0,\"service\":5,\"waiting_time\":0,\"load\":[1],"
                                + "\"violations\":[]}",
                        "{\"type\":\"break\",\"id\":1,\"arrival\":15,\"duration\":10,\"setup\":0,\"service\":5,"
                                + "\"waiting_time\":0,\"load\":[1],\"violations\":[]}",
                        "{\"type\":\"job\",\"id\":2,\"location_index\":2,\"arrival\":35,\"duration\":25,\"distance\":250,"
                                + "\"setup\":3,\"service\":0,\"waiting_time\":0,\"load\":[0],\"violations\":[]}",
                        "{\"type\":\"end\",\"location_index\":0,\"arrival\":58,\"duration\":45,\"distance\":450,\"setup\":0,"
                                + "\"service\":0,\"waiting_time\":0,\"load\":[0],\"violations\":[]}");
        assertThat(json.path("unassigned")
                        .valueStream()
                        .map(task -> task.path("type").asString() + " " + task.path("id") + ": "
                                + task.path("reason").asString()))
                .first()
                .isEqualTo("job 3: vehicle '7': the vehicle lacks 9");
        assertThat(json.path("unassigned")
                        .valueStream()
                        .map(task -> task.path("type").asString()))
                .containsExactly("job", "pickup", "delivery");
    }

    @Test
    void outputsOfVroomAreReadAsPlans() {
        VrpInstance instance = VroomJson.read(file(MATRIX));
        VrpPlan plan = VrpPlan.of(new VrpPlan.Route(0, new int[] {0, instance.breakActivity(0, 0), 3, 4, 1}));
        InputFile output = file(VroomJson.formatSolution(instance, plan));
        assertThat(VrpJson.readSolution(output, instance)).isEqualTo(plan);
        assertThat(VrpJson.readClaimedObjective(output)).isNull();
        // A break that is missing is not made up.
        VrpPlan tired = VrpPlan.of(new VrpPlan.Route(0, new int[] {0, 1}));
        assertThat(VrpJson.readSolution(file(VroomJson.formatSolution(instance, tired)), instance))
                .isEqualTo(tired);
    }

    @Test
    void waitingOnTheWayToAWindowAndDrivingBeforeABreakAreSaid() {
        String json =
                MATRIX.replace("\"setup\": 3", "\"time_windows\": [[60, 70]]").replace("[[12, 40]]", "[[20, 40]]");
        VrpInstance instance = VroomJson.read(file(json));
        VrpPlan plan = VrpPlan.of(new VrpPlan.Route(0, new int[] {0, instance.breakActivity(0, 0), 1}));
        JsonNode steps = JsonDocuments.read(VroomJson.formatSolution(instance, plan))
                .path("routes")
                .path(0)
                .path("steps");
        // Away from job 1 at 15, five of the fifteen seconds to job 2 until the break at 20, ten after it; 25 seconds
        // early.
        assertThat(steps.path(2).path("arrival").asInt()).isEqualTo(20);
        assertThat(steps.path(2).path("duration").asInt()).isEqualTo(15);
        assertThat(steps.path(3).path("arrival").asInt()).isEqualTo(35);
        assertThat(steps.path(3).path("waiting_time").asInt()).isEqualTo(25);
        assertThat(steps.path(3).path("duration").asInt()).isEqualTo(25);
    }

    @Test
    void prioritiesGoBeforeTheNumberOfTasksAndThatBeforeCost() {
        VrpInstance instance = VroomJson.read(file(MATRIX));
        assertThat(instance.task(3).id()).isEqualTo("1-1");
        long plain = instance.penalty(0);
        assertThat(instance.penalty(3)).isEqualTo(2 * plain);
        assertThat(instance.penalty(2)).isEqualTo(plain);
        // The dearest plan there is reaches each place by its longest way.
        assertThat(plain)
                .isGreaterThan((25 + 20 + 30 + 9 + 25 + 30) * instance.scale().cost());
        // One step of priority weighs more than all five tasks, twice over those of a plan.
        assertThat(instance.penalty(1) - plain).isEqualTo(10 * 6 * plain);
        assertThat(instance.notes()).hasSize(1);
    }

    @Test
    void whatDoesNotFitIntoANumberIsSaid() {
        assertThat(crowd(0.1).notes()).anyMatch(note -> note.startsWith("A step of priority counts as much as "));
        assertThat(crowd(1).notes())
                .anyMatch(note -> note.startsWith("A task that is left out counts as much as a cost of "));
        assertThat(crowd(1).penalty(0)).isPositive();
    }

    private static VrpInstance crowd(double degrees) {
        StringBuilder jobs = new StringBuilder();
        for (int j = 0; j < 2000; j++) {
            jobs.append(j == 0 ? "" : ",")
                    .append("{\"id\": " + j + ", \"location\": [" + (j % 100) * degrees + ", 0], \"priority\": 100}");
        }
        return VroomJson.read(file("{\"jobs\": [" + jobs
                + "], \"vehicles\": [{\"id\": 1, \"start\": [0, 0], \"costs\": {\"per_km\": 1}}]}"));
    }

    @Test
    void withoutMatricesDistancesAreGreatCircles() {
        String json = """
                {"jobs": [{"id": 10, "location": [7.0, 50.9]}, {"id": 11, "location": [7.0, 51.0], "pickup": [2]}],
                 "vehicles": [{"id": 1, "profile": "bike", "start": [7.0, 50.9], "capacity": [4], "speed_factor": 2,
                   "costs": {"fixed": 100, "per_hour": 360, "per_km": 2}}]}
                """;
        VrpInstance instance = VroomJson.read(file(json));
        assertThat(instance.notes())
                .contains(
                        "Profile 'bike' has no matrix: distances are great-circle metres, durations are those at 15 km/h.");
        assertThat(instance.locations().toList()).containsExactly("7,50.9", "7,51");
        VrpPlan plan = VrpPlan.of(new VrpPlan.Route(0, new int[] {0, 1}));
        JsonNode route = JsonDocuments.read(VroomJson.formatSolution(instance, plan))
                .path("routes")
                .path(0);
        // A tenth of a degree is 11120 m, 2669 s at 15 km/h, half of that at twice the speed.
        assertThat(route.path("distance").asInt()).isEqualTo(11120);
        assertThat(route.path("duration").asInt()).isEqualTo(1335);
        assertThat(route.path("cost").asInt()).isEqualTo(100 + 133 + 22);
        assertThat(route.path("steps").path(2).path("location").toString()).isEqualTo("[7,51]");
        assertThat(route.path("steps").path(2).has("location_index")).isFalse();
        assertThat(route.path("pickup").toString()).isEqualTo("[2]");
        assertThat(Vrp.PROBLEM.parts(instance, plan))
                .isEqualTo(Map.of("fixed", 100.0, "distance", 22.24, "driving", 133.5));
    }

    @Test
    void allMistakesAreToldAtOnce() {
        String json = """
                {"jobs": [
                  {"id": 1, "location_index": 9},
                  {"id": 1, "location_index": 1, "service": -3},
                  {"id": "b", "location_index": 1, "priority": 101},
                  {"id": 4, "location": [1, 2], "service_per_type": {"a": 1}},
                  {"id": 5, "location_index": 1, "time_windows": [[5, 1]], "servce": 1}],
                 "shipments": [
                  {"pickup": {"id": 1, "location_index": 0}, "delivery": {"id": 1, "location_index": 1}, "amount": [1, 2]},
                  {"pickup": {"id": 1, "location_index": 0}}],
                 "vehicles": [
                  {"id": 1, "start_index": 0, "capacity": [3], "breaks": [{"id": 1, "max_load": [0]}]},
                  {"id": 2, "costs": {"per_km": 1}}],
                 "matrices": {"car": {"durations": [[0, 1], [1, 0]],
                    "costs": [[0, 1], [1, 0]]}}}
                """;
        assertThat(catchThrowableOfType(InputException.class, () -> VroomJson.read(file(json)))
                        .mistakes())
                .containsExactly(
                        "day.json:2: job '1': 'location_index' is 9, but the matrices have 2 rows, counted from 0.",
                        "day.json:3: job '1': 'service' must be at least 0, not -3.",
                        "day.json:3: the task '1' is given twice.",
                        "day.json:4: job 'b': an id must be a whole number.",
                        "day.json:4: job 'b': 'priority' must be between 0 and 100, not 101.",
                        "day.json:5: job '4': 'service_per_type' is not supported; service may not depend on the vehicle.",
                        "day.json:5: job '4' has no 'location_index', which matrices need.",
                        "day.json:6: job '5': 'time_windows' ends before it begins: [5, 1].",
                        "day.json:6: job '5': the field 'servce' is not supported; did you mean service?",
                        "day.json:9: the pickup '1' is given twice.",
                        "day.json:9: a shipment has no 'delivery'.",
                        "day.json:11: vehicle '1': 'capacity' has 1 amounts where others have 2.",
                        "day.json:11: break '1': a load at breaks (max_load) is not supported.",
                        "day.json:12: vehicle '2' has neither start nor end.",
                        "day.json:12: vehicle '2' has a cost per km or a longest distance, but profile 'car' has no distances.",
                        "day.json:14: profile 'car': matrices of costs are not supported.");
    }

    @Test
    void mistakesOfStepsAreToldAtOnce() {
        VrpInstance instance = VroomJson.read(file(MATRIX));
        String json = MATRIX.replace("\"type\": \"job\", \"id\": 1", "\"type\": \"job\", \"id\": 8")
                .replace("\"type\": \"job\", \"id\": 2", "\"type\": \"jog\", \"id\": 2");
        assertThatThrownBy(() -> VroomJson.warmStart(file(json), instance)).hasMessage("""
                        day.json:13: a step of vehicle '7': there is no job '8'.
                        day.json:13: a step of vehicle '7': the type must be start, job, pickup, delivery, break or end, not 'jog'.""");
    }

    @Test
    void plansOfOtherFilesHaveNumbersAndDescriptions() {
        VrpInstance instance = VrpInstance.builder("named")
                .location("hub")
                .location("anna")
                .profile("van", (a, b) -> 10, (a, b) -> 20)
                .job("order", job -> job.at("anna"))
                .vehicles("van", 2, van -> van.start("hub"))
                .build();
        JsonNode route = JsonDocuments.read(
                        VroomJson.formatSolution(instance, VrpPlan.of(new VrpPlan.Route(0, new int[] {0}))))
                .path("routes")
                .path(0);
        assertThat(route.path("vehicle").asInt()).isEqualTo(1);
        assertThat(route.path("description").asString()).isEqualTo("van-1");
        assertThat(route.path("steps").path(1).path("id").asInt()).isEqualTo(1);
        assertThat(route.path("steps").path(1).path("description").asString()).isEqualTo("order");
    }

    @Test
    void survivesOurOwnJson() {
        VrpInstance instance = VroomJson.read(file(MATRIX));
        VrpInstance back = VrpJson.readInstance(file(VrpJsonTest.write(instance)));
        VrpPlan plan = VrpPlan.of(new VrpPlan.Route(0, new int[] {0, instance.breakActivity(0, 0), 3, 4, 1}));
        assertThat(Vrp.PROBLEM.evaluate(back, plan)).isEqualTo(Vrp.PROBLEM.evaluate(instance, plan));
        assertThat(VroomJson.formatSolution(back, plan)).isEqualTo(VroomJson.formatSolution(instance, plan));
    }
}
