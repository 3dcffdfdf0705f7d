package dev.ansatz.neural.candidate;

import dev.ansatz.neural.ActiveRollouts;
import dev.ansatz.neural.PartialSolutions;
import dev.ansatz.neural.decoding.ActiveSearch;
import dev.ansatz.neural.decoding.PolicyRollouts;
import dev.ansatz.neural.decoding.StepScorer.Sampling;
import dev.ansatz.problems.Instance;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Rollouts of a candidate policy: all begin alike, hence there is one start. */
final class CandidateRollouts<I extends Instance, S> extends PolicyRollouts<S, CandidateRollouts.Form<S>> {
    private final CandidateKind<I, S> kind;
    private final I instance;
    private final CandidateArchitecture arch;
    private final Map<String, float[]> weights;
    private boolean made;

    /** A form of the instance, encoded. */
    record Form<S>(CandidateEnvironment<S> environment, float[] encoding, CandidateDecoder<S> decoder) {}

    CandidateRollouts(CandidateKind<I, S> kind, I instance, CandidateArchitecture arch, Map<String, float[]> weights) {
        super(kind.symmetries(), 1, arch.latentSize());
        this.kind = kind;
        this.instance = instance;
        this.arch = arch;
        this.weights = weights;
    }

    @Override
    protected Form<S> newDecoder(int symmetry, int k) {
        CandidateEnvironment<S> env = kind.environment(instance, symmetry);
        float[] encoding = new CandidateEncoder(arch, weights).project(env);
        return new Form<>(env, encoding, new CandidateDecoder<>(arch, weights, env, encoding));
    }

    @Override
    public int starts() {
        return 1;
    }

    @Override
    protected int decode(Request request, BooleanSupplier stop, Sink<S> sink) {
        Sampling how = new Sampling(request.temperature(), request.topP(), new SplittableRandom(request.seed()));
        float[][] latents = latents(request);
        int complete = 0;
        while (complete < request.starts().length && decode(request, how, latents[complete % latents.length], stop)) {
            CandidateEnvironment<S> env = decoder(request.symmetry(), 0).environment();
            sink.offer(env.cost(), env::solution);
            complete++;
        }
        return complete;
    }

    /** The first rollout is made whatever the limits are, if only by a simple rule: a run has an answer. */
    private boolean decode(Request request, Sampling how, float[] latent, BooleanSupplier stop) {
        Form<S> form = decoder(request.symmetry(), 0);
        BooleanSupplier limit = made || !form.environment().isQuick() ? stop : () -> false;
        if (limit.getAsBoolean()) {
            return false;
        }
        form.decoder().condition(latent);
        boolean complete = form.decoder().decode(how, limit, null)
                || (!made && form.environment().complete());
        made |= complete;
        return complete;
    }

    @Override
    protected int propose(Request request, BooleanSupplier stop, Sink<S> sink) {
        return make(request, stop, sink);
    }

    @Override
    public int make(Request request, BooleanSupplier stop, Sink<S> sink) {
        int count = request.starts().length;
        if (!made || count < 2 || request.latents().length > 1) {
            return super.make(request, stop, sink);
        }
        CandidateDecoder<S> decoder = decoder(request.symmetry(), 0).decoder();
        decoder.condition(latents(request)[0]);
        Sampling how = new Sampling(request.temperature(), request.topP(), new SplittableRandom(request.seed()));
        return decoder.sample(count, how, stop, sink);
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
        Form<S> form = decoder(symmetry, 0);
        float[] encoding = form.encoding().clone();
        CandidateDecoder<S> own =
                new CandidateDecoder<>(arch, weights, form.environment().another(), encoding);
        return new ActiveSearch<>(
                new AdaptedEncoding<>(own, encoding), form.environment().isQuick());
    }

    @Override
    public PartialSolutions<S> partialSolutions(int symmetry, int k) {
        CandidateDecoder<S> decoder = decoder(symmetry, 0).decoder();
        CandidateEnvironment<S> env = decoder(symmetry, 0).environment();
        decoder.condition(new float[arch.latentSize()]);
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
                return decoder.complete(choices, lengths, costs, how, stop);
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
