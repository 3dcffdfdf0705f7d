package dev.ansatz.cli.mkp;

import dev.ansatz.bench.quality.Table;
import dev.ansatz.cli.plot.Canvas;
import dev.ansatz.cli.plot.Canvas.Anchor;
import dev.ansatz.cli.plot.Canvas.Pen;
import dev.ansatz.cli.plot.Palette;
import dev.ansatz.cli.plot.Picture;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A bar for each constraint, filled as far as its capacity is used, and below all items in the order of their utility (profit by
 * weight, each weight as a share of its capacity): chosen ones dark, others light. A good choice is dark on the left and mixed
 * around one place.
 */
final class MultiKnapsackPicture implements Picture {
    private static final int WIDTH = 1120;
    private static final double BARS_LEFT = 150;
    private static final double RIGHT = 1080;
    private static final double BARS_TOP = 96;
    private static final double BARS_HEIGHT = 360;
    private static final double MAX_ROW = 30;
    /** Rows this high have room for text. */
    private static final double TEXT_ROW = 11;

    private static final double ITEMS_HEIGHT = 240;
    private static final int MAX_COLUMNS = 1050;
    /** The columns end at so many times the utility that a quarter of the items exceed. */
    private static final double HEADROOM = 2.5;

    private final MultiKnapsackInstance instance;
    private final long[] load;
    private final int[] order;
    private final double[] utility;
    private final boolean[] chosen;
    private final int chosenItems;
    private final double row;

    MultiKnapsackPicture(MultiKnapsackInstance instance, ItemSet solution) {
        this.instance = instance;
        int n = instance.size();
        int m = instance.constraints();
        chosenItems = solution.size();
        chosen = new boolean[n];
        load = new long[m];
        for (int item : solution.toArray()) {
            chosen[item] = true;
            for (int i = 0; i < m; i++) {
                load[i] += instance.weight(i, item);
            }
        }
        utility = new double[n];
        for (int j = 0; j < n; j++) {
            double weight = 0;
            for (int i = 0; i < m; i++) {
                weight += instance.weight(i, j) / (double) Math.max(1, instance.capacity(i));
            }
            utility[j] = weight == 0 ? Double.POSITIVE_INFINITY : instance.profit(j) / weight;
        }
        order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -utility[j]))
                .mapToInt(Integer::intValue)
                .toArray();
        row = Math.min(MAX_ROW, BARS_HEIGHT / m);
    }

    @Override
    public int width() {
        return WIDTH;
    }

    private double itemsTop() {
        return BARS_TOP + row * instance.constraints() + 60;
    }

    @Override
    public int height() {
        return (int) Math.ceil(itemsTop() + ITEMS_HEIGHT + 60);
    }

    @Override
    public String size() {
        return chosenItems + " of " + instance.size() + " items, " + instance.constraints()
                + (instance.constraints() == 1 ? " constraint" : " constraints");
    }

    @Override
    public String objectiveName() {
        return "profit";
    }

    /** Used share of a capacity, 1 where it is zero. */
    private double use(int constraint) {
        long capacity = instance.capacity(constraint);
        return capacity == 0 ? 1 : load[constraint] / (double) capacity;
    }

    @Override
    public void draw(Canvas canvas) {
        for (int i = 0; i < instance.constraints(); i++) {
            double top = BARS_TOP + row * i;
            double height = row >= TEXT_ROW ? row - Math.min(6, row / 4) : row;
            double width = RIGHT - BARS_LEFT;
            canvas.rectangle(BARS_LEFT, top, width, height, "#ffffff", Palette.FRAME);
            canvas.rectangle(BARS_LEFT, top, width * use(i), height, Palette.fill(0), Palette.fill(0));
            if (row >= TEXT_ROW) {
                double level = top + height / 2 + 4;
                double size = Math.min(13, height);
                canvas.text(BARS_LEFT - 10, level, "constraint " + (i + 1), size, false, Palette.INK, Anchor.END);
                String label = load[i] + " of " + instance.capacity(i);
                boolean inside = use(i) > 0.5;
                canvas.text(
                        BARS_LEFT + width * use(i) + (inside ? -8 : 8),
                        level,
                        label,
                        size,
                        false,
                        inside ? Palette.on(Palette.fill(0)) : Palette.INK,
                        inside ? Anchor.END : Anchor.START);
            }
        }
        drawItems(canvas);
    }

    /** A column for each item, or for some neighbours where there are many: as high as their utility, dark as far as chosen. */
    private void drawItems(Canvas canvas) {
        double bottom = itemsTop() + ITEMS_HEIGHT;
        int n = order.length;
        int columns = Math.min(n, MAX_COLUMNS);
        double step = (RIGHT - LEFT) / columns;
        // A few items of hardly any weight would leave the others flat.
        double highest = Math.min(utility[order[n / 50]], HEADROOM * utility[order[n / 4]]);
        double scale = highest > 0 && Double.isFinite(highest) ? ITEMS_HEIGHT / highest : 0;
        for (int c = 0; c < columns; c++) {
            int from = (int) ((long) c * n / columns);
            int to = (int) ((long) (c + 1) * n / columns);
            int in = 0;
            for (int k = from; k < to; k++) {
                in += chosen[order[k]] ? 1 : 0;
            }
            double height = Math.min(ITEMS_HEIGHT, Math.max(1, utility[order[from]] * scale));
            double dark = height * in / (to - from);
            double width = step > 3 ? step - 1 : step;
            if (dark < height) {
                canvas.rectangle(LEFT + c * step, bottom - height, width, height - dark, "#c9d3da", "#c9d3da");
            }
            if (dark > 0) {
                canvas.rectangle(LEFT + c * step, bottom - dark, width, dark, Palette.fill(0), Palette.fill(0));
            }
        }
        canvas.line(new double[] {LEFT, RIGHT}, new double[] {bottom, bottom}, Pen.solid(Palette.FAINT, 1));
        canvas.rectangle(LEFT, bottom + 18, 14, 14, Palette.fill(0), Palette.fill(0));
        canvas.text(LEFT + 22, bottom + 30, "chosen", 13, false, Palette.INK, Anchor.START);
        canvas.rectangle(LEFT + 96, bottom + 18, 14, 14, "#c9d3da", "#c9d3da");
        canvas.text(
                LEFT + 118,
                bottom + 30,
                "left out; items in the order of profit by weight, each weight as a share of its capacity",
                13,
                false,
                Palette.INK,
                Anchor.START);
    }

    @Override
    public Table table() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < load.length; i++) {
            rows.add(List.of(
                    Integer.toString(i + 1),
                    Long.toString(instance.capacity(i)),
                    Long.toString(load[i]),
                    Long.toString(instance.capacity(i) - load[i]),
                    String.format(Locale.ROOT, "%.2f %%", 100 * use(i))));
        }
        return new Table(List.of("Constraint", "Capacity", "Used", "Left", "Use"), rows);
    }
}
