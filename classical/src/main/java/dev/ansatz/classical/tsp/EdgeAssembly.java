package dev.ansatz.classical.tsp;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.classical.localsearch.Xorshift;
import java.util.Arrays;

/**
 * Edge assembly crossover of two tours (Nagata and Kobayashi, "A powerful genetic algorithm using edge assembly crossover for
 * the traveling salesman problem", INFORMS J. Computing 2013), in its localised form with single AB-cycles.
 *
 * <p>The edges that only one parent has are split into AB-cycles, which alternate between edges of A and of B. A child is A
 * with the A-edges of one cycle replaced by its B-edges; the subtours that this leaves are merged, the smallest first, by the
 * best exchange of two edges near it. A child is held as the segments of A between the removed edges, so its cost does not
 * grow with the number of cities. Not thread-safe.
 */
final class EdgeAssembly {
    /** Within a segment that is longer, only the cities near its ends are tried when subtours are merged. */
    private static final int MERGE_REACH = 50;

    private final int n;
    private final DistanceLookup distances;
    private final int k;
    private final int[] near;
    private final Xorshift random;

    private int[] order = new int[0];
    private final int[] position;

    // Edges that only one parent has, while the cycles are traced: [type][2 * city + i], type 0 for A and 1 for B.
    private final int[][] open;
    private final int[][] openCount;
    private final int[] active;
    private final int[] activeAt;
    private int activeSize;
    private final int[] path;
    private final int[]
            pathIndex; // [2 * city + parity]: where the path leaves the city with an edge of that type, or -1

    // Cycles, one after the other; each begins with an A-edge.
    private final int[] cycleCities;
    private final int[] cycleBegin;
    private int cycles;

    // The child under construction: segments of A and the links between their ends. End 2s is the first city of segment
    // s,
    // 2s + 1 its last.
    private long[] cuts = new long[64];
    private int[] endOf = new int[128];
    private int[] first = new int[64];
    private int[] last = new int[64];
    private int[] component = new int[64];
    private int[] link = new int[128];
    private int[] sorted = new int[64];
    private int segments;
    private final int[] startsAt; // [position]: segment that begins there, or -1
    private final int[] endsAt; // [position]: segment that ends there, or -1
    private final int[] inSubtour; // [position]: stamp of the subtour being merged
    private int stamp;
    private int[] componentSize = new int[64];
    private final int[] old; // the tour before a change

    // The best exchange of an edge at position bestU of the subtour being merged and one at bestV of another: forward
    // or back.
    private double bestGain;
    private int bestU;
    private int bestV;
    private boolean bestNextU;
    private boolean bestNextV;

    // Changes of the child, pairs of cities.
    private int[] removedEdges = new int[256];
    private int[] addedEdges = new int[256];
    private int removedSize;
    private int addedSize;

    EdgeAssembly(DistanceLookup distances, int[] near, Xorshift random) {
        this.n = distances.size();
        this.distances = distances;
        this.near = near;
        this.k = near.length / n;
        this.random = random;
        this.position = new int[n];
        this.open = new int[2][2 * n];
        this.openCount = new int[2][n];
        this.active = new int[n];
        this.activeAt = new int[n];
        this.path = new int[2 * n + 2];
        this.pathIndex = new int[2 * n];
        Arrays.fill(pathIndex, -1);
        this.cycleCities = new int[2 * n + 2];
        this.cycleBegin = new int[n / 2 + 2];
        this.old = new int[n];
        this.startsAt = new int[n];
        this.endsAt = new int[n];
        this.inSubtour = new int[n];
        Arrays.fill(startsAt, -1);
        Arrays.fill(endsAt, -1);
    }

    /** Splits the difference of two tours into AB-cycles, at random where there is a choice; {@code a} is to be changed. */
    int begin(int[] a, int[] b) {
        order = a;
        index();
        int[] linkB = path; // free until the cycles are traced
        for (int i = 0; i < n; i++) {
            linkB[2 * b[i]] = b[i == 0 ? n - 1 : i - 1];
            linkB[2 * b[i] + 1] = b[i + 1 == n ? 0 : i + 1];
        }
        activeSize = 0;
        int[] openA = open[0];
        int[] openB = open[1];
        for (int i = 0; i < n; i++) {
            int city = a[i];
            int a0 = a[i == 0 ? n - 1 : i - 1];
            int a1 = a[i + 1 == n ? 0 : i + 1];
            int b0 = linkB[2 * city];
            int b1 = linkB[2 * city + 1];
            int count = 0;
            if (a0 != b0 && a0 != b1) {
                openA[2 * city + count++] = a0;
            }
            if (a1 != b0 && a1 != b1) {
                openA[2 * city + count++] = a1;
            }
            if (count > 0) {
                openCount[0][city] = count;
                int countB = 0;
                if (b0 != a0 && b0 != a1) {
                    openB[2 * city + countB++] = b0;
                }
                if (b1 != a0 && b1 != a1) {
                    openB[2 * city + countB++] = b1;
                }
                openCount[1][city] = countB;
                activeAt[city] = activeSize;
                active[activeSize++] = city;
            }
        }
        trace();
        return cycles;
    }

    private void index() {
        for (int i = 0; i < n; i++) {
            position[order[i]] = i;
        }
    }

    private void trace() {
        cycles = 0;
        int filled = 0;
        while (activeSize > 0) {
            int city = active[random.below(activeSize)];
            int length = 0;
            path[0] = city;
            pathIndex[2 * city] = 0;
            while (true) {
                // The path leaves its last city with an edge of A where its index is even.
                int type = length & 1;
                int next = takeEdge(type, path[length]);
                length++;
                int slot = 2 * next + (length & 1);
                int begin = pathIndex[slot];
                if (begin < 0) {
                    path[length] = next;
                    pathIndex[slot] = length;
                    continue;
                }
                // Cities path[begin..length) are a cycle; one that begins with an edge of B is turned by one city.
                cycleBegin[cycles++] = filled;
                int turn = begin & 1;
                int count = length - begin;
                for (int i = 0; i < count; i++) {
                    int at = begin + i + turn;
                    cycleCities[filled++] = path[at < length ? at : begin];
                    if (i > 0) {
                        pathIndex[2 * path[begin + i] + (begin + i & 1)] = -1;
                    }
                }
                length = begin;
                if (length == 0) {
                    pathIndex[2 * path[0]] = -1;
                    break;
                }
            }
        }
        cycleBegin[cycles] = filled;
    }

    private int takeEdge(int type, int city) {
        int count = openCount[type][city];
        int slot = 2 * city + (count == 2 ? random.below(2) : 0);
        int next = open[type][slot];
        drop(type, city, next);
        drop(type, next, city);
        return next;
    }

    private void drop(int type, int city, int other) {
        int[] edges = open[type];
        if (edges[2 * city] == other) {
            edges[2 * city] = edges[2 * city + 1];
        }
        if (--openCount[type][city] == 0 && openCount[1 - type][city] == 0) {
            int moved = active[--activeSize];
            active[activeAt[city]] = moved;
            activeAt[moved] = activeAt[city];
        }
    }

    /** Number of A-edges of a cycle. */
    int size(int cycle) {
        return (cycleBegin[cycle + 1] - cycleBegin[cycle]) >> 1;
    }

    /**
     * Builds the child of one cycle.
     *
     * @return how much shorter than A it is, negative infinity where there is no such child
     */
    double assemble(int cycle) {
        for (int s = 0; s < segments; s++) {
            startsAt[first[s]] = -1;
            endsAt[last[s]] = -1;
        }
        segments = 0;
        int begin = cycleBegin[cycle];
        int m = (cycleBegin[cycle + 1] - begin) >> 1;
        ensure(m + 1);
        removedSize = 0;
        addedSize = 0;
        double gain = 0;
        for (int i = 0; i < m; i++) {
            int u = cycleCities[begin + 2 * i];
            int v = cycleCities[begin + 2 * i + 1];
            int w = cycleCities[i + 1 < m ? begin + 2 * i + 2 : begin];
            int pu = position[u];
            int pv = position[v];
            // Lowest bit: which of the two cities is before the cut.
            if (pv == pu + 1 || (pv == 0 && pu == n - 1)) {
                cuts[i] = (long) pu << 32 | 2L * i;
            } else if (pu == pv + 1 || (pu == 0 && pv == n - 1)) {
                cuts[i] = (long) pv << 32 | 2L * i + 1;
            } else {
                return Double.NEGATIVE_INFINITY; // A has lost this edge since
            }
            gain += distances.of(u, v) - distances.of(v, w);
            noteRemoved(u, v);
            noteAdded(v, w);
        }
        sortCuts(m);
        linkSegments(m);
        return merge(gain);
    }

    /** Makes the segments of A between {@code m} sorted cuts, and links their ends by the B-edges of the cycle. */
    private void linkSegments(int m) {
        segments = m;
        boolean seam = (int) (cuts[m - 1] >>> 32) != n - 1;
        if (seam) {
            segments++;
        }
        int from = 0;
        for (int s = 0; s < segments; s++) {
            first[s] = from;
            last[s] = s < m ? (int) (cuts[s] >>> 32) : n - 1;
            startsAt[from] = s;
            endsAt[last[s]] = s;
            from = last[s] + 1;
            sorted[s] = s;
            component[s] = -1;
        }
        for (int s = 0; s < m; s++) {
            int before = (int) cuts[s];
            endOf[before] = 2 * s + 1;
            endOf[before ^ 1] = s + 1 < segments ? 2 * (s + 1) : 0;
        }
        for (int i = 0; i < m; i++) {
            join(endOf[2 * i + 1], endOf[i + 1 < m ? 2 * i + 2 : 0]);
        }
        if (seam) {
            join(2 * segments - 1, 0);
        }
    }

    private void join(int end, int other) {
        link[end] = other;
        link[other] = end;
    }

    private void sortCuts(int m) {
        if (m > 40) {
            Arrays.sort(cuts, 0, m);
            return;
        }
        for (int i = 1; i < m; i++) {
            long cut = cuts[i];
            int j = i - 1;
            while (j >= 0 && cuts[j] > cut) {
                cuts[j + 1] = cuts[j];
                j--;
            }
            cuts[j + 1] = cut;
        }
    }

    private double merge(double gainSoFar) {
        double gain = gainSoFar;
        int components = 0;
        for (int s = 0; s < segments; s++) {
            if (component[s] >= 0) {
                continue;
            }
            int size = 0;
            int end = 2 * s;
            do {
                component[end >> 1] = components;
                size += last[end >> 1] - first[end >> 1] + 1;
                end = link[end ^ 1];
            } while (end != 2 * s);
            componentSize[components++] = size;
        }
        int left = components;
        while (left > 1) {
            int smallest = -1;
            for (int c = 0; c < components; c++) {
                if (componentSize[c] > 0 && (smallest < 0 || componentSize[c] < componentSize[smallest])) {
                    smallest = c;
                }
            }
            double delta = mergeOne(smallest);
            if (delta == Double.NEGATIVE_INFINITY) {
                return delta;
            }
            gain += delta;
            left--;
        }
        return gain;
    }

    /** Joins a subtour to another one by the best exchange of one edge of each; returns its gain. */
    private double mergeOne(int subtour) {
        stamp++;
        for (int s = 0; s < segments; s++) {
            if (component[s] == subtour) {
                Arrays.fill(inSubtour, first[s], last[s] + 1, stamp);
            }
        }
        bestGain = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < segments; s++) {
            if (component[s] != subtour) {
                continue;
            }
            int from = first[s];
            int to = last[s];
            for (int p = from; p <= to; p++) {
                if (p - from == MERGE_REACH && to - p > MERGE_REACH) {
                    p = to - MERGE_REACH;
                }
                int next = p < to ? order[p + 1] : cityOf(link[2 * s + 1]);
                int previous = p > from ? order[p - 1] : cityOf(link[2 * s]);
                tryExchanges(p, next, previous);
            }
        }
        if (bestGain > Double.NEGATIVE_INFINITY) {
            exchange(subtour);
        }
        return bestGain;
    }

    /** Looks for a better exchange of one of the two edges at a position, whose neighbours in the subtour are given. */
    private void tryExchanges(int p, int nextU, int previousU) {
        int u = order[p];
        double dNextU = distances.of(u, nextU);
        double dPreviousU = distances.of(u, previousU);
        double longest = Math.max(dNextU, dPreviousU);
        for (int i = u * k, end = i + k; i < end; i++) {
            int v = near[i];
            int pv = position[v];
            if (inSubtour[pv] == stamp) {
                continue;
            }
            double duv = distances.of(u, v);
            int nextV = endsAt[pv] < 0 ? order[pv + 1] : cityOf(link[2 * endsAt[pv] + 1]);
            int previousV = startsAt[pv] < 0 ? order[pv - 1] : cityOf(link[2 * startsAt[pv]]);
            double dNextV = distances.of(v, nextV);
            double dPreviousV = distances.of(v, previousV);
            if (longest + Math.max(dNextV, dPreviousV) - duv <= bestGain) {
                continue;
            }
            keepBest(dNextU + dNextV - duv - distances.of(nextU, nextV), p, true, pv, true);
            keepBest(dNextU + dPreviousV - duv - distances.of(nextU, previousV), p, true, pv, false);
            keepBest(dPreviousU + dNextV - duv - distances.of(previousU, nextV), p, false, pv, true);
            keepBest(dPreviousU + dPreviousV - duv - distances.of(previousU, previousV), p, false, pv, false);
        }
    }

    private void keepBest(double gain, int p, boolean nextOfP, int q, boolean nextOfQ) {
        if (gain > bestGain) {
            bestGain = gain;
            bestU = p;
            bestNextU = nextOfP;
            bestV = q;
            bestNextV = nextOfQ;
        }
    }

    /** Makes the best exchange, which joins the subtour to that of its other edge. */
    private void exchange(int subtour) {
        int endU = openEdge(bestU, bestNextU);
        int otherU = link[endU];
        int endV = openEdge(bestV, bestNextV);
        int otherV = link[endV];
        noteRemoved(cityOf(endU), cityOf(otherU));
        noteRemoved(cityOf(endV), cityOf(otherV));
        noteAdded(cityOf(endU), cityOf(endV));
        noteAdded(cityOf(otherU), cityOf(otherV));
        join(endU, endV);
        join(otherU, otherV);
        int into = component[endV >> 1];
        componentSize[into] += componentSize[subtour];
        componentSize[subtour] = 0;
        for (int s = 0; s < segments; s++) {
            if (component[s] == subtour) {
                component[s] = into;
            }
        }
    }

    /** The end of a segment at the city of a position whose link is its edge forward or backward; splits where necessary. */
    private int openEdge(int p, boolean forward) {
        int s = segmentAt(p);
        if (forward ? p == last[s] : p == first[s]) {
            return forward ? 2 * s + 1 : 2 * s;
        }
        ensure(segments + 1);
        int cut = forward ? p : p - 1;
        int t = segments++;
        first[t] = cut + 1;
        last[t] = last[s];
        startsAt[cut + 1] = t;
        endsAt[last[s]] = t;
        endsAt[cut] = s;
        component[t] = component[s];
        last[s] = cut;
        int beyond = link[2 * s + 1];
        join(2 * t + 1, beyond);
        join(2 * s + 1, 2 * t);
        int at = segments - 1;
        while (first[sorted[at - 1]] > cut) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = t;
        return forward ? 2 * s + 1 : 2 * t;
    }

    private int cityOf(int end) {
        return order[(end & 1) == 0 ? first[end >> 1] : last[end >> 1]];
    }

    private int segmentAt(int p) {
        int lo = 0;
        int hi = segments - 1;
        while (lo < hi) {
            int middle = (lo + hi + 1) >>> 1;
            if (first[sorted[middle]] <= p) {
                lo = middle;
            } else {
                hi = middle - 1;
            }
        }
        return sorted[lo];
    }

    /** Makes the child that was assembled last the new A, in place: its longest segment stays where it is. */
    void apply() {
        int fixed = 0;
        for (int s = 1; s < segments; s++) {
            if (last[s] - first[s] > last[fixed] - first[fixed]) {
                fixed = s;
            }
        }
        int behind = last[fixed] + 1;
        System.arraycopy(order, behind, old, behind, n - behind);
        System.arraycopy(order, 0, old, 0, first[fixed]);
        int p = behind == n ? 0 : behind;
        int end = link[2 * fixed + 1];
        while (end >> 1 != fixed) {
            int s = end >> 1;
            boolean forward = (end & 1) == 0;
            int from = forward ? first[s] : last[s];
            int step = forward ? 1 : -1;
            for (int count = last[s] - first[s] + 1; count > 0; count--) {
                int city = old[from];
                order[p] = city;
                position[city] = p;
                from += step;
                p = p + 1 == n ? 0 : p + 1;
            }
            end = link[end ^ 1];
        }
    }

    /** Edges that the child assembled last lacks of A, as pairs of cities; an edge may be in both lists. */
    int[] removedEdges() {
        return removedEdges;
    }

    /** Number of cities, twice that of edges, in {@link #removedEdges}. */
    int removedSize() {
        return removedSize;
    }

    int[] addedEdges() {
        return addedEdges;
    }

    int addedSize() {
        return addedSize;
    }

    private void noteRemoved(int u, int v) {
        if (removedSize + 2 > removedEdges.length) {
            removedEdges = Arrays.copyOf(removedEdges, 2 * removedSize);
        }
        removedEdges[removedSize++] = u;
        removedEdges[removedSize++] = v;
    }

    private void noteAdded(int u, int v) {
        if (addedSize + 2 > addedEdges.length) {
            addedEdges = Arrays.copyOf(addedEdges, 2 * addedSize);
        }
        addedEdges[addedSize++] = u;
        addedEdges[addedSize++] = v;
    }

    private void ensure(int size) {
        if (size <= first.length) {
            return;
        }
        int length = Math.max(size, 2 * first.length);
        cuts = Arrays.copyOf(cuts, length);
        endOf = Arrays.copyOf(endOf, 2 * length);
        first = Arrays.copyOf(first, length);
        last = Arrays.copyOf(last, length);
        component = Arrays.copyOf(component, length);
        componentSize = Arrays.copyOf(componentSize, length);
        link = Arrays.copyOf(link, 2 * length);
        sorted = Arrays.copyOf(sorted, length);
    }
}
