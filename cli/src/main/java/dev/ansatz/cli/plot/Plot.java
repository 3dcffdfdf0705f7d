package dev.ansatz.cli.plot;

import dev.ansatz.bench.page.Template;
import dev.ansatz.bench.quality.PlanPicture;
import dev.ansatz.cli.plot.Canvas.Anchor;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.TracePoint;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Numbers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A picture of a plan, written as SVG, PNG or a self-contained HTML page. */
public final class Plot {
    private static final Template PAGE = Template.markup(Plot.class, "plan.html");

    /** A row of the page's first table. */
    private record Fact(String name, String value) {}

    /** Values of the template. */
    private record Page(String title, String plan, List<Fact> facts, String curve, Picture.Table table) {}

    private final Picture picture;
    private final String title;
    private final String subtitle;
    private final List<TracePoint> trace;
    private final double seconds;
    private final List<Fact> facts = new ArrayList<>();

    private Plot(Picture picture, Problem<?, ?> problem, Instance instance, String engine, Outcome<?> outcome) {
        this.picture = picture;
        String size = picture.size();
        title = instance.name() + ", " + picture.objectiveName() + " " + Drawing.number(outcome.objective());
        subtitle = problem.title() + ", " + size + ", engine " + engine;
        trace = outcome.trace();
        seconds = outcome.seconds();
        facts.add(new Fact("Instance", instance.name()));
        facts.add(new Fact("Problem", problem.title() + ", " + size));
        facts.add(new Fact(
                "Objective",
                Numbers.format(outcome.objective()) + " (" + outcome.status().id() + ")"));
        Double bound = outcome.bound();
        if (bound != null) {
            facts.add(new Fact("Bound", Numbers.format(bound)));
        }
        facts.add(new Fact("Engine", engine));
        facts.add(new Fact("Time", String.format(Locale.ROOT, "%.2f s", outcome.seconds())));
    }

    /**
     * Refuses a file that no picture can be written to.
     *
     * @throws InputException if the extension is none that can be drawn
     */
    public static void checkName(Path file) {
        if (!isPictureName(file)) {
            throw new InputException(file, 0, "a picture must end in .svg, .png or .html.");
        }
    }

    /** Whether a file is named as one of the pictures that can be drawn. */
    public static boolean isPictureName(Path file) {
        return List.of("svg", "png", "html").contains(extension(file));
    }

    /**
     * Refuses an instance that cannot be drawn.
     *
     * @throws InputException if there is no picture of the instance
     */
    public static <I extends Instance> void checkDrawable(Path file, Problem<I, ?> problem, I instance) {
        String obstacle = Presentations.obstacle(problem, instance);
        if (obstacle != null) {
            throw new InputException(file, 0, "cannot be drawn because " + obstacle + ".");
        }
    }

    /**
     * The picture of a solution.
     *
     * @throws InputException if there is no picture of the instance
     */
    public static <I extends Instance, S> Plot of(
            Problem<I, S> problem, I instance, S solution, String engine, Outcome<S> outcome) {
        String obstacle = Presentations.obstacle(problem, instance);
        if (obstacle != null) {
            throw new InputException(instance.name() + " cannot be drawn because " + obstacle + ".");
        }
        return new Plot(Presentations.picture(problem, instance, solution), problem, instance, engine, outcome);
    }

    /** The file's content, in the format that its extension names. */
    public byte[] render(Path file) {
        return switch (extension(file)) {
            case "png" -> {
                RasterCanvas canvas = new RasterCanvas(picture.width(), picture.height());
                draw(canvas);
                yield canvas.toPng();
            }
            case "html" -> html().getBytes(StandardCharsets.UTF_8);
            default -> svg().getBytes(StandardCharsets.UTF_8);
        };
    }

    /**
     * Draws solutions for the reports of benchmarks.
     *
     * @param mostNodes size of the largest instance that is drawn
     */
    public static PlanPicture pictures(int mostNodes) {
        return new PlanPicture() {
            @Override
            public <I extends Instance, S> @Nullable String svg(Problem<I, S> problem, I instance, S solution) {
                if (instance.size() > mostNodes || Presentations.obstacle(problem, instance) != null) {
                    return null;
                }
                Picture picture = Presentations.picture(problem, instance, solution);
                double objective = problem.evaluate(instance, solution).objective();
                return Plot.svg(
                        picture,
                        instance.name() + ", " + picture.objectiveName() + " " + Drawing.number(objective),
                        problem.title() + ", " + picture.size());
            }
        };
    }

    private String svg() {
        return svg(picture, title, subtitle);
    }

    private static String svg(Picture picture, String title, String subtitle) {
        SvgCanvas canvas = new SvgCanvas(picture.width(), picture.height(), title);
        draw(canvas, picture, title, subtitle);
        return canvas.toSvg();
    }

    private void draw(Canvas canvas) {
        draw(canvas, picture, title, subtitle);
    }

    private static void draw(Canvas canvas, Picture picture, String title, String subtitle) {
        canvas.rectangle(0, 0, picture.width(), picture.height(), Palette.PAPER, Palette.PAPER);
        canvas.text(Picture.LEFT, 42, shorten(title, 80), 23, true, Palette.INK, Anchor.START);
        canvas.text(Picture.LEFT, 67, shorten(subtitle, 130), 14, false, Palette.FAINT, Anchor.START);
        picture.draw(canvas);
    }

    private static String shorten(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 3) + "...";
    }

    private String html() {
        SvgCanvas curve = new SvgCanvas(TracePicture.WIDTH, TracePicture.HEIGHT, "Objective over time");
        TracePicture.draw(trace, seconds, curve);
        return PAGE.fill(new Page(title, svg(), facts, curve.toSvg(), picture.table()));
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
