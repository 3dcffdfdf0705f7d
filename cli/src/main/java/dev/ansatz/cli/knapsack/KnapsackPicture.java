package dev.ansatz.cli.knapsack;

import dev.ansatz.bench.quality.Table;
import dev.ansatz.cli.plot.Canvas;
import dev.ansatz.cli.plot.Canvas.Anchor;
import dev.ansatz.cli.plot.Canvas.Pen;
import dev.ansatz.cli.plot.Palette;
import dev.ansatz.cli.plot.Picture;
import dev.ansatz.cli.plot.Ticks;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.knapsack.DensityOrder;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Items side by side by descending density: as wide as their weight, as high as their density, so that the area is the profit;
 * chosen ones filled. A few much denser than the others are cut off at the upper edge, with a mark and their density in words: they would
 * leave the others flat. The capacity is a line: what lies left of it is the linear relaxation. Where there are more items than
 * columns of pixels, neighbours share a column, which is filled to the share of weight that is chosen. Items beyond twice the
 * capacity and behind the last chosen one are not shown.
 */
final class KnapsackPicture implements Picture {
    private static final int WIDTH = 1400;
    private static final int HEIGHT = 640;
    private static final double CHART_LEFT = 112;
    private static final double CHART_RIGHT = 1364;
    private static final double CHART_TOP = 104;
    private static final double CHART_BOTTOM = 540;
    private static final int TICKS = 6;
    /** The scale ends at so many times the density that a quarter of the capacity is used by denser items. */
    private static final double HEADROOM = 2.5;

    /** Bars at least this wide have an edge. */
    private static final double EDGE_WIDTH = 3;

    private static final double LABEL_WIDTH = 26;
    private static final int TABLE_ROWS = 200;
    private static final String CHOSEN = "#0072b2";
    private static final String LEFT_OUT = "#e4e4e0";

    private final KnapsackInstance instance;
    private final ItemSet items;
    private final int[] order;
    private final double shownWeight;
    private final double highest;
    private final long weight;
    private final int breakItem;

    KnapsackPicture(KnapsackInstance instance, ItemSet items) {
        this.instance = instance;
        this.items = items;
        this.order = DensityOrder.of(instance);
        double total = 0;
        double lastChosen = 0;
        double top = 0;
        int atBreak = -1;
        for (int item : order) {
            total += instance.weight(item);
            if (atBreak < 0 && total > instance.capacity()) {
                atBreak = item;
            }
            lastChosen = items.contains(item) ? total : lastChosen;
            top = instance.weight(item) > 0 ? Math.max(top, density(item)) : top;
        }
        long chosen = 0;
        for (int k = 0; k < items.size(); k++) {
            chosen += instance.weight(items.item(k));
        }
        this.breakItem = atBreak;
        this.weight = chosen;
        this.shownWeight = Math.max(1, Math.min(total, Math.max(2.0 * instance.capacity(), lastChosen)));
        this.highest = Math.max(1e-9, Math.min(top, HEADROOM * dense(0.25 * Math.min(total, instance.capacity()))));
    }

    /** Density of the item at which the items before it, the densest first, weigh so much. */
    private double dense(double weightBefore) {
        double sum = 0;
        double density = Double.POSITIVE_INFINITY;
        for (int item : order) {
            sum += instance.weight(item);
            if (instance.weight(item) > 0) {
                density = density(item);
            }
            if (sum > weightBefore) {
                break;
            }
        }
        return density;
    }

    private double density(int item) {
        return (double) instance.profit(item) / instance.weight(item);
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
        return items.size() + " of " + instance.size() + " items, weight " + weight + " of " + instance.capacity();
    }

    @Override
    public String objectiveName() {
        return "profit";
    }

    private double x(double cumulativeWeight) {
        return CHART_LEFT + (CHART_RIGHT - CHART_LEFT) * Math.min(1, cumulativeWeight / shownWeight);
    }

    private double y(double density) {
        return CHART_BOTTOM - (CHART_BOTTOM - CHART_TOP) * Math.min(1, density / highest);
    }

    @Override
    public void draw(Canvas canvas) {
        canvas.rectangle(
                CHART_LEFT, CHART_TOP, CHART_RIGHT - CHART_LEFT, CHART_BOTTOM - CHART_TOP, "#ffffff", Palette.FRAME);
        Ticks ticks = Ticks.of(0, highest, TICKS);
        for (double density : ticks.values()) {
            canvas.line(
                    new double[] {CHART_LEFT - 5, CHART_RIGHT},
                    new double[] {y(density), y(density)},
                    Pen.solid(Palette.FRAME, 1));
            canvas.text(CHART_LEFT - 10, y(density) + 4, ticks.label(density), 13, false, Palette.INK, Anchor.END);
        }
        drawBars(canvas);
        drawCut(canvas);
        drawCapacity(canvas);
        canvas.text(
                (CHART_LEFT + CHART_RIGHT) / 2,
                CHART_BOTTOM + 46,
                "width: weight, from the densest item on; height: profit per weight",
                13,
                false,
                Palette.FAINT,
                Anchor.MIDDLE);
        legend(canvas, CHART_LEFT, CHOSEN, "chosen");
        legend(canvas, CHART_LEFT + 110, LEFT_OUT, "left out");
    }

    private static void legend(Canvas canvas, double left, String fill, String text) {
        double top = CHART_BOTTOM + 72;
        canvas.rectangle(left, top - 11, 22, 14, fill, Palette.FAINT);
        canvas.text(left + 30, top, text, 13, false, Palette.INK, Anchor.START);
    }

    private void drawBars(Canvas canvas) {
        double before = 0;
        int k = 0;
        while (k < order.length && before < shownWeight) {
            // Items that share a column of pixels share a bar.
            double columnWeight = 0;
            double columnProfit = 0;
            double columnChosen = 0;
            int first = k;
            while (k < order.length
                    && (k == first || x(before + columnWeight + instance.weight(order[k])) - x(before) < 1)) {
                int item = order[k++];
                columnWeight += instance.weight(item);
                columnProfit += instance.profit(item);
                columnChosen += items.contains(item) ? instance.weight(item) : 0;
            }
            if (columnWeight == 0) {
                continue; // as wide as nothing
            }
            double left = x(before);
            double width = x(before + columnWeight) - left;
            double top = y(columnProfit / columnWeight);
            double filled = (CHART_BOTTOM - top) * columnChosen / columnWeight;
            boolean edged = k - first == 1 && width >= EDGE_WIDTH;
            canvas.rectangle(left, top, width, CHART_BOTTOM - top, LEFT_OUT, edged ? Palette.FAINT : LEFT_OUT);
            if (filled > 0) {
                canvas.rectangle(left, CHART_BOTTOM - filled, width, filled, CHOSEN, edged ? Palette.PAPER : CHOSEN);
            }
            if (k - first == 1 && width >= LABEL_WIDTH) {
                String colour = Palette.on(columnChosen > 0 ? CHOSEN : LEFT_OUT);
                String id = Long.toString(instance.id(order[first]));
                canvas.text(left + width / 2, CHART_BOTTOM - 8, id, 12, true, colour, Anchor.MIDDLE);
            }
            before += columnWeight;
        }
    }

    /** A broken line across the bars that are higher than the chart, and how high they are. */
    private void drawCut(Canvas canvas) {
        double weightCut = 0;
        int cut = 0;
        double densest = 0;
        for (int item : order) {
            if (instance.weight(item) > 0 && density(item) > highest) {
                weightCut += instance.weight(item);
                densest = Math.max(densest, density(item));
                cut++;
            }
        }
        if (cut == 0) {
            return;
        }
        double right = Math.max(x(weightCut), x(0) + 8);
        int teeth = Math.max(2, (int) ((right - x(0)) / 6));
        double[] x = new double[teeth + 1];
        double[] y = new double[teeth + 1];
        for (int i = 0; i <= teeth; i++) {
            x[i] = x(0) + (right - x(0)) * i / teeth;
            y[i] = CHART_TOP + 10 + (i % 2 == 0 ? 3 : -3);
        }
        canvas.line(x, y, Pen.solid(Palette.PAPER, 5));
        canvas.line(x, y, Pen.solid("#d55e00", 1.5));
        String densities = new BigDecimal(densest)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
        canvas.text(
                right + 8,
                CHART_TOP + 16,
                cut == 1
                        ? "item " + instance.id(order[firstWithWeight()]) + " is cut off: " + densities + " per weight"
                        : cut + " items are cut off: up to " + densities + " per weight",
                13,
                false,
                Palette.INK,
                Anchor.START);
    }

    private int firstWithWeight() {
        int k = 0;
        while (instance.weight(order[k]) == 0) {
            k++;
        }
        return k;
    }

    private void drawCapacity(Canvas canvas) {
        if (breakItem < 0) {
            return; // everything fits
        }
        double at = x(instance.capacity());
        canvas.line(new double[] {at, at}, new double[] {CHART_TOP - 22, CHART_BOTTOM + 5}, Pen.solid("#d55e00", 1.8));
        String label = "capacity " + instance.capacity() + ", break item " + instance.id(breakItem);
        boolean right = at < (CHART_LEFT + CHART_RIGHT) / 2;
        canvas.text(
                at + (right ? 6 : -6), CHART_TOP - 10, label, 13, true, Palette.INK, right ? Anchor.START : Anchor.END);
        canvas.text(at, CHART_BOTTOM + 22, Numbers.format(instance.capacity()), 13, false, Palette.INK, Anchor.MIDDLE);
    }

    /** The chosen items, the densest first. */
    @Override
    public Table table() {
        List<List<String>> rows = new ArrayList<>();
        for (int item : order) {
            if (items.contains(item)) {
                if (rows.size() == TABLE_ROWS) {
                    rows.add(List.of("…", "", "", (items.size() - TABLE_ROWS) + " more"));
                    break;
                }
                rows.add(List.of(
                        Long.toString(instance.id(item)),
                        Long.toString(instance.profit(item)),
                        Long.toString(instance.weight(item)),
                        instance.weight(item) == 0 ? "∞" : String.format(Locale.ROOT, "%.4g", density(item))));
            }
        }
        return new Table(List.of("Item", "Profit", "Weight", "Profit per weight"), rows);
    }
}
