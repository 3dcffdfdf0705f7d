package dev.ansatz.classical.knapsack;

import java.util.Arrays;

/**
 * How each state came about: a node a change of one item, with its parent. Nodes of one stage are consecutive, so that the item is
 * kept once a stage. Nodes that no state descends from are dropped by {@link #compact}.
 */
final class DecisionLog {
    /** The node without any change. */
    static final int ROOT = 0;

    int size = 1;
    int[] parent = new int[1024];
    private int stages;
    private int[] stageBegin = new int[64];
    private int[] stageItem = new int[64];

    /** Opens the stage of an item: nodes from now on change it. */
    void begin(int item) {
        if (stages == stageBegin.length) {
            stageBegin = Arrays.copyOf(stageBegin, 2 * stages);
            stageItem = Arrays.copyOf(stageItem, 2 * stages);
        }
        stageBegin[stages] = size;
        stageItem[stages] = item;
        stages++;
    }

    void ensure(long capacity) {
        if (capacity > parent.length) {
            parent = Arrays.copyOf(
                    parent, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(capacity, parent.length * 3L / 2)));
        }
    }

    /** The items changed on the way from the root to a node. */
    int[] path(int node) {
        int[] items = new int[stages];
        int count = 0;
        int stage = stages - 1;
        for (int at = node; at != ROOT; at = parent[at]) {
            while (stageBegin[stage] > at) {
                stage--;
            }
            items[count++] = stageItem[stage];
        }
        return Arrays.copyOf(items, count);
    }

    /** Keeps the nodes that the states descend from, and renumbers them in the states. */
    void compact(StateList states) {
        long[] marked = new long[(size >>> 6) + 1];
        for (int i = 0; i < states.size; i++) {
            int node = states.node[i];
            marked[node >>> 6] |= 1L << node;
        }
        for (int word = marked.length - 1; word >= 0; word--) {
            // A parent may be in the same word, below.
            for (long left = marked[word]; left != 0; ) {
                int bit = 63 - Long.numberOfLeadingZeros(left);
                int node = (word << 6) + bit;
                if (node != ROOT) {
                    int up = parent[node];
                    marked[up >>> 6] |= 1L << up;
                }
                left = marked[word] & ((1L << bit) - 1);
            }
        }
        marked[0] |= 1;
        int[] before = new int[marked.length + 1];
        for (int word = 0; word < marked.length; word++) {
            before[word + 1] = before[word] + Long.bitCount(marked[word]);
        }
        int kept = 0;
        int stage = 0;
        for (int word = 0; word < marked.length; word++) {
            for (long left = marked[word]; left != 0; left &= left - 1) {
                int node = (word << 6) + Long.numberOfTrailingZeros(left);
                while (stage < stages && stageBegin[stage] <= node) {
                    stageBegin[stage++] = kept;
                }
                parent[kept++] = node == ROOT ? ROOT : renumbered(parent[node], marked, before);
            }
        }
        while (stage < stages) {
            stageBegin[stage++] = kept;
        }
        for (int i = 0; i < states.size; i++) {
            states.node[i] = renumbered(states.node[i], marked, before);
        }
        size = kept;
    }

    private static int renumbered(int node, long[] marked, int[] before) {
        int word = node >>> 6;
        return before[word] + Long.bitCount(marked[word] & ((1L << node) - 1));
    }
}
