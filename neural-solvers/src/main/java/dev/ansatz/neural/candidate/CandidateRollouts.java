package dev.ansatz.neural.candidate;

import dev.ansatz.neural.ActiveRollouts;
import dev.ansatz.neural.PartialSolutions;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.problems.Instance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Rollouts of a candidate-scoring policy: all begin alike, hence there is one start. One encoding per symmetry, made when first used. */
final class CandidateRollouts<I extends Instance, S> implements Rollouts<S> {
    private final CandidateKind<I, S> adapter;
    private final I instance;
    private final CandidateArchitecture arch;
    private final Map<String, float[]> weights;
    private final List<@Nullable CandidateEnvironment<S>> environments = new ArrayList<>();
    private final @Nullable CandidateDecoder[] decoders;
    private final List<@Nullable CandidateTrajectories<S>> trajectories = new ArrayList<>();
    private final float @Nullable [][] encodings;
    private boolean made;

    CandidateRollouts(
            CandidateKind<I, S> adapter, I instance, CandidateArchitecture arch, Map<String, float[]> weights) {
        this.adapter = adapter;
        this.instance = instance;
        this.arch = arch;
        this.weights = weights;
        decoders = new CandidateDecoder[adapter.symmetries()];
        encodings = new float[adapter.symmetries()][];
        for (int i = 0; i < adapter.symmetries(); i++) {
            environments.add(null);
            trajectories.add(null);
        }
    }

    @Override
    public int starts() {
        return 1;
    }

    @Override
    public int symmetries() {
        return adapter.symmetries();
    }

    @Override
    public int decoders() {
        return 1;
    }

    @Override
    public int latentSize() {
        return arch.latentSize();
    }

    @Override
    public float latentRange() {
        return Rollouts.LATENT_RANGE;
    }

    private CandidateEnvironment<S> environment(int symmetry) {
        CandidateEnvironment<S> env = environments.get(symmetry);
        if (env == null) {
            env = adapter.environment(instance, symmetry);
            environments.set(symmetry, env);
        }
        return env;
    }

    private float[] encoding(int symmetry) {
        float[] encoding = encodings[symmetry];
        if (encoding == null) {
            encoding = new CandidateEncoder(arch, weights).project(environment(symmetry));
            encodings[symmetry] = encoding;
        }
        return encoding;
    }

    private CandidateDecoder decoder(int symmetry) {
        CandidateDecoder decoder = decoders[symmetry];
        if (decoder == null) {
            decoder = new CandidateDecoder(arch, weights, environment(symmetry), encoding(symmetry));
            decoders[symmetry] = decoder;
        }
        return decoder;
    }

    private CandidateTrajectories<S> trajectories(int symmetry) {
        CandidateTrajectories<S> together = trajectories.get(symmetry);
        if (together == null) {
            together = new CandidateTrajectories<>(
                    arch, weights, environment(symmetry).another(), encoding(symmetry));
            trajectories.set(symmetry, together);
        }
        return together;
    }

    @Override
    public Result<S> make(Request request, BooleanSupplier stop) {
        CandidateEnvironment<S> env = environment(request.symmetry());
        SplittableRandom random = new SplittableRandom(request.seed());
        double[] costs = new double[request.starts().length];
        S best = null;
        double least = Double.POSITIVE_INFINITY;
        int complete = 0;
        float[][] latents = request.latents().length == 0 ? new float[1][arch.latentSize()] : request.latents();
        for (int unused : request.starts()) {
            // The first rollout is made whatever the limits are, if only by a simple rule: a run has an answer.
            BooleanSupplier limit = made || !env.isQuick() ? stop : () -> false;
            if (limit.getAsBoolean()) {
                break;
            }
            CandidateDecoder decoder = decoder(request.symmetry());
            decoder.condition(latents[complete % latents.length]);
            if (!decoder.decode(request.temperature(), request.topP(), random, limit, null)
                    && (made || !env.complete())) {
                break;
            }
            made = true;
            costs[complete] = env.cost();
            if (costs[complete++] < least) {
                least = env.cost();
                best = env.solution();
            }
        }
        return Result.of(Arrays.copyOf(costs, complete), best);
    }

    @Override
    public int make(Request request, BooleanSupplier stop, Sink<S> sink) {
        int count = request.starts().length;
        if (!made || count < 2 || request.latents().length > 1) {
            return Rollouts.super.make(request, stop, sink);
        }
        CandidateTrajectories<S> together = trajectories(request.symmetry());
        together.condition(request.latents().length == 0 ? new float[arch.latentSize()] : request.latents()[0]);
        return together.sample(
                count, request.temperature(), request.topP(), new SplittableRandom(request.seed()), stop, sink);
    }

    @Override
    public boolean learns(ActiveRollouts.Adapted adapted) {
        return adapted == ActiveRollouts.Adapted.EMBEDDINGS;
    }

    @Override
    public @Nullable ActiveRollouts<S> active(ActiveRollouts.Adapted adapted, int symmetry, int k, long seed) {
        if (!learns(adapted)) {
            return null;
        }
        float[] adaptedEncoding = encoding(symmetry).clone();
        CandidateTrajectories<S> own =
                new CandidateTrajectories<>(arch, weights, environment(symmetry).another(), adaptedEncoding);
        return new CandidateActiveSearch<>(own, adaptedEncoding);
    }

    @Override
    public PartialSolutions<S> partialSolutions(int symmetry, int k) {
        CandidateDecoder decoder = decoder(symmetry);
        decoder.condition(new float[arch.latentSize()]);
        CandidateEnvironment<S> env = environment(symmetry);
        CandidateTrajectories<S> together = trajectories(symmetry);
        together.condition(new float[arch.latentSize()]);
        return new PartialSolutions<>() {
            @Override
            public int maxLength() {
                return env.nodes();
            }

            @Override
            public int expand(int[] prefix, int length, int[] choices, double[] logProbabilities) {
                return decoder.top(prefix, length, choices, logProbabilities);
            }

            @Override
            public int complete(int[] choices, int length, BooleanSupplier stop) {
                return decoder.complete(choices, length, stop);
            }

            @Override
            public int complete(int[][] choices, int[] lengths, double[] costs, Completion how, BooleanSupplier stop) {
                return together.complete(choices, lengths, costs, how, stop);
            }

            @Override
            public double cost() {
                return env.cost();
            }

            @Override
            public S solution() {
                return env.solution();
            }
        };
    }
}
