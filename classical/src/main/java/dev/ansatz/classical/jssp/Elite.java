package dev.ansatz.classical.jssp;

import dev.ansatz.classical.localsearch.Xorshift;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Good and mutually distant selections. Shared by the searches of a run; thread-safe.
 *
 * <p>The distance of two selections is the number of pairs of operations of a machine in opposite order.
 */
final class Elite {
    /** A selection as machine sequences; never changed. */
    record Member(int[] sequence, int makespan) {}

    private final int[] firstPlace;
    private final int capacity;
    private final int minDistance;
    private final List<Member> members = new ArrayList<>();
    private final int[] position;

    /**
     * @param firstPlace first place of each machine, and the number of operations
     * @param minDistance of two members
     */
    Elite(int[] firstPlace, int capacity, int minDistance) {
        this.firstPlace = firstPlace;
        this.capacity = capacity;
        this.minDistance = minDistance;
        this.position = new int[firstPlace[firstPlace.length - 1]];
    }

    synchronized int size() {
        return members.size();
    }

    boolean full() {
        return size() >= capacity;
    }

    /** Two different members at random, or null where there are fewer. */
    synchronized Member @Nullable [] pair(Xorshift random) {
        int n = members.size();
        if (n < 2) {
            return null;
        }
        int a = random.below(n);
        int b = random.below(n - 1);
        return new Member[] {members.get(a), members.get(b < a ? b : b + 1)};
    }

    /**
     * Takes a selection in unless a member that is as good is near; it takes the place of worse members that are near, else that
     * of the worst one if the set is full and it is better.
     *
     * @return whether it was taken in
     */
    synchronized boolean add(Member candidate) {
        for (int x = 0; x < position.length; x++) {
            position[candidate.sequence[x]] = x;
        }
        boolean near = false;
        for (Member member : members) {
            if (distance(member) < minDistance) {
                if (member.makespan <= candidate.makespan) {
                    return false;
                }
                near = true;
            }
        }
        if (near) {
            members.removeIf(member -> distance(member) < minDistance);
        } else if (members.size() >= capacity) {
            int worst = 0;
            for (int i = 1; i < members.size(); i++) {
                if (members.get(i).makespan > members.get(worst).makespan) {
                    worst = i;
                }
            }
            if (members.get(worst).makespan <= candidate.makespan) {
                return false;
            }
            members.remove(worst);
        }
        members.add(candidate);
        return true;
    }

    private int distance(Member member) {
        return distance(member.sequence, position, firstPlace);
    }

    /** Number of pairs of a machine that {@code sequence} has in another order than the places of operations say. */
    static int distance(int[] sequence, int[] position, int[] first) {
        int count = 0;
        for (int k = 0; k + 1 < first.length; k++) {
            for (int i = first[k]; i < first[k + 1]; i++) {
                int at = position[sequence[i]];
                for (int j = i + 1; j < first[k + 1]; j++) {
                    count += at > position[sequence[j]] ? 1 : 0;
                }
            }
        }
        return count;
    }
}
