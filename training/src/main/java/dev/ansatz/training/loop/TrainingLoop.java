package dev.ansatz.training.loop;

import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.training.TrainingConfig;
import dev.ansatz.training.learner.Learner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/** One call of {@link Trainer#train}. */
final class TrainingLoop {
    /** Skipped steps in a row before a rollback. */
    private static final int PATIENCE = 3;

    /** A run that failed so often will fail again. */
    private static final int MOST_ROLLBACKS = 20;

    /** Makes the card of a checkpoint. */
    interface Cards {
        ModelCard card(Learner learner, RunState state, Map<String, Double> validation);
    }

    private final TrainingConfig config;
    private final Learner learner;
    private final RunLog log;
    private final StopToken stop;
    private final Cards cards;
    private final LongConsumer steps;
    private final double secondsBefore;
    private final String rankedOn;
    private RunState lastGood;
    private Map<String, float[]> weights;
    private Map<String, float[]> average;
    private Adam adam;
    private long step;
    private long instances;
    private double best;
    private int rollbacks;
    private int skipped;

    TrainingLoop(
            TrainingConfig config,
            Learner learner,
            RunState state,
            RunLog log,
            StopToken stop,
            Cards cards,
            LongConsumer steps) {
        this.config = config;
        this.learner = learner;
        this.log = log;
        this.stop = stop;
        this.cards = cards;
        this.steps = steps;
        secondsBefore = state.seconds();
        lastGood = state;
        weights = state.weights();
        average = state.average();
        adam = state.adam();
        step = state.step();
        instances = state.instances();
        rollbacks = state.rollbacks();
        TrainingConfig.Instances generated = config.instances();
        rankedOn = learner.distribution() + ", " + generated.validationSize() + ", " + generated.validationCount();
        // Costs of other instances cannot be compared.
        best = state.rankedOn().isEmpty() || state.rankedOn().equals(rankedOn)
                ? state.best()
                : Double.POSITIVE_INFINITY;
        steps.accept(step);
    }

    private boolean isOver() {
        Duration time = config.limits().time();
        Long limit = config.limits().steps();
        return stop.isStopped()
                || Thread.currentThread().isInterrupted()
                || (time != null && log.seconds() >= time.toMillis() * 1e-3)
                || (limit != null && step >= limit);
    }

    void run() {
        if (step == 0) {
            checkpoint();
        }
        lastGood = state();
        long lastCheckpoint = System.nanoTime();
        while (!isOver()) {
            learnFromNewBatches();
            boolean isDue = System.nanoTime() - lastCheckpoint
                    > config.limits().checkpointEvery().toNanos();
            if (isDue || isOver()) {
                checkpoint();
                lastCheckpoint = System.nanoTime();
            }
        }
    }

    /** Makes new batches and as many optimiser steps with them as the method takes, fewer where the run is over before. */
    private void learnFromNewBatches() {
        // Other batches after a rollback: the same ones would fail in the same way.
        long seed = config.run().seed() + 7919L * rollbacks;
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + step + 1);
        TrainingConfig.Batches sizes = config.batches();
        List<Learner.Batch> batches = new ArrayList<>();
        int failures = rollbacks;
        for (int pass = 0; pass < config.method().stepsPerBatch(); pass++) {
            Learner.Gradient sum = null;
            for (int i = 0; i < sizes.accumulate(); i++) {
                if (pass == 0) {
                    batches.add(learner.rollOut(weights, random));
                }
                Learner.Gradient next = batches.get(i).gradient(weights);
                sum = sum == null ? next : sum(sum, next);
            }
            if (pass == 0) {
                instances += (long) sizes.size() * sizes.accumulate();
                log.instances((long) sizes.size() * sizes.accumulate());
            }
            follow(Objects.requireNonNull(sum));
            if (rollbacks > failures || isOver()) {
                return; // the batches are of weights that are gone
            }
        }
    }

    private static Learner.Gradient sum(Learner.Gradient a, Learner.Gradient b) {
        a.byWeight().forEach((name, gradient) -> {
            float[] more = Objects.requireNonNull(b.byWeight().get(name));
            for (int j = 0; j < gradient.length; j++) {
                gradient[j] += more[j];
            }
        });
        return new Learner.Gradient(a.byWeight(), a.value() + b.value());
    }

    /** Makes one optimiser step; one whose gradient is unusable is skipped. */
    private void follow(Learner.Gradient sum) {
        step++;
        float share = 1f / config.batches().accumulate();
        sum.byWeight().forEach((name, gradient) -> {
            if (config.method().freezes(name)) {
                Arrays.fill(gradient, 0f);
            }
            for (int j = 0; j < gradient.length; j++) {
                gradient[j] *= share;
            }
        });
        double norm = adam.step(weights, sum.byWeight(), step, learningRate());
        steps.accept(step);
        log.step(sum.value() * share, norm);
        if (Adam.usable(norm)) {
            skipped = 0;
            average();
            return;
        }
        log.say("step " + step + ": the norm of the gradient is " + norm + "; the step was skipped");
        if (++skipped == PATIENCE) {
            rollBack(PATIENCE + " gradients in a row were unusable");
            skipped = 0;
        }
    }

    private double learningRate() {
        return config.optimisation().learningRate() * Math.pow(0.5, rollbacks);
    }

    private void average() {
        double decay = config.optimisation().averaging();
        float share = (float) (1 - Math.min(decay, (1.0 + step) / (10.0 + step)));
        weights.forEach((name, values) -> {
            float[] mean = Objects.requireNonNull(average.get(name));
            for (int i = 0; i < values.length; i++) {
                mean[i] += share * (values[i] - mean[i]);
            }
        });
    }

    private void rollBack(String why) {
        if (++rollbacks > MOST_ROLLBACKS) {
            throw new InputException("The training failed " + rollbacks
                    + " times although its learning rate was halved each time: lower --learning-rate.");
        }
        weights = copy(lastGood.weights());
        average = copy(lastGood.average());
        adam = lastGood.adam().copy();
        step = lastGood.step();
        instances = lastGood.instances();
        log.clear();
        log.say(String.format(Locale.ROOT, "%s: back to step %d, learning rate %.2g", why, step, learningRate()));
    }

    /** A copy of the present state, to which a rollback returns. */
    private RunState state() {
        return new RunState(
                copy(weights),
                copy(average),
                adam.copy(),
                step,
                instances,
                secondsBefore + log.seconds(),
                best,
                rankedOn,
                rollbacks);
    }

    private void checkpoint() {
        if (!finite(weights)) {
            rollBack("a weight is not finite");
            return;
        }
        Path directory = config.run().directory();
        Learner.Validation validation = learner.validate(average);
        double cost = learner.problem().sense() == Sense.MINIMISE ? validation.objective() : -validation.objective();
        boolean isBest = cost < best;
        best = isBest ? cost : best;
        lastGood = state();
        ModelCard card = cards.card(learner, lastGood, validation.figures());
        if (isBest) {
            Checkpoint.save(directory.resolve("best"), learner.shapes(), average, card, true);
        }
        Checkpoint.save(directory, learner.shapes(), average, card, false);
        lastGood.write(directory, learner.shapes());
        log.report(lastGood, validation, best);
    }

    static Map<String, float[]> copy(Map<String, float[]> weights) {
        Map<String, float[]> copy = new LinkedHashMap<>();
        weights.forEach((name, values) -> copy.put(name, values.clone()));
        return copy;
    }

    private static boolean finite(Map<String, float[]> weights) {
        for (float[] values : weights.values()) {
            for (float v : values) {
                if (!Float.isFinite(v)) {
                    return false;
                }
            }
        }
        return true;
    }
}
