package dev.ansatz.cli.plot;

import dev.ansatz.cli.plot.Canvas.Anchor;
import dev.ansatz.cli.plot.Canvas.Pen;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A square map of points, and what is drawn on it: ways with arrows, places, labels. */
public final class RouteMap {
    private static final double PADDING = 22;
    /** More labels would hide the map. */
    private static final int MOST_LABELS = 250;
    /** Characters of a label on the map; tables have all of them. */
    private static final int LONGEST_LABEL = 14;

    private final double left;
    private final double top;
    private final double side;
    private final double[] x;
    private final double[] y;
    private final double radius;

    /**
     * @param points where places are, {@code [place][0]} to the right and {@code [place][1]} upwards
     * @param left edge of the frame, pixels
     * @param top edge of the frame
     * @param side of the frame
     */
    public RouteMap(double[][] points, double left, double top, double side) {
        this.left = left;
        this.top = top;
        this.side = side;
        int n = points.length;
        this.x = new double[n];
        this.y = new double[n];
        place(points);
        this.radius = n <= 60 ? 4.5 : n <= 250 ? 3.2 : n <= 1200 ? 2 : 1;
    }

    /** Radius of the mark of a place. */
    double radius() {
        return radius;
    }

    double x(int place) {
        return x[place];
    }

    double y(int place) {
        return y[place];
    }

    /** Width that suits the lines of so many places. */
    public double lineWidth() {
        return x.length <= 1200 ? 2 : 1;
    }

    /** The frame. */
    public void frame(Canvas canvas) {
        canvas.rectangle(left, top, side, side, "#ffffff", Palette.FRAME);
    }

    /**
     * A route: its ways from the first place to the last, with arrows.
     *
     * @param path places in order
     * @param faintStart whether the first way comes from a depot, where many meet: drawn faint
     * @param faintEnd whether the last way goes to a depot
     */
    public void route(Canvas canvas, int[] path, boolean faintStart, boolean faintEnd, Pen pen) {
        int from = faintStart ? 1 : 0;
        int to = path.length - (faintEnd ? 1 : 0);
        if (to > from) {
            line(canvas, Arrays.copyOfRange(path, from, to), pen);
        }
        // The ways from and to a depot all meet in one place: faint, so that the routes stay readable.
        Pen faint = new Pen(pen.colour(), 1, new double[0], 0.4);
        if (faintStart && path.length > 1) {
            line(canvas, new int[] {path[0], path[1]}, faint);
        }
        if (faintEnd && path.length > 1) {
            line(canvas, new int[] {path[path.length - 2], path[path.length - 1]}, faint);
        }
        drawArrows(canvas, Arrays.copyOf(path, to), pen);
    }

    /** A place. */
    public void circle(Canvas canvas, int place, String fill) {
        canvas.circle(x[place], y[place], radius, fill, Palette.INK);
    }

    /** A depot: a black square. */
    public void square(Canvas canvas, int place) {
        double half = half();
        canvas.rectangle(x[place] - half, y[place] - half, 2 * half, 2 * half, Palette.INK, "#ffffff");
    }

    private double half() {
        return Math.max(7, radius + 3);
    }

    /** A label as it is drawn. */
    static String shortened(String label) {
        return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
    }

    /** Scales the points into the frame, with the same scale on both axes, centred. */
    private void place(double[][] points) {
        double minX = Double.POSITIVE_INFINITY;
        double minY = Double.POSITIVE_INFINITY;
        double maxX = Double.NEGATIVE_INFINITY;
        double maxY = Double.NEGATIVE_INFINITY;
        for (double[] point : points) {
            minX = Math.min(minX, point[0]);
            maxX = Math.max(maxX, point[0]);
            minY = Math.min(minY, point[1]);
            maxY = Math.max(maxY, point[1]);
        }
        double inner = side - 2 * PADDING;
        // Halved first: the span of huge coordinates could overflow. All points in one place: any scale.
        double halfSpan = Math.max(maxX / 2 - minX / 2, maxY / 2 - minY / 2);
        double scale = halfSpan > 0 ? inner / 2 / halfSpan : 1;
        double middleX = minX / 2 + maxX / 2;
        double middleY = minY / 2 + maxY / 2;
        for (int i = 0; i < x.length; i++) {
            x[i] = left + side / 2 + (points[i][0] - middleX) * scale;
            y[i] = top + side / 2 - (points[i][1] - middleY) * scale;
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

    /**
     * As many labels as do not cover each other or a place, first those at the ends of routes.
     *
     * @param labels of all places
     * @param routes places in order, depots left out
     */
    public void labels(Canvas canvas, List<String> labels, List<int[]> routes, IntPredicate isDepot) {
        double font = x.length <= 60 ? 10 : x.length <= 250 ? 9 : 8;
        Labels places = new Labels(left, top, left + side, top + side, font);
        for (int node = 0; node < x.length; node++) {
            places.keepFree(x[node], y[node], isDepot.test(node) ? half() : radius);
        }
        if (x.length <= 1200) { // in larger ones lines are everywhere
            routes.forEach(nodes -> {
                for (int i = 1; i < nodes.length; i++) {
                    places.avoid(x[nodes[i - 1]], y[nodes[i - 1]], x[nodes[i]], y[nodes[i]]);
                }
            });
        }
        int room = MOST_LABELS;
        for (int node : byImportance(routes)) {
            String label = shortened(labels.get(node));
            double[] place = room > 0 ? places.place(label, x[node], y[node], radius + 1.5) : null;
            if (place != null) {
                canvas.text(place[0], place[1], label, font, false, Palette.FAINT, Anchor.START);
                room--;
            }
        }
    }

    /** The nodes of routes: first and last of each, then the others spread over the routes. */
    private static int[] byImportance(List<int[]> routes) {
        IntStream ends = routes.stream()
                .filter(nodes -> nodes.length > 0)
                .flatMapToInt(nodes -> IntStream.of(nodes[0], nodes[nodes.length - 1]));
        int[] all = routes.stream().flatMapToInt(IntStream::of).toArray();
        // Every k-th first, so that a few labels are everywhere and not all on the first routes.
        int step = Math.max(1, Math.ceilDiv(all.length, MOST_LABELS));
        IntStream spread = IntStream.range(0, step)
                .flatMap(from -> IntStream.iterate(from, i -> i < all.length, i -> i + step))
                .map(i -> all[i]);
        return IntStream.concat(ends, spread).distinct().limit(8L * MOST_LABELS).toArray();
    }
}
