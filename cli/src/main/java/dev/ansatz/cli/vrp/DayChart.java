package dev.ansatz.cli.vrp;

import dev.ansatz.cli.plot.Canvas;
import dev.ansatz.cli.plot.Canvas.Anchor;
import dev.ansatz.cli.plot.Canvas.Pen;
import dev.ansatz.cli.plot.Palette;
import dev.ansatz.cli.plot.Ticks;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.vrp.RouteSchedule;
import dev.ansatz.problems.vrp.RouteSchedule.Kind;
import dev.ansatz.problems.vrp.RouteSchedule.Visit;
import dev.ansatz.problems.vrp.TimeWindows;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpSchedule;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * The day of a plan: a row for each stop, vehicle by vehicle, with its time windows pale and its service filled; with many stops a row
 * for each vehicle.
 */
final class DayChart {
    /** More rows would be thinner than a label. */
    private static final int MOST_ROWS = 110;

    private static final double NAMES = 96;
    private static final double LARGEST_ROW = 22;
    private static final double TEXT_ROW = 8;
    private static final double TICKS = 8;
    private static final long[] CLOCK_STEPS = {300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400};

    private final VrpInstance instance;
    private final VrpSchedule schedule;
    private final double left;
    private final double top;
    private final double right;
    private final double row;
    private final double bottom;
    private final boolean byStop;
    private final boolean clock;
    private final long from;
    private final long to;

    DayChart(VrpInstance instance, VrpSchedule schedule, double left, double top, double width, double height) {
        this.instance = instance;
        this.schedule = schedule;
        this.left = left + NAMES;
        this.top = top;
        this.right = left + width;
        int stops = schedule.routes().stream()
                .mapToInt(route -> shown(route).size())
                .sum();
        byStop = stops <= MOST_ROWS;
        int rows = Math.max(1, byStop ? stops : schedule.routes().size());
        row = Math.min(LARGEST_ROW, height / rows);
        bottom = top + row * rows;
        from = schedule.routes().stream()
                .mapToLong(route -> route.visits().get(0).departure())
                .min()
                .orElse(0);
        to = Math.max(
                from + 1,
                schedule.routes().stream()
                        .flatMap(route -> route.visits().stream())
                        .mapToLong(Visit::departure)
                        .max()
                        .orElse(0));
        clock = isClock();
    }

    /** Whether times look like seconds of a day: then they are written as such. */
    private boolean isClock() {
        return instance.scale().time() == 1
                && to > 3 * 3600
                && to <= 7 * 86_400
                && instance.stops().stream()
                        .flatMapToLong(stop -> LongStream.of(stop.windows().bounds()))
                        .filter(bound -> bound < TimeWindows.FOREVER)
                        .allMatch(bound -> bound % 60 == 0);
    }

    /** Stops, reloads and breaks. */
    private static List<Visit> shown(RouteSchedule route) {
        return route.visits().stream()
                .filter(visit -> visit.kind() != Kind.START && visit.kind() != Kind.END)
                .toList();
    }

    /** A time for people. */
    String time(long units) {
        return clock
                ? String.format(Locale.ROOT, "%d:%02d", units / 3600, units / 60 % 60)
                : Numbers.format((double) units / instance.scale().time());
    }

    private double x(long time) {
        long within = Math.max(from, Math.min(to, time));
        return left + (right - left) * (within - from) / (to - from);
    }

    void draw(Canvas canvas) {
        canvas.rectangle(left, top, right - left, bottom - top, "#ffffff", Palette.FRAME);
        drawAxis(canvas);
        int line = 0;
        for (int r = 0; r < schedule.routes().size(); r++) {
            RouteSchedule route = schedule.routes().get(r);
            String colour = Palette.pen(r, 1).colour();
            List<Visit> visits = shown(route);
            double begin = top + row * line;
            for (Visit visit : visits) {
                double level = top + row * line;
                if (byStop) {
                    drawWindows(canvas, visit, level);
                    if (row >= TEXT_ROW) {
                        canvas.text(
                                left - 6,
                                level + row * 0.5 + Math.min(10, row * 0.8) * 0.36,
                                name(visit),
                                Math.min(10, row * 0.8),
                                false,
                                Palette.INK,
                                Anchor.END);
                    }
                }
                drawVisit(canvas, visit, level, colour);
                line += byStop ? 1 : 0;
            }
            line += byStop ? 0 : 1;
            double end = top + row * line;
            canvas.line(new double[] {left - NAMES, right}, new double[] {end, end}, Pen.solid(Palette.FRAME, 1));
            canvas.text(
                    left - NAMES,
                    Math.min(begin + 11, (begin + end) / 2 + 5),
                    route.vehicle(),
                    11,
                    true,
                    colour,
                    Anchor.START);
        }
    }

    private String name(Visit visit) {
        String id = visit.kind() == Kind.SERVICE
                ? instance.stop(visit.activity()).id()
                : visit.kind() == Kind.BREAK
                        ? instance.breakOf(visit.activity()).id()
                        : instance.reload(visit.activity()).id();
        return id.length() <= 9 ? id : id.substring(0, 8) + "…";
    }

    private void drawWindows(Canvas canvas, Visit visit, double level) {
        TimeWindows windows = visit.kind() == Kind.SERVICE
                ? instance.stop(visit.activity()).windows()
                : visit.kind() == Kind.BREAK
                        ? instance.breakOf(visit.activity()).windows()
                        : instance.reload(visit.activity()).windows();
        for (int w = 0; w < windows.count(); w++) {
            long earliest = windows.earliest(w);
            long latest = windows.latest(w);
            if (latest >= from && earliest <= to) {
                canvas.rectangle(
                        x(earliest),
                        level + row * 0.15,
                        Math.max(1, x(latest) - x(earliest)),
                        row * 0.7,
                        "#e7ecef",
                        "#e7ecef");
            }
        }
    }

    private void drawVisit(Canvas canvas, Visit visit, double level, String colour) {
        double height = byStop ? row * 0.7 : Math.min(14, row * 0.7);
        double upper = level + (row - height) / 2;
        if (visit.start() > visit.arrival()) {
            canvas.line(
                    new double[] {x(visit.arrival()), x(visit.start())},
                    new double[] {upper + height / 2, upper + height / 2},
                    new Pen(Palette.FAINT, 1, new double[] {2, 2}, 1));
        }
        String fill = visit.kind() == Kind.SERVICE ? colour : Palette.FAINT;
        canvas.rectangle(
                x(visit.start()), upper, Math.max(2, x(visit.departure()) - x(visit.start())), height, fill, fill);
    }

    private void drawAxis(Canvas canvas) {
        double unit = instance.scale().time();
        double step = Math.max(1, clock ? clockStep() : Ticks.step((to - from) / unit / TICKS) * unit);
        Pen grid = Pen.solid(Palette.FRAME, 1);
        for (double t = Math.ceil(from / step) * step; t <= to; t += step) {
            double across = x(Math.round(t));
            canvas.line(new double[] {across, across}, new double[] {top, bottom + 5}, grid);
            canvas.text(across, bottom + 19, time(Math.round(t)), 12, false, Palette.INK, Anchor.MIDDLE);
        }
        canvas.text(
                (left + right) / 2,
                bottom + 38,
                (clock ? "time of day" : "time") + "; pale: time windows, dotted: waiting",
                12,
                false,
                Palette.FAINT,
                Anchor.MIDDLE);
    }

    private double clockStep() {
        for (long step : CLOCK_STEPS) {
            if ((double) (to - from) / step <= TICKS) {
                return step;
            }
        }
        return CLOCK_STEPS[CLOCK_STEPS.length - 1];
    }
}
