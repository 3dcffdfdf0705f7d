package dev.ansatz.classical.localsearch;

import dev.ansatz.problems.SearchContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Runs one search per thread: number 0 on the calling thread, so that a run with one thread starts none. */
public final class Workers {
    private final SearchContext<?, ?> run;
    private volatile boolean abandoned;

    public Workers(SearchContext<?, ?> run) {
        this.run = run;
    }

    /** Whether a search that has done {@code iterations} of its own has to end. */
    public boolean shouldStop(long iterations) {
        return abandoned || run.shouldStop(iterations);
    }

    /** Calls {@code search} with 0..threads-1 and waits for all; a failure of any ends all and is thrown. */
    public void runAll(IntConsumer search) {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i < run.options().threads(); i++) {
            int number = i;
            Thread thread = new Thread(() -> guarded(search, number, failure), "local-search-" + number);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        guarded(search, 0, failure);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    // The searches look at the flag, which this exception has cleared.
                    interrupted = true;
                    abandoned = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        // No pattern switch here or in what every run goes through: it makes classes at run time, 10 ms of a process.
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        if (thrown != null) {
            throw new IllegalStateException(thrown);
        }
    }

    private void guarded(IntConsumer search, int number, AtomicReference<@Nullable Throwable> failure) {
        try {
            search.accept(number);
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            abandoned = true;
        }
    }
}
