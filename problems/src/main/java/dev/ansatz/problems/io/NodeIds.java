package dev.ansatz.problems.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The names that a user has for the nodes of a routing problem, or the jobs or machines of a shop, such as order numbers: one for each, all different, none blank,
 * without control characters. Immutable and thread-safe.
 */
public final class NodeIds {
    private final String[] ids;
    private volatile @Nullable Map<String, Integer> nodes;

    /**
     * @param ids of the nodes in order
     * @throws IllegalArgumentException if one is blank, malformed or given twice
     */
    public NodeIds(List<String> ids) {
        this(ids.toArray(String[]::new));
        check(ids, (fault, node) -> {
            throw new IllegalArgumentException("Node " + node + ": " + fault);
        });
    }

    private NodeIds(String[] ids) {
        this.ids = ids;
    }

    /**
     * Looks for ids that cannot be.
     *
     * @param mistake takes what is wrong, one sentence, and the index of the id
     */
    public static void check(List<String> ids, ObjIntConsumer<String> mistake) {
        Map<String, Integer> first = new HashMap<>();
        for (int node = 0; node < ids.size(); node++) {
            String id = ids.get(node);
            if (id.isBlank()) {
                mistake.accept("the id is missing.", node);
            } else if (id.chars().anyMatch(Character::isISOControl)) {
                mistake.accept("the id has a line break or another control character.", node);
            } else if (first.putIfAbsent(id, node) != null) {
                mistake.accept("the id '" + id + "' is given twice.", node);
            }
        }
    }

    public int size() {
        return ids.length;
    }

    /** Id of a node. */
    public String of(int node) {
        return ids[node];
    }

    /** Node of an id, or -1 where there is none. */
    public int node(String id) {
        Map<String, Integer> known = nodes;
        if (known == null) {
            known = new HashMap<>(2 * ids.length);
            for (int node = 0; node < ids.length; node++) {
                known.put(ids[node], node);
            }
            nodes = known;
        }
        return known.getOrDefault(id, -1);
    }

    /** The ids of some of the nodes, in the order given. */
    public NodeIds at(int... some) {
        return new NodeIds(Arrays.stream(some).mapToObj(node -> ids[node]).toArray(String[]::new));
    }

    /**
     * One more node, the last.
     *
     * @throws IllegalArgumentException if its id is blank, malformed or taken
     */
    public NodeIds with(String id) {
        List<String> more = new ArrayList<>(List.of(ids));
        more.add(id);
        return new NodeIds(more);
    }

    /** One more node, the last, for which the user has no name: its id is its number, or the next that is not taken. */
    public NodeIds withNumber() {
        return with(IntStream.iterate(ids.length, n -> n + 1)
                .mapToObj(Integer::toString)
                .filter(id -> node(id) < 0)
                .findFirst()
                .orElseThrow());
    }

    /** The ids of all nodes. */
    public List<String> toList() {
        return List.of(ids);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeIds that && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return Arrays.toString(ids);
    }
}
