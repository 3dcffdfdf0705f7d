package dev.ansatz.cli.plot;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Draws pixels with Java2D, at twice the nominal size so that lines and text stay sharp. */
final class RasterCanvas implements Canvas {
    private static final int SCALE = 2;

    private final BufferedImage image;
    private final Graphics2D graphics;

    RasterCanvas(int width, int height) {
        image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(SCALE, SCALE);
    }

    @Override
    public void line(double[] x, double[] y, Pen pen) {
        if (x.length == 0) {
            return;
        }
        Path2D path = path(x, y);
        float[] dash = new float[pen.dash().length];
        for (int i = 0; i < dash.length; i++) {
            dash[i] = (float) pen.dash()[i];
        }
        graphics.setStroke(new BasicStroke(
                (float) pen.width(),
                BasicStroke.CAP_ROUND,
                BasicStroke.JOIN_ROUND,
                10,
                dash.length == 0 ? null : dash,
                0));
        graphics.setColor(Color.decode(pen.colour()));
        graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) pen.opacity()));
        graphics.draw(path);
        graphics.setComposite(AlphaComposite.SrcOver);
    }

    private static Path2D path(double[] x, double[] y) {
        Path2D path = new Path2D.Double();
        path.moveTo(x[0], y[0]);
        for (int i = 1; i < x.length; i++) {
            path.lineTo(x[i], y[i]);
        }
        return path;
    }

    @Override
    public void polygon(double[] x, double[] y, String fill) {
        Path2D path = path(x, y);
        path.closePath();
        graphics.setColor(Color.decode(fill));
        graphics.fill(path);
    }

    @Override
    public void circle(double x, double y, double radius, String fill, String edge) {
        shape(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius), fill, edge);
    }

    @Override
    public void rectangle(double x, double y, double width, double height, String fill, String edge) {
        shape(new Rectangle2D.Double(x, y, width, height), fill, edge);
    }

    private void shape(java.awt.Shape shape, String fill, String edge) {
        graphics.setColor(Color.decode(fill));
        graphics.fill(shape);
        graphics.setStroke(new BasicStroke(1));
        graphics.setColor(Color.decode(edge));
        graphics.draw(shape);
    }

    @Override
    public void text(double x, double y, String text, double size, boolean bold, String colour, Anchor anchor) {
        graphics.setFont(new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size));
        graphics.setColor(Color.decode(colour));
        double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
        double left = switch (anchor) {
            case START -> x;
            case MIDDLE -> x - width / 2;
            case END -> x - width;
        };
        graphics.drawString(text, (float) left, (float) y);
    }

    byte[] toPng() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen in memory
        }
        graphics.dispose();
        return bytes.toByteArray();
    }
}
