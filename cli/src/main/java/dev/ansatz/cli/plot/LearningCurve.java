package dev.ansatz.cli.plot;

import dev.ansatz.cli.plot.Canvas.Anchor;
import dev.ansatz.cli.plot.Canvas.Pen;
import dev.ansatz.problems.io.AtomicFiles;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.JsonDocuments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The learning curve of a training run: validation and best so far over the training time. */
public final class LearningCurve {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 340;
    private static final double LEFT = 90;
    private static final double RIGHT = 870;
    private static final double TOP = 50;
    private static final double BOTTOM = 280;

    private static final int TICKS = 5;

    private LearningCurve() {}

    /** Draws the log of a run (JSON lines) into an SVG file; does nothing while the log has fewer than two lines. */
    public static void draw(Path log, Path picture) {
        List<double[]> points = new ArrayList<>();
        if (!Files.isRegularFile(log)) {
            return;
        }
        try {
            for (String line : InputFiles.lines(log)) {
                JsonNode node = JsonDocuments.read(line);
                double validation = node.path("validation").asDouble(Double.NaN);
                if (Double.isFinite(validation)) {
                    points.add(new double[] {
                        node.path("seconds").asDouble(0),
                        validation,
                        node.path("best").asDouble(validation),
                        node.path("step").asDouble(0)
                    });
                }
            }
        } catch (JacksonException e) {
            return; // a line that a killed run left unfinished
        }
        if (points.size() >= 2) {
            AtomicFiles.write(
                    picture,
                    svg(
                            points,
                            String.valueOf(
                                    Objects.requireNonNull(log.toAbsolutePath().getParent(), "a file is in a folder")
                                            .getFileName())));
        }
    }

    private static String svg(List<double[]> points, String name) {
        SvgCanvas canvas = new SvgCanvas(WIDTH, HEIGHT, "Learning curve of " + name);
        canvas.rectangle(0, 0, WIDTH, HEIGHT, Palette.PAPER, Palette.PAPER);
        canvas.text(30, 30, "Learning curve of " + name, 16, true, Palette.INK, Anchor.START);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] p : points) {
            low = Math.min(low, Math.min(p[1], p[2]));
            high = Math.max(high, Math.max(p[1], p[2]));
        }
        double span = high > low ? high - low : Math.max(1e-6, Math.abs(high) * 0.01);
        double end = Math.max(1, points.get(points.size() - 1)[0]);
        Ticks levels = Ticks.of(low, low + span, TICKS);
        for (double value : levels.values()) {
            double level = BOTTOM - (BOTTOM - TOP) * (value - low) / span;
            canvas.line(new double[] {LEFT, RIGHT}, new double[] {level, level}, Pen.solid(Palette.FRAME, 1));
            canvas.text(LEFT - 8, level + 4, levels.label(value), 12, false, Palette.FAINT, Anchor.END);
        }
        Ticks minutes = Ticks.of(0, end / 60, 2 * TICKS);
        for (double minute : minutes.values()) {
            double across = LEFT + (RIGHT - LEFT) * 60 * minute / end;
            canvas.line(new double[] {across, across}, new double[] {BOTTOM, BOTTOM + 5}, Pen.solid(Palette.FRAME, 1));
            canvas.text(across, BOTTOM + 20, minutes.label(minute), 12, false, Palette.FAINT, Anchor.MIDDLE);
        }
        canvas.text((LEFT + RIGHT) / 2, BOTTOM + 44, "minutes of training", 12, false, Palette.FAINT, Anchor.MIDDLE);
        String[] names = {"validation", "best so far"};
        for (int series = 0; series < names.length; series++) {
            double[] x = new double[points.size()];
            double[] y = new double[points.size()];
            for (int i = 0; i < x.length; i++) {
                x[i] = LEFT + (RIGHT - LEFT) * points.get(i)[0] / end;
                y[i] = BOTTOM - (BOTTOM - TOP) * (points.get(i)[series + 1] - low) / span;
            }
            canvas.line(x, y, Palette.pen(series, 2));
            double legend = RIGHT - 130;
            canvas.line(
                    new double[] {legend, legend + 30},
                    new double[] {22 + 18 * series, 22 + 18 * series},
                    Palette.pen(series, 2));
            canvas.text(legend + 38, 26 + 18 * series, names[series], 12, false, Palette.INK, Anchor.START);
        }
        return canvas.toSvg();
    }
}
