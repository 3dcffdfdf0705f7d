package dev.ansatz.bench.quality;

import dev.ansatz.bench.quality.Summary.Figure;
import dev.ansatz.problems.io.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Mean gaps of engines over several results side by side, with their intervals; the best of a column is bold. In Markdown. */
public final class OverviewTable {
    private OverviewTable() {}

    /**
     * A column: results under one time limit.
     *
     * @param seconds time limit of the figures
     */
    public record Column(String title, Results results, double seconds) {}

    /**
     * A row.
     *
     * @param engines names of which each column has one at most: libraries have one engine for each kind of problem
     */
    public record Row(String title, List<String> engines) {}

    /**
     * The table.
     *
     * @throws InputException if a column has no run of that time limit, or several figures for a row
     */
    public static String markdown(List<Column> columns, List<Row> rows) {
        List<List<@Nullable Figure>> byColumn =
                columns.stream().map(column -> figures(column, rows)).toList();
        List<Double> best = byColumn.stream()
                .map(figures -> figures.stream()
                        .filter(Objects::nonNull)
                        .mapToDouble(figure -> rounded(figure.meanGap()))
                        .min()
                        .orElse(Double.NaN))
                .toList();
        List<List<String>> cells = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            List<String> cell = new ArrayList<>(List.of(rows.get(r).title()));
            for (int c = 0; c < columns.size(); c++) {
                Figure figure = byColumn.get(c).get(r);
                cell.add(figure == null ? "–" : cell(figure, rounded(figure.meanGap()) <= best.get(c)));
            }
            cells.add(cell);
        }
        List<String> header = Stream.concat(
                        Stream.of("engine"), columns.stream().map(Column::title))
                .toList();
        return new Table(header, cells).markdown();
    }

    private static List<@Nullable Figure> figures(Column column, List<Row> rows) {
        List<Figure> all = new Summary(column.results())
                .figures().stream()
                        .filter(figure -> figure.timeLimit() == column.seconds())
                        .toList();
        if (all.isEmpty()) {
            throw new InputException(
                    "The results of '" + column.title() + "' have no run of " + Format.time(column.seconds()) + ".");
        }
        List<@Nullable Figure> figures = new ArrayList<>();
        for (Row row : rows) {
            List<Figure> those = all.stream()
                    .filter(figure -> row.engines().contains(figure.engine()))
                    .toList();
            if (those.size() > 1) {
                throw new InputException(
                        "The results of '" + column.title() + "' have several figures for '" + row.title() + "'.");
            }
            figures.add(those.isEmpty() ? null : those.getFirst());
        }
        return figures;
    }

    private static double rounded(double gap) {
        return Math.round(gap * 100) / 100.0;
    }

    private static String cell(Figure figure, boolean best) {
        String mean = Format.percent(figure.meanGap());
        return ((best ? "**" + mean + "**" : mean) + ' ' + Format.interval(figure.interval())).strip();
    }
}
