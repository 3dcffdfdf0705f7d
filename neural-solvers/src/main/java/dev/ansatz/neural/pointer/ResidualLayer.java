package dev.ansatz.neural.pointer;

import dev.ansatz.neural.kernel.Kernels;
import java.util.SplittableRandom;

/**
 * x + W2·relu(W1·x + b1) + b2, with W2 and b2 zero at first, and its gradient: the layer that EAS-Lay inserts (Hottung et al. 2022,
 * section 3.2). Not thread-safe; allocates nothing per call once it has seen its greatest number of columns and rows.
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
    private float[] hidden = new float[0];
    private float[] out = new float[0];
    private float[] toHidden = new float[0];

    /**
     * @param d width; a multiple of {@link Kernels#PADDING}
     * @param h width of the hidden layer; a multiple of {@link Kernels#PADDING}
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
        SplittableRandom random = new SplittableRandom(seed);
        float bound = (float) Math.sqrt(6.0 / (d + h)); // Glorot and Bengio 2010, uniform
        for (int i = 0; i < w1.length; i++) {
            w1[i] = (2 * random.nextFloat() - 1) * bound;
        }
    }

    /**
     * In place.
     *
     * @param x inputs in columns, {@code [D, columns]}
     * @param columns 1, or a multiple of what the kernels work on at once
     */
    void apply(float[] x, int columns) {
        reserve(columns);
        Kernels.tn(h, columns, d, w1, 0, h, x, 0, columns, hidden, 0, columns, false);
        for (int i = 0; i < h; i++) {
            for (int j = i * columns; j < (i + 1) * columns; j++) {
                hidden[j] = Math.max(0f, hidden[j] + b1[i]);
            }
        }
        Kernels.tn(d, columns, h, w2, 0, d, hidden, 0, columns, out, 0, columns, false);
        for (int i = 0; i < d; i++) {
            for (int j = i * columns; j < (i + 1) * columns; j++) {
                x[j] += out[j] + b2[i];
            }
        }
    }

    private void reserve(int count) {
        if (hidden.length < count * h) {
            hidden = new float[count * h];
            toHidden = new float[count * h];
            out = new float[count * d];
        }
    }

    /**
     * Adds the gradient of the weights.
     *
     * @param x inputs in rows, {@code [rows, D]}
     * @param toOutput gradient with respect to the outputs, as x
     */
    void backward(int rows, float[] x, float[] toOutput) {
        reserve(rows);
        Kernels.nn(rows, h, d, x, 0, d, w1, 0, h, hidden, 0, h, false);
        for (int i = 0; i < rows * h; i++) {
            hidden[i] = Math.max(0f, hidden[i] + b1[i % h]);
        }
        Kernels.tn(h, d, rows, hidden, 0, h, toOutput, 0, d, toW2, 0, d, true);
        Kernels.nn(rows, h, d, toOutput, 0, d, w2Transposed, 0, h, toHidden, 0, h, false);
        for (int i = 0; i < rows * d; i++) {
            toB2[i % d] += toOutput[i];
        }
        for (int i = 0; i < rows * h; i++) {
            toHidden[i] = hidden[i] > 0 ? toHidden[i] : 0f;
            toB1[i % h] += toHidden[i];
        }
        Kernels.tn(d, h, rows, x, 0, d, toHidden, 0, h, toW1, 0, h, true);
    }

    /** To be called after the weights have changed. */
    void refresh() {
        Kernels.transpose(h, d, w2, 0, d, w2Transposed, 0, h);
    }
}
