package dev.ansatz.classical.jssp;

import dev.ansatz.classical.localsearch.Workers;
import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Tabu search on critical blocks with path relinking between elite schedules, after TS/PR (Peng, Lü and Cheng 2015): see
 * {@link TabuSearch} and {@link EliteSearch}.
 *
 * <p>Starts from the warm starts, best first, else from the most-work-remaining rule, then from the same rule with random
 * exceptions. Warm starts that are distant enough are elite from the begin. One iteration is one move. The run ends early where
 * the makespan meets the one-machine bound or no move on a critical path could shorten it. With several threads each searches for
 * itself on a common elite set.
 */
public final class JobShopTabu implements Solver<JobShopInstance, Schedule> {
    /** Heads, tails and their sums are ints. */
    private static final long MAX_WORK = Integer.MAX_VALUE / 2;
    /** Share of choices that ignore the rule in starts after the first one. */
    private static final double RANDOMNESS = 0.3;

    @Override
    public String name() {
        return "tabu";
    }

    @Override
    public boolean refinesAnyStart() {
        return true;
    }

    @Override
    public String description() {
        return "tabu search on critical blocks with path relinking of elite schedules";
    }

    @Override
    public @Nullable String refuses(JobShopInstance instance) {
        long work = new Shop(instance).work();
        return work > MAX_WORK
                ? "The durations sum to " + work + "; this engine computes with sums up to " + MAX_WORK + "."
                : null;
    }

    @Override
    public Outcome<Schedule> solve(JobShopInstance instance, Options<Schedule> options) {
        checkAccepts(instance);
        SearchContext<JobShopInstance, Schedule> run = new SearchContext<>(JobShop.PROBLEM, instance, options);
        Shop shop = new Shop(instance);
        Common common = new Common(run, shop);
        if (run.best() == null) {
            run.offer(shop.schedule(common.starts.element()), "dispatching");
        }
        if (run.shouldStop(0) || common.boundMet()) {
            return run.finish();
        }
        Workers workers = new Workers(run);
        workers.runAll(number -> {
            Worker worker = new Worker(common, workers, options.seed() * 1_000_003L + number);
            if (worker.search()) {
                common.optimal = true;
            }
        });
        return run.finish(common.optimal);
    }

    /** What the searches of a run share. */
    private static final class Common {
        final SearchContext<JobShopInstance, Schedule> run;
        final Shop shop;
        final Elite elite;
        final Queue<int[]> starts = new ArrayDeque<>();
        final long bound;
        volatile boolean optimal;

        Common(SearchContext<JobShopInstance, Schedule> run, Shop shop) {
            this.run = run;
            this.shop = shop;
            Double proven = run.bound();
            bound = proven == null ? 0 : proven.longValue();
            elite = new Elite(shop.firstPlace, EliteSearch.POPULATION, Math.max(1, shop.size / 50));
            List<Schedule> warmStarts = run.warmStarts().stream()
                    .sorted(Comparator.comparingDouble(this::makespan))
                    .toList();
            for (Schedule warmStart : warmStarts) {
                int[] sequences = shop.sequences(warmStart);
                starts.add(sequences);
                elite.add(new Elite.Member(sequences, (int) makespan(shop.schedule(sequences))));
            }
            if (starts.isEmpty()) {
                int[] dispatched = Dispatching.sequences(shop);
                starts.add(dispatched);
                if (run.options().timeLimit() != null) {
                    // The first descent of a large shop may take longer than the limit.
                    run.offer(shop.schedule(dispatched), "dispatching");
                }
            }
        }

        private double makespan(Schedule schedule) {
            return JobShop.PROBLEM.evaluate(run.instance(), schedule).objective();
        }

        boolean boundMet() {
            return run.bestObjective() <= bound;
        }

        int @Nullable [] givenStart() {
            synchronized (starts) {
                return starts.poll();
            }
        }
    }

    /** The search of one thread. */
    private static final class Worker implements EliteSearch.Control {
        /** Building and validating incumbents may take this part of the time. */
        private static final int REPORT_SHARE = 20;

        private final Common common;
        private final Workers workers;
        private final Xorshift random;
        private final SplittableRandom dispatching;
        private final ScheduleBuilder builder;
        private final TabuSearch tabu;
        private final @Nullable Long iterationLimit;
        private final double seconds;
        private int @Nullable [] unreported;
        private int best = Integer.MAX_VALUE;
        private long quietUntil = System.nanoTime();

        Worker(Common common, Workers workers, long seed) {
            this.common = common;
            this.workers = workers;
            random = new Xorshift(seed);
            dispatching = new SplittableRandom(seed);
            builder = new ScheduleBuilder(common.shop);
            Shop shop = common.shop;
            tabu = new TabuSearch(new CompleteSelection(shop), random, this);
            iterationLimit = common.run.options().iterationLimit();
            if (iterationLimit != null) {
                tabu.limit(iterationLimit);
            }
            seconds = common.run.seconds() + common.run.remaining().toNanos() * 1e-9;
        }

        boolean search() {
            try {
                return new EliteSearch(tabu, common.elite, random, this).run();
            } finally {
                report();
            }
        }

        @Override
        public boolean stop(long iterations) {
            if (unreported != null && System.nanoTime() - quietUntil >= 0) {
                report();
            }
            return common.optimal || best <= common.bound || common.boundMet() || workers.shouldStop(iterations);
        }

        @Override
        public double progress(long iterations) {
            if (iterationLimit != null) {
                // Nothing but the iterations counts: the run is reproducible.
                return (double) iterations / iterationLimit;
            }
            return common.run.seconds() / seconds;
        }

        @Override
        public int[] start() {
            int[] given = common.givenStart();
            if (given != null) {
                return given;
            }
            builder.build(DispatchRule.MWR, true, RANDOMNESS, dispatching);
            return common.shop.sequences(common.shop.schedule(builder.starts));
        }

        @Override
        public void improved(int makespan, int[] sequences) {
            if (makespan < best && makespan < common.run.bestObjective()) {
                best = makespan;
                if (unreported == null) {
                    unreported = new int[sequences.length];
                }
                System.arraycopy(sequences, 0, unreported, 0, sequences.length);
            }
        }

        private void report() {
            if (unreported != null) {
                long begin = System.nanoTime();
                common.run.offer(common.shop.schedule(unreported), "tabu");
                unreported = null;
                long end = System.nanoTime();
                quietUntil = end + REPORT_SHARE * (end - begin);
            }
        }
    }
}
