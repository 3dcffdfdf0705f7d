package dev.ansatz.cli.plot;

import dev.ansatz.cli.plot.Canvas.Anchor;
import dev.ansatz.cli.plot.Canvas.Pen;
import dev.ansatz.problems.TracePoint;
import java.util.List;

/** Draws how the objective came down (or up) over time: a staircase of incumbents. */
final class TracePicture {
    static final int WIDTH = 1120;
    static final int HEIGHT = 320;

    private static final double LEFT = 110;
    private static final double RIGHT = 1090;
    private static final double TOP = 50;
    private static final double BOTTOM = 270;

    private static final int TICKS = 5;

    private TracePicture() {}

    static void draw(List<TracePoint> trace, double seconds, Canvas canvas) {
        canvas.rectangle(0, 0, WIDTH, HEIGHT, Palette.PAPER, Palette.PAPER);
        canvas.text(30, 30, "Objective over time", 16, true, Palette.INK, Anchor.START);
        double low = trace.stream().mapToDouble(TracePoint::objective).min().orElse(0);
        double high = trace.stream().mapToDouble(TracePoint::objective).max().orElse(1);
        double span = high > low ? high - low : Math.max(1, Math.abs(high) * 0.01);
        double end = Math.max(seconds, 1e-3);
        Ticks levels = Ticks.of(low, low + span, TICKS);
        for (double value : levels.values()) {
            double level = BOTTOM - (BOTTOM - TOP) * (value - low) / span;
            canvas.line(new double[] {LEFT, RIGHT}, new double[] {level, level}, Pen.solid(Palette.FRAME, 1));
            canvas.text(LEFT - 10, level + 4, levels.label(value), 12, false, Palette.FAINT, Anchor.END);
        }
        Ticks times = Ticks.of(0, end, 2 * TICKS);
        for (double time : times.values()) {
            double across = LEFT + (RIGHT - LEFT) * time / end;
            canvas.line(new double[] {across, across}, new double[] {BOTTOM, BOTTOM + 5}, Pen.solid(Palette.FRAME, 1));
            canvas.text(across, BOTTOM + 20, times.label(time), 12, false, Palette.FAINT, Anchor.MIDDLE);
        }
        canvas.text((LEFT + RIGHT) / 2, BOTTOM + 40, "seconds", 12, false, Palette.FAINT, Anchor.MIDDLE);
        double[] x = new double[2 * trace.size()];
        double[] y = new double[2 * trace.size()];
        for (int i = 0; i < trace.size(); i++) {
            double from = trace.get(i).seconds();
            double to = i + 1 < trace.size() ? trace.get(i + 1).seconds() : end;
            double level = BOTTOM - (BOTTOM - TOP) * (trace.get(i).objective() - low) / span;
            x[2 * i] = LEFT + (RIGHT - LEFT) * Math.min(1, from / end);
            x[2 * i + 1] = LEFT + (RIGHT - LEFT) * Math.min(1, to / end);
            y[2 * i] = level;
            y[2 * i + 1] = level;
        }
        if (x.length > 0) {
            canvas.line(x, y, Pen.solid("#0072b2", 2));
        }
    }
}
