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
    private static final double PADDING = 22;
    private static final double LEGEND_LEFT = 806;
    private static final double ROW = 21;
    /** With more routes than rows the legend is a summary. */
    private static final int LEGEND_ROWS = 30;
    /** More labels would hide the map. */
    private static final int MOST_LABELS = 250;
    /** Characters of a label on the map; the table has all of them. */
    private static final int LONGEST_LABEL = 14;

    private final Drawing drawing;
    private final String size;
    private final double[] x;
    private final double[] y;
    private final Pen[] pens;
    private final double radius;

    public RoutePicture(Drawing drawing, String size) {
        this.drawing = drawing;
        this.size = size;
        int n = drawing.points().length;
        this.x = new double[n];
        this.y = new double[n];
        place();
        this.radius = n <= 60 ? 4.5 : n <= 250 ? 3.2 : n <= 1200 ? 2 : 1;
        this.pens = choosePens(n <= 1200 ? 2 : 1);
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
        canvas.rectangle(MAP_LEFT, MAP_TOP, MAP_SIZE, MAP_SIZE, "#ffffff", Palette.FRAME);
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

    /** Scales the points into the frame, with the same scale on both axes, centred. */
    private void place() {
        double minX = Double.POSITIVE_INFINITY;
        double minY = Double.POSITIVE_INFINITY;
        double maxX = Double.NEGATIVE_INFINITY;
        double maxY = Double.NEGATIVE_INFINITY;
        for (double[] point : drawing.points()) {
            minX = Math.min(minX, point[0]);
            maxX = Math.max(maxX, point[0]);
            minY = Math.min(minY, point[1]);
            maxY = Math.max(maxY, point[1]);
        }
        double inner = MAP_SIZE - 2 * PADDING;
        // Halved first: the span of huge coordinates could overflow. All points in one place: any scale.
        double halfSpan = Math.max(maxX / 2 - minX / 2, maxY / 2 - minY / 2);
        double scale = halfSpan > 0 ? inner / 2 / halfSpan : 1;
        double middleX = minX / 2 + maxX / 2;
        double middleY = minY / 2 + maxY / 2;
        for (int i = 0; i < x.length; i++) {
            x[i] = MAP_LEFT + MAP_SIZE / 2 + (drawing.points()[i][0] - middleX) * scale;
            y[i] = MAP_TOP + MAP_SIZE / 2 - (drawing.points()[i][1] - middleY) * scale;
        }
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
            double centreX =
                    Arrays.stream(nodes).mapToDouble(i -> x[i]).average().orElse(0);
            double centreY =
                    Arrays.stream(nodes).mapToDouble(i -> y[i]).average().orElse(0);
            angles[r] = Math.atan2(centreY - y[drawing.depot()], centreX - x[drawing.depot()]);
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
            if (depot < 0) {
                int[] closed = Arrays.copyOf(nodes, nodes.length + 1);
                closed[nodes.length] = nodes[0];
                line(canvas, closed, pens[r]);
                drawArrows(canvas, closed, pens[r]);
            } else {
                line(canvas, nodes, pens[r]);
                // The ways from and to the depot all meet in one place: faint, so that the routes stay readable.
                Pen faint = new Pen(pens[r].colour(), 1, new double[0], 0.4);
                line(canvas, new int[] {depot, nodes[0]}, faint);
                line(canvas, new int[] {nodes[nodes.length - 1], depot}, faint);
                int[] outAndOn = new int[nodes.length + 1];
                outAndOn[0] = depot;
                System.arraycopy(nodes, 0, outAndOn, 1, nodes.length);
                drawArrows(canvas, outAndOn, pens[r]);
            }
        }
    }

    /**
     * Heads in the middle of ways that have room for one, so that about every 90 pixels of a route one tells its direction, the first as
     * early as can be.
     */
    private void drawArrows(Canvas canvas, int[] nodes, Pen pen) {
        double length = x.length <= 250 ? 9 : x.length <= 1200 ? 7 : 5;
        double spacing = 10 * length;
        double since = spacing;
        for (int i = 1; i < nodes.length; i++) {
            double fromX = x[nodes[i - 1]];
            double fromY = y[nodes[i - 1]];
            double dx = x[nodes[i]] - fromX;
            double dy = y[nodes[i]] - fromY;
            double way = Math.hypot(dx, dy);
            since += way / 2;
            if (since >= spacing && way >= 2 * radius + length + 3) {
                dx *= length / way;
                dy *= length / way;
                double tipX = (fromX + x[nodes[i]]) / 2 + dx / 2;
                double tipY = (fromY + y[nodes[i]]) / 2 + dy / 2;
                canvas.polygon(
                        new double[] {tipX, tipX - dx - 0.45 * dy, tipX - dx + 0.45 * dy},
                        new double[] {tipY, tipY - dy + 0.45 * dx, tipY - dy - 0.45 * dx},
                        pen.colour());
                since = 0;
            }
            since += way / 2;
        }
    }

    private void line(Canvas canvas, int[] nodes, Pen pen) {
        canvas.line(
                Arrays.stream(nodes).mapToDouble(i -> x[i]).toArray(),
                Arrays.stream(nodes).mapToDouble(i -> y[i]).toArray(),
                pen);
    }

    private void drawNodes(Canvas canvas) {
        for (int r = 0; r < pens.length; r++) {
            for (int node : drawing.routes().get(r).nodes()) {
                canvas.circle(
                        x[node], y[node], radius, drawing.depot() < 0 ? "#ffffff" : pens[r].colour(), Palette.INK);
            }
        }
        if (drawing.depot() >= 0) {
            double half = Math.max(7, radius + 3);
            canvas.rectangle(
                    x[drawing.depot()] - half, y[drawing.depot()] - half, 2 * half, 2 * half, Palette.INK, "#ffffff");
        } else if (!drawing.routes().isEmpty() && drawing.routes().get(0).nodes().length > 0) {
            int first = drawing.routes().get(0).nodes()[0];
            canvas.circle(x[first], y[first], Math.max(6, radius + 2), "#d55e00", Palette.INK);
        }
        drawLabels(canvas);
    }

    /** As many labels as do not cover each other or a node, first those at the ends of routes. */
    private void drawLabels(Canvas canvas) {
        double font = x.length <= 60 ? 10 : x.length <= 250 ? 9 : 8;
        Labels labels = new Labels(MAP_LEFT, MAP_TOP, MAP_LEFT + MAP_SIZE, MAP_TOP + MAP_SIZE, font);
        for (int node = 0; node < x.length; node++) {
            labels.keepFree(x[node], y[node], node == drawing.depot() ? Math.max(7, radius + 3) : radius);
        }
        if (x.length <= 1200) { // in larger ones lines are everywhere
            drawing.routes().forEach(route -> {
                int[] nodes = route.nodes();
                for (int i = 1; i < nodes.length; i++) {
                    labels.avoid(x[nodes[i - 1]], y[nodes[i - 1]], x[nodes[i]], y[nodes[i]]);
                }
            });
        }
        int left = MOST_LABELS;
        for (int node : byImportance()) {
            String label = shortened(drawing.labels().get(node));
            double[] place = left > 0 ? labels.place(label, x[node], y[node], radius + 1.5) : null;
            if (place != null) {
                canvas.text(place[0], place[1], label, font, false, Palette.FAINT, Anchor.START);
                left--;
            }
        }
    }

    private static String shortened(String label) {
        return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
    }

    /** The nodes of routes: first and last of each, then the others spread over the routes. */
    private int[] byImportance() {
        IntStream ends = drawing.routes().stream()
                .map(Route::nodes)
                .filter(nodes -> nodes.length > 0)
                .flatMapToInt(nodes -> IntStream.of(nodes[0], nodes[nodes.length - 1]));
        int[] all = drawing.routes().stream()
                .flatMapToInt(route -> IntStream.of(route.nodes()))
                .toArray();
        // Every k-th first, so that a few labels are everywhere and not all on the first routes.
        int step = Math.max(1, Math.ceilDiv(all.length, MOST_LABELS));
        IntStream spread = IntStream.range(0, step)
                .flatMap(from -> IntStream.iterate(from, i -> i < all.length, i -> i + step))
                .map(i -> all[i]);
        return IntStream.concat(ends, spread).distinct().limit(8L * MOST_LABELS).toArray();
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
                drawing.named() ? shortened(drawing.labels().get(drawing.depot())) : null);
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
        canvas.circle(LEGEND_LEFT + 14, top - 4, radius, "#ffffff", Palette.INK);
        legendText(canvas, top, "city", Integer.toString(x.length));
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
