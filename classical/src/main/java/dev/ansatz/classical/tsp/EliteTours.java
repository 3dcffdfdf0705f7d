package dev.ansatz.classical.tsp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The best tours that the searches of a run have found, all of different length; thread-safe. */
final class EliteTours {
    private static final int CAPACITY = 20;
    private static final double EPSILON = 1e-7;

    /** Not to be changed. */
    record Member(int[] tour, double length) {}

    private final List<Member> members = new ArrayList<>();
    private final AtomicReferenceArray<int @Nullable []> shown;

    EliteTours(int threads) {
        shown = new AtomicReferenceArray<>(threads);
    }

    /** Shows the others the present tour of a thread; not to be changed any more. */
    void show(int thread, int[] tour) {
        shown.set(thread, tour);
    }

    /** The tour that a thread has shown last, or null. */
    int @Nullable [] shown(int thread) {
        return shown.get(thread);
    }

    /** Keeps a copy of a tour if it is among the best and no other has its length. */
    synchronized void add(int[] tour, double length) {
        if (members.stream().anyMatch(member -> Math.abs(member.length() - length) < EPSILON)) {
            return;
        }
        members.add(new Member(tour.clone(), length));
        members.sort(Comparator.comparingDouble(Member::length));
        if (members.size() > CAPACITY) {
            members.remove(CAPACITY);
        }
    }

    synchronized List<Member> members() {
        return List.copyOf(members);
    }
}
