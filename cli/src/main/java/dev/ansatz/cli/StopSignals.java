package dev.ansatz.cli;

import dev.ansatz.problems.StopToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Turns Ctrl-C and SIGTERM into an orderly end of a run: the first one sets the stop token, so that the best solution is
 * written and the exit code is that of any other run; the second one ends the process at once.
 *
 * <p>A handler rather than a shutdown hook: once a JVM shuts down, native libraries are torn down and unpacked files deleted
 * beside the running engine, and the exit code can only be set by skipping the other hooks.
 */
final class StopSignals implements AutoCloseable {
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

    private final List<Map.Entry<Signal, SignalHandler>> previous = new ArrayList<>();

    private final AtomicInteger first = new AtomicInteger();

    StopSignals(StopToken token) {
        this(token, () -> {});
    }

    /** @param onFirst what else is done on the first signal, briefly */
    StopSignals(StopToken token, Runnable onFirst) {
        for (String name : NAMES) {
            try {
                Signal signal = new Signal(name);
                SignalHandler old = Signal.handle(signal, s -> {
                    token.stop();
                    if (!first.compareAndSet(0, s.getNumber())) {
                        Runtime.getRuntime().halt(128 + s.getNumber());
                    }
                    onFirst.run();
                });
                previous.add(Map.entry(signal, old));
            } catch (IllegalArgumentException e) {
                // This system does not have the signal, or the JVM was told to keep it (-Xrs).
            }
        }
    }

    /** Exit code of a command that was stopped and has nothing to show for it: 130 after Ctrl-C, 143 after SIGTERM. */
    int exitCode() {
        return 128 + first.get();
    }

    @Override
    public void close() {
        previous.forEach(entry -> Signal.handle(entry.getKey(), entry.getValue()));
    }
}
