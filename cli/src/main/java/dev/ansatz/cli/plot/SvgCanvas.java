package dev.ansatz.cli.plot;

import dev.ansatz.bench.page.Template;
import java.util.Locale;

/** Draws into SVG text. */
final class SvgCanvas implements Canvas {
    private final StringBuilder body = new StringBuilder();
    private final int width;
    private final int height;
    private final String title;

    SvgCanvas(int width, int height, String title) {
        this.width = width;
        this.height = height;
        this.title = title;
    }

    @Override
    public void line(double[] x, double[] y, Pen pen) {
        body.append("<polyline fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\" stroke=\"")
                .append(pen.colour())
                .append("\" stroke-width=\"")
                .append(number(pen.width()));
        if (pen.dash().length > 0) {
            body.append("\" stroke-dasharray=\"");
            for (double length : pen.dash()) {
                body.append(number(length)).append(' ');
            }
            body.setLength(body.length() - 1);
        }
        if (pen.opacity() < 1) {
            body.append("\" stroke-opacity=\"").append(number(pen.opacity()));
        }
        body.append("\" points=\"");
        points(x, y);
        body.append("\"/>\n");
    }

    private void points(double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) {
            body.append(i == 0 ? "" : " ").append(number(x[i])).append(',').append(number(y[i]));
        }
    }

    @Override
    public void polygon(double[] x, double[] y, String fill) {
        body.append("<polygon fill=\"").append(fill).append("\" points=\"");
        points(x, y);
        body.append("\"/>\n");
    }

    @Override
    public void circle(double x, double y, double radius, String fill, String edge) {
        body.append(String.format(
                Locale.ROOT,
                "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\" stroke=\"%s\"/>%n",
                number(x),
                number(y),
                number(radius),
                fill,
                edge));
    }

    @Override
    public void rectangle(double x, double y, double w, double h, String fill, String edge) {
        body.append(String.format(
                Locale.ROOT,
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\" stroke=\"%s\"/>%n",
                number(x),
                number(y),
                number(w),
                number(h),
                fill,
                edge));
    }

    @Override
    public void text(double x, double y, String text, double size, boolean bold, String colour, Anchor anchor) {
        body.append(String.format(
                Locale.ROOT,
                "<text x=\"%s\" y=\"%s\" font-size=\"%s\"%s fill=\"%s\" text-anchor=\"%s\" xml:space=\"preserve\">%s</text>%n",
                number(x),
                number(y),
                number(size),
                bold ? " font-weight=\"bold\"" : "",
                colour,
                anchor.name().toLowerCase(Locale.ROOT),
                Template.escape(text)));
    }

    /** A hundredth of a pixel is exact enough, and short. */
    private static String number(double value) {
        double rounded = Math.rint(value * 100) / 100;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    /** The whole picture. */
    String toSvg() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + " " + height
                + "\" font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\" role=\"img\">\n<title>"
                + Template.escape(title) + "</title>\n" + body + "</svg>\n";
    }
}
