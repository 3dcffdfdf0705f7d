package dev.ansatz.cli.plot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds places for labels beside their points, where they cover no point and no other label; labels without a place are left out. */
final class Labels {
    /** Side of the cells that places are looked up by, pixels. */
    private static final double CELL = 40;

    /** Width of an average letter, as a part of the font size. */
    private static final double LETTER = 0.58;

    private record Box(double left, double top, double right, double bottom) {
        boolean meets(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    private final Map<Long, List<Box>> cells = new HashMap<>();
    private final Box frame;
    private final double size;

    /** @param size of the font */
    Labels(double left, double top, double right, double bottom, double size) {
        this.frame = new Box(left, top, right, bottom);
        this.size = size;
    }

    /** Keeps labels off a point. */
    void keepFree(double x, double y, double radius) {
        add(new Box(x - radius, y - radius, x + radius, y + radius));
    }

    /**
     * Finds the place of a label.
     *
     * @param gap between the middle of the point and the label
     * @return left end and base line, or null where there is no place
     */
    double @org.jspecify.annotations.Nullable [] place(String text, double x, double y, double gap) {
        double width = LETTER * size * text.length();
        double height = 0.75 * size;
        double[][] corners = {
            {x + gap, y - gap},
            {x - gap - width, y - gap},
            {x + gap, y + gap + height},
            {x - gap - width, y + gap + height},
            {x + gap + 1, y + height / 2},
            {x - gap - 1 - width, y + height / 2},
            {x - width / 2, y - gap - 1},
            {x - width / 2, y + gap + 1 + height}
        };
        for (double[] corner : corners) {
            Box box = new Box(corner[0] - 1, corner[1] - height - 1, corner[0] + width + 1, corner[1] + 1);
            if (inside(box) && isFree(box)) {
                add(box);
                return corner;
            }
        }
        return null;
    }

    private boolean inside(Box box) {
        return box.left > frame.left && box.right < frame.right && box.top > frame.top && box.bottom < frame.bottom;
    }

    private boolean isFree(Box box) {
        for (long cell : cellsOf(box)) {
            for (Box other : cells.getOrDefault(cell, List.of())) {
                if (box.meets(other)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void add(Box box) {
        for (long cell : cellsOf(box)) {
            cells.computeIfAbsent(cell, unused -> new ArrayList<>()).add(box);
        }
    }

    private static List<Long> cellsOf(Box box) {
        List<Long> of = new ArrayList<>();
        for (long column = (long) Math.floor(box.left / CELL); column <= Math.floor(box.right / CELL); column++) {
            for (long row = (long) Math.floor(box.top / CELL); row <= Math.floor(box.bottom / CELL); row++) {
                of.add(column * 1_000_003 + row);
            }
        }
        return of;
    }
}
