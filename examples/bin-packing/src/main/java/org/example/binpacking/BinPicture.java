package org.example.binpacking;

import dev.ansatz.bench.quality.Table;
import dev.ansatz.cli.plot.Canvas;
import dev.ansatz.cli.plot.Palette;
import dev.ansatz.cli.plot.Picture;
import java.util.List;
import java.util.stream.Collectors;

/** Bins side by side, items stacked in them, as high as they are large. */
final class BinPicture implements Picture {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 560;
    private static final double TOP = 100;
    private static final double BOTTOM = 530;

    private final BinPackingInstance instance;
    private final Bins solution;

    BinPicture(BinPackingInstance instance, Bins solution) {
        this.instance = instance;
        this.solution = solution;
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
        return instance.size() + " items in bins of " + instance.capacity();
    }

    @Override
    public String objectiveName() {
        return "bins";
    }

    @Override
    public void draw(Canvas canvas) {
        double step = (WIDTH - 2 * LEFT) / solution.bins().size();
        double unit = (BOTTOM - TOP) / instance.capacity();
        for (int bin = 0; bin < solution.bins().size(); bin++) {
            double left = LEFT + bin * step;
            canvas.rectangle(left, TOP, 0.9 * step, BOTTOM - TOP, "#ffffff", Palette.FRAME);
            double bottom = BOTTOM;
            for (int item : solution.bins().get(bin)) {
                double height = unit * instance.size(item);
                bottom -= height;
                canvas.rectangle(left, bottom, 0.9 * step, height, Palette.fill(item), Palette.FRAME);
            }
        }
    }

    @Override
    public Table table() {
        return new Table(
                List.of("bin", "load", "items"),
                solution.bins().stream()
                        .map(bin -> List.of(
                                Integer.toString(solution.bins().indexOf(bin) + 1),
                                Integer.toString(
                                        bin.stream().mapToInt(instance::size).sum()),
                                bin.stream()
                                        .map(item -> Integer.toString(item + 1))
                                        .collect(Collectors.joining(" "))))
                        .toList());
    }
}
