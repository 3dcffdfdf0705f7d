package dev.ansatz.search;

import dev.ansatz.problems.Incumbent;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.OrderedListener;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.TracePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who hears of a job's incumbents, and what there was to hear: the incumbents of all its runs as one strictly improving row. Listeners are
 * called without a lock. Thread-safe.
 */
final class JobListeners<S> {
    /** How long the end of a job waits for a listener that another thread is calling. */
    private static final long LAST_WORDS_MILLIS = 100;

    private final Sense sense;
    private final List<TracePoint> trace = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private List<OrderedListener<S>> listeners = List.of();
    private @Nullable Incumbent<S> incumbent;

    JobListeners(Sense sense) {
        this.sense = sense;
    }

    synchronized @Nullable Incumbent<S> incumbent() {
        return incumbent;
    }

    synchronized void note(Note note) {
        notes.add(note);
    }

    /** Adds a listener, which hears the present incumbent at once. */
    void add(Consumer<Incumbent<S>> listener) {
        OrderedListener<S> ordered = new OrderedListener<>(listener, this::note);
        synchronized (this) {
            List<OrderedListener<S>> more = new ArrayList<>(listeners);
            more.add(ordered);
            listeners = List.copyOf(more);
            if (incumbent != null) {
                ordered.add(incumbent);
            }
        }
        ordered.tell();
    }

    /** Tells of an incumbent where it is better: a later run begins with the incumbent of the one before, which is no news. */
    void hear(Incumbent<S> heard) {
        List<OrderedListener<S>> told;
        synchronized (this) {
            Incumbent<S> present = incumbent;
            if (present != null && !sense.better(heard.objective(), present.objective())) {
                return;
            }
            incumbent = heard;
            trace.add(new TracePoint(heard.seconds(), heard.objective(), heard.phase()));
            told = listeners;
            told.forEach(listener -> listener.add(heard));
        }
        told.forEach(OrderedListener::tell);
    }

    /** Takes all listeners away, less those that have failed. They hear no more from here. */
    synchronized List<Consumer<Incumbent<S>>> handOver() {
        List<Consumer<Incumbent<S>>> handed = new ArrayList<>();
        for (OrderedListener<S> listener : listeners) {
            Consumer<Incumbent<S>> inner = listener.listener();
            if (inner != null) {
                handed.add(inner);
            }
            listener.clear();
        }
        listeners = List.of();
        return handed;
    }

    /** The outcome of the last run, with what was heard and noted of all. */
    Outcome<S> whole(Outcome<S> last, double seconds) {
        List<OrderedListener<S>> told;
        synchronized (this) {
            told = listeners;
        }
        try {
            for (OrderedListener<S> listener : told) {
                listener.await(LAST_WORDS_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            List<Note> events = new ArrayList<>(notes);
            events.addAll(last.events());
            return new Outcome<>(
                    last.solution(), last.evaluation(), last.bound(), trace, last.status(), seconds, events);
        }
    }
}
