package dev.ansatz.classical.localsearch;

import dev.ansatz.classical.SelfCheck;
import dev.ansatz.classical.construction.DistanceLookup;
import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * One tour under improvement: Lin-Kernighan steps (Lin and Kernighan 1973; the step with flips of a path as in Applegate,
 * Cook and Rohe, "Chained Lin-Kernighan for large traveling salesman problems", INFORMS J. Computing 2003) with the
 * alternative first step that reaches segment insertions, candidates from neighbour lists, and a queue of cities to look at.
 *
 * <p>The tour is an array with an orientation bit: a reversal always swaps the shorter side. Every reversal is logged, so
 * that a failed attempt is undone in the time it took. Not thread-safe.
 */
final class TourSearch {
    private static final double EPSILON = 1e-9;
    private static final int[] BREADTH = {5, 3, 2, 1};
    private static final int MAX_DEPTH = 25;

    /** Of the first descent, which takes the cheap improvements of a poor start without looking far. */
    private static final int[] QUICK_BREADTH = {3, 1};

    private static final int QUICK_DEPTH = 3;
    private static final int MAX_SEGMENT = 50;
    /** Longest reversal on very large instances: few improvements need more, and each would cost as much as thousands. */
    private static final int MAX_REVERSAL = 30_000;

    private final int n;
    private final DistanceLookup distances;
    private final int k;
    private final int[] near;
    private final double[] nearDistance;
    private final Xorshift random;

    private final int[] order;
    private final int[] position;
    private boolean reversed;
    private double length;

    // Reversals since the last commit: first position, and length, negative where the orientation changed too.
    private int[] logFirst = new int[256];
    private int[] logLength = new int[256];
    private int logSize;

    private final int[] queue;
    private final boolean[] queued;
    private int queueHead;
    private int queueSize;

    // The chain under way.
    private final int[] candidateFrom = new int[BREADTH[0] * (MAX_DEPTH + 1)];
    private final int[] candidateTo = new int[BREADTH[0] * (MAX_DEPTH + 1)];
    private final double[] candidateValue = new double[BREADTH[0] * (MAX_DEPTH + 1)];
    private final int[] addedFrom = new int[MAX_DEPTH + 3];
    private final int[] addedTo = new int[MAX_DEPTH + 3];
    private int added;
    private final int[] touched = new int[2 * MAX_DEPTH + 12];
    private int touchedSize;
    private int[] breadths = BREADTH;
    private int depth = MAX_DEPTH;
    private double bestGain;
    private int bestMark;
    private int bestTouched;

    /**
     * @param start permutation of the cities, at least 5
     * @param near {@code [n * k]} neighbour lists
     */
    TourSearch(DistanceLookup distances, int[] start, int[] near, Xorshift random) {
        this.n = distances.size();
        this.distances = distances;
        this.near = near;
        this.k = near.length / n;
        this.random = random;
        this.nearDistance = new double[near.length];
        for (int i = 0; i < near.length; i++) {
            nearDistance[i] = distances.of(i / k, near[i]);
        }
        this.order = new int[n];
        this.position = new int[n];
        this.queue = new int[n];
        this.queued = new boolean[n];
        restart(start);
    }

    /** Replaces the tour and puts every city in the queue. */
    void restart(int[] tour) {
        System.arraycopy(tour, 0, order, 0, n);
        for (int i = 0; i < n; i++) {
            position[order[i]] = i;
        }
        reversed = false;
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
     * Improves the tour until no queued city has an improving chain.
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
            improve(city);
            if ((++looked & 0xff) == 0 && stop.test(looked)) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #descend}, with short chains only; every city is in the queue again afterwards. */
    boolean descendQuickly(LongPredicate stop) {
        breadths = QUICK_BREADTH;
        depth = QUICK_DEPTH;
        boolean complete = descend(stop);
        breadths = BREADTH;
        depth = MAX_DEPTH;
        for (int city : order) {
            enqueue(city);
        }
        return complete;
    }

    /** Makes the changes since the last commit permanent. */
    void commit() {
        logSize = 0;
        if (SelfCheck.ON) {
            SelfCheck.same("Length of the tour", length, recomputed());
        }
    }

    /** Takes back all changes since the last commit, whose length is given, and empties the queue. */
    void rollback(double committedLength) {
        undoTo(0);
        length = committedLength;
        while (queueSize > 0) {
            queued[queue[queueHead]] = false;
            queueHead = queueHead + 1 == n ? 0 : queueHead + 1;
            queueSize--;
        }
        if (SelfCheck.ON) {
            SelfCheck.same("Length of the restored tour", length, recomputed());
        }
    }

    /**
     * A double bridge (Martin, Otto and Felten 1991) of three short segments that follow each other: B C D becomes D C B.
     * Local, so that its repair is (Applegate, Cook and Rohe 2003).
     */
    void kick() {
        int longest = Math.min(MAX_SEGMENT, (n - 1) / 3);
        int lengthB = 1 + random.below(longest);
        int lengthC = 1 + random.below(longest);
        int lengthD = 1 + random.below(longest);
        int beforeB = random.below(n);
        int beginB = wrap(beforeB + 1);
        int beginC = wrap(beginB + lengthB);
        int beginD = wrap(beginC + lengthC);
        int after = wrap(beginD + lengthD);
        int p = order[beforeB];
        int b1 = order[beginB];
        int b2 = order[wrap(beginC + n - 1)];
        int c1 = order[beginC];
        int c2 = order[wrap(beginD + n - 1)];
        int d1 = order[beginD];
        int d2 = order[wrap(after + n - 1)];
        int q = order[after];
        length += distances.of(p, d1)
                + distances.of(d2, c1)
                + distances.of(c2, b1)
                + distances.of(b2, q)
                - distances.of(p, b1)
                - distances.of(b2, c1)
                - distances.of(c2, d1)
                - distances.of(d2, q);
        logged(beginB, lengthB + lengthC + lengthD, false);
        logged(beginB, lengthD, false);
        logged(wrap(beginB + lengthD), lengthC, false);
        logged(wrap(beginB + lengthD + lengthC), lengthB, false);
        enqueue(p);
        enqueue(b1);
        enqueue(b2);
        enqueue(c1);
        enqueue(c2);
        enqueue(d1);
        enqueue(d2);
        enqueue(q);
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

    private int next(int city) {
        int i = position[city];
        if (reversed) {
            return order[i == 0 ? n - 1 : i - 1];
        }
        return order[i + 1 == n ? 0 : i + 1];
    }

    private int previous(int city) {
        int i = position[city];
        if (reversed) {
            return order[i + 1 == n ? 0 : i + 1];
        }
        return order[i == 0 ? n - 1 : i - 1];
    }

    /** Steps along the orientation from {@code from} to {@code to}. */
    private int steps(int from, int to) {
        int s = reversed ? position[from] - position[to] : position[to] - position[from];
        return s < 0 ? s + n : s;
    }

    /** Looks for an improving chain that removes an edge of {@code t1}; applies it. */
    private boolean improve(int t1) {
        for (int side = 0; side < 2; side++) {
            // The tour without its edge (t2, t1) is a path from t1 to t2.
            reversed = !reversed;
            int t2 = previous(t1);
            int mark = logSize;
            bestGain = EPSILON;
            bestMark = -1;
            added = 0;
            touched[0] = t1;
            touched[1] = t2;
            touchedSize = 2;
            double removed = distances.of(t1, t2);
            step(0, t1, t2, removed);
            if (bestMark < 0) {
                insertSegment(t1, t2, removed);
            }
            if (bestMark >= 0) {
                undoTo(bestMark);
                length -= bestGain;
                for (int i = 0; i < bestTouched; i++) {
                    enqueue(touched[i]);
                }
                return true;
            }
            undoTo(mark);
        }
        return false;
    }

    /**
     * Extends the chain: from the path t1..t2 with gain {@code open} so far, joins t2 to a neighbour t3 and breaks the edge
     * behind it, which gives the path t1..t3 t2..t4. Leaves the reversals of the best closed tour in the log, or none.
     */
    private void step(int level, int t1, int t2, double open) {
        int breadth = breadths[Math.min(level, breadths.length - 1)];
        int base = level * BREADTH[0];
        int count = 0;
        for (int i = t2 * k, end = i + k; i < end; i++) {
            double gain = open - nearDistance[i];
            if (gain <= EPSILON) {
                break;
            }
            int t3 = near[i];
            int t4 = next(t3);
            if (t3 == t1 || t4 == t2 || isAdded(t3, t4) || tooLong(t4, t2)) {
                continue;
            }
            double value = gain + distances.of(t3, t4);
            int slot = breadth - 1;
            if (count < breadth) {
                slot = count++;
            } else if (value <= candidateValue[base + slot]) {
                continue;
            }
            while (slot > 0 && candidateValue[base + slot - 1] < value) {
                candidateFrom[base + slot] = candidateFrom[base + slot - 1];
                candidateTo[base + slot] = candidateTo[base + slot - 1];
                candidateValue[base + slot] = candidateValue[base + slot - 1];
                slot--;
            }
            candidateFrom[base + slot] = t3;
            candidateTo[base + slot] = t4;
            candidateValue[base + slot] = value;
        }
        for (int c = base; c < base + count; c++) {
            int t3 = candidateFrom[c];
            int t4 = candidateTo[c];
            double value = candidateValue[c];
            int mark = logSize;
            int touchedMark = touchedSize;
            reversePath(t4, t2);
            extend(level, t1, t2, t3, t4, value);
            if (bestMark >= 0) {
                return;
            }
            undoTo(mark);
            touchedSize = touchedMark;
            added--;
        }
    }

    /** After the reversals that made t4 the end of the path: remembers the closed tour if it is the best, and goes deeper. */
    private void extend(int level, int t1, int t2, int t3, int t4, double open) {
        addedFrom[added] = t2;
        addedTo[added++] = t3;
        touched[touchedSize++] = t3;
        touched[touchedSize++] = t4;
        double gain = open - distances.of(t4, t1);
        if (gain > bestGain) {
            bestGain = gain;
            bestMark = logSize;
            bestTouched = touchedSize;
        }
        if (level < depth) {
            step(level + 1, t1, t4, open);
        }
    }

    private boolean isAdded(int a, int b) {
        for (int i = 0; i < added; i++) {
            if ((addedFrom[i] == a && addedTo[i] == b) || (addedFrom[i] == b && addedTo[i] == a)) {
                return true;
            }
        }
        return false;
    }

    private boolean tooLong(int from, int to) {
        if (n <= 2 * MAX_REVERSAL) {
            return false;
        }
        int s = steps(from, to);
        return Math.min(s, n - s) > MAX_REVERSAL;
    }

    /**
     * The alternative first step: joins t2 to t3 and breaks the edge before t3, which splits off the cycle t3..t2; joins the
     * path's end t4 to a city t5 of the cycle and opens the cycle at one side of it. Reaches every move of a segment.
     */
    private void insertSegment(int t1, int t2, double removed) {
        double bestValue = Double.NEGATIVE_INFINITY;
        boolean bestCloses = false;
        int best3 = -1;
        int best4 = -1;
        int best5 = -1;
        int best6 = -1;
        for (int i = t2 * k, endI = i + k; i < endI; i++) {
            double gain = removed - nearDistance[i];
            if (gain <= EPSILON) {
                break;
            }
            int t3 = near[i];
            if (t3 == t1 || tooLong(t3, t2)) {
                continue;
            }
            int t4 = previous(t3);
            double broken = gain + distances.of(t4, t3);
            int steps3 = steps(t1, t3);
            for (int j = t4 * k, endJ = j + k; j < endJ; j++) {
                double joined = broken - nearDistance[j];
                if (joined <= EPSILON) {
                    break;
                }
                int t5 = near[j];
                if (t5 == t3 || steps(t1, t5) < steps3) {
                    continue;
                }
                for (int side = 0; side < 2; side++) {
                    if (side == 0 && t5 == t2) {
                        continue;
                    }
                    int t6 = side == 0 ? next(t5) : previous(t5);
                    double open = joined + distances.of(t5, t6);
                    double closed = open - distances.of(t6, t1);
                    boolean closes = closed > EPSILON;
                    double value = closes ? closed : open;
                    if (closes == bestCloses ? value > bestValue : closes) {
                        bestValue = value;
                        bestCloses = closes;
                        best3 = t3;
                        best4 = t4;
                        best5 = t5;
                        best6 = t6;
                    }
                }
            }
        }
        if (best3 < 0) {
            return;
        }
        double open = removed
                - distances.of(t2, best3)
                + distances.of(best4, best3)
                - distances.of(best4, best5)
                + distances.of(best5, best6);
        if (steps(t1, best6) > steps(t1, best5)) {
            // t1..t4 (t3..t5) (t6..t2) becomes t1..t4 (t5..t3) (t2..t6).
            reversePath(best3, best5);
            reversePath(best6, t2);
        } else {
            // t1..t4 (t3..t6) (t5..t2) becomes t1..t4 (t5..t2) (t3..t6).
            reversePath(best3, t2);
            reversePath(t2, best5);
            reversePath(best6, best3);
        }
        addedFrom[added] = best4;
        addedTo[added++] = best5;
        touched[touchedSize++] = best4;
        touched[touchedSize++] = best5;
        extend(2, t1, t2, best3, best6, open);
    }

    /** Reverses the part of the tour from {@code a} to {@code b} along the orientation, or rather the rest if that is shorter. */
    private void reversePath(int a, int b) {
        int first = reversed ? position[b] : position[a];
        int last = reversed ? position[a] : position[b];
        int count = last - first + 1;
        if (count <= 0) {
            count += n;
        }
        if (2 * count <= n) {
            logged(first, count, false);
        } else {
            logged(last + 1 == n ? 0 : last + 1, n - count, true);
        }
    }

    private void logged(int first, int count, boolean turn) {
        if (logSize == logFirst.length) {
            logFirst = Arrays.copyOf(logFirst, 2 * logSize);
            logLength = Arrays.copyOf(logLength, 2 * logSize);
        }
        logFirst[logSize] = first;
        logLength[logSize++] = turn ? -count : count;
        reverse(first, count);
        reversed ^= turn;
    }

    private void undoTo(int mark) {
        while (logSize > mark) {
            int count = logLength[--logSize];
            reverse(logFirst[logSize], Math.abs(count));
            reversed ^= count < 0;
        }
    }

    private void reverse(int first, int count) {
        int i = first;
        int j = first + count - 1;
        if (j >= n) {
            j -= n;
        }
        for (int swaps = count / 2; swaps > 0; swaps--) {
            int a = order[i];
            int b = order[j];
            order[i] = b;
            position[b] = i;
            order[j] = a;
            position[a] = j;
            if (++i == n) {
                i = 0;
            }
            if (--j < 0) {
                j = n - 1;
            }
        }
    }
}
