package dev.ansatz.cli.op;

import dev.ansatz.cli.plot.Canvas;
import dev.ansatz.cli.plot.Canvas.Anchor;
import dev.ansatz.cli.plot.Canvas.Pen;
import dev.ansatz.cli.plot.Drawing;
import dev.ansatz.cli.plot.Palette;
import dev.ansatz.cli.plot.Picture;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Orienteering;
import dev.ansatz.problems.op.Visits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A map on which each node is a disc as large as its score, those visited dark, and the path through them; the legend on the right. */
final class PathPicture implements Picture {
    private static final int WIDTH = 1120;
    private static final int HEIGHT = 860;
    private static final double MAP_LEFT = 30;
    private static final double MAP_TOP = 84;
    private static final double MAP_SIZE = 746;
    private static final double PADDING = 24;
    private static final double LEGEND_LEFT = 806;
    private static final double ROW = 22;
    private static final double SMALLEST_DISC = 1.5;

    private final OpInstance instance;
    private final Visits visits;
    private final double[] x;
    private final double[] y;
    private final double largestDisc;
    private final double largestScore;

    PathPicture(OpInstance instance, Visits visits) {
        this.instance = instance;
        this.visits = visits;
        int n = instance.size();
        x = new double[n];
        y = new double[n];
        place(Objects.requireNonNull(instance.distances().onMap()));
        largestDisc = n <= 60 ? 11 : n <= 250 ? 8 : n <= 1200 ? 5 : 3;
        double largest = 0;
        for (int node = 0; node < n; node++) {
            largest = Math.max(largest, instance.score(node));
        }
        largestScore = largest > 0 ? largest : 1;
    }

    /** Scales the points into the frame, with one scale for both axes, centred. */
    private void place(double[][] points) {
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (double[] point : points) {
            for (int axis = 0; axis < 2; axis++) {
                low[axis] = Math.min(low[axis], point[axis]);
                high[axis] = Math.max(high[axis], point[axis]);
            }
        }
        // Halved first: the span of huge coordinates could overflow.
        double halfSpan = Math.max(high[0] / 2 - low[0] / 2, high[1] / 2 - low[1] / 2);
        double scale = halfSpan > 0 ? (MAP_SIZE - 2 * PADDING) / 2 / halfSpan : 1;
        for (int node = 0; node < points.length; node++) {
            x[node] = MAP_LEFT + MAP_SIZE / 2 + scale * (points[node][0] - (low[0] / 2 + high[0] / 2));
            y[node] = MAP_TOP + MAP_SIZE / 2 - scale * (points[node][1] - (low[1] / 2 + high[1] / 2));
        }
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
        return visits.size() + " of " + candidates() + " nodes visited";
    }

    private int candidates() {
        return instance.size() - (instance.isTour() ? 1 : 2);
    }

    @Override
    public String objectiveName() {
        return Orienteering.PROBLEM.objectiveName();
    }

    @Override
    public void draw(Canvas canvas) {
        canvas.rectangle(MAP_LEFT, MAP_TOP, MAP_SIZE, MAP_SIZE, "#ffffff", Palette.FRAME);
        Pen pen = new Pen(Palette.fill(0), 2, new double[0], 1);
        int[] path = path();
        double[] pathX = new double[path.length];
        double[] pathY = new double[path.length];
        for (int i = 0; i < path.length; i++) {
            pathX[i] = x[path[i]];
            pathY[i] = y[path[i]];
        }
        canvas.line(pathX, pathY, pen);
        boolean[] visited = new boolean[instance.size()];
        for (int node : path) {
            visited[node] = true;
        }
        for (int node = 0; node < instance.size(); node++) {
            if (!instance.isTerminal(node)) {
                canvas.circle(
                        x[node],
                        y[node],
                        disc(instance.score(node)),
                        visited[node] ? Palette.fill(0) : "#ffffff",
                        Palette.INK);
            }
        }
        terminal(canvas, x[instance.end()], y[instance.end()], "#d55e00");
        terminal(canvas, x[instance.start()], y[instance.start()], Palette.INK);
        drawLegend(canvas, pen);
    }

    /** Areas are in proportion to scores. */
    private double disc(double score) {
        return Math.max(SMALLEST_DISC, largestDisc * Math.sqrt(score / largestScore));
    }

    private static void terminal(Canvas canvas, double x, double y, String fill) {
        canvas.rectangle(x - 7, y - 7, 14, 14, fill, "#ffffff");
    }

    /** Start, visits, end. */
    private int[] path() {
        int[] path = new int[visits.size() + 2];
        path[0] = instance.start();
        for (int i = 0; i < visits.size(); i++) {
            path[i + 1] = visits.node(i);
        }
        path[path.length - 1] = instance.end();
        return path;
    }

    private void drawLegend(Canvas canvas, Pen pen) {
        double top = MAP_TOP + 14;
        terminal(canvas, LEGEND_LEFT + 14, top - 4, Palette.INK);
        row(canvas, top, instance.isTour() ? "start and end" : "start", instance.id(instance.start()));
        if (!instance.isTour()) {
            top += ROW;
            terminal(canvas, LEGEND_LEFT + 14, top - 4, "#d55e00");
            row(canvas, top, "end", instance.id(instance.end()));
        }
        top += ROW;
        canvas.line(new double[] {LEGEND_LEFT, LEGEND_LEFT + 28}, new double[] {top - 4, top - 4}, pen);
        row(canvas, top, "length", Drawing.number(Orienteering.PROBLEM.length(instance, visits)));
        top += ROW;
        row(canvas, top, "limit", Drawing.number(instance.limit()));
        top += ROW;
        canvas.circle(LEGEND_LEFT + 14, top - 4, largestDisc, Palette.fill(0), Palette.INK);
        row(canvas, top, "visited", Integer.toString(visits.size()));
        top += ROW;
        canvas.circle(LEGEND_LEFT + 14, top - 4, largestDisc, "#ffffff", Palette.INK);
        row(canvas, top, "left out", Integer.toString(candidates() - visits.size()));
        top += ROW;
        row(canvas, top, "largest score", Drawing.number(largestScore));
    }

    private static void row(Canvas canvas, double top, String text, String right) {
        canvas.text(LEGEND_LEFT + 40, top, text, 13, false, Palette.INK, Anchor.START);
        canvas.text(LEGEND_LEFT + 276, top, right, 13, false, Palette.INK, Anchor.END);
    }

    @Override
    public Table table() {
        List<List<String>> rows = new ArrayList<>();
        double length = 0;
        double score = 0;
        int[] path = path();
        for (int i = 0; i < path.length; i++) {
            int node = path[i];
            length += i == 0 ? 0 : instance.distances().between(path[i - 1], node);
            score += i > 0 && node == instance.start() ? 0 : instance.score(node);
            rows.add(List.of(Integer.toString(i), Drawing.number(length), Drawing.number(score), instance.id(node)));
        }
        return new Table(List.of("Stop", "Length so far", "Score so far", "Node"), rows);
    }
}
