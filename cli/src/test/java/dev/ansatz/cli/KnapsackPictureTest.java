package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.cli.plot.Plot;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.knapsack.ItemSet;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
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
}
