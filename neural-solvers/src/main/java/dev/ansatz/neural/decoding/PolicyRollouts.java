package dev.ansatz.neural.decoding;

import dev.ansatz.neural.Rollouts;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rollouts of a policy of any kind on one instance: one decoder per symmetric form and decoder of the policy, made when first used.
 *
 * @param <S> type of the solutions
 * @param <D> type of a decoder of one form
 */
public abstract class PolicyRollouts<S, D> implements Rollouts<S> {
    private final int symmetries;
    private final int decoders;
    private final int latentSize;
    private final @Nullable Object[][] made;

    protected PolicyRollouts(int symmetries, int decoders, int latentSize) {
        this.symmetries = symmetries;
        this.decoders = decoders;
        this.latentSize = latentSize;
        made = new Object[symmetries][decoders];
    }

    protected abstract D newDecoder(int symmetry, int k);

    /** The decoder of a form. */
    @SuppressWarnings("unchecked") // only decoders are put there
    protected final D decoder(int symmetry, int k) {
        Object decoder = made[symmetry][k];
        if (decoder == null) {
            decoder = newDecoder(symmetry, k);
            made[symmetry][k] = decoder;
        }
        return (D) decoder;
    }

    /**
     * Makes rollouts and offers each.
     *
     * @param stop asked again and again; once it says true, the rollouts that are complete by then count
     * @param sink its cutoff is of no meaning
     * @return number of complete rollouts, the first ones of the request
     */
    protected abstract int decode(Request request, BooleanSupplier stop, Sink<S> sink);

    /** Makes rollouts for {@link Proposing}, which may be abandoned where the sink's cutoff rules them out; returns their number. */
    protected int propose(Request request, BooleanSupplier stop, Sink<S> sink) {
        return decode(request, stop, sink);
    }

    /** The latent vectors of a request, the origin where it has none. */
    protected final float[][] latents(Request request) {
        return request.latents().length == 0 ? new float[1][latentSize] : request.latents();
    }

    @Override
    public final int symmetries() {
        return symmetries;
    }

    @Override
    public final int decoders() {
        return decoders;
    }

    @Override
    public final int latentSize() {
        return latentSize;
    }

    @Override
    public final float latentRange() {
        return LATENT_RANGE;
    }

    @Override
    public final Result<S> make(Request request, BooleanSupplier stop) {
        Collected<S> collected = new Collected<>(request.starts().length);
        int complete = decode(request, stop, collected);
        return Result.of(Arrays.copyOf(collected.costs, complete), collected.best);
    }

    /** All costs, and the first solution of the least one. */
    private static final class Collected<S> implements Sink<S> {
        private final double[] costs;
        private int count;
        private double least = Double.POSITIVE_INFINITY;
        private @Nullable S best;

        Collected(int most) {
            costs = new double[most];
        }

        @Override
        public double cutoff() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public void offer(double cost, Supplier<S> solution) {
            costs[count++] = cost;
            if (best == null || cost < least) {
                least = cost;
                best = solution.get();
            }
        }
    }
}
