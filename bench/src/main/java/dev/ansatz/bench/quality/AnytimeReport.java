package dev.ansatz.bench.quality;

import dev.ansatz.bench.page.Template;
import dev.ansatz.bench.quality.CellRun.Point;
import dev.ansatz.bench.quality.Summary.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What engines reached after parts of their time, from the traces of their runs: a picture and a table of mean gaps, per problem. */
public final class AnytimeReport {
    private static final int LEGEND = 190;
    private static final int ROW = 20;
    private static final Template PICTURE = Template.markup(AnytimeReport.class, "anytime.svg");

    private record Panel(int y, String problem, int instances, SvgChart chart, List<SvgChart.Entry> legend) {}

    private record Picture(int width, int height, List<Panel> panels) {}

    private AnytimeReport() {}

    /** One picture, a panel for each problem of each result, its legend on the right. */
    public static String svg(List<Results> all) {
        int height = SvgChart.HEIGHT + 34;
        List<Panel> panels = new ArrayList<>();
        for (Results results : all) {
            Summary summary = new Summary(results);
            for (String problem : results.problems()) {
                List<Curve> curves = summary.anytime(problem);
                panels.add(new Panel(
                        panels.size() * height,
                        problem,
                        results.instances(problem).size(),
                        SvgChart.anytime(curves, summary.longest()),
                        SvgChart.legend(curves, 50, ROW)));
            }
        }
        return PICTURE.fill(new Picture(SvgChart.WIDTH + LEGEND, Math.max(1, panels.size()) * height, panels));
    }

    /**
     * Markdown: a row for each engine, a column for each time, mean gaps in percent.
     *
     * @param seconds times, each at most the time limit of the runs
     */
    public static String markdown(List<Results> all, List<Double> seconds) {
        StringBuilder text = new StringBuilder();
        for (Results results : all) {
            Summary summary = new Summary(results);
            for (String problem : results.problems()) {
                text.append("| ").append(problem).append(" |");
                seconds.forEach(s -> text.append(' ').append(Format.plain(s)).append(" s |"));
                text.append("\n|---|").append("--:|".repeat(seconds.size())).append('\n');
                for (Curve curve : summary.anytime(problem)) {
                    text.append("| `").append(curve.name()).append("` |");
                    for (double s : seconds) {
                        double gap = at(curve, s);
                        text.append(Double.isNaN(gap) ? " – |" : String.format(Locale.ROOT, " %.2f |", gap));
                    }
                    text.append('\n');
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static double at(Curve curve, double seconds) {
        List<Point> before = new ArrayList<>(curve.points());
        before.removeIf(point -> point.seconds() > seconds * 1.0001);
        return before.isEmpty() ? Double.NaN : before.getLast().objective();
    }
}
