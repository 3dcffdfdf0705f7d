package dev.ansatz.problems.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders as a table (CSV), and plans in their ids. */
class OrderTableTest {
    private static final String ORDERS = """
            id,x,y,demand
            hub,0,0,0
            A-17,3,0,4
            B 2,3,4,5
            """;

    @TempDir
    private Path folder;

    private static CvrpInstance orders(String text, long capacity) {
        return Cvrp.PROBLEM.readOrders(InputFile.of("orders.csv", text), capacity);
    }

    private static List<String> mistakes(String text) {
        return catchThrowableOfType(InputException.class, () -> orders(text, 10))
                .mistakes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,x,y,demand\nhub,0,0,0\nA-17,3,0,4\nB 2,3,4,5\n",
                "\uFEFFid;x;y;demand\r\nhub;0,0;0;0\r\n\r\nA-17;3,00;0;4\r\n\"B 2\";3;4.0;5",
                " ID\tDemand\tY\tX \nhub\t\t0\t0\nA-17\t4\t0\t3\nB 2\t5\t4\t3\n",
                "sep=;\nid;x;y;demand;\nhub;0;0;0;\n;;;;\nA-17;3;0;4;\n \"B 2\" ;3;4;5;\n",
                "\nid,demand,x,y\rhub,0,0,0\rA-17,4,3,0\rB 2,5,3,4\r",
                "id,x,y,demand\nA-17,3,0,4\nB 2,3,4,5\nhub,0,0,0\n"
            })
    void separatorsQuotesMarksAndOrdersOfColumnsAreRead(String text) {
        InputFile file = InputFile.of("monday", text);
        assertThat(Problems.recognise(file)).isSameAs(Cvrp.PROBLEM);
        CvrpInstance instance = Cvrp.PROBLEM.readOrders(file, 10);
        assertThat(instance.name()).isEqualTo("monday");
        assertThat(instance.ids().toList()).containsExactly("hub", "A-17", "B 2");
        assertThat(instance.demands()).containsExactly(0, 4, 5);
        assertThat(instance.capacity()).isEqualTo(10);
        Evaluation plan = Cvrp.PROBLEM.evaluate(instance, new Routes(new int[] {1, 2}));
        assertThat(plan.feasible()).isTrue();
        assertThat(plan.objective()).isEqualTo(12);
        assertThat(instance.notes())
                .anyMatch(note -> note.startsWith("The depot is 'hub', line "))
                .anyMatch(note -> note.contains("not rounded (EXACT_2D)"));
    }

    @Test
    void degreesAreMetresOnTheGlobeAndOtherColumnsAreNamed() {
        // A degree of latitude, and at 60 degrees half a degree of longitude, of the mean sphere.
        CvrpInstance instance =
                orders("name,id,lat,lon,demand,phone\nus,depot,59,10,,\nAnna,1,60,10,1,555\nBen,2,60,11,1,556\n", 2);
        assertThat(instance.distances().between(0, 1)).isEqualTo(111_195);
        assertThat(instance.distances().between(1, 2)).isCloseTo(111_195 / 2.0, within(20.0));
        assertThat(instance.notes())
                .anyMatch(note -> note.contains("HAVERSINE"))
                .contains("The columns name, phone are not used.");
    }

    @Test
    void withoutDemandsTheTableIsATour() {
        InputFile file = InputFile.of("towns", "id,x,y\nRome,0,0\nOslo,3,0\nBonn,3,4\n");
        assertThat(Problems.recognise(file)).isSameAs(Tsp.PROBLEM);
        TspInstance instance = Tsp.PROBLEM.readInstance(file);
        assertThat(instance.ids(new Tour(2, 0, 1))).containsExactly("Bonn", "Rome", "Oslo");
        assertThat(instance.tour(List.of("Bonn", "Rome", "Oslo"))).isEqualTo(new Tour(2, 0, 1));
        assertThat(Tsp.PROBLEM.readInstance(InputFile.of("o", ORDERS)).notes())
                .contains("The column demand is not used.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "first,1,1,0;Depot,0,0,0;a,1,1,0 | Depot | by its id",
                "first,0,0,;a,1,1,1;b,1,2,0 | first | the first without demand",
                "a,1,1,1;last,0,0,0 | last | the only one without demand"
            })
    void theDepotIsFoundByItsRule(String rows, String depot, String rule) {
        CvrpInstance instance = orders("id,x,y,demand\n" + rows.replace(';', '\n'), 10);
        assertThat(instance.id(0)).as(rule).isEqualTo(depot);
    }

    @Test
    void allMistakesAreToldAtOnceByLine() {
        assertThat(mistakes("id,x,y,demand\nhub,0,0,0\na,1,1,3\na,2,,4\n,5,5,1\nb,1,zwei,11\nc,1,1,-1\nd,1,1,2.5\n"
                        + "e,1,1\nf,1,1,1,1\n"))
                .containsExactly(
                        "orders.csv:4: the y is missing.",
                        "orders.csv:4: the id 'a' is given twice.",
                        "orders.csv:5: the id is missing.",
                        "orders.csv:6: the y 'zwei' is not a number.",
                        "orders.csv:6: the demand 11 of 'b' is above the capacity 10.",
                        "orders.csv:7: the demand -1 of 'c' is negative.",
                        "orders.csv:8: the demand 2.5 of 'd' is not a whole number; count in a smaller unit.",
                        "orders.csv:9: the demand of 'e' is missing.",
                        "orders.csv:10: the row has 5 fields for the 4 columns of the header.");
        assertThat(mistakes("id,lat,lon,demand\nhub,91,0,0\na,1,-181,x\n"))
                .containsExactly(
                        "orders.csv:2: the lat 91 is outside -90..90.",
                        "orders.csv:3: the lon -181 is outside -180..180.",
                        "orders.csv:3: the demand 'x' is not a number.");
        assertThat(mistakes("id,x,y,demand\na,0,0,1\nb,0,0,1\n"))
                .containsExactly("orders.csv:2: no row is the depot: give it the id depot, or make it the first row"
                        + " with the demand 0.");
        assertThat(mistakes("order,east,north,demand\na,0,0,1\n"))
                .singleElement()
                .asString()
                .startsWith("orders.csv:1: the header has no column id and no column x and no column y; a table");
        assertThat(mistakes("id,x,y,x,demand\na,0,0,1,1\n"))
                .containsExactly("orders.csv:1: the column x is given twice.");
        assertThat(mistakes("id,x,y,lat,lon,demand\na,0,0,1,1,1\n"))
                .singleElement()
                .asString()
                .contains("contradict each other");
        assertThat(mistakes("id,x,y,demand\n"))
                .containsExactly("orders.csv:1: the table has no rows below its header.");
    }

    @Test
    void withoutACapacityTheOptionIsNamed() {
        InputFile file = InputFile.of("orders.csv", ORDERS);
        assertThatThrownBy(() -> Problems.recognise(file).readInstance(file))
                .isInstanceOf(InputException.class)
                .hasMessage("orders.csv: the capacity of a vehicle is not in the table; give it with --capacity N.");
    }

    @Test
    void otherTablesAreNotTakenForOrders() {
        InputFile other = InputFile.of("bks.csv", "instance,bks\nA-n32-k5,784\n");
        assertThatThrownBy(() -> Problems.recognise(other))
                .hasMessage("bks.csv: the problem type is not recognised; a table of orders has the columns"
                        + " id, x, y, demand or id, lat, lon, demand in its first line.");
        InputFile halfKnown = InputFile.of("mine.csv", "ID,Street,Demand\n1,Elm,2\n");
        assertThatThrownBy(() -> Problems.recognise(halfKnown).readInstance(halfKnown))
                .hasMessageContaining("the header has no column x and no column y; a table");
    }

    @Test
    void plansAreWrittenAndReadInIds() {
        CvrpInstance instance = orders(ORDERS.replace("B 2", "\"B \"\"2\"\"\""), 10);
        Routes routes = new Routes(new int[] {2, 1});
        assertThat(instance.ids(routes)).containsExactly(List.of("B \"2\"", "A-17"));
        assertThat(instance.routes(instance.ids(routes))).isEqualTo(routes);
        String text = Cvrp.PROBLEM.formats().formatSolution(instance, routes);
        assertThat(text).isEqualTo("Route #1: \"B \"\"2\"\"\" A-17\nCost 12\n");
        for (String plan : new String[] {text, Cvrp.PROBLEM.formats().formatSolutionAsJson(instance, routes)}) {
            InputFile file = InputFile.of("plan.sol", plan);
            assertThat(Cvrp.PROBLEM.readSolution(file, instance)).isEqualTo(routes);
            assertThat(Cvrp.PROBLEM.formats().readClaimedObjective(file)).isEqualTo(12);
        }
        assertThatThrownBy(() -> Cvrp.PROBLEM.readSolution(
                        InputFile.of("plan.sol", "Route #1: 1 A-17 hub\nRoute #2: 2\n"), instance))
                .hasMessage("plan.sol:1: the customer '1' is unknown to orders.\n"
                        + "plan.sol:1: 'hub' is the depot, not a customer.\n"
                        + "plan.sol:2: the customer '2' is unknown to orders.");
        assertThat(Cvrp.PROBLEM.evaluate(instance, new Routes(new int[] {1, 1})).violations())
                .extracting(Object::toString)
                .containsExactly("repeated-customer: customer A-17 by 1", "missing-customer: customer B \"2\" by 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Rome", "-1", "EOF", "TYPE", "7 hills", "12", "Köln \"am Rhein\""})
    void toursAreWrittenAndReadInAnyIds(String id) {
        TspInstance instance = Tsp.PROBLEM.readInstance(
                InputFile.of("towns", "id,x,y\n1,0,0\n\"" + id.replace("\"", "\"\"") + "\",3,0\nBonn,3,4\n"));
        Tour tour = new Tour(1, 2, 0);
        for (String text : new String[] {
            Tsp.PROBLEM.formats().formatSolution(instance, tour),
            Tsp.PROBLEM.formats().formatSolutionAsJson(instance, tour)
        }) {
            InputFile file = InputFile.of("plan.tour", text);
            assertThat(Tsp.PROBLEM.readSolution(file, instance)).as(text).isEqualTo(tour);
            assertThat(Tsp.PROBLEM.formats().readClaimedObjective(file)).isEqualTo(12);
        }
    }

    @Test
    void idsStayInJsonAndThereOnly() {
        CvrpInstance instance = orders(ORDERS, 10);
        Path file = folder.resolve("orders.json");
        Cvrp.PROBLEM.writeInstance(instance, file);
        assertThat(Cvrp.PROBLEM.readInstance(file).ids()).isEqualTo(instance.ids());
        assertThatThrownBy(() -> Cvrp.PROBLEM.writeInstance(instance, folder.resolve("orders.vrp")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no place for ids; write a .json file");
        String json = "{\"problem\": \"tsp\", \"metric\": \"EUC_2D\",\n\"coordinates\": [[0, 0], [3, 0], [3, 4]],\n";
        TspInstance tsp = Tsp.PROBLEM.readInstance(InputFile.of("t", json + "\"ids\": [\"a\", 7, \"c\"]}"));
        assertThat(tsp.ids().toList()).containsExactly("a", "7", "c");
        assertThatThrownBy(() -> Tsp.PROBLEM.readInstance(InputFile.of("t", json + "\"ids\": [\"a\", \"a\",\n\"\"]}")))
                .hasMessage("t:3: the id 'a' is given twice.\nt:4: the id is missing.");
        assertThatThrownBy(() -> Tsp.PROBLEM.readInstance(InputFile.of("t", json + "\"ids\": [\"a\"]}")))
                .hasMessage("t:3: there are 1 ids for 3 nodes.");
    }

    @Test
    void customersKeepTheirIdsWhenOthersComeAndGo() {
        CvrpInstance instance = orders(ORDERS, 10);
        CvrpInstance more = instance.withCustomer("C", 1, 1, 2).withoutCustomer(1);
        assertThat(more.ids().toList()).containsExactly("hub", "B 2", "C");
        assertThat(more.restrictedTo(2).ids().toList()).containsExactly("hub", "C");
        assertThat(instance.withDemand(1, 1).withMaxVehicles(2).ids()).isEqualTo(instance.ids());
        assertThat(instance.withCustomer(1, 1, 2).id(3)).isEqualTo("3");
        assertThatThrownBy(() -> instance.withCustomer("A-17", 1, 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'A-17' is given twice");
    }
}
