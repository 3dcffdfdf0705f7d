package dev.ansatz.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The best few of what was offered, best first, no two of about the same cost. */
final class DistinctBest<T> {
    private record Candidate<T>(double cost, T item) {}

    private final int most;
    private final double same;
    private final List<Candidate<T>> best = new ArrayList<>();

    /**
     * @param most number that is kept
     * @param same costs closer than this count as one
     */
    DistinctBest(int most, double same) {
        this.most = most;
        this.same = same;
    }

    /**
     * @param item asked for only if it is kept
     * @return whether it is kept
     */
    boolean offer(double cost, Supplier<T> item) {
        int at = best.size();
        while (at > 0 && best.get(at - 1).cost() > cost) {
            at--;
        }
        if (at == most
                || (at > 0 && cost - best.get(at - 1).cost() < same)
                || (at < best.size() && best.get(at).cost() - cost < same)) {
            return false;
        }
        best.add(at, new Candidate<>(cost, item.get()));
        if (best.size() > most) {
            best.remove(most);
        }
        return true;
    }

    /** Infinite if nothing is kept. */
    double leastCost() {
        return best.isEmpty() ? Double.POSITIVE_INFINITY : best.get(0).cost();
    }

    /** What costs at least this is not kept; infinite as long as anything is. */
    double cutoff() {
        return best.size() < most
                ? Double.POSITIVE_INFINITY
                : best.get(most - 1).cost();
    }

    List<T> items() {
        return best.stream().map(Candidate::item).toList();
    }
}
