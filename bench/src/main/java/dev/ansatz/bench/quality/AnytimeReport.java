package dev.ansatz.bench.quality;

import dev.ansatz.bench.quality.CellRun.Point;
import dev.ansatz.bench.quality.Summary.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What engines reached after parts of their time, from the traces of their runs: a picture and a table of mean gaps, per problem. */
public final class AnytimeReport {
    private static final int LEGEND = 190;
    private static final int ROW = 20;
    private static final String STYLE = "<style>svg{--rule:#d5d5d0;--quiet:#666;--ink:#222;--paper:#fdfdfb;"
            + "font-family:Helvetica,Arial,sans-serif;background:var(--paper);"
            + "--c0:#1f6fb4;--c1:#c8541a;--c2:#2e8540;--c3:#8e44ad;--c4:#a67800;--c5:#0e8a8a;--c6:#c2185b;--c7:#5d5d5d}"
            + "@media (prefers-color-scheme:dark){svg{--rule:#444;--quiet:#aaa;--ink:#eee;--paper:#1b1b1b;"
            + "--c0:#6db3f2;--c1:#f2955e;--c2:#6fcf7f;--c3:#c79bea;--c4:#e0b84c;--c5:#4fd1d1;--c6:#f27da8;--c7:#b5b5b5}}"
            + ".line{fill:none;stroke-width:2}.grid{stroke:var(--rule);stroke-width:1;fill:none}"
            + ".label{font-size:12px;fill:var(--quiet)}.title{font-size:15px;font-weight:bold;fill:var(--ink)}"
            + ".c0{stroke:var(--c0)}.c1{stroke:var(--c1)}.c2{stroke:var(--c2)}.c3{stroke:var(--c3)}"
            + ".c4{stroke:var(--c4)}.c5{stroke:var(--c5)}.c6{stroke:var(--c6)}.c7{stroke:var(--c7)}"
            + ".dashed{stroke-dasharray:6 4}</style>\n";

    private AnytimeReport() {}

    /** One picture, a panel for each problem of each result, its legend on the right. */
    public static String svg(List<Results> all) {
        int width = SvgChart.WIDTH + LEGEND;
        int panel = SvgChart.HEIGHT + 34;
        StringBuilder body = new StringBuilder();
        int panels = 0;
        for (Results results : all) {
            Summary summary = new Summary(results);
            for (String problem : results.problems()) {
                List<Curve> curves = summary.anytime(problem);
                body.append(String.format(Locale.ROOT, "<g transform=\"translate(0 %d)\">%n", panels++ * panel));
                body.append(String.format(
                        Locale.ROOT,
                        "<text class=\"title\" x=\"58\" y=\"22\">%s, %d instances</text>%n",
                        Table.escape(problem),
                        results.instances(problem).size()));
                body.append(String.format(
                        Locale.ROOT,
                        "<svg y=\"28\" width=\"%d\" height=\"%d\" %s",
                        SvgChart.WIDTH,
                        SvgChart.HEIGHT,
                        SvgChart.anytime(curves, summary.longest()).substring("<svg ".length())));
                for (int i = 0; i < curves.size(); i++) {
                    int y = 50 + ROW * i;
                    body.append(String.format(
                            Locale.ROOT,
                            "<path class=\"line %s\" d=\"M%d %dh26\"/><text class=\"label\" x=\"%d\" y=\"%d\">%s</text>%n",
                            SvgChart.style(i),
                            SvgChart.WIDTH + 8,
                            y,
                            SvgChart.WIDTH + 40,
                            y + 4,
                            Table.escape(curves.get(i).name())));
                }
                body.append("</g>\n");
            }
        }
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">%n",
                        width,
                        Math.max(1, panels) * panel,
                        width,
                        Math.max(1, panels) * panel)
                + STYLE + body + "</svg>\n";
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
