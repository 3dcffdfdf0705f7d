package dev.ansatz.cli.jssp;

import dev.ansatz.bench.quality.Table;
import dev.ansatz.cli.plot.Canvas;
import dev.ansatz.cli.plot.Canvas.Anchor;
import dev.ansatz.cli.plot.Canvas.Pen;
import dev.ansatz.cli.plot.Palette;
import dev.ansatz.cli.plot.Picture;
import dev.ansatz.cli.plot.Ticks;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopGraph;
import dev.ansatz.problems.jssp.JobShopGraph.Operation;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Gantt chart of a schedule: a row for each machine, a fill for each job with its number where that fits, and the critical path
 * framed and joined.
 */
final class GanttPicture implements Picture {
    private static final int WIDTH = 1400;
    private static final double CHART_LEFT = 112;
    private static final double CHART_RIGHT = 1364;
    private static final double CHART_TOP = 90;
    private static final double ROWS_HEIGHT = 720;
    private static final double MAX_ROW = 44;
    private static final double MIN_ROW = 2;
    /** Rows and bars this high have room for text. */
    private static final double TEXT_ROW = 12;
    /** With more jobs than this the fills tell too little for a legend. */
    private static final int LEGEND_JOBS = 60;

    private static final int LEGEND_COLUMNS = 30;

    private static final double LEGEND_STEP = (CHART_RIGHT - CHART_LEFT) / LEGEND_COLUMNS;
    private static final double TICKS = 12;

    private final JobShopInstance instance;
    private final Schedule schedule;
    private final List<List<Operation>> sequences;
    private final List<Operation> path;
    private final long makespan;
    private final double row;
    private final double chartBottom;

    /**
     * @throws IllegalArgumentException if the schedule is not feasible
     */
    GanttPicture(JobShopInstance instance, Schedule schedule) {
        this.instance = instance;
        this.schedule = schedule;
        sequences = JobShopGraph.machineSequences(instance, schedule);
        path = JobShopGraph.criticalPath(instance, schedule);
        makespan = (long) JobShop.PROBLEM.evaluate(instance, schedule).objective();
        row = Math.max(MIN_ROW, Math.min(MAX_ROW, ROWS_HEIGHT / instance.machines()));
        chartBottom = CHART_TOP + row * instance.machines();
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return (int) Math.ceil(chartBottom + 92 + 22 * legendRows());
    }

    private int legendRows() {
        return instance.jobs() > LEGEND_JOBS ? 0 : (instance.jobs() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS;
    }

    @Override
    public String size() {
        return instance.jobs() + " jobs, " + instance.machines() + " machines";
    }

    @Override
    public String objectiveName() {
        return "makespan";
    }

    private double x(double time) {
        return CHART_LEFT + (CHART_RIGHT - CHART_LEFT) * time / Math.max(1, makespan);
    }

    private double middle(Operation o) {
        return CHART_TOP + row * (instance.machine(o.job(), o.index()) + 0.5);
    }

    private long start(Operation o) {
        return schedule.start(o.job(), o.index());
    }

    private long end(Operation o) {
        return start(o) + instance.duration(o.job(), o.index());
    }

    @Override
    public void draw(Canvas canvas) {
        canvas.rectangle(
                CHART_LEFT, CHART_TOP, CHART_RIGHT - CHART_LEFT, chartBottom - CHART_TOP, "#ffffff", Palette.FRAME);
        drawAxis(canvas);
        for (int machine = 0; machine < instance.machines(); machine++) {
            if (row >= TEXT_ROW) {
                double level = CHART_TOP + row * (machine + 0.5) + 4.5;
                canvas.text(
                        CHART_LEFT - 10,
                        level,
                        "machine " + instance.machineName(machine),
                        13,
                        false,
                        Palette.INK,
                        Anchor.END);
            }
            for (Operation o : sequences.get(machine)) {
                drawBar(canvas, o);
            }
        }
        drawPath(canvas);
        drawLegend(canvas);
    }

    private void drawAxis(Canvas canvas) {
        Pen grid = Pen.solid(Palette.FRAME, 1);
        double step = Ticks.step(Math.max(1, makespan / TICKS));
        for (double time = 0; time <= makespan; time += step) {
            canvas.line(new double[] {x(time), x(time)}, new double[] {CHART_TOP, chartBottom + 5}, grid);
            // The makespan has its own label; another one close to it would be unreadable.
            if (x(makespan) - x(time) > 60) {
                canvas.text(x(time), chartBottom + 20, Numbers.format(time), 13, false, Palette.INK, Anchor.MIDDLE);
            }
        }
        canvas.text(x(makespan), chartBottom + 20, Long.toString(makespan), 13, true, Palette.INK, Anchor.MIDDLE);
        canvas.text(
                (CHART_LEFT + CHART_RIGHT) / 2,
                chartBottom + 40,
                "time units",
                13,
                false,
                Palette.FAINT,
                Anchor.MIDDLE);
    }

    private double barHeight() {
        return row >= TEXT_ROW ? row - Math.min(8, row / 4) : row;
    }

    private void drawBar(Canvas canvas, Operation o) {
        double width = x(end(o)) - x(start(o));
        double height = barHeight();
        String fill = Palette.fill(o.job());
        canvas.rectangle(x(start(o)), middle(o) - height / 2, width, height, fill, width > 3 ? "#ffffff" : fill);
        String label = instance.jobName(o.job());
        double size = Math.min(13, height * 0.62);
        if (size >= 8 && width >= 0.62 * size * label.length() + 3) {
            double across = x(start(o)) + width / 2;
            canvas.text(across, middle(o) + size * 0.36, label, size, true, Palette.on(fill), Anchor.MIDDLE);
        }
    }

    /** Frames around the operations of the critical path, and lines from row to row between them. */
    private void drawPath(Canvas canvas) {
        Pen pen = Pen.solid(Palette.INK, row >= TEXT_ROW ? 2.6 : 1);
        double half = barHeight() / 2;
        for (int k = 0; k < path.size(); k++) {
            Operation o = path.get(k);
            frame(canvas, x(start(o)), middle(o) - half, x(end(o)), middle(o) + half, pen);
            if (k > 0 && middle(path.get(k - 1)) != middle(o)) {
                Operation before = path.get(k - 1);
                double down = Math.signum(middle(o) - middle(before)) * half;
                canvas.line(
                        new double[] {x(end(before)), x(start(o))},
                        new double[] {middle(before) + down, middle(o) - down},
                        pen.withWidth(1.2));
            }
        }
    }

    private static void frame(Canvas canvas, double left, double top, double right, double bottom, Pen pen) {
        canvas.line(new double[] {left, right, right, left, left}, new double[] {top, top, bottom, bottom, top}, pen);
    }

    private void drawLegend(Canvas canvas) {
        double top = chartBottom + 62;
        frame(canvas, CHART_LEFT, top - 12, CHART_LEFT + 26, top + 2, Pen.solid(Palette.INK, 2.6));
        canvas.text(CHART_LEFT + 36, top, "critical path", 13, false, Palette.INK, Anchor.START);
        canvas.text(
                CHART_LEFT + 150,
                top,
                instance.jobIds() == null ? "the number in a bar is the job" : "the name in a bar is the job",
                13,
                false,
                Palette.FAINT,
                Anchor.START);
        if (legendRows() == 0) {
            return;
        }
        for (int job = 0; job < instance.jobs(); job++) {
            double left = CHART_LEFT + LEGEND_STEP * (job % LEGEND_COLUMNS);
            double level = top + 22 + 22 * (job / LEGEND_COLUMNS);
            String fill = Palette.fill(job);
            canvas.rectangle(left, level - 12, LEGEND_STEP - 6, 16, fill, fill);
            canvas.text(
                    left + (LEGEND_STEP - 6) / 2,
                    level,
                    instance.jobName(job),
                    12,
                    true,
                    Palette.on(fill),
                    Anchor.MIDDLE);
        }
    }

    @Override
    public Table table() {
        List<List<String>> rows = new ArrayList<>();
        for (int machine = 0; machine < sequences.size(); machine++) {
            List<Operation> operations = sequences.get(machine);
            long work = operations.stream().mapToLong(o -> end(o) - start(o)).sum();
            rows.add(List.of(
                    instance.machineName(machine),
                    Long.toString(work),
                    Long.toString(makespan - work),
                    operations.stream()
                            .map(o -> instance.jobName(o.job()) + " (" + start(o) + "-" + end(o) + ")")
                            .collect(Collectors.joining(", "))));
        }
        return new Table(List.of("Machine", "Work", "Idle", "Jobs (start-end)"), rows);
    }
}
