package dev.ansatz.classical.vrp;

import dev.ansatz.problems.vrp.Travel;

/** Which stops are near which, by what it costs the first kind of vehicle to go there or back, whichever is less. */
final class Proximity {
    private final int stops;
    private final Arcs arcs;
    private final long byDistance;
    private final long byDuration;

    Proximity(SearchModel model) {
        stops = model.stops;
        arcs = model.arcs[0];
        Kind kind = model.kinds.get(0);
        long distance = kind.costs().distance();
        long duration = kind.costs().driving() + kind.costs().duration();
        byDistance = distance + duration == 0 ? 1 : distance;
        byDuration = duration;
    }

    private long of(int i, int j) {
        long way =
                byDistance * Math.min(Travel.UNREACHABLE >> 20, Math.min(arcs.distance(i, j), arcs.distanceInto(j, i)));
        return byDuration == 0
                ? way
                : way
                        + byDuration
                                * Math.min(
                                        Travel.UNREACHABLE >> 20,
                                        Math.min(arcs.duration(i, j), arcs.durationInto(j, i)));
    }

    /** The nearest stops of each, nearest first. */
    int[] near(int count) {
        int[] near = new int[stops * count];
        long[] key = new long[stops];
        int[] heap = new int[count];
        for (int c = 0; c < stops && count > 0; c++) {
            int size = 0;
            for (int j = 0; j < stops; j++) {
                if (j == c) {
                    continue;
                }
                key[j] = of(c, j);
                if (size < count) {
                    heap[size++] = j;
                    if (size == count) {
                        for (int i = size / 2 - 1; i >= 0; i--) {
                            sift(heap, size, i, key);
                        }
                    }
                } else if (farther(key, heap[0], j)) {
                    heap[0] = j;
                    sift(heap, size, 0, key);
                }
            }
            for (int i = size - 1; i >= 0; i--) {
                near[c * count + i] = heap[0];
                heap[0] = heap[i];
                sift(heap, i, 0, key);
            }
        }
        return near;
    }

    private static boolean farther(long[] key, int a, int b) {
        return key[a] > key[b] || (key[a] == key[b] && a > b);
    }

    /** Keeps the farthest at the root. */
    private static void sift(int[] heap, int size, int at, long[] key) {
        int i = at;
        while (true) {
            int child = 2 * i + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && farther(key, heap[child + 1], heap[child])) {
                child++;
            }
            if (!farther(key, heap[child], heap[i])) {
                return;
            }
            int swap = heap[i];
            heap[i] = heap[child];
            heap[child] = swap;
            i = child;
        }
    }

    /** Mean cost of the ways to the nearest few. */
    double mean(int[] near, int count) {
        double sum = 0;
        int number = 0;
        for (int c = 0; c < stops; c++) {
            for (int i = 0; i < Math.min(5, count); i++) {
                sum += of(c, near[c * count + i]);
                number++;
            }
        }
        return number == 0 ? 1 : Math.max(1e-9, sum / number);
    }
}
