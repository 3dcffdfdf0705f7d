package dev.ansatz.bench.quality;

import dev.ansatz.bench.quality.Summary.Curve;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Numbers;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.io.InputFile;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@link Results} as one HTML page without any reference to other files: tables that sort, anytime curves and performance profiles,
 * all runs of each instance; light or dark as the reader's system. It is well-formed XML as well.
 */
public final class HtmlReport {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <title>%s</title>
            <style>
            :root{--page:#fff;--text:#1b1b1b;--quiet:#5c5c5c;--rule:#d5d5d5;--head:#f2f2f2;
            --c0:#1f6fb4;--c1:#c8541a;--c2:#2e8540;--c3:#8e44ad;--c4:#a67800;--c5:#0e8a8a;--c6:#c2185b;--c7:#5d5d5d}
            @media(prefers-color-scheme:dark){:root{--page:#16181b;--text:#e6e6e6;--quiet:#a8a8a8;--rule:#3c4046;--head:#23272c;
            --c0:#6db3f2;--c1:#f2955e;--c2:#6fcf7f;--c3:#c79bea;--c4:#e0b84c;--c5:#4fd1d1;--c6:#f27da8;--c7:#b5b5b5}}
            body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:76em;padding:0 1em;color:var(--text);
            background:var(--page)}
            .caption p{margin:.2em 0;color:var(--quiet)}
            .wide{overflow-x:auto}
            table{border-collapse:collapse;margin:.8em 0;font-variant-numeric:tabular-nums}
            td,th{border:1px solid var(--rule);padding:.2em .6em;text-align:left;white-space:nowrap}
            th{background:var(--head);padding:0}
            th button{all:unset;cursor:pointer;padding:.2em .6em;font-weight:600;display:block}
            th button:focus-visible{outline:2px solid var(--c0)}
            th[aria-sort=ascending] button::after{content:" \\25b2"}
            th[aria-sort=descending] button::after{content:" \\25bc"}
            .charts{display:flex;flex-wrap:wrap;gap:1em}
            figure{margin:0;flex:1 1 28em;max-width:44em}
            figure svg{width:100%%;height:auto}
            .plan{max-width:56em}
            figcaption{font-weight:600}
            .line{fill:none;stroke-width:2}
            .dashed{stroke-dasharray:6 4}
            .grid{stroke:var(--rule);stroke-width:1;fill:none}
            .label{font-size:12px;fill:var(--quiet)}
            .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.2em 1.2em;padding:0}
            .legend svg{width:28px;height:8px;margin-right:.4em;vertical-align:middle}
            details{margin:.3em 0}
            summary{cursor:pointer}
            %s</style></head><body>
            """;

    private static final String SCRIPT = """
            <script>/*<![CDATA[*/
            document.querySelectorAll('table').forEach(function (table) {
              var heads = Array.from(table.tHead.rows[0].cells);
              heads.forEach(function (head, column) {
                head.firstElementChild.addEventListener('click', function () {
                  var up = head.getAttribute('aria-sort') !== 'ascending';
                  heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
                  head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
                  var rows = Array.from(table.tBodies[0].rows);
                  rows.sort(function (a, b) {
                    var x = a.cells[column].textContent, y = b.cells[column].textContent;
                    var m = parseFloat(x), n = parseFloat(y);
                    var order = Number.isFinite(m) && Number.isFinite(n) ? m - n : x.localeCompare(y);
                    return up ? order : -order;
                  });
                  rows.forEach(function (row) { table.tBodies[0].appendChild(row); });
                });
              });
            });
            /*]]>*/</script>
            """;

    private final Results results;
    private final Summary summary;
    private final ReportTables tables;
    private final PlanPicture pictures;
    private final StringBuilder page = new StringBuilder();

    private HtmlReport(Results results, PlanPicture pictures) {
        this.results = results;
        this.pictures = pictures;
        this.summary = new Summary(results);
        this.tables = new ReportTables(summary);
    }

    /** The page, with the pictures of the best plans that can be drawn. */
    public static String of(Results results, PlanPicture pictures) {
        return new HtmlReport(results, pictures).page();
    }

    private String page() {
        String title = "Ansatz: benchmark " + results.experiment().suite();
        page.append(HEAD.formatted(Table.escape(title), colours()));
        page.append("<h1>").append(Table.escape(title)).append("</h1>\n<div class=\"caption\">");
        for (String line : tables.caption()) {
            page.append("<p>").append(Table.escape(line)).append("</p>\n");
        }
        page.append("</div>\n");
        results.problems().forEach(this::problem);
        return page.append(SCRIPT).append("</body></html>\n").toString();
    }

    private static String colours() {
        StringBuilder css = new StringBuilder();
        for (int i = 0; i < SvgChart.COLOURS; i++) {
            css.append(".c").append(i).append("{stroke:var(--c").append(i).append(")}\n");
        }
        return css.toString();
    }

    private void problem(String problem) {
        page.append("<h2>")
                .append(Table.escape(capital(Problems.byId(problem).title())))
                .append("</h2>\n");
        page.append(tables.figures(problem::equals).html());
        List<Curve> anytime = summary.anytime(problem);
        String limit = Format.time(summary.longest());
        page.append("<div class=\"charts\">");
        chart("Anytime curves, runs of " + limit, SvgChart.anytime(anytime, summary.longest()));
        chart("Performance profile at " + limit, SvgChart.profile(summary.profile(problem)));
        page.append("</div>\n").append(SvgChart.legend(anytime));
        Table duels = tables.duels(duel -> duel.problem().equals(problem));
        if (!duels.rows().isEmpty()) {
            page.append("<p>")
                    .append(Table.escape(ReportTables.DUELS))
                    .append("</p>\n")
                    .append(duels.html());
        }
        page.append("<h3>Every instance</h3>\n");
        results.instances(problem).forEach(instance -> instance(problem, instance));
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private void chart(String title, String svg) {
        page.append("<figure><figcaption>")
                .append(Table.escape(title))
                .append("</figcaption>\n")
                .append(svg)
                .append("</figure>\n");
    }

    private @Nullable String picture(CellRun run) {
        try {
            return picture(Problems.byId(run.problem()), run, Objects.requireNonNull(run.plan()));
        } catch (InputException e) {
            return null; // the instance's file is not here
        }
    }

    private <I extends Instance, S> @Nullable String picture(Problem<I, S> problem, CellRun run, CellRun.Plan plan) {
        I instance = plan.source().make(problem);
        S solution = problem.readSolution(InputFile.of("plan", plan.text()), instance);
        if (!problem.evaluate(instance, solution).feasible()) {
            return null; // another instance of that name
        }
        String svg = pictures.svg(problem, instance, solution);
        return svg == null
                ? null
                : "<figure class=\"plan\"><figcaption>"
                        + Table.escape("The best of these plans, by " + run.engine() + " in "
                                + Format.time(run.timeLimit()) + ", seed " + run.seed())
                        + "</figcaption>\n" + svg + "</figure>\n";
    }

    private void instance(String problem, String instance) {
        List<CellRun> runs = results.runs(
                run -> run.problem().equals(problem) && run.instance().equals(instance));
        CellRun any = runs.getFirst();
        Results.@Nullable Reference reference = results.references().get(Results.key(any));
        page.append("<details><summary>")
                .append(Table.escape(instance))
                .append(", size ")
                .append(any.size())
                .append(", ")
                .append(
                        reference == null
                                ? "no reference"
                                : "reference " + Numbers.format(reference.objective()) + " ("
                                        + Table.escape(reference.source()) + ")")
                .append("</summary>\n")
                .append(tables.runs(run ->
                                run.problem().equals(problem) && run.instance().equals(instance))
                        .html());
        runs.stream()
                .filter(run -> run.plan() != null)
                .map(this::picture)
                .filter(Objects::nonNull)
                .forEach(page::append);
        page.append("</details>\n");
    }
}
