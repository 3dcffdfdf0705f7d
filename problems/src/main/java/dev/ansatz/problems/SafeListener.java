package dev.ansatz.problems;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A listener that is dropped, with a note, once it has thrown: it must not end a run. Errors of the JVM itself, as where memory is out, are
 * not the listener's fault and thrown on. Called by one thread at a time.
 */
public final class SafeListener<S> implements Consumer<Incumbent<S>> {
    private final Consumer<Note> notes;
    private volatile @Nullable Consumer<Incumbent<S>> listener;

    /** @param notes is told if the listener fails */
    public SafeListener(Consumer<Incumbent<S>> listener, Consumer<Note> notes) {
        this.listener = listener;
        this.notes = notes;
    }

    /** The listener; null once it has failed. */
    public @Nullable Consumer<Incumbent<S>> listener() {
        return listener;
    }

    @Override
    public void accept(Incumbent<S> incumbent) {
        Consumer<Incumbent<S>> told = listener;
        if (told == null) {
            return;
        }
        try {
            told.accept(incumbent);
        } catch (VirtualMachineError e) {
            listener = null;
            throw e;
        } catch (RuntimeException | Error e) {
            listener = null;
            notes.accept(new Note.ListenerFailed(e.toString()));
        }
    }
}
