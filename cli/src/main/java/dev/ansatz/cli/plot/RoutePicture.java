package dev.ansatz.cli.plot;

import dev.ansatz.bench.quality.Table;
import dev.ansatz.cli.plot.Canvas.Anchor;
import dev.ansatz.cli.plot.Canvas.Pen;
import dev.ansatz.cli.plot.Drawing.Route;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.distance.Distances;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tours and routes: map on the left, legend on the right. */
public final class RoutePicture implements Picture {
    private static final int WIDTH = 1120;
    private static final int HEIGHT = 860;

    private static final double MAP_LEFT = 30;
    private static final double MAP_TOP = 84;
    private static final double MAP_SIZE = 746;
    private static final double LEGEND_LEFT = 806;
    private static final double ROW = 21;
    /** With more routes than rows the legend is a summary. */
    private static final int LEGEND_ROWS = 30;

    private final Drawing drawing;
    private final String size;
    private final RouteMap map;
    private final Pen[] pens;

    public RoutePicture(Drawing drawing, String size) {
        this.drawing = drawing;
        this.size = size;
        this.map = new RouteMap(drawing.points(), MAP_LEFT, MAP_TOP, MAP_SIZE);
        this.pens = choosePens(map.lineWidth());
    }

    /** Why nodes cannot be drawn, as the end of a sentence; null if they can. */
    public static @Nullable String obstacle(Instance instance, Distances distances) {
        return distances.onMap() == null ? instance.name() + " has no coordinates" : null;
    }

    /** Length of the way from a node along others. */
    public static double length(Distances distances, int[] nodes, int from) {
        double length = 0;
        int previous = from;
        for (int node : nodes) {
            length += distances.between(previous, node);
            previous = node;
        }
        return length;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return HEIGHT;
    }

    @Override
    public String size() {
        return size;
    }

    @Override
    public void draw(Canvas canvas) {
        map.frame(canvas);
        drawRoutes(canvas);
        drawNodes(canvas);
        drawLegend(canvas);
    }

    @Override
    public Table table() {
        boolean loads = drawing.capacity() != null;
        List<List<String>> rows = new ArrayList<>();
        for (int r = 0; r < drawing.routes().size(); r++) {
            Route route = drawing.routes().get(r);
            StringBuilder order = new StringBuilder();
            for (int node : route.nodes()) {
                // Ids may have blanks.
                order.append(order.isEmpty() || !drawing.named() ? "" : ", ")
                        .append(drawing.labels().get(node))
                        .append(drawing.named() ? "" : " ");
            }
            List<String> row = new ArrayList<>(List.of(
                    Integer.toString(r + 1),
                    Integer.toString(route.nodes().length),
                    Drawing.number(route.length()),
                    order.toString()));
            if (loads) {
                row.add(2, Long.toString(route.load()));
            }
            rows.add(row);
        }
        return new Table(
                loads
                        ? List.of("Route", "Stops", "Load", "Length", "Order")
                        : List.of("Route", "Stops", "Length", "Order"),
                rows);
    }

    /** Neighbouring routes get different pens: they are dealt out by the angle of a route's centre as the depot sees it. */
    private Pen[] choosePens(double width) {
        int count = drawing.routes().size();
        Pen[] chosen = new Pen[count];
        if (drawing.depot() < 0) {
            Arrays.setAll(chosen, r -> Palette.pen(r, width));
            return chosen;
        }
        double[] angles = new double[count];
        for (int r = 0; r < count; r++) {
            int[] nodes = drawing.routes().get(r).nodes();
            double centreX = Arrays.stream(nodes).mapToDouble(map::x).average().orElse(0);
            double centreY = Arrays.stream(nodes).mapToDouble(map::y).average().orElse(0);
            angles[r] = Math.atan2(centreY - map.y(drawing.depot()), centreX - map.x(drawing.depot()));
        }
        int[] order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(r -> angles[r]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int rank = 0; rank < count; rank++) {
            // With more routes than pens the dashes help nobody: neighbours differ in hue.
            chosen[order[rank]] = Palette.pen(count > Palette.PENS ? rank % Palette.HUE_COUNT : rank, width);
        }
        return chosen;
    }

    private void drawRoutes(Canvas canvas) {
        int depot = drawing.depot();
        for (int r = 0; r < pens.length; r++) {
            int[] nodes = drawing.routes().get(r).nodes();
            if (nodes.length == 0) {
                continue;
            }
            int[] path;
            if (depot < 0) {
                path = Arrays.copyOf(nodes, nodes.length + 1);
                path[nodes.length] = nodes[0];
            } else {
                path = new int[nodes.length + 2];
                path[0] = depot;
                System.arraycopy(nodes, 0, path, 1, nodes.length);
                path[nodes.length + 1] = depot;
            }
            map.route(canvas, path, depot >= 0, depot >= 0, pens[r]);
        }
    }

    private void drawNodes(Canvas canvas) {
        for (int r = 0; r < pens.length; r++) {
            for (int node : drawing.routes().get(r).nodes()) {
                map.circle(canvas, node, drawing.depot() < 0 ? "#ffffff" : pens[r].colour());
            }
        }
        if (drawing.depot() >= 0) {
            map.square(canvas, drawing.depot());
        } else if (!drawing.routes().isEmpty() && drawing.routes().get(0).nodes().length > 0) {
            int first = drawing.routes().get(0).nodes()[0];
            canvas.circle(map.x(first), map.y(first), Math.max(6, map.radius() + 2), "#d55e00", Palette.INK);
        }
        map.labels(
                canvas,
                drawing.labels(),
                drawing.routes().stream().map(Route::nodes).toList(),
                node -> node == drawing.depot());
    }

    private void drawLegend(Canvas canvas) {
        double top = MAP_TOP + 14;
        if (drawing.depot() < 0) {
            tourLegend(canvas, top);
            return;
        }
        canvas.rectangle(LEGEND_LEFT + 7, top - 11, 14, 14, Palette.INK, "#ffffff");
        legendText(
                canvas,
                top,
                "depot",
                drawing.named() ? RouteMap.shortened(drawing.labels().get(drawing.depot())) : null);
        top += ROW + 4;
        if (pens.length <= LEGEND_ROWS) {
            routeLegend(canvas, top);
        } else {
            summaryLegend(canvas, top);
        }
    }

    private void tourLegend(Canvas canvas, double first) {
        double top = first;
        canvas.circle(LEGEND_LEFT + 14, top - 4, 6, "#d55e00", Palette.INK);
        legendText(canvas, top, "start of the tour", null);
        top += ROW;
        if (pens.length > 0) {
            legendLine(canvas, top, pens[0]);
            legendText(
                    canvas,
                    top,
                    "tour",
                    "length " + Drawing.number(drawing.routes().get(0).length()));
            top += ROW;
        }
        canvas.circle(LEGEND_LEFT + 14, top - 4, map.radius(), "#ffffff", Palette.INK);
        legendText(canvas, top, "city", Integer.toString(drawing.points().length));
    }

    /** A row for each route. */
    private void routeLegend(Canvas canvas, double first) {
        double top = first;
        canvas.text(LEGEND_LEFT + 190, top, "load", 12, false, Palette.FAINT, Anchor.END);
        canvas.text(LEGEND_LEFT + 276, top, "length", 12, false, Palette.FAINT, Anchor.END);
        top += ROW;
        Long capacity = drawing.capacity();
        String of = capacity == null ? "" : " / " + capacity;
        for (int r = 0; r < pens.length; r++) {
            Route route = drawing.routes().get(r);
            legendLine(canvas, top, pens[r]);
            legendText(canvas, top, "route " + (r + 1), null);
            canvas.text(LEGEND_LEFT + 190, top, route.load() + of, 13, false, Palette.INK, Anchor.END);
            canvas.text(LEGEND_LEFT + 276, top, Drawing.number(route.length()), 13, false, Palette.INK, Anchor.END);
            top += ROW;
        }
    }

    /** Least, mean and most of all routes. */
    private void summaryLegend(Canvas canvas, double first) {
        double top = first;
        for (int r = 0; r < 3; r++) {
            canvas.line(
                    new double[] {LEGEND_LEFT, LEGEND_LEFT + 28},
                    new double[] {top - 8 + 4 * r, top - 8 + 4 * r},
                    pens[r].withWidth(2));
        }
        legendText(canvas, top, "routes", Integer.toString(pens.length));
        top += ROW + 8;
        canvas.text(LEGEND_LEFT, top, "per route", 13, true, Palette.INK, Anchor.START);
        String[] heads = {"min", "mean", "max"};
        for (int i = 0; i < 3; i++) {
            canvas.text(LEGEND_LEFT + 140 + 68 * i, top, heads[i], 12, false, Palette.FAINT, Anchor.END);
        }
        top += ROW;
        summary(canvas, top, "customers", route -> route.nodes().length);
        summary(canvas, top + ROW, "load", Route::load);
        summary(canvas, top + 2 * ROW, "length", Route::length);
        Long capacity = drawing.capacity();
        if (capacity != null) {
            canvas.text(LEGEND_LEFT, top + 3 * ROW, "capacity", 13, false, Palette.INK, Anchor.START);
            canvas.text(LEGEND_LEFT + 140, top + 3 * ROW, capacity.toString(), 13, false, Palette.INK, Anchor.END);
        }
    }

    private void summary(Canvas canvas, double top, String name, ToDoubleFunction<Route> value) {
        double[] values = drawing.routes().stream().mapToDouble(value).toArray();
        canvas.text(LEGEND_LEFT, top, name, 13, false, Palette.INK, Anchor.START);
        double[] figures = {
            Arrays.stream(values).min().orElse(0),
            Arrays.stream(values).average().orElse(0),
            Arrays.stream(values).max().orElse(0)
        };
        for (int i = 0; i < figures.length; i++) {
            boolean mean = i == 1;
            String text = mean
                    ? String.format(Locale.ROOT, figures[i] < 1000 ? "%.1f" : "%.0f", figures[i])
                    : Drawing.number(figures[i]);
            canvas.text(LEGEND_LEFT + 140 + 68 * i, top, text, 13, false, Palette.INK, Anchor.END);
        }
    }

    private static void legendLine(Canvas canvas, double top, Pen pen) {
        canvas.line(new double[] {LEGEND_LEFT, LEGEND_LEFT + 28}, new double[] {top - 4, top - 4}, pen.withWidth(2.5));
    }

    private static void legendText(Canvas canvas, double top, String text, @Nullable String right) {
        canvas.text(LEGEND_LEFT + 40, top, text, 13, false, Palette.INK, Anchor.START);
        if (right != null) {
            canvas.text(LEGEND_LEFT + 276, top, right, 13, false, Palette.INK, Anchor.END);
        }
    }
}
