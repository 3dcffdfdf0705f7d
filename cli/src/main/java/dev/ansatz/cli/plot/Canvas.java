package dev.ansatz.cli.plot;

/** Where a picture is drawn. Units are pixels, the origin is the upper left corner, colours are {@code #rrggbb}. */
public interface Canvas {
    /** Where a text lies relative to its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /**
     * How a line is drawn.
     *
     * @param dash lengths of dash and gap in turn; empty for a solid line
     * @param opacity 0 to 1
     */
    record Pen(String colour, double width, double[] dash, double opacity) {
        public static Pen solid(String colour, double width) {
            return new Pen(colour, width, new double[0], 1);
        }

        public Pen withWidth(double newWidth) {
            return new Pen(colour, newWidth, dash, opacity);
        }
    }

    /** A line through points. */
    void line(double[] x, double[] y, Pen pen);

    /** A filled area between points. */
    void polygon(double[] x, double[] y, String fill);

    void circle(double x, double y, double radius, String fill, String edge);

    void rectangle(double x, double y, double width, double height, String fill, String edge);

    void text(double x, double y, String text, double size, boolean bold, String colour, Anchor anchor);
}
