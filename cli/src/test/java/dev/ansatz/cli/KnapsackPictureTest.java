package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.cli.plot.Plot;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnapsackPictureTest {
    private static String svg(KnapsackInstance instance, ItemSet items) {
        var outcome = new Outcome<>(
                items, Knapsack.PROBLEM.evaluate(instance, items), null, List.of(), Status.FEASIBLE, 1, List.of());
        Plot plot = Plot.of(Knapsack.PROBLEM, instance, items, "combo", outcome);
        return new String(plot.render(Path.of("k.svg")), StandardCharsets.UTF_8);
    }

    private static int count(String text, String what) {
        return (int)
                Pattern.compile(Pattern.quote(what)).matcher(text).results().count();
    }

    @Test
    void chosenItemsAreFilledAndTheCapacityAndTheBreakItemAreMarked() {
        KnapsackInstance instance =
                new KnapsackInstance("four", new long[] {40, 30, 20, 1}, new long[] {4, 5, 5, 1}, 10);
        String none = svg(instance, new ItemSet());
        String two = svg(instance, new ItemSet(0, 1));
        assertThat(two).contains("capacity 10, break item 3", "2 of 4 items, weight 9 of 10");
        // Fill and legend use the same blue.
        assertThat(count(two, "#0072b2") - count(none, "#0072b2")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void tensOfThousandsOfItemsShareColumnsOfPixels() {
        KnapsackInstance instance = Knapsack.PROBLEM.generate(30_000, 1, "uncorrelated");
        String svg = svg(instance, new ItemSet(IntStream.range(0, 100).toArray()));
        assertThat(count(svg, "<rect")).isBetween(1000, 3000);
    }

    @Test
    void oneVeryDenseItemDoesNotFlattenTheOthers() {
        int n = 30;
        long[] profits = new long[n];
        long[] weights = new long[n];
        for (int i = 0; i < n; i++) {
            profits[i] = 100 + i;
            weights[i] = 100 + 2 * i;
        }
        profits[7] = 650_100;
        weights[7] = 1;
        KnapsackInstance instance = new KnapsackInstance("outlier", profits, weights, 1500);
        String svg = svg(instance, new ItemSet(7));
        assertThat(svg).contains("item 8 is cut off: 650100 per weight");
        Matcher bars = Pattern.compile("<rect x=\"[\\d.]+\" y=\"[\\d.]+\" width=\"[\\d.]+\" height=\"([\\d.]+)\"")
                .matcher(svg);
        assertThat(bars.results().filter(bar -> {
                    double height = Double.parseDouble(bar.group(1));
                    return height > 100 && height < 430;
                }))
                .as("bars that are neither flat nor as high as the chart")
                .hasSizeGreaterThan(20);
        assertThat(svg).contains(">0.5<", ">1.0<", ">2.0<");
    }

    @Test
    void itemsWithoutWeightHaveNoWidthAndHideNoOther() {
        KnapsackInstance instance = new KnapsackInstance("light", new long[] {5, 30, 20}, new long[] {0, 6, 5}, 10);
        assertThat(count(svg(instance, new ItemSet(0, 1)), "#0072b2"))
                .isEqualTo(count(svg(instance, new ItemSet(1)), "#0072b2"));
        assertThat(count(svg(instance, new ItemSet(0, 1)), "#0072b2"))
                .isGreaterThan(count(svg(instance, new ItemSet(0)), "#0072b2"));
    }
}
