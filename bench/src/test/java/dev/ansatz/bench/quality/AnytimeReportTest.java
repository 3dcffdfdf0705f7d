package dev.ansatz.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AnytimeReportTest {
    private static final Results RESULTS = ResultsFile.read(Path.of("results/policies-cvrp.json"));

    @Test
    void theLastColumnIsTheGapAtTheTimeLimit() {
        Summary summary = new Summary(RESULTS);
        String table = AnytimeReport.markdown(List.of(RESULTS), List.of(0.5, summary.longest()));
        assertThat(table).startsWith("| cvrp | 0.5 s |");
        assertThat(summary.figures())
                .hasSizeGreaterThan(4)
                .allSatisfy(figure -> assertThat(table)
                        .containsPattern("`" + figure.engine() + "` \\| [^|]+ \\| "
                                + String.format(Locale.ROOT, "%.2f", figure.meanGap()) + " \\|"));
    }

    @Test
    void thePictureStandsAloneAndNamesEachCurve() {
        String svg = AnytimeReport.svg(List.of(RESULTS, RESULTS));
        assertThat(svg).startsWith("<svg xmlns=").contains("<style>");
        assertThat(RESULTS.engines("cvrp"))
                .allSatisfy(engine ->
                        assertThat(svg.split(">" + engine + "</text>", -1)).hasSize(3));
    }
}
