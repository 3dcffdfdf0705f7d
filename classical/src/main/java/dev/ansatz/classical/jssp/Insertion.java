package dev.ansatz.classical.jssp;

import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Insertion into machine sequences (Werner and Winkler 1995, doi:10.1016/0166-218X(93)E0127-K; the order of Nowicki and Smutnicki
 * 1996, doi:10.1287/mnsc.42.6.797): the operations of the longest job first, then all others by falling duration, each where the
 * path through it is shortest. Then each operation is taken out and inserted again until no pass over all improves the makespan.
 * The schedule of a dispatching rule is the first answer.
 *
 * <p>O(N²) for the construction and for a pass over N operations. An iteration is the construction or a pass. Deterministic: the
 * seed is ignored, one thread.
 */
public final class Insertion implements Solver<JobShopInstance, Schedule> {
    @Override
    public String name() {
        return "insertion";
    }

    @Override
    public String description() {
        return "insertion of operations into machine sequences, then reinsertion while it helps";
    }

    @Override
    public Outcome<Schedule> solve(JobShopInstance instance, Options<Schedule> options) {
        SearchContext<JobShopInstance, Schedule> run = new SearchContext<>(JobShop.PROBLEM, instance, options);
        Shop shop = new Shop(instance);
        ScheduleBuilder builder = new ScheduleBuilder(shop);
        long makespan = builder.build(DispatchRule.MWR, true, 0, null);
        run.offer(shop.schedule(builder.starts), "dispatching");

        int[] sequence = sequence(shop);
        Selection selection = new Selection(shop);
        for (int o : sequence) {
            if (run.shouldStop()) {
                return run.finish();
            }
            selection.insert(o, selection.bestPlace(o));
            makespan = selection.update();
        }
        run.offer(shop.schedule(selection.starts()), "insertion");
        boolean improved = true;
        for (long iteration = 1; improved && !run.shouldStop(iteration); iteration++) {
            long before = makespan;
            for (int o : sequence) {
                if (run.shouldStop()) {
                    break;
                }
                makespan = reinsert(selection, o, makespan);
            }
            improved = makespan < before;
            if (improved) {
                run.offer(shop.schedule(selection.starts()), "reinsertion");
            }
        }
        return run.finish();
    }

    /** Moves an operation unless that makes the schedule longer; returns the makespan. */
    private static long reinsert(Selection selection, int o, long makespan) {
        int old = selection.machineBefore(o);
        selection.remove(o);
        selection.update();
        int place = selection.bestPlace(o);
        selection.insert(o, place);
        long now = selection.update();
        if (now <= makespan || place == old) {
            return now;
        }
        selection.remove(o);
        selection.insert(o, old);
        return selection.update();
    }

    private static int[] sequence(Shop shop) {
        long[] work = new long[shop.jobs];
        for (int o = 0; o < shop.size; o++) {
            work[shop.job[o]] += shop.duration[o];
        }
        int longest = 0;
        for (int j = 1; j < shop.jobs; j++) {
            longest = work[j] > work[longest] ? j : longest;
        }
        int first = longest;
        return IntStream.range(0, shop.size)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(o -> shop.job[o] == first ? 0 : 1)
                        .thenComparingInt(o -> -shop.duration[o]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
