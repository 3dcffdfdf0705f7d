package dev.ansatz.bench.quality;

import dev.ansatz.bench.quality.CellRun.Point;
import dev.ansatz.bench.quality.Summary.Curve;
import java.util.List;
import java.util.Locale;

/**
 * Step curves on a logarithmic x axis as inline SVG. Colours are the classes {@code c0} to {@code c7} of the page, so that they follow
 * its light or dark scheme; from the ninth curve on lines are dashed.
 */
final class SvgChart {
    static final int COLOURS = 8;

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

    private SvgChart(String xTitle, String yTitle, double xMin, double xMax, double yMin, double yMax, boolean logY) {
        this.xTitle = xTitle;
        this.yTitle = yTitle;
        this.xMin = xMin;
        this.xMax = xMax;
        this.yMin = yMin;
        this.yMax = yMax;
        this.logY = logY;
    }

    /** Gap against time, both logarithmic; gaps below 0.01 % are drawn at the lower edge. */
    static String anytime(List<Curve> curves, double longest) {
        double floor = 0.01;
        double first = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(Point::seconds)
                .min()
                .orElse(longest / 10);
        return new SvgChart(
                        "seconds",
                        "mean gap, %",
                        Math.min(first, longest / 10),
                        longest,
                        floor,
                        Math.max(1, highest(curves)),
                        true)
                .draw(curves);
    }

    /** Part of the instances against percent above the best engine; below 0.01 % is drawn at the left edge. */
    static String profile(List<Curve> curves) {
        double largest = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(Point::seconds)
                .max()
                .orElse(1);
        return new SvgChart(
                        "worse than the best engine by at most, %",
                        "part of instances", 0.01, Math.max(1, largest), 0, 1, false)
                .draw(curves);
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

    private String draw(List<Curve> curves) {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s against %s\">%n",
                WIDTH,
                HEIGHT,
                yTitle,
                xTitle));
        for (double decade = Math.pow(10, Math.ceil(Math.log10(xMin) - 1e-9)); decade <= xMax * 1.0001; decade *= 10) {
            grid(svg, x(decade), x(decade), TOP, HEIGHT - BOTTOM);
            label(svg, x(decade), HEIGHT - BOTTOM + 15, "middle", Format.plain(decade));
        }
        if (logY) {
            for (double decade = yMin; decade <= yMax * 1.0001; decade *= 10) {
                yTick(svg, decade, (decade == yMin ? "≤" : "") + Format.plain(decade));
            }
        } else {
            for (int i = 0; i <= 4; i++) {
                double value = yMin + (yMax - yMin) * i / 4;
                yTick(svg, value, Format.plain(value));
            }
        }
        label(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", xTitle);
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"label\" text-anchor=\"middle\" transform=\"translate(14 %d) rotate(-90)\">%s</text>%n",
                (HEIGHT - BOTTOM + TOP) / 2,
                yTitle));
        for (int i = 0; i < curves.size(); i++) {
            curve(svg, curves.get(i), i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void curve(StringBuilder svg, Curve curve, int index) {
        if (curve.points().isEmpty()) {
            return;
        }
        StringBuilder path = new StringBuilder();
        double lastY = Double.NaN;
        for (Point point : curve.points()) {
            double py = y(point.objective());
            // Steps: a value holds until the next one.
            if (Double.isNaN(lastY)) {
                path.append(String.format(Locale.ROOT, "M%.1f %.1f", x(point.seconds()), py));
            } else if (py != lastY) {
                path.append(String.format(Locale.ROOT, "H%.1fV%.1f", x(point.seconds()), py));
            }
            lastY = py;
        }
        path.append(String.format(Locale.ROOT, "H%d", WIDTH - RIGHT));
        svg.append("<path class=\"line ")
                .append(style(index))
                .append("\" d=\"")
                .append(path)
                .append("\"><title>")
                .append(Table.escape(curve.name()))
                .append("</title></path>\n");
    }

    private void yTick(StringBuilder svg, double value, String text) {
        double at = y(value);
        svg.append(String.format(Locale.ROOT, "<path class=\"grid\" d=\"M%d %.1fH%d\"/>%n", LEFT, at, WIDTH - RIGHT));
        label(svg, LEFT - 6, at + 4, "end", text);
    }

    private static void grid(StringBuilder svg, double x1, double x2, double y1, double y2) {
        svg.append(String.format(Locale.ROOT, "<path class=\"grid\" d=\"M%.1f %.1fL%.1f %.1f\"/>%n", x1, y1, x2, y2));
    }

    private static void label(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"label\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
                anchor,
                x,
                y,
                text));
    }

    static String style(int index) {
        return "c" + index % COLOURS + (index >= COLOURS ? " dashed" : "");
    }

    /** Names of the curves with their lines. */
    static String legend(List<Curve> curves) {
        StringBuilder list = new StringBuilder("<ul class=\"legend\">");
        for (int i = 0; i < curves.size(); i++) {
            list.append("<li><svg viewBox=\"0 0 28 8\"><path class=\"line ")
                    .append(style(i))
                    .append("\" d=\"M1 4H27\"/></svg>")
                    .append(Table.escape(curves.get(i).name()))
                    .append("</li>");
        }
        return list.append("</ul>\n").toString();
    }
}
