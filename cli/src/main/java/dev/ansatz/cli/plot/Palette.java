package dev.ansatz.cli.plot;

import dev.ansatz.cli.plot.Canvas.Pen;

/**
 * Pens that stay apart for colour-blind readers: the hues of Okabe and Ito, "Color Universal Design" (2008), their yellow
 * darkened for a light background; then the same hues dashed, and then dotted.
 */
public final class Palette {
    private static final String[] HUES = {
        "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#b8a800", "#000000"
    };
    private static final double[][] DASHES = {{}, {7, 5}, {1, 5}};

    /** How many pens differ in hue. */
    static final int HUE_COUNT = HUES.length;
    /** How many pens differ at all. */
    static final int PENS = HUES.length * DASHES.length;

    public static final String INK = "#222222";
    public static final String FAINT = "#777777";
    public static final String PAPER = "#fcfcfa";
    public static final String FRAME = "#d8d8d4";

    private Palette() {}

    /** Pen number {@code index}; the first {@link #PENS} differ. */
    public static Pen pen(int index, double width) {
        double[] dash = DASHES[index / HUES.length % DASHES.length];
        return new Pen(HUES[index % HUES.length], width, dash.clone(), 1);
    }

    /** Fills that differ: seven hues as they are, light and dark. */
    static final int FILLS = 21;

    /** Fill number {@code index}; the first {@link #FILLS} differ, neighbours in hue. */
    public static String fill(int index) {
        int hues = HUE_COUNT - 1; // not black
        String hue = HUES[index % hues];
        return switch (index / hues % 3) {
            case 1 -> mix(hue, 255, 0.55);
            case 2 -> mix(hue, 0, 0.45);
            default -> hue;
        };
    }

    /** Black or white, whichever is easier to read on a fill. */
    public static String on(String fill) {
        double luminance = 0.299 * channel(fill, 1) + 0.587 * channel(fill, 3) + 0.114 * channel(fill, 5);
        return luminance > 130 ? "#000000" : "#ffffff";
    }

    private static int channel(String colour, int at) {
        return Integer.parseInt(colour.substring(at, at + 2), 16);
    }

    /** A colour with a share of a grey level mixed in. */
    private static String mix(String colour, int grey, double share) {
        StringBuilder mixed = new StringBuilder("#");
        for (int at = 1; at < 7; at += 2) {
            mixed.append(String.format("%02x", Math.round(channel(colour, at) * (1 - share) + grey * share)));
        }
        return mixed.toString();
    }
}
