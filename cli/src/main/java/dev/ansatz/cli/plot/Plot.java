package dev.ansatz.cli.plot;

import dev.ansatz.cli.plot.Drawing.Route;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Numbers;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.TracePoint;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.TspInstance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A picture of a plan, written as SVG, PNG or a self-contained HTML page. */
public final class Plot {
    private final Drawing drawing;
    private final List<TracePoint> trace;
    private final double seconds;
    private final List<String[]> facts;

    private Plot(Drawing drawing, List<TracePoint> trace, double seconds, List<String[]> facts) {
        this.drawing = drawing;
        this.trace = trace;
        this.seconds = seconds;
        this.facts = facts;
    }

    /**
     * @throws InputException if the extension is none that can be drawn
     */
    public static void checkName(Path file) {
        String extension = extension(file);
        if (!List.of("svg", "png", "html").contains(extension)) {
            throw new InputException(file, 0, "a picture must end in .svg, .png or .html.");
        }
    }

    /**
     * @throws InputException if the instance has no coordinates to draw
     */
    public static void checkDrawable(Path file, Instance instance) {
        if (coordinates(instance) == null) {
            throw new InputException(file, 0, "cannot be drawn because " + instance.name() + " has no coordinates.");
        }
    }

    private static double @Nullable [][] coordinates(Instance instance) {
        Distances distances = instance instanceof TspInstance tsp
                ? tsp.distances()
                : instance instanceof CvrpInstance cvrp ? cvrp.distances() : null;
        double[][] points = distances == null ? null : distances.coordinates();
        if (points != null && distances instanceof CoordinateDistances plane && plane.metric() == Metric.GEO) {
            for (double[] point : points) { // latitude, longitude: north is up
                double latitude = point[0];
                point[0] = point[1];
                point[1] = latitude;
            }
        }
        return points;
    }

    /**
     * The picture of a solution.
     *
     * @throws InputException if the instance has no coordinates to draw
     */
    public static <I extends Instance, S> Plot of(
            Problem<I, S> problem, I instance, S solution, String engine, Outcome<S> outcome) {
        double[][] points = coordinates(instance);
        if (points == null) {
            throw new InputException(instance.name() + " cannot be drawn because it has no coordinates.");
        }
        List<Route> routes = new ArrayList<>();
        int depot = -1;
        Long capacity = null;
        String size;
        if (instance instanceof TspInstance tsp && solution instanceof Tour tour) {
            int[] order = tour.order();
            routes.add(new Route(order, 0, length(tsp.distances(), order, order[order.length - 1])));
            size = tsp.size() + " cities";
        } else if (instance instanceof CvrpInstance cvrp && solution instanceof Routes plan) {
            depot = 0;
            capacity = cvrp.capacity();
            for (int[] nodes : plan.toArray()) {
                long load = 0;
                for (int node : nodes) {
                    load += cvrp.demand(node);
                }
                double back = nodes.length == 0 ? 0 : cvrp.distances().between(nodes[nodes.length - 1], 0);
                routes.add(new Route(nodes, load, length(cvrp.distances(), nodes, 0) + back));
            }
            size = cvrp.size() + " customers, " + plan.count() + " routes";
        } else {
            throw new InputException("There are no pictures of the " + problem.title() + " yet.");
        }
        String objective = Drawing.number(outcome.objective());
        List<String[]> facts = new ArrayList<>();
        facts.add(new String[] {"Instance", instance.name()});
        facts.add(new String[] {"Problem", problem.title() + ", " + size});
        facts.add(new String[] {
            "Objective",
            Numbers.format(outcome.objective()) + " (" + outcome.status().id() + ")"
        });
        Double bound = outcome.bound();
        if (bound != null) {
            facts.add(new String[] {"Bound", Numbers.format(bound)});
        }
        facts.add(new String[] {"Engine", engine});
        facts.add(new String[] {"Time", String.format(Locale.ROOT, "%.2f s", outcome.seconds())});
        Drawing drawing = new Drawing(
                instance.name() + ", objective " + objective,
                problem.title() + ", " + size + ", engine " + engine,
                points,
                depot,
                routes,
                capacity);
        return new Plot(drawing, outcome.trace(), outcome.seconds(), facts);
    }

    private static double length(Distances distances, int[] nodes, int from) {
        double length = 0;
        int previous = from;
        for (int node : nodes) {
            length += distances.between(previous, node);
            previous = node;
        }
        return length;
    }

    /** The file's content, in the format that its extension names. */
    public byte[] render(Path file) {
        return switch (extension(file)) {
            case "png" -> {
                RasterCanvas canvas = new RasterCanvas(RoutePicture.WIDTH, RoutePicture.HEIGHT);
                RoutePicture.draw(drawing, canvas);
                yield canvas.toPng();
            }
            case "html" -> html().getBytes(StandardCharsets.UTF_8);
            default -> svg().getBytes(StandardCharsets.UTF_8);
        };
    }

    private String svg() {
        SvgCanvas canvas = new SvgCanvas(RoutePicture.WIDTH, RoutePicture.HEIGHT, drawing.title());
        RoutePicture.draw(drawing, canvas);
        return canvas.toSvg();
    }

    private String html() {
        SvgCanvas curve = new SvgCanvas(TracePicture.WIDTH, TracePicture.HEIGHT, "Objective over time");
        TracePicture.draw(trace, seconds, curve);
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .append(SvgCanvas.escape(drawing.title()))
                .append("</title>\n<style>\nbody { font-family: Helvetica, Arial, sans-serif; background: ")
                .append(Palette.PAPER)
                .append("; color: ")
                .append(Palette.INK)
                .append("; max-width: 1120px; margin: 1.5em auto; padding: 0 1em }\n"
                        + "svg { max-width: 100%; height: auto }\n"
                        + "table { border-collapse: collapse; margin: 1em 0 }\n"
                        + "th, td { text-align: left; padding: .25em .9em .25em 0; border-bottom: 1px solid #d8d8d4;"
                        + " vertical-align: top }\n"
                        + "td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }\n"
                        + "</style>\n</head>\n<body>\n")
                .append(svg())
                .append("<table>\n");
        for (String[] fact : facts) {
            page.append("<tr><th>")
                    .append(fact[0])
                    .append("</th><td>")
                    .append(SvgCanvas.escape(fact[1]))
                    .append("</td></tr>\n");
        }
        page.append("</table>\n").append(curve.toSvg());
        page.append("<table>\n<tr><th class=\"n\">Route</th><th class=\"n\">Stops</th>");
        boolean loads = drawing.capacity() != null;
        page.append(loads ? "<th class=\"n\">Load</th>" : "")
                .append("<th class=\"n\">Length</th><th>Order</th></tr>\n");
        int shift = drawing.depot() < 0 ? 1 : 0;
        for (int r = 0; r < drawing.routes().size(); r++) {
            Route route = drawing.routes().get(r);
            page.append("<tr><td class=\"n\">").append(r + 1);
            page.append("</td><td class=\"n\">").append(route.nodes().length);
            if (loads) {
                page.append("</td><td class=\"n\">").append(route.load());
            }
            page.append("</td><td class=\"n\">").append(Drawing.number(route.length()));
            page.append("</td><td>");
            for (int node : route.nodes()) {
                page.append(node + shift).append(' ');
            }
            page.append("</td></tr>\n");
        }
        return page.append("</table>\n</body>\n</html>\n").toString();
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
