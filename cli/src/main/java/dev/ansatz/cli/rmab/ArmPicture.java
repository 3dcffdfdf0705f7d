package dev.ansatz.cli.rmab;

import dev.ansatz.bench.quality.Table;
import dev.ansatz.cli.plot.Canvas;
import dev.ansatz.cli.plot.Canvas.Anchor;
import dev.ansatz.cli.plot.Canvas.Pen;
import dev.ansatz.cli.plot.Palette;
import dev.ansatz.cli.plot.Picture;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import dev.ansatz.problems.rmab.Simulation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Heat map of the first episode: a row for each arm, a column for each step, the shade is the state (light = 0), and a dot marks
 * where the arm is acted on; a larger action has a larger dot. Of many arms or steps only the first ones are drawn.
 */
final class ArmPicture implements Picture {
    private static final int WIDTH = 1120;
    private static final double CHART_LEFT = 80;
    private static final double CHART_RIGHT = 1080;
    private static final double CHART_TOP = 96;
    private static final int MOST_ARMS = 200;
    private static final int MOST_STEPS = 200;
    private static final double MOST_CELL = 36;
    private static final double ROWS_HEIGHT = 900;
    private static final int[] LIGHT = {0xf1, 0xf5, 0xe9};
    private static final int[] DARK = {0x0b, 0x4f, 0x6c};

    private final RestlessBanditInstance instance;
    private final PolicyRecord solution;
    private final Simulation.Assessment assessment;
    private final int arms;
    private final int steps;
    private final double row;
    private final double column;
    private final int topState;

    ArmPicture(RestlessBanditInstance instance, PolicyRecord solution) {
        this.instance = instance;
        this.solution = solution;
        this.assessment = new Simulation(instance).assess(solution);
        this.arms = Math.min(MOST_ARMS, instance.size());
        this.steps = Math.min(MOST_STEPS, instance.steps());
        this.row = Math.min(MOST_CELL, ROWS_HEIGHT / arms);
        this.column = Math.min(MOST_CELL * 1.5, (CHART_RIGHT - CHART_LEFT) / steps);
        this.topState =
                instance.arms().stream().mapToInt(arm -> arm.states() - 1).max().orElse(0);
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return (int) Math.ceil(CHART_TOP + arms * row + 100);
    }

    @Override
    public String size() {
        return instance.size() + " arms, policy " + solution.policy();
    }

    @Override
    public String objectiveName() {
        return "mean reward";
    }

    private String shade(int state) {
        double part = topState == 0 ? 0 : (double) state / topState;
        StringBuilder colour = new StringBuilder("#");
        for (int c = 0; c < 3; c++) {
            int mixed = (int) Math.round(LIGHT[c] + part * (DARK[c] - LIGHT[c]));
            colour.append(String.format(Locale.ROOT, "%02x", mixed));
        }
        return colour.toString();
    }

    @Override
    public void draw(Canvas canvas) {
        for (int t = 0; t < steps; t++) {
            int[] levels = new int[instance.size()];
            for (int j : solution.arms(0, t)) {
                levels[j]++;
            }
            for (int j = 0; j < arms; j++) {
                double x = CHART_LEFT + t * column;
                double y = CHART_TOP + j * row;
                int state = assessment.states()[t][j];
                canvas.rectangle(x, y, column, row, shade(state), Palette.PAPER);
                if (levels[j] > 0) {
                    double most = Math.min(column, row) * 0.42;
                    double share =
                            Math.sqrt((double) levels[j] / (instance.arm(j).actions() - 1));
                    canvas.circle(x + column / 2, y + row / 2, Math.max(1, most * 0.8 * share), "#e69f00", Palette.INK);
                }
            }
        }
        double bottom = CHART_TOP + arms * row;
        int everyArm = Math.max(1, (int) Math.ceil(13 / row));
        for (int j = 0; j < arms; j += everyArm) {
            canvas.text(
                    CHART_LEFT - 8,
                    CHART_TOP + (j + 0.5) * row + 4,
                    Integer.toString(j),
                    11,
                    false,
                    Palette.FAINT,
                    Anchor.END);
        }
        int everyStep = Math.max(1, (int) Math.ceil(26 / column));
        for (int t = 0; t < steps; t += everyStep) {
            canvas.text(
                    CHART_LEFT + (t + 0.5) * column,
                    bottom + 16,
                    Integer.toString(t),
                    11,
                    false,
                    Palette.FAINT,
                    Anchor.MIDDLE);
        }
        canvas.text(LEFT, CHART_TOP - 8, "arm", 11, false, Palette.FAINT, Anchor.START);
        canvas.text(
                CHART_LEFT,
                bottom + 36,
                "step of the first episode" + (steps < instance.steps() ? " (the first " + steps + ")" : "")
                        + (arms < instance.size() ? ", the first " + arms + " arms" : ""),
                12,
                false,
                Palette.FAINT,
                Anchor.START);
        legend(canvas, bottom + 62);
    }

    private void legend(Canvas canvas, double y) {
        canvas.text(CHART_LEFT, y + 12, "state", 12, false, Palette.INK, Anchor.START);
        int shown = Math.min(topState + 1, 12);
        for (int k = 0; k < shown; k++) {
            int state = shown == 1 ? 0 : (int) Math.round((double) k * topState / (shown - 1));
            double x = CHART_LEFT + 46 + 40 * k;
            canvas.rectangle(x, y, 16, 16, shade(state), Palette.FRAME);
            canvas.text(x + 20, y + 12, Integer.toString(state), 11, false, Palette.FAINT, Anchor.START);
        }
        double x = CHART_LEFT + 46 + 40 * shown + 20;
        canvas.circle(x, y + 8, 6, "#e69f00", Palette.INK);
        canvas.text(x + 12, y + 12, "acted on", 12, false, Palette.INK, Anchor.START);
        canvas.line(new double[] {CHART_LEFT, CHART_RIGHT}, new double[] {y - 10, y - 10}, Pen.solid(Palette.FRAME, 1));
    }

    @Override
    public Table table() {
        List<List<String>> rows = new ArrayList<>();
        for (int t = 0; t < instance.steps(); t++) {
            rows.add(List.of(
                    Integer.toString(t),
                    Numbers.format(Math.rint(assessment.rewards()[t] * 1e4) / 1e4),
                    Arrays.stream(solution.arms(0, t))
                            .mapToObj(Integer::toString)
                            .collect(Collectors.joining(" "))));
        }
        return new Table(List.of("Step", "Expected reward", "Arms acted on (first episode)"), rows);
    }
}
