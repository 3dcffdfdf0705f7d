package dev.ansatz.classical.jssp;

import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Dispatching rules: MWR, MOR, SPT, LPT, FIFO and LWR, each with non-delay and with active schedules; then schedules by the
 * better of them with random exceptions, until the limits or the lower bound are met. An iteration is one schedule. One thread.
 */
public final class Dispatching implements Solver<JobShopInstance, Schedule> {
    private static final DispatchRule[] RULES = DispatchRule.values();
    /** Probability that the next better combination of rule and schedule class is passed over. */
    private static final double PASS_OVER = 0.5;
    /** Largest share of choices that ignore the rule. */
    private static final double MOST_RANDOM = 0.2;

    @Override
    public String name() {
        return "dispatching";
    }

    @Override
    public String description() {
        return "dispatching rules (MWR, MOR, SPT, LPT, FIFO, LWR), then random exceptions to the best of them";
    }

    @Override
    public Outcome<Schedule> solve(JobShopInstance instance, Options<Schedule> options) {
        SearchContext<JobShopInstance, Schedule> run = new SearchContext<>(JobShop.PROBLEM, instance, options);
        Shop shop = new Shop(instance);
        ScheduleBuilder builder = new ScheduleBuilder(shop);
        int combinations = 2 * RULES.length;
        long[] makespans = new long[combinations];
        Arrays.fill(makespans, Long.MAX_VALUE);
        long iteration = 0;
        // The first schedule is built whatever the limits are: a run has an answer.
        for (int c = 0; c < combinations && (c == 0 || !ended(run, iteration)); c++, iteration++) {
            makespans[c] = builder.build(rule(c), nonDelay(c), 0, null);
            offer(run, shop, builder, makespans[c], c);
        }
        int[] ranking = IntStream.range(0, combinations)
                .boxed()
                .sorted(Comparator.comparingLong(c -> makespans[c]))
                .mapToInt(Integer::intValue)
                .toArray();
        SplittableRandom random = new SplittableRandom(options.seed());
        for (; !ended(run, iteration); iteration++) {
            int rank = 0;
            while (rank < combinations - 1 && random.nextDouble() < PASS_OVER) {
                rank++;
            }
            int c = ranking[rank];
            long makespan = builder.build(rule(c), nonDelay(c), MOST_RANDOM * random.nextDouble(), random);
            offer(run, shop, builder, makespan, c);
        }
        run.note(new Note.Effort(iteration, "schedules"));
        return run.finish();
    }

    /** Machine sequences of the non-delay schedule by most work remaining, as {@link Shop} lays them out. */
    public static int[] sequences(Shop shop) {
        ScheduleBuilder builder = new ScheduleBuilder(shop);
        builder.build(DispatchRule.MWR, true, 0, null);
        return shop.sequences(shop.schedule(builder.starts));
    }

    private static boolean ended(SearchContext<JobShopInstance, Schedule> run, long iteration) {
        return run.shouldStop(iteration) || run.boundMet();
    }

    private static DispatchRule rule(int combination) {
        return RULES[combination / 2];
    }

    private static boolean nonDelay(int combination) {
        return combination % 2 == 0;
    }

    private static void offer(
            SearchContext<JobShopInstance, Schedule> run,
            Shop shop,
            ScheduleBuilder builder,
            long makespan,
            int combination) {
        if (makespan < run.bestObjective()) {
            String kind = nonDelay(combination) ? "" : " (active)";
            run.offer(shop.schedule(builder.starts), rule(combination).name().toLowerCase(Locale.ROOT) + kind);
        }
    }
}
