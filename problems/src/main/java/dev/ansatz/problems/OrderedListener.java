package dev.ansatz.problems;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener of incumbents that several threads find: each once, in the order of {@link #add}, one at a time, and without a lock. A
 * thread that comes while another one is telling goes on: the other one tells its news as well. One that throws is not called again, with a
 * note. Thread-safe.
 */
public final class OrderedListener<S> {
    private final SafeListener<S> listener;
    private final Queue<Incumbent<S>> news = new ArrayDeque<>();
    private boolean telling;

    /** @param notes is told if the listener fails */
    public OrderedListener(Consumer<Incumbent<S>> listener, Consumer<Note> notes) {
        this.listener = new SafeListener<>(listener, notes);
    }

    /** The listener; null once it has failed. */
    public @Nullable Consumer<Incumbent<S>> listener() {
        return listener.listener();
    }

    /** Queues news; calls nobody, so that it may be called with a lock. */
    public synchronized void add(Incumbent<S> incumbent) {
        news.add(incumbent);
    }

    /** Forgets what was not told yet. */
    public synchronized void clear() {
        news.clear();
    }

    /** Calls the listener until it has heard all, unless another thread does. */
    public void tell() {
        synchronized (this) {
            if (telling) {
                return;
            }
            telling = true;
        }
        try {
            for (Incumbent<S> next = next(); next != null; next = next()) {
                listener.accept(next);
            }
        } catch (VirtualMachineError e) {
            end();
            throw e;
        }
    }

    /** What is to be told next; null ends the telling. */
    private synchronized @Nullable Incumbent<S> next() {
        Incumbent<S> next = news.poll();
        if (next == null) {
            end();
        }
        return next;
    }

    private synchronized void end() {
        telling = false;
        notifyAll();
    }

    /** Waits a moment for the thread that is telling; a listener that takes longer hears the rest later. */
    public synchronized void await(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; telling && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }
}
