package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.cli.plot.Plot;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.TracePoint;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.NodeIds;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class PlotTest {
    private static final CvrpInstance FIVE = new CvrpInstance(
            "five <&> \"friends\"",
            new CoordinateDistances(new double[] {0, 1, 2, -1, -2, 0}, new double[] {0, 1, 1, 2, 2, -3}, Metric.EUC_2D),
            new long[] {0, 1, 2, 3, 4, 5},
            7);
    private static final Routes THREE_ROUTES = new Routes(new int[] {1, 2}, new int[] {3, 4}, new int[] {5});

    private static <I extends Instance, S> Plot plot(Problem<I, S> problem, I instance, S solution) {
        var evaluation = problem.evaluate(instance, solution);
        var trace = List.of(
                new TracePoint(0.1, evaluation.objective() + 5, "first"),
                new TracePoint(0.4, evaluation.objective(), "second"));
        return Plot.of(
                problem,
                instance,
                solution,
                "hybrid",
                new Outcome<>(solution, evaluation, null, trace, Status.FEASIBLE, 1, List.of()));
    }

    private static String text(Plot plot, String file) {
        return new String(plot.render(Path.of(file)), StandardCharsets.UTF_8);
    }

    private static Document xml(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void svgShowsEveryRouteTheDepotTheObjectiveAndLoads() throws Exception {
        Document svg = xml(text(plot(Cvrp.PROBLEM, FIVE, THREE_ROUTES), "plan.svg"));
        NodeList texts = svg.getElementsByTagName("text");
        List<String> words = IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
        double objective = Cvrp.PROBLEM.evaluate(FIVE, THREE_ROUTES).objective();
        assertThat(words)
                .contains("five <&> \"friends\", objective " + (long) objective)
                .contains("depot", "route 1", "route 2", "route 3", "3 / 7", "7 / 7", "5 / 7");
        // Per route: its line, two ways to the depot, and its line in the legend.
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(3 * 4);
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(5);
    }

    @Test
    void routesShowTheirDirectionAndAsManyLabelsAsDoNotOverlap() throws Exception {
        for (int size : new int[] {20, 200, 2000}) {
            CvrpInstance instance = Cvrp.PROBLEM.generate(size, 1, "uniform");
            List<int[]> routes = new java.util.ArrayList<>();
            for (int first = 1; first <= size; first += 2) {
                routes.add(first < size ? new int[] {first, first + 1} : new int[] {first});
            }
            Document svg =
                    xml(text(plot(Cvrp.PROBLEM, instance, new Routes(routes.toArray(int[][]::new))), "plan.svg"));
            assertThat(svg.getElementsByTagName("polygon").getLength()).isBetween(size / 3, size);
            List<double[]> boxes = new java.util.ArrayList<>();
            NodeList texts = svg.getElementsByTagName("text");
            for (int i = 0; i < texts.getLength(); i++) {
                var at = texts.item(i).getAttributes();
                double x = Double.parseDouble(at.getNamedItem("x").getNodeValue());
                double y = Double.parseDouble(at.getNamedItem("y").getNodeValue());
                if (x < 776 && y > 84) { // on the map
                    boxes.add(new double[] {
                        x, y, 5.5 * texts.item(i).getTextContent().length()
                    });
                }
            }
            assertThat(boxes).hasSizeBetween(Math.min(size, 60) * 2 / 3, 250);
            for (double[] a : boxes) {
                assertThat(boxes)
                        .noneMatch(
                                b -> b != a && a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && Math.abs(a[1] - b[1]) < 5);
            }
        }
    }

    @Test
    void idsAreLabelsAndTheTableHasThemInFull() throws Exception {
        CvrpInstance named = FIVE.withIds(new NodeIds(List.of("hub", "a", "an order with a long name", "c", "d", "e")));
        Plot plot = plot(Cvrp.PROBLEM, named, THREE_ROUTES);
        assertThat(text(plot, "plan.svg")).contains(">a</text>", ">an order with…</text>", ">hub</text>");
        assertThat(text(plot, "plan.html")).contains("<td>c, d</td>").contains("an order with a long name");
    }

    @Test
    void neighbouringRoutesDifferInColour() throws Exception {
        NodeList lines =
                xml(text(plot(Cvrp.PROBLEM, FIVE, THREE_ROUTES), "plan.svg")).getElementsByTagName("polyline");
        Set<String> colours = new HashSet<>();
        for (int i = 0; i < lines.getLength(); i++) {
            colours.add(lines.item(i).getAttributes().getNamedItem("stroke").getNodeValue());
        }
        assertThat(colours).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1000})
    void pngOfATourIsAPictureWithTheTourInIt(int cities) throws Exception {
        TspInstance instance = Tsp.PROBLEM.generate(
                cities, 1, Tsp.PROBLEM.generator().distributions().get(0));
        Tour tour = new Tour(IntStream.range(0, cities).toArray());
        BufferedImage image = ImageIO.read(
                new ByteArrayInputStream(plot(Tsp.PROBLEM, instance, tour).render(Path.of("TOUR.PNG"))));
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x += 3) {
            for (int y = 0; y < image.getHeight(); y += 3) {
                colours.add(image.getRGB(x, y) & 0xffffff);
            }
        }
        assertThat(colours).contains(0xfcfcfa, 0xffffff, 0x0072b2);
    }

    @Test
    void htmlIsSelfContainedAndListsEveryRoute() {
        String page = text(plot(Cvrp.PROBLEM, FIVE, THREE_ROUTES), "plan.html");
        assertThat(page)
                .contains("five &lt;&amp;&gt; &quot;friends&quot;")
                .contains("<td>3 4 </td>")
                .contains("Objective over time");
        assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http", "src=", "<script");
    }

    @Test
    void allNodesInOnePlaceAndHugeCoordinatesStayInTheFrame() throws Exception {
        for (double[] x : new double[][] {{5, 5, 5}, {-1.7e308, 1.7e308, 0}}) {
            TspInstance instance =
                    new TspInstance("extreme", new CoordinateDistances(x, new double[] {5, 5, 5}, Metric.EXACT_2D));
            NodeList nodes = xml(text(plot(Tsp.PROBLEM, instance, new Tour(0, 1, 2)), "tour.svg"))
                    .getElementsByTagName("circle");
            for (int i = 0; i < nodes.getLength(); i++) {
                String across = nodes.item(i).getAttributes().getNamedItem("cx").getNodeValue();
                assertThat(Double.parseDouble(across)).isBetween(0.0, 1120.0);
            }
        }
    }

    @Test
    void anInstanceWithoutCoordinatesIsRefusedInOneSentence() {
        TspInstance instance = new TspInstance("matrix", new MatrixDistances(2, new double[] {0, 1, 1, 0}, null));
        assertThatThrownBy(() -> Plot.checkDrawable(Path.of("tour.svg"), Tsp.PROBLEM, instance))
                .isInstanceOf(InputException.class)
                .hasMessage("tour.svg: cannot be drawn because matrix has no coordinates.");
    }

    @Test
    void anUnknownExtensionIsRefused() {
        assertThatThrownBy(() -> Plot.checkName(Path.of("tour.gif")))
                .isInstanceOf(InputException.class)
                .hasMessage("tour.gif: a picture must end in .svg, .png or .html.");
    }

    /** Job 0: machine 0 for 3, machine 1 for 2. Job 1: machine 1 for 4, machine 0 for 1. Critical: job 1, then job 0. */
    private static final JobShopInstance SHOP =
            new JobShopInstance("shop", new int[][] {{0, 1}, {1, 0}}, new int[][] {{3, 2}, {4, 1}});

    private static final Schedule PLAN = Schedule.of(new long[][] {{0, 4}, {0, 4}});

    @Test
    void ganttChartShowsMachinesJobsMakespanAndTheCriticalPath() throws Exception {
        Document svg = xml(text(plot(JobShop.PROBLEM, SHOP, PLAN), "plan.svg"));
        NodeList texts = svg.getElementsByTagName("text");
        List<String> words = IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
        assertThat(words).contains("shop, makespan 6", "machine 0", "machine 1", "critical path", "time units", "6");
        // Each job has two bars and a field of the legend.
        assertThat(words.stream().filter(word -> word.equals("1") || word.equals("0")))
                .hasSizeGreaterThanOrEqualTo(6);
        // Two frames of critical operations on machine 1, one of the legend.
        NodeList lines = svg.getElementsByTagName("polyline");
        long frames = IntStream.range(0, lines.getLength())
                .filter(i -> lines.item(i)
                                .getAttributes()
                                .getNamedItem("points")
                                .getNodeValue()
                                .split(" ")
                                .length
                        == 5)
                .count();
        assertThat(frames).isEqualTo(3);
        assertThat(text(plot(JobShop.PROBLEM, SHOP, PLAN), "plan.html")).contains("<td>1 (0-4), 0 (4-6)</td>");
        JobShopInstance sparse =
                new JobShopInstance("sparse", new int[][] {{88, 70001}, {70001, 88}}, new int[][] {{3, 2}, {4, 1}});
        assertThat(text(plot(JobShop.PROBLEM, sparse, PLAN), "sparse.html"))
                .contains("machine 88", "<td class=\"n\">70001</td>");
    }

    @Test
    void fillsOfTwentyJobsDiffer() throws Exception {
        JobShopInstance wide = JobShop.PROBLEM.generate("20x2", 1, "uniform");
        long[][] starts = new long[20][2];
        for (int job = 0; job < 20; job++) { // one after the other
            starts[job][0] = 200L * job;
            starts[job][1] = starts[job][0] + wide.duration(job, 0);
        }
        NodeList bars = xml(text(plot(JobShop.PROBLEM, wide, Schedule.of(starts)), "plan.svg"))
                .getElementsByTagName("rect");
        Set<String> fills = new HashSet<>();
        for (int i = 2; i < bars.getLength(); i++) { // after paper and chart
            fills.add(bars.item(i).getAttributes().getNamedItem("fill").getNodeValue());
        }
        assertThat(fills).hasSize(20);
    }

    @Test
    void knapsackPictureShowsTheUseOfEachConstraintAndAColumnForEachItem() throws Exception {
        MultiKnapsackInstance instance = new MultiKnapsackInstance(
                "bag", new long[] {60, 100, 120}, new long[][] {{1, 2, 3}, {5, 1, 4}}, new long[] {5, 6});
        ItemSet choice = new ItemSet(1, 2);
        Document svg = xml(text(plot(MultiKnapsack.PROBLEM, instance, choice), "plan.svg"));
        NodeList texts = svg.getElementsByTagName("text");
        List<String> words = IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
        assertThat(words).contains("bag, profit 220", "constraint 1", "5 of 5", "constraint 2", "5 of 6");
        // Paper, two bars and their fills, three items, two fields of the legend.
        assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(10);
        assertThat(text(plot(MultiKnapsack.PROBLEM, instance, choice), "plan.html"))
                .contains("2 of 3 items, 2 constraints", "83.33 %");
    }
}
