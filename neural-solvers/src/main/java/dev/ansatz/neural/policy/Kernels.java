package dev.ansatz.neural.policy;

/**
 * Float arithmetic of the policy: with the Vector API where the JVM was started with {@code --add-modules
 * jdk.incubator.vector} (several times faster), else in loops shaped for the JIT compiler's own vectorisation.
 */
final class Kernels {
    /** Rows that the vector kernels read and write in whole vectors are padded to a multiple of this. */
    static final int PADDING = 16;

    private static final boolean VECTOR =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private Kernels() {}

    static int padded(int n) {
        return (n + PADDING - 1) / PADDING * PADDING;
    }

    /**
     * out[oi + j] = scale · Σ_c q[qi + c] · keys[(ki + c)·stride + j] for j < count.
     *
     * @param keys transposed keys, {@code [D, stride]}, stride a multiple of {@link #PADDING}; {@code out} is written up to the
     *     padded count
     */
    static void scores(
            float[] q, int qi, int dk, float[] keys, int ki, int stride, float scale, float[] out, int oi, int count) {
        if (VECTOR && VectorKernels.fits(dk)) {
            VectorKernels.scores(q, qi, dk, keys, ki, stride, scale, out, oi, count);
            return;
        }
        int end = padded(count);
        java.util.Arrays.fill(out, oi, oi + end, 0f);
        for (int c = 0; c < dk; c += 4) {
            float q0 = q[qi + c] * scale;
            float q1 = q[qi + c + 1] * scale;
            float q2 = q[qi + c + 2] * scale;
            float q3 = q[qi + c + 3] * scale;
            int k = (ki + c) * stride;
            for (int j = 0; j < end; j++) {
                out[oi + j] += q0 * keys[k + j]
                        + q1 * keys[k + stride + j]
                        + q2 * keys[k + 2 * stride + j]
                        + q3 * keys[k + 3 * stride + j];
            }
        }
    }

    /** out[oi..oi+dk] = Σ_i weight[wi + i] · values[node[i]·d + vi ..]. */
    static void mix(
            float[] weight, int wi, int[] node, int count, float[] values, int d, int vi, float[] out, int oi, int dk) {
        if (VECTOR && VectorKernels.fits(dk)) {
            VectorKernels.mix(weight, wi, node, count, values, d, vi, out, oi, dk);
            return;
        }
        java.util.Arrays.fill(out, oi, oi + dk, 0f);
        for (int i = 0; i < count; i++) {
            float w = weight[wi + i];
            int from = node[i] * d + vi;
            for (int c = 0; c < dk; c++) {
                out[oi + c] += w * values[from + c];
            }
        }
    }

    /** out[node[i]·d + oi ..] += weight[wi + i] · x[xi..xi+dk] for i < count. */
    static void addOuter(
            float[] weight, int wi, int[] node, int count, float[] x, int xi, float[] out, int d, int oi, int dk) {
        if (VECTOR && VectorKernels.fits(dk)) {
            VectorKernels.addOuter(weight, wi, node, count, x, xi, out, d, oi, dk);
            return;
        }
        for (int i = 0; i < count; i++) {
            float w = weight[wi + i];
            int to = node[i] * d + oi;
            for (int c = 0; c < dk; c++) {
                out[to + c] += w * x[xi + c];
            }
        }
    }

    /** x[from + j] = e^(x[from + j] - max) for j < count, each of these differences at most 88; entries up to the padded count are overwritten. */
    static void exp(float[] x, int from, int count, float max) {
        if (VECTOR) {
            VectorKernels.exp(x, from, count, max);
            return;
        }
        for (int j = from; j < from + count; j++) {
            x[j] = exp(x[j] - max);
        }
    }

    /** C[m, n] = A[m, k] · B[k, n] (+ bias[n] where not null), all row-major and dense. */
    static void matmul(
            float[] a, float[] b, float @org.jspecify.annotations.Nullable [] bias, float[] c, int m, int k, int n) {
        if (VECTOR && VectorKernels.fitsMatmul(n)) {
            VectorKernels.matmul(a, b, bias, c, m, k, n);
            return;
        }
        for (int i = 0; i < m; i++) {
            int row = i * n;
            if (bias == null) {
                java.util.Arrays.fill(c, row, row + n, 0f);
            } else {
                System.arraycopy(bias, 0, c, row, n);
            }
            int p = 0;
            for (; p + 4 <= k; p += 4) {
                axpy4(a, i * k + p, b, p * n, n, c, row);
            }
            for (; p < k; p++) {
                float f = a[i * k + p];
                int from = p * n;
                for (int j = 0; j < n; j++) {
                    c[row + j] += f * b[from + j];
                }
            }
        }
    }

    /** c[row..row+n] += Σ a[ai + q] · b[bi + q·n ..], q = 0..3: four products per load and store of c. */
    private static void axpy4(float[] a, int ai, float[] b, int bi, int n, float[] c, int row) {
        float f0 = a[ai];
        float f1 = a[ai + 1];
        float f2 = a[ai + 2];
        float f3 = a[ai + 3];
        for (int j = 0; j < n; j++) {
            c[row + j] += f0 * b[bi + j] + f1 * b[bi + n + j] + f2 * b[bi + 2 * n + j] + f3 * b[bi + 3 * n + j];
        }
    }

    /** Layer normalisation of each row of x[m, n] into y. */
    static void layerNorm(float[] x, float[] weight, float[] bias, float[] y, int m, int n) {
        for (int i = 0; i < m; i++) {
            int row = i * n;
            float mean = 0;
            for (int j = 0; j < n; j++) {
                mean += x[row + j];
            }
            mean /= n;
            float variance = 0;
            for (int j = 0; j < n; j++) {
                float d = x[row + j] - mean;
                variance += d * d;
            }
            float scale = (float) (1 / Math.sqrt(variance / n + Architecture.NORM_EPSILON));
            for (int j = 0; j < n; j++) {
                y[row + j] = (x[row + j] - mean) * scale * weight[j] + bias[j];
            }
        }
    }

    /** e^x with a relative error below 3e-7, for x <= 88; 0 below -87. */
    static float exp(float x) {
        if (x < -87f) {
            return 0f;
        }
        float y = x * 1.44269504f;
        int whole = (int) (y + (y < 0 ? -0.5f : 0.5f));
        float f = (x - whole * 0.693359375f) + whole * 2.12194440e-4f; // x - whole·ln 2 in two pieces (Cody and Waite)
        float p = 1.9875691500e-4f;
        p = p * f + 1.3981999507e-3f;
        p = p * f + 8.3334519073e-3f;
        p = p * f + 4.1665795894e-2f;
        p = p * f + 1.6666665459e-1f;
        p = p * f + 5.0000001201e-1f;
        return (p * f * f + f + 1f) * Float.intBitsToFloat((whole + 127) << 23);
    }

    /** x[j] = tanh(x[j]) for j < count; entries up to the padded count are overwritten. */
    static void tanh(float[] x, int count) {
        for (int j = 0; j < count; j++) {
            x[j] = 2 * Math.max(-9f, Math.min(9f, x[j]));
        }
        exp(x, 0, count, 0);
        for (int j = 0; j < count; j++) {
            x[j] = 1f - 2f / (x[j] + 1f);
        }
    }
}
