package dev.ansatz.bench.quality;

import dev.ansatz.bench.quality.CellRun.Point;
import dev.ansatz.bench.quality.Summary.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Step curves on a logarithmic x axis: the values of the template {@code chart.svg}, with coordinates in pixels. Colours are the
 * classes {@code c0} to {@code c7} of {@code chart.css}, so that they follow the reader's light or dark scheme; from the ninth curve
 * on lines are dashed.
 */
final class SvgChart {
    private static final int COLOURS = 8;

    static final int WIDTH = 640;
    static final int HEIGHT = 320;
    private static final int LEFT = 58;
    private static final int RIGHT = 12;
    private static final int TOP = 12;
    private static final int BOTTOM = 44;

    private final String xTitle;
    private final String yTitle;
    private final double xMin;
    private final double xMax;
    private final double yMin;
    private final double yMax;
    private final boolean logY;
    private final List<String> grid = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    /** Text at a place. */
    record Label(String anchor, String x, String y, String text) {}

    /** A curve; {@code path} is SVG's. */
    record Line(String style, String path, String name) {}

    /** Name and line of a curve beside a chart. */
    record Entry(String style, String name, int y) {}

    private SvgChart(
            List<Curve> curves,
            String xTitle,
            String yTitle,
            double xMin,
            double xMax,
            double yMin,
            double yMax,
            boolean logY) {
        this.xTitle = xTitle;
        this.yTitle = yTitle;
        this.xMin = xMin;
        this.xMax = xMax;
        this.yMin = yMin;
        this.yMax = yMax;
        this.logY = logY;
        axes();
        for (int i = 0; i < curves.size(); i++) {
            line(curves.get(i), style(i));
        }
    }

    int width() {
        return WIDTH;
    }

    int height() {
        return HEIGHT;
    }

    String xTitle() {
        return xTitle;
    }

    String yTitle() {
        return yTitle;
    }

    /** Middle of the y axis. */
    int middle() {
        return (HEIGHT - BOTTOM + TOP) / 2;
    }

    /** Paths of the grid. */
    List<String> grid() {
        return grid;
    }

    List<Label> labels() {
        return labels;
    }

    List<Line> lines() {
        return lines;
    }

    /** Gap against time, both logarithmic; gaps below 0.01 % are drawn at the lower edge. */
    static SvgChart anytime(List<Curve> curves, double longest) {
        double floor = 0.01;
        double first = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(Point::seconds)
                .min()
                .orElse(longest / 10);
        return new SvgChart(
                curves,
                "seconds",
                "mean gap, %",
                Math.min(first, longest / 10),
                longest,
                floor,
                Math.max(1, highest(curves)),
                true);
    }

    /** Part of the instances against percent above the best engine; below 0.01 % is drawn at the left edge. */
    static SvgChart profile(List<Curve> curves) {
        double largest = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(Point::seconds)
                .max()
                .orElse(1);
        return new SvgChart(
                curves,
                "worse than the best engine by at most, %",
                "part of instances",
                0.01,
                Math.max(1, largest),
                0,
                1,
                false);
    }

    private static double highest(List<Curve> curves) {
        return curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(Point::objective)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
    }

    private double x(double value) {
        double part = Math.log(Math.clamp(value, xMin, xMax) / xMin) / Math.log(xMax / xMin);
        return LEFT + part * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        double clamped = Math.clamp(value, yMin, yMax);
        double part = logY ? Math.log(clamped / yMin) / Math.log(yMax / yMin) : (clamped - yMin) / (yMax - yMin);
        return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM);
    }

    private void axes() {
        for (double decade = Math.pow(10, Math.ceil(Math.log10(xMin) - 1e-9)); decade <= xMax * 1.0001; decade *= 10) {
            grid.add(path("M%.1f %dV%d", x(decade), TOP, HEIGHT - BOTTOM));
            label("middle", x(decade), HEIGHT - BOTTOM + 15, Format.plain(decade));
        }
        if (logY) {
            for (double decade = yMin; decade <= yMax * 1.0001; decade *= 10) {
                yTick(decade, (decade == yMin ? "≤" : "") + Format.plain(decade));
            }
        } else {
            for (int i = 0; i <= 4; i++) {
                double value = yMin + (yMax - yMin) * i / 4;
                yTick(value, Format.plain(value));
            }
        }
        label("middle", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, xTitle);
    }

    private void yTick(double value, String text) {
        double at = y(value);
        grid.add(path("M%d %.1fH%d", LEFT, at, WIDTH - RIGHT));
        label("end", LEFT - 6, at + 4, text);
    }

    private void label(String anchor, double x, double y, String text) {
        labels.add(new Label(anchor, path("%.1f", x), path("%.1f", y), text));
    }

    private void line(Curve curve, String style) {
        if (curve.points().isEmpty()) {
            return;
        }
        StringBuilder path = new StringBuilder();
        double lastY = Double.NaN;
        for (Point point : curve.points()) {
            double py = y(point.objective());
            // Steps: a value holds until the next one.
            if (Double.isNaN(lastY)) {
                path.append(path("M%.1f %.1f", x(point.seconds()), py));
            } else if (py != lastY) {
                path.append(path("H%.1fV%.1f", x(point.seconds()), py));
            }
            lastY = py;
        }
        path.append(path("H%d", WIDTH - RIGHT));
        lines.add(new Line(style, path.toString(), curve.name()));
    }

    @SuppressWarnings("AnnotateFormatMethod") // private, and no dependency for it
    private static String path(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String style(int index) {
        return "c" + index % COLOURS + (index >= COLOURS ? " dashed" : "");
    }

    /**
     * Names of the curves with their lines.
     *
     * @param top y of the first
     * @param step pixels from one to the next
     */
    static List<Entry> legend(List<Curve> curves, int top, int step) {
        return IntStream.range(0, curves.size())
                .mapToObj(i -> new Entry(style(i), curves.get(i).name(), top + step * i))
                .toList();
    }
}
