package dev.ansatz.neural.candidate;

import dev.ansatz.neural.decoding.AdaptedPolicy;
import dev.ansatz.neural.decoding.StepScorer.Sampling;
import dev.ansatz.neural.network.Parameter;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A candidate policy of which the encoding of the instance's nodes is adapted: EAS-Emb. */
final class AdaptedEncoding<S> implements AdaptedPolicy<S> {
    private static final double RATE = 0.01;

    /** As these policies are trained. */
    private static final double TEMPERATURE = 1;

    /** More steps of fewer samples were better than 16 or 31. */
    private static final int SAMPLES = 8;

    private final CandidateDecoder<S> decoder;
    private final float[] gradient;
    private final Parameter parameter;

    /** @param projected encoding of the instance that the decoder decodes, {@code [N, D]}; changed */
    AdaptedEncoding(CandidateDecoder<S> decoder, float[] projected) {
        this.decoder = decoder;
        decoder.recordGradients();
        gradient = new float[projected.length];
        parameter = new Parameter(projected, gradient);
    }

    @Override
    public int decode(
            int[] starts, int @Nullable [] imitated, double temperature, RandomGenerator random, BooleanSupplier stop) {
        int count = imitated == null ? starts.length : starts.length + 1;
        return decoder.decode(count, new Sampling(temperature, 1, random), stop, imitated) ? count : 0;
    }

    @Override
    public double cost(int t) {
        return decoder.environment(t).cost();
    }

    @Override
    public int[] choices(int t) {
        return decoder.choices(t);
    }

    @Override
    public S solution(int t) {
        return decoder.environment(t).solution();
    }

    @Override
    public void learn(float[] weights, int imitated, float imitation, int step) {
        for (int t = 0; t < weights.length; t++) {
            addGradient(t, weights[t]);
        }
        addGradient(imitated, imitation);
        parameter.step(RATE, step);
    }

    private void addGradient(int t, float weight) {
        float[] own = decoder.gradient(t);
        for (int i = 0; i < gradient.length && weight != 0; i++) {
            gradient[i] += weight * own[i];
        }
    }

    @Override
    public double temperature() {
        return TEMPERATURE;
    }

    @Override
    public int samplesPerStep() {
        return SAMPLES;
    }
}
