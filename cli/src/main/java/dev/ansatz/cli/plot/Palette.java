package dev.ansatz.cli.plot;

import dev.ansatz.cli.plot.Canvas.Pen;

/**
 * Pens that stay apart for colour-blind readers: the hues of Okabe and Ito, "Color Universal Design" (2008), their yellow
 * darkened for a light background; then the same hues dashed, and then dotted.
 */
final class Palette {
    private static final String[] HUES = {
        "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#b8a800", "#000000"
    };
    private static final double[][] DASHES = {{}, {7, 5}, {1, 5}};

    /** How many pens differ in hue. */
    static final int HUE_COUNT = HUES.length;
    /** How many pens differ at all. */
    static final int PENS = HUES.length * DASHES.length;

    static final String INK = "#222222";
    static final String FAINT = "#777777";
    static final String PAPER = "#fcfcfa";
    static final String FRAME = "#d8d8d4";

    private Palette() {}

    /** Pen number {@code index}; the first {@link #PENS} differ. */
    static Pen pen(int index, double width) {
        double[] dash = DASHES[index / HUES.length % DASHES.length];
        return new Pen(HUES[index % HUES.length], width, dash.clone(), 1);
    }
}
