package dev.ansatz.classical.tsp;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.classical.localsearch.SelfCheck;
import dev.ansatz.classical.localsearch.Xorshift;
import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * One tour under improvement by sequential k-opt moves (Lin and Kernighan 1973) of up to six edges, searched
 * for in depth with candidates from neighbour lists, positive gains only and few alternatives per level, and validated without
 * changing the tour (Helsgaun, "General k-opt submoves for the Lin-Kernighan TSP heuristic", Mathematical Programming
 * Computation 2009). A queue holds the cities to look at (Applegate, Cook and Rohe, "Chained Lin-Kernighan for large
 * traveling salesman problems", INFORMS J. Computing 2003).
 *
 * <p>The tour is an array. A move leaves its longest segment where it is and writes the others anew; what was there before is
 * logged, so that a failed attempt is undone in the time it took. Not thread-safe.
 */
final class TourSearch {
    private static final double EPSILON = 1e-7;
    /** Alternatives tried after each removed edge; all close the tour where that pays. */
    private static final int[] BREADTH = {5, 3, 2, 1};

    /** Most edges that a move exchanges. */
    private static final int DEPTH = BREADTH.length + 2;

    /** Longest segment of a kick. */
    private static final int MAX_SEGMENT = 50;
    /** Longest stretch to be written anew on very large instances, where it would cost as much as thousands of moves. */
    private static final int MAX_STRETCH = 50_000;

    private final int n;
    private final DistanceLookup distances;
    private final int k;
    private final int[] near;
    private final double[] nearDistance;
    private final boolean paired;
    private final Xorshift random;

    private final int[] order;
    private final int[] position;
    private double length;

    // Stretches overwritten since the last commit: the old cities, then first position and number.
    private int[] log = new int[1024];
    private int logSize;
    private boolean fresh; // nothing committed yet: no way back

    private final int[] queue;
    private final boolean[] queued;
    private int queueHead;
    private int queueSize;

    // The move under way: t1 t2, t3 t4, ... are the removed edges; t2 t3, t4 t5, ... t2k t1 the added ones.
    private final int[] t = new int[2 * DEPTH];
    private final int[] cut = new int[DEPTH]; // position before each removed edge
    private final boolean[] forward = new boolean[DEPTH]; // whether the edge was removed in the direction of the tour
    private final int[] candidateFrom = new int[BREADTH[0] * DEPTH];
    private final boolean[] candidateForward = new boolean[BREADTH[0] * DEPTH];
    private final double[] candidateOpen = new double[BREADTH[0] * DEPTH];

    // Its segments in the order of the tour: segment s ends at sortedCut[s]. End 2s is its first city, 2s + 1 its last.
    private final int[] sortedCut = new int[DEPTH];
    private final int[] rank = new int[DEPTH];
    private final int[] link = new int[2 * DEPTH];

    /**
     * Without a tour yet.
     *
     * @param near {@code [n * k]} neighbour lists, nearest first
     * @param paired whether nodes {@code 2 i} and {@code 2 i + 1} stay neighbours: distances see to that but in kicks
     */
    TourSearch(DistanceLookup distances, int[] near, boolean paired, Xorshift random) {
        this.n = distances.size();
        this.distances = distances;
        this.near = near;
        this.k = near.length / n;
        this.paired = paired;
        this.random = random;
        this.nearDistance = new double[near.length];
        for (int i = 0; i < near.length; i++) {
            nearDistance[i] = distances.of(i / k, near[i]);
        }
        this.order = new int[n];
        this.position = new int[n];
        this.queue = new int[n];
        this.queued = new boolean[n];
    }

    /** Replaces the tour and puts every city in the queue. */
    void restart(int[] tour) {
        fresh = true;
        System.arraycopy(tour, 0, order, 0, n);
        for (int i = 0; i < n; i++) {
            position[order[i]] = i;
        }
        logSize = 0;
        length = recomputed();
        for (int city : order) {
            enqueue(city);
        }
    }

    double length() {
        return length;
    }

    int[] tour() {
        return order.clone();
    }

    private double recomputed() {
        double sum = distances.of(order[n - 1], order[0]);
        for (int i = 1; i < n; i++) {
            sum += distances.of(order[i - 1], order[i]);
        }
        return sum;
    }

    /**
     * Improves the tour until no queued city has an improving move.
     *
     * @param stop asked now and then with the number of cities looked at
     * @return whether the local optimum was reached
     */
    boolean descend(LongPredicate stop) {
        long looked = 0;
        while (queueSize > 0) {
            int city = queue[queueHead];
            queueHead = queueHead + 1 == n ? 0 : queueHead + 1;
            queueSize--;
            queued[city] = false;
            while (improve(city)) {
                // Again from the same city.
            }
            if ((++looked & 0xff) == 0 && stop.test(looked)) {
                return false;
            }
        }
        return true;
    }

    /** Makes the changes since the last commit permanent. */
    void commit() {
        logSize = 0;
        fresh = false;
        if (SelfCheck.ON) {
            SelfCheck.same("Length of the tour", length, recomputed());
        }
    }

    /** Takes back all changes since the last commit, whose length is given, and empties the queue. */
    void rollback(double committedLength) {
        undo();
        length = committedLength;
        settle();
        if (SelfCheck.ON) {
            SelfCheck.same("Length of the restored tour", length, recomputed());
        }
    }

    private void undo() {
        while (logSize > 0) {
            int count = log[--logSize];
            int p = log[--logSize];
            logSize -= count;
            for (int i = logSize, end = logSize + count; i < end; i++) {
                put(p, log[i]);
                p = p + 1 == n ? 0 : p + 1;
            }
        }
    }

    /** Empties the queue: no city is to be looked at. */
    void settle() {
        while (queueSize > 0) {
            queued[queue[queueHead]] = false;
            queueHead = queueHead + 1 == n ? 0 : queueHead + 1;
            queueSize--;
        }
    }

    private void put(int p, int city) {
        order[p] = city;
        position[city] = p;
    }

    /**
     * A double bridge (Martin, Otto and Felten 1991) of three short segments that follow each other: B C D becomes D C B.
     * Local, so that its repair is (Applegate, Cook and Rohe 2003).
     */
    void kick() {
        int beforeB = random.below(n);
        if (paired && order[beforeB] >> 1 == order[wrap(beforeB + 1)] >> 1) {
            beforeB = wrap(beforeB + 1);
        }
        int longest = Math.min(MAX_SEGMENT, (n - 1) / 3);
        int lengthB = segment(longest);
        int lengthC = segment(longest);
        int lengthD = segment(longest);
        int total = lengthB + lengthC + lengthD;
        int begin = wrap(beforeB + 1);
        int logged = logStretch(begin, total);
        int p = order[beforeB];
        int b1 = log[logged];
        int b2 = log[logged + lengthB - 1];
        int c1 = log[logged + lengthB];
        int c2 = log[logged + lengthB + lengthC - 1];
        int d1 = log[logged + lengthB + lengthC];
        int d2 = log[logged + total - 1];
        int q = order[wrap(begin + total)];
        length += distances.of(p, d1)
                + distances.of(d2, c1)
                + distances.of(c2, b1)
                + distances.of(b2, q)
                - distances.of(p, b1)
                - distances.of(b2, c1)
                - distances.of(c2, d1)
                - distances.of(d2, q);
        int at = write(begin, logged + lengthB + lengthC, lengthD);
        at = write(at, logged + lengthB, lengthC);
        write(at, logged, lengthB);
        enqueue(p);
        enqueue(b1);
        enqueue(b2);
        enqueue(c1);
        enqueue(c2);
        enqueue(d1);
        enqueue(d2);
        enqueue(q);
    }

    /** Random length of a segment of a kick; of whole pairs where nodes are paired. */
    private int segment(int longest) {
        return paired ? 2 * (1 + random.below(longest / 2)) : 1 + random.below(longest);
    }

    /** Copies a stretch of the tour to the log; returns where it begins there. */
    private int logStretch(int begin, int count) {
        int need = logSize + count + 2;
        if (need > log.length) {
            log = Arrays.copyOf(log, Math.max(need, 2 * log.length));
        }
        int at = logSize;
        int direct = Math.min(count, n - begin);
        System.arraycopy(order, begin, log, at, direct);
        System.arraycopy(order, 0, log, at + direct, count - direct);
        logSize = need;
        log[need - 2] = begin;
        log[need - 1] = count;
        return at;
    }

    /** Writes logged cities to the tour; returns the position behind them. */
    private int write(int begin, int logged, int count) {
        int p = begin;
        for (int i = logged, end = logged + count; i < end; i++) {
            put(p, log[i]);
            p = p + 1 == n ? 0 : p + 1;
        }
        return p;
    }

    private int writeReversed(int begin, int logged, int count) {
        int p = begin;
        for (int i = logged + count - 1; i >= logged; i--) {
            put(p, log[i]);
            p = p + 1 == n ? 0 : p + 1;
        }
        return p;
    }

    private int wrap(int i) {
        return i >= n ? i - n : i;
    }

    private void enqueue(int city) {
        if (!queued[city]) {
            queued[city] = true;
            int tail = queueHead + queueSize;
            queue[tail >= n ? tail - n : tail] = city;
            queueSize++;
        }
    }

    /** Looks for an improving move that removes an edge of a city; applies the first. */
    private boolean improve(int t1) {
        int p = position[t1];
        int before = p == 0 ? n - 1 : p - 1;
        int t2 = order[p + 1 == n ? 0 : p + 1];
        t[0] = t1;
        t[1] = t2;
        cut[0] = p;
        forward[0] = true;
        if (extend(1, distances.of(t1, t2))) {
            return true;
        }
        t2 = order[before];
        t[1] = t2;
        cut[0] = before;
        forward[0] = false;
        return extend(1, distances.of(t1, t2));
    }

    /**
     * Looks for ways to go on from t2k, where k edges are removed: closes the tour where that gains, else goes deeper.
     *
     * @param open length of the removed edges less that of the added ones
     */
    private boolean extend(int removed, double open) {
        int t1 = t[0];
        int from = t[2 * removed - 1];
        int pFrom = position[from];
        int breadth = removed <= BREADTH.length ? BREADTH[removed - 1] : 0;
        int base = removed * BREADTH[0];
        int count = 0;
        for (int i = from * k, end = i + k; i < end; i++) {
            double gain = open - nearDistance[i];
            if (gain <= EPSILON) {
                break;
            }
            int to = near[i];
            int pTo = position[to];
            int apart = Math.abs(pTo - pFrom);
            if (apart == 1 || apart == n - 1) {
                continue;
            }
            for (int side = 0; side < 2; side++) {
                boolean ahead = side == 0;
                int pOther = beside(pTo, ahead);
                int other = order[pOther];
                int before = ahead ? pTo : pOther;
                if (isRemoved(before, removed)) {
                    continue;
                }
                double value = gain + distances.of(to, other);
                double closed = value - distances.of(other, t1);
                if (closed > EPSILON && other != t1 && (removed > 1 || ahead == forward[0])) {
                    remove(removed, to, other, before, ahead);
                    if (isTour(removed + 1)) {
                        apply(removed + 1, closed);
                        return true;
                    }
                }
                if (breadth > 0) {
                    count = insertCandidate(base, count, breadth, to, ahead, value);
                }
            }
        }
        for (int c = base; c < base + count; c++) {
            int to = candidateFrom[c];
            boolean ahead = candidateForward[c];
            int pTo = position[to];
            int pOther = beside(pTo, ahead);
            remove(removed, to, order[pOther], ahead ? pTo : pOther, ahead);
            if (extend(removed + 1, candidateOpen[c])) {
                return true;
            }
        }
        return false;
    }

    /** The position of the next or the previous city. */
    private int beside(int p, boolean ahead) {
        return ahead ? (p + 1 == n ? 0 : p + 1) : (p == 0 ? n - 1 : p - 1);
    }

    /** Notes an edge as the next one of the move to remove. */
    private void remove(int removed, int to, int other, int before, boolean ahead) {
        t[2 * removed] = to;
        t[2 * removed + 1] = other;
        cut[removed] = before;
        forward[removed] = ahead;
    }

    /** Keeps an alternative if it is among the best of its level, largest value first; returns how many are kept. */
    private int insertCandidate(int base, int kept, int breadth, int to, boolean ahead, double value) {
        int count = kept;
        int slot = base + breadth - 1;
        if (count < breadth) {
            slot = base + count++;
        } else if (value <= candidateOpen[slot]) {
            return count;
        }
        while (slot > base && candidateOpen[slot - 1] < value) {
            candidateFrom[slot] = candidateFrom[slot - 1];
            candidateForward[slot] = candidateForward[slot - 1];
            candidateOpen[slot] = candidateOpen[slot - 1];
            slot--;
        }
        candidateFrom[slot] = to;
        candidateForward[slot] = ahead;
        candidateOpen[slot] = value;
        return count;
    }

    private boolean isRemoved(int before, int removed) {
        for (int i = 0; i < removed; i++) {
            if (cut[i] == before) {
                return true;
            }
        }
        return false;
    }

    /** Whether the segments between the removed edges form one tour with the added ones; links them. */
    private boolean isTour(int edges) {
        for (int i = 0; i < edges; i++) {
            int c = cut[i];
            int j = i;
            while (j > 0 && sortedCut[j - 1] > c) {
                sortedCut[j] = sortedCut[j - 1];
                j--;
            }
            sortedCut[j] = c;
        }
        for (int i = 0; i < edges; i++) {
            int r = 0;
            while (sortedCut[r] != cut[i]) {
                r++;
            }
            rank[i] = r;
        }
        for (int i = 0; i < edges; i++) {
            int j = i + 1 == edges ? 0 : i + 1;
            int behind = rank[i] + 1 == edges ? 0 : rank[i] + 1;
            int a = forward[i] ? 2 * behind : 2 * rank[i] + 1;
            behind = rank[j] + 1 == edges ? 0 : rank[j] + 1;
            int b = forward[j] ? 2 * rank[j] + 1 : 2 * behind;
            link[a] = b;
            link[b] = a;
        }
        int visited = 0;
        int end = 0;
        do {
            visited++;
            end = link[end ^ 1];
        } while (end != 0 && visited < edges);
        return end == 0 && visited == edges && (n <= 2 * MAX_STRETCH || n - longest(edges) <= MAX_STRETCH);
    }

    private int segmentLength(int s, int edges) {
        return s == 0 ? sortedCut[0] - sortedCut[edges - 1] + n : sortedCut[s] - sortedCut[s - 1];
    }

    private int longest(int edges) {
        int longest = 0;
        for (int s = 0; s < edges; s++) {
            longest = Math.max(longest, segmentLength(s, edges));
        }
        return longest;
    }

    private void apply(int edges, double gain) {
        int longest = longest(edges);
        int fixed = 0;
        while (segmentLength(fixed, edges) < longest) {
            fixed++;
        }
        int begin = wrap(sortedCut[fixed] + 1);
        int logged = logStretch(begin, n - longest);
        int at = begin;
        int end = link[2 * fixed + 1];
        while (end >> 1 != fixed) {
            int s = end >> 1;
            int first = (s == 0 ? sortedCut[edges - 1] : sortedCut[s - 1]) + 1 - begin;
            first = first < 0 ? first + n : wrap(first);
            if ((end & 1) == 0) {
                at = write(at, logged + first, segmentLength(s, edges));
            } else {
                at = writeReversed(at, logged + first, segmentLength(s, edges));
            }
            end = link[end ^ 1];
        }
        if (fresh) {
            logSize = 0;
        }
        length -= gain;
        for (int i = 0; i < 2 * edges; i++) {
            enqueue(t[i]);
        }
        if (SelfCheck.ON) {
            SelfCheck.same("Length after a move", length, recomputed());
        }
    }
}
