package dev.ansatz.examples.own;

import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** From the order of due dates, or a warm start: two random orders change places, and stay there unless that costs more. */
public final class SwapSearch implements Solver<Orders, List<Integer>> {
    @Override
    public String name() {
        return "swaps";
    }

    @Override
    public String description() {
        return "random swaps that are kept unless they are worse";
    }

    @Override
    public Outcome<List<Integer>> solve(Orders instance, Options<List<Integer>> options) {
        SearchContext<Orders, List<Integer>> run = new SearchContext<>(WeightedTardiness.PROBLEM, instance, options);
        List<Integer> byDueDate = IntStream.range(0, instance.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> instance.orders().get(i).due()))
                .toList();
        run.offer(byDueDate, "by due date"); // validated; becomes the incumbent if it is better
        List<Integer> sequence = new ArrayList<>(run.best());
        double cost = run.bestObjective();
        Random random = new Random(options.seed());
        for (long iteration = 0; instance.size() > 1 && !run.shouldStop(iteration); iteration++) {
            int i = random.nextInt(sequence.size());
            int j = random.nextInt(sequence.size());
            Collections.swap(sequence, i, j);
            double swapped =
                    WeightedTardiness.PROBLEM.evaluate(instance, sequence).objective();
            if (swapped > cost) {
                Collections.swap(sequence, i, j);
                continue;
            }
            if (swapped < cost) {
                run.offer(List.copyOf(sequence), "swap");
            }
            cost = swapped;
        }
        return run.finish();
    }
}
