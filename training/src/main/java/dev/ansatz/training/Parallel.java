package dev.ansatz.training;

import dev.ansatz.problems.io.InputException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Tasks on the threads of a run. */
public final class Parallel {
    private Parallel() {}

    /**
     * Runs a task for each index; a single one on the calling thread.
     *
     * @throws InputException that one of them throws
     */
    public static void run(ExecutorService pool, int count, IntConsumer task) {
        if (count == 1) {
            task.accept(0);
            return;
        }
        Future<?>[] futures = new Future<?>[count];
        for (int i = 0; i < count; i++) {
            int index = i;
            futures[i] = pool.submit(() -> task.accept(index));
        }
        try {
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted within a step.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InputException told) {
                throw told;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
