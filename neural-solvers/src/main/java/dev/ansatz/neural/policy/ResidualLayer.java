package dev.ansatz.neural.policy;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * x + W2·relu(W1·x + b1) + b2, with W2 and b2 zero at first, and its gradient: the layer that EAS-Lay inserts (Hottung et al. 2022,
 * section 3.2). Not thread-safe; allocates nothing per call.
 */
final class ResidualLayer {
    private final int d;
    private final int h;
    final float[] w1;
    final float[] b1;
    final float[] w2;
    final float[] b2;
    final float[] toW1;
    final float[] toB1;
    final float[] toW2;
    final float[] toB2;
    private final float[] w2Transposed;
    private final float[] input;
    private final float[] hidden;
    private final float[] out;
    private final float[] toHidden;
    private final int[] all;

    /**
     * @param d width; a multiple of 4
     * @param h width of the hidden layer; a multiple of 4
     */
    ResidualLayer(int d, int h, long seed) {
        this.d = d;
        this.h = h;
        w1 = new float[d * h];
        b1 = new float[h];
        w2 = new float[h * d];
        b2 = new float[d];
        toW1 = new float[d * h];
        toB1 = new float[h];
        toW2 = new float[h * d];
        toB2 = new float[d];
        w2Transposed = new float[d * h];
        input = new float[d];
        hidden = new float[h];
        out = new float[d];
        toHidden = new float[h];
        all = IntStream.range(0, d).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        float bound = (float) Math.sqrt(6.0 / (d + h)); // Glorot and Bengio 2010, uniform
        for (int i = 0; i < w1.length; i++) {
            w1[i] = (2 * random.nextFloat() - 1) * bound;
        }
    }

    /** In place; remembers what {@link #backward} needs. */
    void apply(float[] x) {
        System.arraycopy(x, 0, input, 0, d);
        Kernels.matmul(input, w1, b1, hidden, 1, d, h);
        for (int c = 0; c < h; c++) {
            hidden[c] = Math.max(0f, hidden[c]);
        }
        Kernels.matmul(hidden, w2, b2, out, 1, h, d);
        for (int c = 0; c < d; c++) {
            x[c] += out[c];
        }
    }

    /** Adds the gradient of the weights, given that with respect to what {@link #apply} returned last. */
    void backward(float[] toOutput) {
        Kernels.addOuter(hidden, 0, all, h, toOutput, 0, toW2, d, 0, d);
        Kernels.matmul(toOutput, w2Transposed, null, toHidden, 1, d, h);
        for (int c = 0; c < d; c++) {
            toB2[c] += toOutput[c];
        }
        for (int c = 0; c < h; c++) {
            toHidden[c] = hidden[c] > 0 ? toHidden[c] : 0f;
            toB1[c] += toHidden[c];
        }
        Kernels.addOuter(input, 0, all, d, toHidden, 0, toW1, h, 0, h);
    }

    /** To be called after the weights have changed. */
    void refresh() {
        for (int i = 0; i < h; i++) {
            for (int j = 0; j < d; j++) {
                w2Transposed[j * h + i] = w2[i * d + j];
            }
        }
    }
}
