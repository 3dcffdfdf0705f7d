package dev.ansatz.neural.policy;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The hot loops with the Vector API. Touched only where the JVM runs with {@code --add-modules jdk.incubator.vector}: see
 * {@link Kernels}.
 */
final class VectorKernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private VectorKernels() {}

    static boolean fits(int headSize) {
        return headSize % LANES == 0 && Kernels.PADDING % LANES == 0;
    }

    /** out[j] = scale · Σ_c q[qi + c] · keys[(ki + c)·stride + j] for j < count; writes up to the padded end. */
    static void scores(
            float[] q, int qi, int dk, float[] keys, int ki, int stride, float scale, float[] out, int oi, int count) {
        for (int j = 0; j < count; j += LANES) {
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = FloatVector.zero(SPECIES);
            int k = ki * stride + j;
            for (int c = 0; c < dk; c += 2) {
                s0 = FloatVector.fromArray(SPECIES, keys, k).fma(FloatVector.broadcast(SPECIES, q[qi + c]), s0);
                s1 = FloatVector.fromArray(SPECIES, keys, k + stride)
                        .fma(FloatVector.broadcast(SPECIES, q[qi + c + 1]), s1);
                k += 2 * stride;
            }
            s0.add(s1).mul(scale).intoArray(out, oi + j);
        }
    }

    /** out[oi..oi+dk] = Σ_i weight[wi + i] · values[node[i]·d + vi ..]. */
    static void mix(
            float[] weight, int wi, int[] node, int count, float[] values, int d, int vi, float[] out, int oi, int dk) {
        for (int c = 0; c < dk; c += LANES) {
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = FloatVector.zero(SPECIES);
            int i = 0;
            for (; i + 1 < count; i += 2) {
                s0 = FloatVector.fromArray(SPECIES, values, node[i] * d + vi + c)
                        .fma(FloatVector.broadcast(SPECIES, weight[wi + i]), s0);
                s1 = FloatVector.fromArray(SPECIES, values, node[i + 1] * d + vi + c)
                        .fma(FloatVector.broadcast(SPECIES, weight[wi + i + 1]), s1);
            }
            if (i < count) {
                s0 = FloatVector.fromArray(SPECIES, values, node[i] * d + vi + c)
                        .fma(FloatVector.broadcast(SPECIES, weight[wi + i]), s0);
            }
            s0.add(s1).intoArray(out, oi + c);
        }
    }

    /** out[node[i]·d + oi ..] += weight[wi + i] · x[xi..xi+dk]. */
    static void addOuter(
            float[] weight, int wi, int[] node, int count, float[] x, int xi, float[] out, int d, int oi, int dk) {
        for (int c = 0; c < dk; c += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xi + c);
            for (int i = 0; i < count; i++) {
                int to = node[i] * d + oi + c;
                v.fma(FloatVector.broadcast(SPECIES, weight[wi + i]), FloatVector.fromArray(SPECIES, out, to))
                        .intoArray(out, to);
            }
        }
    }

    /** x = e^(x - max) over the padded length; returns nothing: the caller sums what is feasible. See {@link Kernels#exp}. */
    static void exp(float[] x, int from, int count, float max) {
        for (int j = from; j < from + count; j += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, j).sub(max).max(-87f);
            FloatVector whole = (FloatVector) v.mul(1.44269504f)
                    .add(128.5f)
                    .convert(VectorOperators.F2I, 0)
                    .convert(VectorOperators.I2F, 0);
            FloatVector f =
                    v.sub(whole.sub(128f).mul(0.693359375f)).add(whole.sub(128f).mul(2.12194440e-4f));
            FloatVector p = FloatVector.broadcast(SPECIES, 1.9875691500e-4f);
            p = p.fma(f, FloatVector.broadcast(SPECIES, 1.3981999507e-3f));
            p = p.fma(f, FloatVector.broadcast(SPECIES, 8.3334519073e-3f));
            p = p.fma(f, FloatVector.broadcast(SPECIES, 4.1665795894e-2f));
            p = p.fma(f, FloatVector.broadcast(SPECIES, 1.6666665459e-1f));
            p = p.fma(f, FloatVector.broadcast(SPECIES, 5.0000001201e-1f));
            FloatVector e = p.mul(f).mul(f).add(f).add(1f);
            FloatVector power = whole.add(-1f) // + 127 - 128
                    .convert(VectorOperators.F2I, 0)
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, 23)
                    .reinterpretAsFloats();
            e.mul(power).intoArray(x, j);
        }
    }

    /** C[m, n] = A[m, k] · B[k, n] + bias, n a multiple of the lanes: blocks of 4 rows by 2 vectors stay in registers. */
    static void matmul(
            float[] a, float[] b, float @org.jspecify.annotations.Nullable [] bias, float[] c, int m, int k, int n) {
        int i = 0;
        for (; i + 4 <= m; i += 4) {
            int j = 0;
            for (; j + 2 * LANES <= n; j += 2 * LANES) {
                block4x2(a, b, bias, c, i, j, k, n);
            }
            for (; j < n; j += LANES) {
                for (int r = i; r < i + 4; r++) {
                    block1x1(a, b, bias, c, r, j, k, n);
                }
            }
        }
        for (; i < m; i++) {
            int j = 0;
            for (; j + 4 * LANES <= n; j += 4 * LANES) {
                block1x4(a, b, bias, c, i, j, k, n);
            }
            for (; j < n; j += LANES) {
                block1x1(a, b, bias, c, i, j, k, n);
            }
        }
    }

    static boolean fitsMatmul(int n) {
        return n % LANES == 0;
    }

    private static FloatVector start(float @org.jspecify.annotations.Nullable [] bias, int j) {
        return bias == null ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, bias, j);
    }

    private static void block4x2(
            float[] a,
            float[] b,
            float @org.jspecify.annotations.Nullable [] bias,
            float[] c,
            int i,
            int j,
            int k,
            int n) {
        FloatVector s00 = start(bias, j);
        FloatVector s01 = start(bias, j + LANES);
        FloatVector s10 = s00;
        FloatVector s11 = s01;
        FloatVector s20 = s00;
        FloatVector s21 = s01;
        FloatVector s30 = s00;
        FloatVector s31 = s01;
        int a0 = i * k;
        int a1 = a0 + k;
        int a2 = a1 + k;
        int a3 = a2 + k;
        int bp = j;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
            bp += n;
            FloatVector f = FloatVector.broadcast(SPECIES, a[a0 + p]);
            s00 = b0.fma(f, s00);
            s01 = b1.fma(f, s01);
            f = FloatVector.broadcast(SPECIES, a[a1 + p]);
            s10 = b0.fma(f, s10);
            s11 = b1.fma(f, s11);
            f = FloatVector.broadcast(SPECIES, a[a2 + p]);
            s20 = b0.fma(f, s20);
            s21 = b1.fma(f, s21);
            f = FloatVector.broadcast(SPECIES, a[a3 + p]);
            s30 = b0.fma(f, s30);
            s31 = b1.fma(f, s31);
        }
        int row = i * n + j;
        s00.intoArray(c, row);
        s01.intoArray(c, row + LANES);
        s10.intoArray(c, row + n);
        s11.intoArray(c, row + n + LANES);
        s20.intoArray(c, row + 2 * n);
        s21.intoArray(c, row + 2 * n + LANES);
        s30.intoArray(c, row + 3 * n);
        s31.intoArray(c, row + 3 * n + LANES);
    }

    /** One row, four vectors: independent sums hide the latency of the multiplication. */
    private static void block1x4(
            float[] a,
            float[] b,
            float @org.jspecify.annotations.Nullable [] bias,
            float[] c,
            int i,
            int j,
            int k,
            int n) {
        FloatVector s0 = start(bias, j);
        FloatVector s1 = start(bias, j + LANES);
        FloatVector s2 = start(bias, j + 2 * LANES);
        FloatVector s3 = start(bias, j + 3 * LANES);
        int bp = j;
        for (int p = 0; p < k; p++) {
            FloatVector f = FloatVector.broadcast(SPECIES, a[i * k + p]);
            s0 = FloatVector.fromArray(SPECIES, b, bp).fma(f, s0);
            s1 = FloatVector.fromArray(SPECIES, b, bp + LANES).fma(f, s1);
            s2 = FloatVector.fromArray(SPECIES, b, bp + 2 * LANES).fma(f, s2);
            s3 = FloatVector.fromArray(SPECIES, b, bp + 3 * LANES).fma(f, s3);
            bp += n;
        }
        int row = i * n + j;
        s0.intoArray(c, row);
        s1.intoArray(c, row + LANES);
        s2.intoArray(c, row + 2 * LANES);
        s3.intoArray(c, row + 3 * LANES);
    }

    private static void block1x1(
            float[] a,
            float[] b,
            float @org.jspecify.annotations.Nullable [] bias,
            float[] c,
            int i,
            int j,
            int k,
            int n) {
        FloatVector s = start(bias, j);
        for (int p = 0; p < k; p++) {
            s = FloatVector.fromArray(SPECIES, b, p * n + j).fma(FloatVector.broadcast(SPECIES, a[i * k + p]), s);
        }
        s.intoArray(c, i * n + j);
    }
}
