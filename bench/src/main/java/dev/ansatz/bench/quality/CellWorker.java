package dev.ansatz.bench.quality;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.JsonDocuments;
import dev.ansatz.search.Engines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that makes one run. It is given a {@link Request} in words, since to read JSON takes a new process 0.3 s, and writes its
 * result as JSON; when its standard input closes, the process that started it is gone, and it ends at once.
 */
public final class CellWorker {
    private CellWorker() {}

    /**
     * What to run.
     *
     * @param limitCountsProcess whether the time limit began with the launch of the process
     * @param launchedMillis wall clock at the launch, milliseconds since 1970
     * @param result file for the result
     */
    record Request(Cell cell, int threads, boolean limitCountsProcess, double launchedMillis, Path result) {
        /** The command line's words. */
        List<String> words() {
            List<String> words = new ArrayList<>(List.of(
                    result.toString(),
                    Double.toString(launchedMillis),
                    Boolean.toString(limitCountsProcess),
                    Integer.toString(threads),
                    cell.problem(),
                    cell.instance(),
                    Integer.toString(cell.size()),
                    cell.engine(),
                    Double.toString(cell.timeLimit()),
                    Long.toString(cell.seed())));
            if (cell.source() instanceof InstanceSource.InFile file) {
                words.addAll(List.of(file.file(), Integer.toString(file.index())));
            } else if (cell.source() instanceof InstanceSource.Generated generated) {
                words.addAll(List.of(generated.size(), Long.toString(generated.seed()), generated.distribution()));
            }
            return words;
        }

        /** The request of a command line. */
        static Request of(String[] words) {
            InstanceSource source = words.length == 12
                    ? new InstanceSource.InFile(words[10], Integer.parseInt(words[11]))
                    : new InstanceSource.Generated(words[10], Long.parseLong(words[11]), words[12]);
            Cell cell = new Cell(
                    words[4],
                    words[5],
                    Integer.parseInt(words[6]),
                    source,
                    words[7],
                    Double.parseDouble(words[8]),
                    Long.parseLong(words[9]));
            return new Request(
                    cell,
                    Integer.parseInt(words[3]),
                    Boolean.parseBoolean(words[2]),
                    Double.parseDouble(words[1]),
                    Path.of(words[0]));
        }
    }

    public static void main(String[] args) throws IOException {
        double arrivedMillis = now();
        long arrived = System.nanoTime();
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("java.awt.headless", "true");
        Thread.ofPlatform().daemon().name("end-with-parent").start(CellWorker::endWithParent);
        Request request = Request.of(args);
        double jvmSeconds = Math.max(0, (arrivedMillis - request.launchedMillis()) * 1e-3);
        CellRun run = run(Problems.byId(request.cell().problem()), request, jvmSeconds, arrived);
        JsonDocuments.write(request.result(), JsonDocuments.tree(run));
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
