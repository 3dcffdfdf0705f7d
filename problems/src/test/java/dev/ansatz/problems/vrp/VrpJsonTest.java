package dev.ansatz.problems.vrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.JsonDocuments;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class VrpJsonTest {
    /** A day of one van: an order from the hub, a return, and a parcel from one customer to the other. */
    private static final String DAY = """
            {
              "problem": "vrp",
              "name": "tuesday",
              "dimensions": ["parcels", "kg"],
              "locations": [
                {"id": "hub", "x": 0, "y": 0},
                {"id": "anna", "x": 3, "y": 4},
                {"id": "bert", "x": 3, "y": 0}
              ],
              "profiles": [
                {"id": "van",
                 "durations": [[0, 600, 300], [600, 0, 360], [300, 360, null]],
                 "distances": [[0, 5000, 3000], [5000, 0, 4000], [3000, 4000, 0]]}
              ],
              "tasks": [
                {"id": "order-17", "at": "anna", "delivery": [2, 30], "windows": [["09:00", "11:00"]], "service": "PT5M"},
                {"id": "return-3", "at": "bert", "pickup": [1], "penalty": 2.5, "priority": 4, "setup": 60},
                {"id": "gift", "amount": [1, 2], "maxRide": "PT1H",
                 "from": {"at": "bert", "service": 30}, "to": {"id": "gift-to", "at": "anna", "windows": [["08:00", null]]}}
              ],
              "vehicles": [
                {"id": "van", "number": 2, "start": "hub", "end": "hub", "capacity": [10, 500],
                 "shift": ["08:00", "16:30"], "skills": ["lift"],
                 "breaks": [{"id": "lunch", "windows": [["12:00", "13:00"]], "duration": "PT30M"}],
                 "costs": {"fixed": 10, "perDistance": 0.001, "perTime": 0.005}}
              ]
            }
            """;

    static VrpInstance read(String json) {
        return VrpJson.readInstance(InputFile.of("day.json", json));
    }

    static String write(VrpInstance instance) {
        StringWriter text = new StringWriter();
        try {
            VrpJson.writeInstance(instance, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<String> mistakes(String json) {
        return catchThrowableOfType(InputException.class, () -> read(json)).mistakes();
    }

    @Test
    void readsWhatTheModelHolds() {
        VrpInstance day = read(DAY.replace("360, null]]", "360, 0]]"));
        assertThat(day.name()).isEqualTo("tuesday");
        assertThat(day.dimensions()).containsExactly("parcels", "kg");
        assertThat(day.travel(0).duration(1, 2)).isEqualTo(360);
        assertThat(day.travel(0).distance(1, 2)).isEqualTo(4000);
        assertThat(day.size()).isEqualTo(4);
        assertThat(day.stop(0).windows()).isEqualTo(TimeWindows.of(9 * 3600, 11 * 3600));
        assertThat(day.stop(0).service()).isEqualTo(300);
        assertThat(day.stop(0).delivery()).containsExactly(2, 30);
        assertThat(day.stop(0).kind()).isEqualTo(Stop.Kind.DELIVERY);
        assertThat(day.task(1).required()).isFalse();
        assertThat(day.task(1).penalty()).isEqualTo(Math.round(2.5 * day.scale().cost()));
        assertThat(day.stop(1).pickup()).containsExactly(1, 0);
        assertThat(day.stop(1).setup()).isEqualTo(60);
        assertThat(day.task(2).maxRide()).isEqualTo(3600);
        assertThat(day.stop(3).id()).isEqualTo("gift-to");
        assertThat(day.stop(3).windows()).isEqualTo(TimeWindows.of(8 * 3600, TimeWindows.FOREVER));
        VehicleType van = day.type(0);
        assertThat(van.number()).isEqualTo(2);
        assertThat(van.shiftEnd()).isEqualTo(16 * 3600 + 1800);
        assertThat(van.breaks()).containsExactly(new VehicleType.Break("lunch", TimeWindows.of(43200, 46800), 1800));
        assertThat(van.costs().fixed()).isEqualTo(10 * day.scale().cost());
        assertThat(day.notes()).containsExactly("Times are seconds after midnight.");
    }

    @Test
    void datesCountFromTheFirstDay() {
        VrpInstance days = read("""
                {"problem": "vrp", "locations": [{"id": "a", "lat": 50.9, "lon": 6.9}, {"id": "b", "lat": 50.95, "lon": 6.9}],
                 "profiles": [{"id": "car", "kilometresPerHour": 36}],
                 "tasks": [{"id": "t", "at": "b", "windows": [["2026-12-02T08:00", "2026-12-02T09:30:30"]]}],
                 "vehicles": [{"id": "v", "start": "a", "shift": ["2026-12-01T06:00", "2026-12-02T20:00"]}]}
                """);
        assertThat(days.stop(0).windows()).isEqualTo(TimeWindows.of(86400 + 8 * 3600, 86400 + 9 * 3600 + 1830));
        assertThat(days.type(0).shiftStart()).isEqualTo(6 * 3600);
        assertThat(days.geographic()).isTrue();
        // 0.05 degrees of a circle of 2 pi 6371008.8 m at 10 m/s.
        assertThat(days.travel(0).distance(0, 1)).isEqualTo(5560);
        assertThat(days.travel(0).duration(0, 1)).isEqualTo(556);
        assertThat(days.notes()).containsExactly("Times are seconds after 2026-12-01T00:00.");
        assertThat(write(days)).contains("\"kilometresPerHour\":36").contains("\"lat\":50.9,\"lon\":6.9");
    }

    @Test
    void allMistakesAreToldAtOnceWithTheirLines() {
        assertThat(mistakes("""
                {"problem": "vrp",
                 "scale": {"time": 10},
                 "locations": [{"id": "hub", "x": 0, "y": 0}, {"id": "a", "x": 1}],
                 "profiles": [{"id": "p", "durations": [[0, 1],
                   [-2, 0]]}],
                 "tasks": [
                  {"id": "one", "at": "hubb", "servise": 5},
                  {"id": "two", "at": "a", "windows": [[5, 3]], "delivery": 1.5},
                  {"id": "three", "at": "a", "service": 0.25, "penalty": -1},
                  {"id": "three", "at": "a"},
                  {"id": "four", "at": "nowhere"},
                  {"id": "five", "from": {"at": "a"}}],
                 "groups": [{"id": "g", "kind": "one-of", "tasks": ["two", "six"]}],
                 "vehicles": [
                  {"id": "van", "start": "hub", "capacity": "ten", "order": "pickups-first"},
                  {"id": "bus", "shift": ["08:00", "25:00"], "start": "depot"}],
                 "colour": "red"}
                """))
                .containsExactly(
                        "day.json:3: location 'a' has one of its two coordinates only.",
                        "day.json:5: profile 'p': durations is negative from 'a' to 'hub': -2.",
                        "day.json:7: job 'one': the field 'servise' is not supported; did you mean service?",
                        "day.json:7: job 'one' is at the unknown location 'hubb'; did you mean hub?",
                        "day.json:8: job 'two': 'windows' ends before it begins: [5, 3].",
                        "day.json:8: job 'two': 'delivery' must have whole numbers of at least 0, not 1.5.",
                        "day.json:9: job 'three': 'service' 0.25 is finer than the scale 10; give the file a 'scale'.",
                        "day.json:9: job 'three': 'penalty' must be at least 0, not -1.",
                        "day.json:10: the task 'three' is given twice.",
                        "day.json:11: job 'four' is at the unknown location 'nowhere'.",
                        "day.json:12: shipment 'five' has no 'to'.",
                        "day.json:13: group 'g' has the unknown task 'six'.",
                        "day.json:15: vehicle 'van': Unknown order 'pickups-first'; known are free, deliveries-first,"
                                + " deliveries-first-and-needed.",
                        "day.json:15: vehicle 'van': 'capacity' must be a whole number or an array of them.",
                        "day.json:16: vehicle 'bus': 'shift' must be a number or a local time such as 08:00 or"
                                + " 2026-12-01T08:00.",
                        "day.json:16: vehicle 'bus' is at the unknown location 'depot'.",
                        "day.json:17: the file: the field 'colour' is not supported.");
    }

    @Test
    void whatIsMalformedAsTextIsToldByLine() {
        assertThat(mistakes("{\"problem\": \"vrp\",\n \"tasks\": [}"))
                .first()
                .asString()
                .startsWith("day.json:2: malformed JSON");
        assertThat(mistakes("{\"problem\": \"vrp\",\n \"name\": \"a\",\n \"name\": \"b\"}"))
                .contains("day.json:3: the field 'name' is given twice.");
        assertThat(mistakes("{\"problem\": \"vrp\"}")).contains("day.json: day has no vehicles.");
    }

    @Test
    void unitsMustFitTogether() {
        assertThat(mistakes("""
                {"problem": "vrp", "scale": {"distance": 1},
                 "locations": [{"id": "a", "x": 0, "y": 0}],
                 "profiles": [{"id": "p", "metric": "EXACT_2D", "rounding": "dimacs"}],
                 "tasks": [], "vehicles": [{"id": "v"}]}
                """))
                .containsExactly(
                        "day.json:3: profile 'p': the rounding dimacs counts in parts of 10, the scale of the file in"
                                + " parts of 1 and 1.");
    }

    @Test
    void aMetricIsWrittenAsSuch() {
        VrpInstance plane = VrpInstance.builder("plane")
                .scale(10, 10)
                .location("a", 0, 0)
                .location("b", 1, 1)
                .profile("p", Metric.EXACT_2D, Rounding.DIMACS)
                .job("t", t -> t.at("b").service(15))
                .vehicle("v", v -> v.start("a"))
                .build();
        String json = write(plane);
        assertThat(json)
                .contains("{\"id\":\"p\",\"metric\":\"EXACT_2D\",\"rounding\":\"dimacs\"}")
                .contains("\"service\":1.5");
        VrpInstance back = read(json);
        assertThat(back.travel(0).distance(0, 1)).isEqualTo(14);
        assertThat(back.stop(0).service()).isEqualTo(15);
        assertThat(write(back)).isEqualTo(json);
    }

    @Test
    void aPlanHasTimesLoadsAndCostsInUnitsOfTheUser() {
        VrpInstance day = read(DAY.replace("360, null]]", "360, 0]]"));
        VrpPlan plan = VrpPlan.of(new VrpPlan.Route(0, new int[] {2, 3, 0, day.breakActivity(0, 0)}));
        JsonNode json = JsonDocuments.read(VrpJson.formatSolution(day, plan));
        assertThat(json.path("problem").asString()).isEqualTo("vrp");
        assertThat(json.path("instance").asString()).isEqualTo("tuesday");
        JsonNode route = json.path("routes").path(0);
        assertThat(route.path("vehicle").asString()).isEqualTo("van-1");
        // hub - bert - anna - hub: 300 + 30 + 360 + 300 + 600 s, the order not after 11:00 and lunch not before 12:00.
        assertThat(route.path("distance").asInt()).isEqualTo(12000);
        assertThat(json.path("objective").asDouble())
                .isEqualTo(Vrp.PROBLEM.evaluate(day, plan).objective())
                .isEqualTo(10 + 12 + 0.005 * route.path("duration").asInt() + 2.5);
        assertThat(route.path("stops")
                        .valueStream()
                        .map(stop -> stop.path("task").asString("-") + " "
                                + stop.path("kind").asString() + " " + stop.path("load")))
                .containsExactly(
                        "- start [2,30]",
                        "gift pickup [3,32]",
                        "gift delivery [2,30]",
                        "order-17 delivery [0,0]",
                        "lunch break [0,0]",
                        "- end [0,0]");
        assertThat(json.path("unserved").toString())
                // On the way, and lunch is waited for anyway.
                .isEqualTo("[{\"task\":\"return-3\",\"reason\":\"vehicle 'van': vehicle 'van-1' could serve it for 0"
                        + " more, less than its penalty of 2.5: the plan can be improved\"}]");
        assertThat(json.has("violations")).isFalse();
        assertThat(VrpJson.readSolution(InputFile.of("p.json", VrpJson.formatSolution(day, plan)), day))
                .isEqualTo(plan);
    }

    @Test
    void aPlanOfVehiclesAndTasksIsEnough() {
        VrpInstance day = read(DAY.replace("360, null]]", "360, 0]]"));
        VrpPlan plan = VrpJson.readSolution(InputFile.of("p.json", """
                        {"routes": [{"vehicle": "van-2", "stops": [{"task": "gift"}, {"task": "gift"}]},
                         {"vehicle": "van", "stops": [{"task": "order-17"}]}]}
                        """), day);
        assertThat(plan).isEqualTo(VrpPlan.of(new VrpPlan.Route(0, new int[] {2, 3}), new VrpPlan.Route(0, new int[] {0
        })));
    }

    @Test
    void allMistakesOfAPlanAreToldAtOnce() {
        VrpInstance day = read(DAY.replace("360, null]]", "360, 0]]"));
        assertThatThrownBy(() -> VrpJson.readSolution(InputFile.of("p.json", """
                                {"problem": "vrp",
                                 "routes": [{"vehicle": "van-3", "stops": [
                                  {"task": "ordr-17"},
                                  {"task": "order-17", "kind": "pickup"},
                                  {"task": "dinner", "kind": "break"}]},
                                 {"vehicle": "bike", "stops": []}], "cost": 3}
                                """), day))
                .hasMessage("""
                        p.json:2: there is no vehicle 'van-3': there are 2 of 'van'.
                        p.json:3: a stop of route 1 has the unknown task 'ordr-17'; did you mean order-17?
                        p.json:4: task 'order-17' has no 'pickup'; it has delivery.
                        p.json:5: vehicle 'van' has no break 'dinner'.
                        p.json:6: route 2 has the unknown vehicle 'bike'.
                        p.json:6: the file: the field 'cost' is not supported.""");
    }
}
