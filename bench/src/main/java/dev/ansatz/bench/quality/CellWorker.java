package dev.ansatz.bench.quality;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import dev.ansatz.search.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that makes one run. It is given the {@link Request} as JSON and the file for its result; when its standard input
 * closes, the process that started it is gone, and it ends at once.
 */
public final class CellWorker {
    private CellWorker() {}

    /**
     * What to run.
     *
     * @param limitCountsProcess whether the time limit began with the launch of the process
     * @param launchedMillis wall clock at the launch, milliseconds since 1970
     */
    record Request(Cell cell, int threads, boolean limitCountsProcess, double launchedMillis) {}

    public static void main(String[] args) throws IOException {
        double arrivedMillis = now();
        long arrived = System.nanoTime();
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("java.awt.headless", "true");
        Thread.ofPlatform().daemon().name("end-with-parent").start(CellWorker::endWithParent);
        Request request = Json.MAPPER.readValue(args[0], Request.class);
        double jvmSeconds = Math.max(0, (arrivedMillis - request.launchedMillis()) * 1e-3);
        CellRun run = run(Problems.byId(request.cell().problem()), request, jvmSeconds, arrived);
        Files.write(Path.of(args[1]), Json.MAPPER.writeValueAsBytes(run));
        System.exit(0); // engines may leave threads
    }

    private static <I extends Instance, S> CellRun run(
            Problem<I, S> problem, Request request, double jvmSeconds, long arrived) {
        Cell cell = request.cell();
        Solver<I, S> solver = Engines.byName(problem, cell.engine(), null);
        I instance = cell.source().make(problem);
        long begin = System.nanoTime();
        solver.warmUp();
        long ready = System.nanoTime();
        double spent = request.limitCountsProcess() ? jvmSeconds + (ready - arrived) * 1e-9 : 0;
        return Measurement.run(cell, problem, instance, solver, request.threads(), spent, new StopToken())
                .started(Measurement.round((ready - begin) * 1e-9), Measurement.round(jvmSeconds));
    }

    /** Wall clock, which two processes share, in milliseconds with decimals. */
    static double now() {
        java.time.Instant now = java.time.Instant.now();
        return now.getEpochSecond() * 1e3 + now.getNano() * 1e-6;
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever written.
            }
        } catch (IOException e) {
            // The same as the end of the stream.
        }
        Runtime.getRuntime().halt(1);
    }
}
