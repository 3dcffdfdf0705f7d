package dev.ansatz.cli.plot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds places for labels beside their points, where they cover no point and no other label, and no line if that can be; labels without a
 * place are left out.
 */
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
    private final Map<Long, List<Box>> lines = new HashMap<>();
    private final Box frame;
    private final double size;

    /** @param size of the font */
    Labels(double left, double top, double right, double bottom, double size) {
        this.frame = new Box(left, top, right, bottom);
        this.size = size;
    }

    /** Keeps labels off a point. */
    void keepFree(double x, double y, double radius) {
        add(new Box(x - radius, y - radius, x + radius, y + radius), cells);
    }

    /** Keeps labels off a line where there is another place for them. */
    void avoid(double fromX, double fromY, double toX, double toY) {
        int steps = 1 + (int) (Math.hypot(toX - fromX, toY - fromY) / 5);
        for (int i = 0; i <= steps; i++) {
            double x = fromX + (toX - fromX) * i / steps;
            double y = fromY + (toY - fromY) * i / steps;
            add(new Box(x - 1, y - 1, x + 1, y + 1), lines);
        }
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
        double[] possible = null;
        for (double[] corner : corners) {
            Box box = box(corner, width, height);
            if (inside(box) && isFree(box, cells)) {
                boolean clear = isFree(box, lines);
                if (clear || possible == null) {
                    possible = corner;
                }
                if (clear) {
                    break;
                }
            }
        }
        if (possible != null) {
            add(box(possible, width, height), cells);
        }
        return possible;
    }

    private static Box box(double[] corner, double width, double height) {
        return new Box(corner[0] - 1, corner[1] - height - 1, corner[0] + width + 1, corner[1] + 1);
    }

    private boolean inside(Box box) {
        return box.left > frame.left && box.right < frame.right && box.top > frame.top && box.bottom < frame.bottom;
    }

    private static boolean isFree(Box box, Map<Long, List<Box>> taken) {
        for (long cell : cellsOf(box)) {
            for (Box other : taken.getOrDefault(cell, List.of())) {
                if (box.meets(other)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void add(Box box, Map<Long, List<Box>> taken) {
        for (long cell : cellsOf(box)) {
            taken.computeIfAbsent(cell, unused -> new ArrayList<>()).add(box);
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
