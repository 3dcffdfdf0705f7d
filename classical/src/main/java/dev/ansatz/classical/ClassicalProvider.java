package dev.ansatz.classical;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Provider;
import java.util.List;

/** Says which engines there are for a problem. */
public interface ClassicalProvider<I extends Instance, S> extends Provider<I, S> {
    /**
     * The engines; of those with a {@link Role} in common, the better one first. Must load no native library, nor a class that needs a
     * {@link Library}.
     */
    List<Engine<I, S>> engines();
}
