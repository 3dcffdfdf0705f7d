package dev.ansatz.neural;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The best few of what was offered, best first, no two alike; of equal costs the one that came first is the better. Not thread-safe. */
public final class DistinctBest<T> {
    private record Candidate<T>(double cost, T item) {}

    private final int most;
    private final double same;
    private final List<Candidate<T>> best = new ArrayList<>();

    private DistinctBest(int most, double same) {
        this.most = most;
        this.same = same;
    }

    /**
     * Items of about the same cost are alike.
     *
     * @param most number that is kept
     * @param same costs closer than this count as one, > 0
     */
    public static <T> DistinctBest<T> byCost(int most, double same) {
        return new DistinctBest<>(most, same);
    }

    /**
     * Items that are equal are alike.
     *
     * @param most number that is kept
     */
    public static <T> DistinctBest<T> byEquality(int most) {
        return new DistinctBest<>(most, 0);
    }

    /**
     * Offers an item.
     *
     * @param item asked for only if its cost is low enough
     * @return whether it is kept
     */
    public boolean offer(double cost, Supplier<? extends T> item) {
        int at = best.size();
        while (at > 0 && best.get(at - 1).cost() > cost) {
            at--;
        }
        if (at == most
                || (at > 0 && cost - best.get(at - 1).cost() < same)
                || (at < best.size() && best.get(at).cost() - cost < same)) {
            return false;
        }
        T next = item.get();
        if (same == 0) {
            for (int i = 0; i < best.size(); i++) {
                if (best.get(i).item().equals(next)) {
                    if (i < at) {
                        return false;
                    }
                    best.remove(i); // the same at a higher cost: another form's rounding
                    break;
                }
            }
        }
        best.add(at, new Candidate<>(cost, next));
        if (best.size() > most) {
            best.remove(most);
        }
        return true;
    }

    /** Infinite if nothing is kept. */
    public double leastCost() {
        return best.isEmpty() ? Double.POSITIVE_INFINITY : best.get(0).cost();
    }

    /** What costs at least this is not kept; infinite as long as anything is. */
    public double cutoff() {
        return best.size() < most
                ? Double.POSITIVE_INFINITY
                : best.get(most - 1).cost();
    }

    /** What is kept, best first. */
    public List<T> items() {
        return best.stream().map(Candidate::item).toList();
    }

    /** Takes the solutions of rollouts. */
    public Rollouts.Sink<T> sink() {
        return new Rollouts.Sink<>() {
            @Override
            public double cutoff() {
                return DistinctBest.this.cutoff();
            }

            @Override
            public void offer(double cost, Supplier<T> solution) {
                boolean unused = DistinctBest.this.offer(cost, solution);
            }
        };
    }
}
