package dev.ansatz.training.loop;

import dev.ansatz.problems.io.JsonDocuments;
import dev.ansatz.training.TrainingConfig;
import dev.ansatz.training.learner.Learner;
import dev.ansatz.training.method.Sampled;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** What a run tells of its way: a line for people, one in the folder's log, and scalars for TensorBoard, at each checkpoint. */
final class RunLog implements AutoCloseable {
    private final TrainingConfig config;
    private final Consumer<String> lines;
    private final TensorBoardEvents events;
    private final String valueName;
    private final boolean minimises;
    private final long begin = System.nanoTime();
    private double values;
    private double norms;
    private int steps;
    private long instances;
    private double reportedAt;

    RunLog(TrainingConfig config, Learner learner, Consumer<String> lines) {
        this.config = config;
        this.lines = lines;
        events = new TensorBoardEvents(config.run().directory());
        valueName = config.method() instanceof Sampled ? "sampled" : "loss";
        minimises = learner.problem().sense() == dev.ansatz.problems.Sense.MINIMISE;
    }

    /** Seconds since this call of the trainer began. */
    double seconds() {
        return (System.nanoTime() - begin) * 1e-9;
    }

    /** Takes an optimiser step into the next report. */
    void step(double value, double norm) {
        values += value;
        norms += norm;
        steps++;
    }

    /** Takes new instances into the next report. */
    void instances(long count) {
        instances += count;
    }

    /** Forgets what the next report would tell. */
    void clear() {
        values = 0;
        norms = 0;
        steps = 0;
        instances = 0;
    }

    void say(String line) {
        lines.accept(line);
    }

    /**
     * Reports a checkpoint.
     *
     * @param best best validation cost so far
     */
    void report(RunState state, Learner.Validation validation, double best) {
        double rate = instances / Math.max(1e-9, seconds() - reportedAt);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("validation", validation.objective());
        figures.put("greedy", validation.greedy());
        figures.put("best", minimises ? best : -best);
        if (steps > 0) {
            figures.put(valueName, values / steps);
            figures.put("norm", norms / steps);
            figures.put("instancesPerSecond", rate);
        }
        write(state, figures);
        String greedy = Double.isNaN(validation.greedy())
                ? ""
                : String.format(Locale.ROOT, "greedy %.4f, ", validation.greedy());
        String training = steps == 0
                ? ""
                : String.format(Locale.ROOT, ", %s %.4f, %.1f instances/s", valueName, values / steps, rate);
        lines.accept(String.format(
                Locale.ROOT,
                "step %d, %d instances, %.0f s, %svalidation %.4f (best %.4f)%s%s",
                state.step(),
                state.instances(),
                state.seconds(),
                greedy,
                validation.objective(),
                figures.get("best"),
                training,
                left(state.step())));
        clear();
        reportedAt = seconds();
    }

    private void write(RunState state, Map<String, Double> figures) {
        ObjectNode line = JsonDocuments.object();
        line.put("step", state.step()).put("instances", state.instances()).put("seconds", Math.round(state.seconds()));
        figures.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                line.put(name, Math.round(value * 1e5) / 1e5);
                events.scalar(name, state.step(), value);
            }
        });
        RunFolder.append(config.run().directory(), JsonDocuments.line(line));
    }

    /** How long the run will still take. */
    private String left(long step) {
        double left = Double.POSITIVE_INFINITY;
        Duration time = config.limits().time();
        Long limit = config.limits().steps();
        if (time != null) {
            left = time.toMillis() * 1e-3 - seconds();
        }
        if (limit != null && step > 0 && seconds() > reportedAt && steps > 0) {
            left = Math.min(left, (limit - step) * (seconds() - reportedAt) / steps);
        }
        return Double.isFinite(left) && left > 0
                ? String.format(Locale.ROOT, ", %d min %02d s left", (long) left / 60, (long) left % 60)
                : "";
    }

    @Override
    public void close() {
        events.close();
    }
}
