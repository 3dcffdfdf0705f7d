package dev.ansatz.training.learner;

import dev.ansatz.neural.pointer.DecoderGradient;
import dev.ansatz.neural.pointer.PointerArchitecture;
import dev.ansatz.neural.pointer.PointerEnvironment;
import dev.ansatz.neural.pointer.PointerWeights;
import dev.ansatz.training.Parallel;
import dev.ansatz.training.djl.DifferentiableEncoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Gradient of the weighted log-probabilities of trajectories: encode ({@link DifferentiableEncoder}), go back through the decisions
 * ({@link DecoderGradient}), then back through the encoder. Each thread has its share of the instances and sums of its own; memory is
 * reused from batch to batch.
 */
final class PointerGradient {
    /**
     * A trajectory of an instance in the loss.
     *
     * @param latent of length 0 where there is none
     * @param weight of its log-probability
     */
    record Trajectory(int decoder, int[] actions, float[] latent, float weight) {}

    private final int threads;
    private final double temperature;
    private final boolean encoderLearns;
    private final ExecutorService pool;
    private Part[] parts = new Part[0];

    /** @param encoderLearns whether any weight of the encoder, or a projection, changes */
    PointerGradient(int threads, double temperature, boolean encoderLearns, ExecutorService pool) {
        // A DJL graph has threads of its own.
        this.threads = DifferentiableEncoder.usesDjl() ? 1 : threads;
        this.temperature = temperature;
        this.encoderLearns = encoderLearns;
        this.pool = pool;
    }

    /** Encodes a batch, of always the same number of instances, all of one size. */
    void encode(PointerWeights weights, PointerEnvironment[] environments) {
        int b = environments.length;
        int count = Math.min(threads, b);
        if (parts.length != count) {
            parts = new Part[count];
            Arrays.setAll(parts, i -> new Part(weights, (int) ((long) i * b / count), (int) ((i + 1L) * b / count)));
        }
        Parallel.run(pool, parts.length, i -> parts[i].encode(weights, environments));
    }

    /** Runs a task for each instance of the batch, those of a part one after the other. */
    void forEach(IntConsumer task) {
        Parallel.run(pool, parts.length, p -> {
            for (int i = parts[p].from; i < parts[p].to; i++) {
                task.accept(i);
            }
        });
    }

    /** Projections of an instance for a decoder, {@code [N, P]}. */
    float[] projected(int instance, int decoder) {
        for (Part part : parts) {
            if (instance < part.to) {
                return part.projected(instance, decoder);
            }
        }
        throw new IllegalArgumentException("No instance " + instance + " was encoded.");
    }

    /**
     * Goes back through the batch encoded last.
     *
     * @param trajectories by instance
     * @return the gradients, and as their value the weighted log-probability
     */
    Learner.Gradient backward(
            PointerWeights weights, PointerEnvironment[] environments, List<List<Trajectory>> trajectories) {
        double[] losses = new double[parts.length];
        Parallel.run(pool, parts.length, i -> losses[i] = parts[i].backward(weights, environments, trajectories));
        Map<String, float[]> sum = parts[0].gradients;
        for (int i = 1; i < parts.length; i++) {
            parts[i].gradients.forEach((name, more) -> addTo(of(sum, name), more));
        }
        return new Learner.Gradient(sum, Arrays.stream(losses).sum());
    }

    private static float[] of(Map<String, float[]> gradients, String weight) {
        return Objects.requireNonNull(gradients.get(weight), weight);
    }

    static void addTo(float[] sum, float[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
    }

    /** Some of the instances of a batch, on which one thread works. */
    private final class Part {
        private final int from;
        private final int to;
        private final DifferentiableEncoder encoder;
        private final DecoderGradient[] decoders;
        private Map<String, float[]> gradients = Map.of();
        private float[][] projections = new float[0][];

        Part(PointerWeights weights, int from, int to) {
            this.from = from;
            this.to = to;
            encoder = DifferentiableEncoder.of(weights);
            decoders = new DecoderGradient[weights.architecture().decoders()];
            Arrays.setAll(decoders, k -> new DecoderGradient(weights, k, temperature));
        }

        void encode(PointerWeights weights, PointerEnvironment[] environments) {
            projections = encoder.encode(
                    weights,
                    Arrays.stream(environments, from, to)
                            .map(PointerEnvironment::features)
                            .toList());
        }

        float[] projected(int instance, int decoder) {
            float[] all = projections[decoder];
            int width = all.length / (to - from);
            return Arrays.copyOfRange(all, (instance - from) * width, (instance - from + 1) * width);
        }

        /** Replaces the gradients by those of the part's trajectories; returns their weighted log-probability. */
        double backward(
                PointerWeights weights, PointerEnvironment[] environments, List<List<Trajectory>> trajectories) {
            gradients = new LinkedHashMap<>();
            weights.asMap().forEach((name, w) -> gradients.put(name, new float[w.length]));
            float[] @Nullable [] toProjected = new float[decoders.length][];
            double loss = 0;
            for (int k = 0; k < decoders.length; k++) {
                int decoder = k;
                if (trajectories.stream().anyMatch(some -> some.stream().anyMatch(t -> t.decoder() == decoder))) {
                    float[] own = new float[projections[k].length];
                    loss += decoderBackward(k, weights, environments, trajectories, own);
                    toProjected[k] = own;
                }
            }
            if (encoderLearns) {
                encoder.backward(toProjected, gradients);
            }
            return loss;
        }

        private double decoderBackward(
                int k,
                PointerWeights weights,
                PointerEnvironment[] environments,
                List<List<Trajectory>> trajectories,
                float[] toProjected) {
            DecoderGradient decoder = decoders[k];
            decoder.clear();
            int width = toProjected.length / (to - from);
            double loss = 0;
            for (int i = from; i < to; i++) {
                decoder.begin(weights, environments[i].features(), projections[k], toProjected, (i - from) * width);
                for (Trajectory t : trajectories.get(i)) {
                    if (t.decoder() == k) {
                        loss += decoder.add(environments[i], t.actions(), t.weight(), t.latent());
                    }
                }
            }
            PointerArchitecture arch = weights.architecture();
            String prefix = arch.decoder(k);
            of(gradients, prefix + "distance")[0] = decoder.toDistance();
            if (arch.contexts() > 0) {
                addTo(of(gradients, prefix + "context"), decoder.toContext());
            }
            if (arch.latentSize() > 0) {
                addTo(of(gradients, prefix + "latent.query"), decoder.toLatentQuery());
                addTo(of(gradients, prefix + "latent.value"), decoder.toLatentValue());
            }
            return loss;
        }
    }
}
