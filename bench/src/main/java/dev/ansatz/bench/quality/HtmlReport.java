package dev.ansatz.bench.quality;

import dev.ansatz.bench.page.Template;
import dev.ansatz.bench.quality.Summary.Curve;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.Numbers;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@link Results} as one HTML page without any reference to other files: tables that sort, anytime curves and performance profiles,
 * all runs of each instance; light or dark as the reader's system. It is well-formed XML as well. The page is the template
 * {@code report.html}; this class has its values.
 */
public final class HtmlReport {
    private static final Template PAGE = Template.markup(HtmlReport.class, "report.html");

    private final Results results;
    private final Summary summary;
    private final ReportTables tables;
    private final PlanPicture pictures;

    private record Page(String title, List<String> caption, List<ProblemSection> problems) {}

    private record ProblemSection(
            String title,
            Table figures,
            List<Chart> charts,
            List<SvgChart.Entry> legend,
            String aboutDuels,
            @Nullable Table duels,
            List<InstanceSection> instances) {}

    private record Chart(String caption, SvgChart chart) {}

    private record InstanceSection(String name, int size, String reference, Table runs, List<Plan> plans) {}

    private record Plan(String caption, String svg) {}

    private HtmlReport(Results results, PlanPicture pictures) {
        this.results = results;
        this.pictures = pictures;
        this.summary = new Summary(results);
        this.tables = new ReportTables(summary);
    }

    /** The page, with the pictures of the best plans that can be drawn. */
    public static String of(Results results, PlanPicture pictures) {
        return PAGE.fill(new HtmlReport(results, pictures).page());
    }

    private Page page() {
        return new Page(
                "Ansatz: benchmark " + results.experiment().suite(),
                tables.caption(),
                results.problems().stream().map(this::problem).toList());
    }

    private ProblemSection problem(String problem) {
        List<Curve> anytime = summary.anytime(problem);
        String limit = Format.time(summary.longest());
        Table duels = tables.duels(duel -> duel.problem().equals(problem));
        return new ProblemSection(
                capital(Problems.byId(problem).title()),
                tables.figures(problem::equals),
                List.of(
                        new Chart("Anytime curves, runs of " + limit, SvgChart.anytime(anytime, summary.longest())),
                        new Chart("Performance profile at " + limit, SvgChart.profile(summary.profile(problem)))),
                SvgChart.legend(anytime, 0, 0),
                ReportTables.DUELS,
                duels.rows().isEmpty() ? null : duels,
                results.instances(problem).stream()
                        .map(instance -> instance(problem, instance))
                        .toList());
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private InstanceSection instance(String problem, String instance) {
        Predicate<CellRun> here =
                run -> run.problem().equals(problem) && run.instance().equals(instance);
        List<CellRun> runs = results.runs(here);
        CellRun any = runs.getFirst();
        Results.@Nullable Reference reference = results.references().get(Results.key(any));
        return new InstanceSection(
                instance,
                any.size(),
                reference == null
                        ? "no reference"
                        : "reference " + Numbers.format(reference.objective()) + " (" + reference.source() + ")",
                tables.runs(here),
                runs.stream()
                        .filter(run -> run.plan() != null)
                        .map(this::plan)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private @Nullable Plan plan(CellRun run) {
        String svg;
        try {
            svg = picture(Problems.byId(run.problem()), Objects.requireNonNull(run.plan()));
        } catch (InputException e) {
            return null; // the instance's file is not here
        }
        return svg == null
                ? null
                : new Plan(
                        "The best of these plans, by " + run.engine() + " in " + Format.time(run.timeLimit())
                                + ", seed " + run.seed(),
                        svg);
    }

    private <I extends Instance, S> @Nullable String picture(Problem<I, S> problem, CellRun.Plan plan) {
        I instance = plan.source().make(problem);
        S solution = problem.readSolution(InputFile.of("plan", plan.text()), instance);
        return problem.evaluate(instance, solution).feasible()
                ? pictures.svg(problem, instance, solution)
                : null; // another instance of that name
    }
}
