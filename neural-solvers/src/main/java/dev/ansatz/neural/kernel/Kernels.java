package dev.ansatz.neural.kernel;

/**
 * Float arithmetic of the policy: with the Vector API where the JVM was started with {@code --add-modules
 * jdk.incubator.vector} (several times faster), else in loops shaped for the JIT compiler's own vectorisation.
 */
public final class Kernels {
    /** Clipping constant of the logits of pointers. */
    public static final float LOGIT_CLIPPING = 10f;

    /** Epsilon of layer normalisation. */
    public static final float NORM_EPSILON = 1e-5f;

    /** Rows that the vector kernels read and write in whole vectors are padded to a multiple of this. */
    public static final int PADDING = 16;

    private static final boolean VECTOR =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private Kernels() {}

    private static final int UNIT = VECTOR ? PADDING : 4;

    /** Next multiple of what the kernels work on at once, which divides {@link #PADDING}. */
    public static int padded(int n) {
        return (n + UNIT - 1) / UNIT * UNIT;
    }

    /**
     * out[oi + j] = scale · Σ_c q[qi + c] · keys[(ki + c)·stride + j] for {@code j < count}.
     *
     * @param keys transposed keys, {@code [D, stride]}, stride a multiple of {@link #PADDING}; {@code out} is written up to the
     *     padded count
     */
    public static void scores(
            float[] q, int qi, int dk, float[] keys, int ki, int stride, float scale, float[] out, int oi, int count) {
        if (VECTOR && VectorKernels.fits(dk)) {
            VectorKernels.scores(q, qi, dk, keys, ki, stride, scale, out, oi, count);
            return;
        }
        int end = padded(count);
        row(0, end, dk, q, qi, 1, keys, ki * stride, stride, out, oi, false);
        for (int j = oi; j < oi + end; j++) {
            out[j] *= scale;
        }
    }

    /** out[oi..oi+dk] = Σ_i weight[wi + i] · values[node[i]·d + vi ..]. */
    public static void mix(
            float[] weight, int wi, int[] node, int count, float[] values, int d, int vi, float[] out, int oi, int dk) {
        if (VECTOR && VectorKernels.fits(dk)) {
            VectorKernels.mix(weight, wi, node, count, values, d, vi, out, oi, dk);
            return;
        }
        int c = 0;
        for (; c + 4 <= dk; c += 4) {
            float s0 = 0;
            float s1 = 0;
            float s2 = 0;
            float s3 = 0;
            for (int i = 0; i < count; i++) {
                float w = weight[wi + i];
                int from = node[i] * d + vi + c;
                s0 = Math.fma(w, values[from], s0);
                s1 = Math.fma(w, values[from + 1], s1);
                s2 = Math.fma(w, values[from + 2], s2);
                s3 = Math.fma(w, values[from + 3], s3);
            }
            out[oi + c] = s0;
            out[oi + c + 1] = s1;
            out[oi + c + 2] = s2;
            out[oi + c + 3] = s3;
        }
        for (; c < dk; c++) {
            float sum = 0;
            for (int i = 0; i < count; i++) {
                sum = Math.fma(weight[wi + i], values[node[i] * d + vi + c], sum);
            }
            out[oi + c] = sum;
        }
    }

    /**
     * C (+)= A·B with A [m, k], B [k, n], C [m, n], row-major; each array begins at an offset and has its rows at a distance.
     *
     * @param add whether the product is added to C or replaces it
     */
    public static void nn(
            int m,
            int n,
            int k,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] c,
            int co,
            int ldc,
            boolean add) {
        if (VECTOR && VectorKernels.fitsMatmul(n)) {
            VectorGemm.nn(m, n, k, a, ao, lda, b, bo, ldb, c, co, ldc, add);
            return;
        }
        product(m, n, k, a, ao, lda, 1, b, bo, ldb, c, co, ldc, add);
    }

    /** C (+)= AᵀB with A [k, m], B [k, n], C [m, n], otherwise as {@link #nn}. */
    public static void tn(
            int m,
            int n,
            int k,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] c,
            int co,
            int ldc,
            boolean add) {
        if (VECTOR && VectorKernels.fitsMatmul(n)) {
            VectorGemm.tn(m, n, k, a, ao, lda, b, bo, ldb, c, co, ldc, add);
            return;
        }
        product(m, n, k, a, ao, 1, lda, b, bo, ldb, c, co, ldc, add);
    }

    /**
     * C (+)= A·B in blocks of 4 by 4 that stay in registers. The JIT compiler makes scalar code of it within milliseconds, which is
     * worth more than what it would make of vectors later: a process that proposes solutions once is over by then.
     *
     * @param da from one row of A to the next
     * @param step from one element of a row of A to the next
     */
    public static void product(
            int m,
            int n,
            int k,
            float[] a,
            int ao,
            int da,
            int step,
            float[] b,
            int bo,
            int ldb,
            float[] c,
            int co,
            int ldc,
            boolean add) {
        int whole = n / 4 * 4;
        int i = 0;
        for (; i + 4 <= m; i += 4) {
            for (int j = 0; j < whole; j += 4) {
                block(k, a, ao + i * da, da, step, b, bo + j, ldb, c, co + i * ldc + j, ldc, add);
            }
            for (int r = i; r < i + 4; r++) {
                row(whole, n, k, a, ao + r * da, step, b, bo, ldb, c, co + r * ldc, add);
            }
        }
        for (; i < m; i++) {
            row(0, n, k, a, ao + i * da, step, b, bo, ldb, c, co + i * ldc, add);
        }
    }

    private static void block(
            int k,
            float[] a,
            int ao,
            int da,
            int step,
            float[] b,
            int bo,
            int ldb,
            float[] c,
            int co,
            int ldc,
            boolean add) {
        float s00 = 0;
        float s01 = 0;
        float s02 = 0;
        float s03 = 0;
        float s10 = 0;
        float s11 = 0;
        float s12 = 0;
        float s13 = 0;
        float s20 = 0;
        float s21 = 0;
        float s22 = 0;
        float s23 = 0;
        float s30 = 0;
        float s31 = 0;
        float s32 = 0;
        float s33 = 0;
        int ap = ao;
        int bp = bo;
        for (int p = 0; p < k; p++) {
            float b0 = b[bp];
            float b1 = b[bp + 1];
            float b2 = b[bp + 2];
            float b3 = b[bp + 3];
            float f = a[ap];
            s00 = Math.fma(f, b0, s00);
            s01 = Math.fma(f, b1, s01);
            s02 = Math.fma(f, b2, s02);
            s03 = Math.fma(f, b3, s03);
            f = a[ap + da];
            s10 = Math.fma(f, b0, s10);
            s11 = Math.fma(f, b1, s11);
            s12 = Math.fma(f, b2, s12);
            s13 = Math.fma(f, b3, s13);
            f = a[ap + 2 * da];
            s20 = Math.fma(f, b0, s20);
            s21 = Math.fma(f, b1, s21);
            s22 = Math.fma(f, b2, s22);
            s23 = Math.fma(f, b3, s23);
            f = a[ap + 3 * da];
            s30 = Math.fma(f, b0, s30);
            s31 = Math.fma(f, b1, s31);
            s32 = Math.fma(f, b2, s32);
            s33 = Math.fma(f, b3, s33);
            ap += step;
            bp += ldb;
        }
        put(c, co, s00, s01, s02, s03, add);
        put(c, co + ldc, s10, s11, s12, s13, add);
        put(c, co + 2 * ldc, s20, s21, s22, s23, add);
        put(c, co + 3 * ldc, s30, s31, s32, s33, add);
    }

    private static void put(float[] c, int at, float s0, float s1, float s2, float s3, boolean add) {
        c[at] = add ? c[at] + s0 : s0;
        c[at + 1] = add ? c[at + 1] + s1 : s1;
        c[at + 2] = add ? c[at + 2] + s2 : s2;
        c[at + 3] = add ? c[at + 3] + s3 : s3;
    }

    /** Columns {@code from} to n - 1 of one row of C. */
    private static void row(
            int from,
            int n,
            int k,
            float[] a,
            int ao,
            int step,
            float[] b,
            int bo,
            int ldb,
            float[] c,
            int co,
            boolean add) {
        int j = from;
        for (; j + 4 <= n; j += 4) {
            float s0 = 0;
            float s1 = 0;
            float s2 = 0;
            float s3 = 0;
            int ap = ao;
            int bp = bo + j;
            for (int p = 0; p < k; p++) {
                float f = a[ap];
                s0 = Math.fma(f, b[bp], s0);
                s1 = Math.fma(f, b[bp + 1], s1);
                s2 = Math.fma(f, b[bp + 2], s2);
                s3 = Math.fma(f, b[bp + 3], s3);
                ap += step;
                bp += ldb;
            }
            put(c, co + j, s0, s1, s2, s3, add);
        }
        for (; j < n; j++) {
            float sum = 0;
            for (int p = 0; p < k; p++) {
                sum = Math.fma(a[ao + p * step], b[bo + p * ldb + j], sum);
            }
            c[co + j] = add ? c[co + j] + sum : sum;
        }
    }

    /** y [columns, ldy] = xᵀ, x [rows, ldx]. */
    public static void transpose(int rows, int columns, float[] x, int xo, int ldx, float[] y, int yo, int ldy) {
        int i = 0;
        for (; i + 4 <= rows; i += 4) {
            transpose4(columns, x, xo + i * ldx, ldx, y, yo + i, ldy);
        }
        for (; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                y[yo + j * ldy + i] = x[xo + i * ldx + j];
            }
        }
    }

    private static void transpose4(int columns, float[] x, int xo, int ldx, float[] y, int yo, int ldy) {
        for (int j = 0, to = yo; j < columns; j++, to += ldy) {
            y[to] = x[xo + j];
            y[to + 1] = x[xo + ldx + j];
            y[to + 2] = x[xo + 2 * ldx + j];
            y[to + 3] = x[xo + 3 * ldx + j];
        }
    }

    /**
     * Softmax down each column: x = softmax(x + factor · y).
     *
     * @param x {@code [rows, columns]} from {@code xo} on, row length {@code ldx}; columns a multiple of {@link #PADDING}
     * @param y as x; what lies e^-60 below the largest of its column counts as e^-60 of it
     */
    public static void columnSoftmax(
            int rows, int columns, float[] x, int xo, int ldx, float factor, float[] y, int yo, int ldy) {
        if (VECTOR) {
            VectorKernels.columnSoftmax(rows, columns, x, xo, ldx, factor, y, yo, ldy);
            return;
        }
        for (int j = 0; j < columns; j += 4) {
            softmax4(rows, x, xo + j, ldx, factor, y, yo + j, ldy);
        }
    }

    /** Four columns of {@link #columnSoftmax}. */
    public static void softmax4(int rows, float[] x, int xo, int ldx, float factor, float[] y, int yo, int ldy) {
        float m0 = Float.NEGATIVE_INFINITY;
        float m1 = m0;
        float m2 = m0;
        float m3 = m0;
        int end = xo + rows * ldx;
        for (int at = xo, ay = yo; at < end; at += ldx, ay += ldy) {
            float v0 = Math.fma(factor, y[ay], x[at]);
            float v1 = Math.fma(factor, y[ay + 1], x[at + 1]);
            float v2 = Math.fma(factor, y[ay + 2], x[at + 2]);
            float v3 = Math.fma(factor, y[ay + 3], x[at + 3]);
            m0 = v0 > m0 ? v0 : m0;
            m1 = v1 > m1 ? v1 : m1;
            m2 = v2 > m2 ? v2 : m2;
            m3 = v3 > m3 ? v3 : m3;
            x[at] = v0;
            x[at + 1] = v1;
            x[at + 2] = v2;
            x[at + 3] = v3;
        }
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int at = xo; at < end; at += ldx) {
            s0 += x[at] = quickExp(x[at] - m0);
            s1 += x[at + 1] = quickExp(x[at + 1] - m1);
            s2 += x[at + 2] = quickExp(x[at + 2] - m2);
            s3 += x[at + 3] = quickExp(x[at + 3] - m3);
        }
        s0 = 1 / s0;
        s1 = 1 / s1;
        s2 = 1 / s2;
        s3 = 1 / s3;
        for (int at = xo; at < end; at += ldx) {
            x[at] *= s0;
            x[at + 1] *= s1;
            x[at + 2] *= s2;
            x[at + 3] *= s3;
        }
    }

    /** e^x without a branch, for {@code x <= 80}; e^-60 below -60. The exponent is the integer part, shifted into place. */
    private static float quickExp(float x) {
        float v = Math.max(-60f, x);
        float shifted = v * 1.44269504f + 12582912f; // 1.5 · 2^23: rounds to the nearest integer
        float whole = shifted - 12582912f;
        float f = Math.fma(whole, -0.693359375f, v);
        f = Math.fma(whole, 2.12194440e-4f, f);
        float p = Math.fma(1.9875691500e-4f, f, 1.3981999507e-3f);
        p = Math.fma(p, f, 8.3334519073e-3f);
        p = Math.fma(p, f, 4.1665795894e-2f);
        p = Math.fma(p, f, 1.6666665459e-1f);
        p = Math.fma(p, f, 5.0000001201e-1f);
        p = Math.fma(p, f * f, f) + 1f;
        return Float.intBitsToFloat(Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(shifted) << 23));
    }

    /** Backward pass of a softmax a down each column: g = a · (g - Σ a·g); columns a multiple of {@link #PADDING}. */
    public static void columnSoftmaxGradient(int rows, int columns, float[] a, int ao, float[] g, int go, int ld) {
        if (VECTOR) {
            VectorKernels.columnSoftmaxGradient(rows, columns, a, ao, g, go, ld);
            return;
        }
        for (int j = 0; j < columns; j++) {
            float sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += a[ao + i * ld + j] * g[go + i * ld + j];
            }
            for (int i = 0; i < rows; i++) {
                g[go + i * ld + j] = a[ao + i * ld + j] * (g[go + i * ld + j] - sum);
            }
        }
    }

    /** x = clipping · tanh(scale · x + distance · y) + mask, for the first {@code count} entries, a multiple of the padding. */
    public static void clip(int count, float[] x, float[] y, float[] mask, float scale, float distance) {
        if (VECTOR) {
            VectorKernels.clip(count, x, y, mask, scale, distance);
            return;
        }
        for (int i = 0; i < count; i += PADDING) {
            clip(i, Math.min(count, i + PADDING), x, y, mask, scale, distance);
        }
    }

    private static void clip(int from, int to, float[] x, float[] y, float[] mask, float scale, float distance) {
        for (int i = from; i < to; i++) {
            float u = Math.max(-9f, Math.min(9f, scale * x[i] + distance * y[i]));
            x[i] = LOGIT_CLIPPING * (1 - 2 / (quickExp(2 * u) + 1)) + mask[i];
        }
    }

    /**
     * The choice of each column of logits: the greatest, and a sample of softmax(logits / temperature).
     *
     * @param x {@code [rows, ld]}, columns a multiple of {@link #PADDING}; overwritten
     * @param temperature 0 = the greatest
     * @param uniform in [0, 1), one per column
     * @param chosen receives the row that was sampled; the number of rows where rounding leads beyond the last
     * @param best receives the row of the greatest
     */
    public static void choose(
            int rows,
            int columns,
            float[] x,
            int ld,
            float temperature,
            float[] uniform,
            float[] chosen,
            float[] best) {
        if (VECTOR) {
            VectorKernels.choose(rows, columns, x, ld, temperature, uniform, chosen, best);
            return;
        }
        for (int j = 0; j < columns; j++) {
            int greatest = 0;
            for (int i = 1; i < rows; i++) {
                greatest = x[i * ld + j] > x[greatest * ld + j] ? i : greatest;
            }
            best[j] = greatest;
            chosen[j] = greatest;
            if (temperature > 0) {
                float max = x[greatest * ld + j];
                float sum = 0;
                for (int i = 0; i < rows; i++) {
                    sum += x[i * ld + j] = exp(Math.max(-60f, (x[i * ld + j] - max) / temperature));
                }
                float left = uniform[j] * sum;
                int row = 0;
                while (row < rows && (left -= x[row * ld + j]) >= 0) {
                    row++;
                }
                chosen[j] = row;
            }
        }
    }

    /** Σ x[xo + i] · y[yo + i] for {@code i < count}. */
    public static float dot(int count, float[] x, int xo, float[] y, int yo) {
        if (VECTOR) {
            return VectorKernels.dot(count, x, xo, y, yo);
        }
        float sum = 0;
        for (int i = 0; i < count; i++) {
            sum += x[xo + i] * y[yo + i];
        }
        return sum;
    }

    /** y[yo + i] += x[xo + i] for {@code i < count}. */
    public static void add(int count, float[] x, int xo, float[] y, int yo) {
        if (VECTOR) {
            VectorKernels.add(count, x, xo, y, yo);
            return;
        }
        for (int i = 0; i < count; i++) {
            y[yo + i] += x[xo + i];
        }
    }

    /**
     * The clipped pointer of a decoder and its backward pass, one decision a column: u = pointerScale · x + distance · y, logit =
     * clipping · tanh(u) + mask, p = softmax down the column. Afterwards x holds tanh(u), g the derivative of weight · log p[chosen]
     * by u but for the term of the chosen row, which is {@code weight · clipping · (1 - tanh²)}.
     *
     * @param x scalar products, {@code [rows, ld]}; columns a multiple of {@link #PADDING}
     * @param y distances, as x
     * @param mask 0 or hugely negative, as x
     * @param clipping of the logits, divided by the temperature
     * @param weight of each column
     * @param max receives the largest logit of each column
     * @param sum receives the sum of the exponentials of what the logits of each column are below the largest
     * @param column index of the first column in the last three
     */
    public static void pointer(
            int rows,
            int columns,
            float[] x,
            int xo,
            float[] y,
            float[] mask,
            float[] g,
            int ld,
            float pointerScale,
            float distance,
            float clipping,
            float[] weight,
            float[] max,
            float[] sum,
            int column) {
        if (VECTOR) {
            VectorKernels.pointer(
                    rows, columns, x, xo, y, mask, g, ld, pointerScale, distance, clipping, weight, max, sum, column);
            return;
        }
        for (int j = 0; j < columns; j++) {
            float largest = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < rows; i++) {
                int at = xo + i * ld + j;
                float u = Math.max(-9f, Math.min(9f, pointerScale * x[at] + distance * y[at]));
                x[at] = 1 - 2 / (exp(2 * u) + 1);
                g[at] = clipping * x[at] + mask[at];
                largest = Math.max(largest, g[at]);
            }
            float total = 0;
            for (int i = 0; i < rows; i++) {
                int at = xo + i * ld + j;
                total += g[at] = exp(Math.max(-60f, g[at] - largest));
            }
            float scale = -clipping * weight[column + j] / total;
            for (int i = 0; i < rows; i++) {
                int at = xo + i * ld + j;
                g[at] *= scale * (1 - x[at] * x[at]);
            }
            max[column + j] = largest;
            sum[column + j] = total;
        }
    }

    /** out[node[i]·d + oi ..] += weight[wi + i] · x[xi..xi+dk] for {@code i < count}. */
    public static void addOuter(
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

    /** x[from + j] = e^(x[from + j] - max) for {@code j < count}, each of these differences at most 88; entries up to the padded count are overwritten. */
    public static void exp(float[] x, int from, int count, float max) {
        if (VECTOR) {
            VectorKernels.exp(x, from, count, max);
            return;
        }
        for (int j = from; j < from + count; j++) {
            x[j] = exp(x[j] - max);
        }
    }

    /** C[m, n] = A[m, k] · B[k, n] (+ bias[n] where not null), all row-major and dense. */
    public static void matmul(
            float[] a, float[] b, float @org.jspecify.annotations.Nullable [] bias, float[] c, int m, int k, int n) {
        for (int i = 0; bias != null && i < m; i++) {
            System.arraycopy(bias, 0, c, i * n, n);
        }
        if (VECTOR && VectorKernels.fitsMatmul(n)) {
            VectorGemm.nn(m, n, k, a, 0, k, b, 0, n, c, 0, n, bias != null);
            return;
        }
        product(m, n, k, a, 0, k, 1, b, 0, n, c, 0, n, bias != null);
    }

    /** Layer normalisation of each row of x[m, n] into y. */
    public static void layerNorm(float[] x, float[] weight, float[] bias, float[] y, int m, int n) {
        for (int row = 0; row < m * n; row += n) {
            float unused = standardise(x, y, row, n);
            for (int j = 0; j < n; j++) {
                y[row + j] = y[row + j] * weight[j] + bias[j];
            }
        }
    }

    /** A row of x less its mean, by its standard deviation, into y; returns the reciprocal of the latter. */
    private static float standardise(float[] x, float[] y, int row, int n) {
        float mean = 0;
        for (int j = 0; j < n; j++) {
            mean += x[row + j];
        }
        mean /= n;
        float variance = 0;
        for (int j = 0; j < n; j++) {
            float difference = x[row + j] - mean;
            variance += difference * difference;
        }
        float scale = (float) (1 / Math.sqrt(variance / n + NORM_EPSILON));
        for (int j = 0; j < n; j++) {
            y[row + j] = (x[row + j] - mean) * scale;
        }
        return scale;
    }

    /** Each row of x [m, n] less its mean, by its standard deviation, into y; the reciprocal of the latter into {@code scale}. */
    public static void normalise(float[] x, float[] y, float[] scale, int m, int n) {
        if (VECTOR && VectorKernels.fitsMatmul(n)) {
            VectorKernels.normalise(x, y, scale, m, n);
            return;
        }
        for (int i = 0; i < m; i++) {
            scale[i] = standardise(x, y, i * n, n);
        }
    }

    /**
     * Backward pass of y = weight · x + bias, x from {@link #normalise}: adds to the gradients of weight and bias and of what was
     * normalised.
     *
     * @param g gradient with respect to y, {@code [m, n]}; overwritten
     */
    public static void normaliseGradient(
            float[] x,
            float[] scale,
            float[] weight,
            float[] g,
            float[] toWeight,
            float[] toBias,
            float[] toInput,
            int m,
            int n) {
        if (VECTOR && VectorKernels.fitsMatmul(n)) {
            VectorKernels.normaliseGradient(x, scale, weight, g, toWeight, toBias, toInput, m, n);
            return;
        }
        for (int i = 0; i < m; i++) {
            int row = i * n;
            float mean = 0;
            float product = 0;
            for (int j = 0; j < n; j++) {
                toWeight[j] += g[row + j] * x[row + j];
                toBias[j] += g[row + j];
                g[row + j] *= weight[j];
                mean += g[row + j];
                product += g[row + j] * x[row + j];
            }
            mean /= n;
            product /= n;
            for (int j = 0; j < n; j++) {
                toInput[row + j] += scale[i] * (g[row + j] - mean - x[row + j] * product);
            }
        }
    }

    /** e^x with a relative error below 3e-7, for {@code x <= 88}; 0 below -87. */
    public static float exp(float x) {
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

    /** x[j] = tanh(x[j]) for {@code j < count}; entries up to the padded count are overwritten. */
    public static void tanh(float[] x, int count) {
        for (int j = 0; j < count; j++) {
            x[j] = 2 * Math.max(-9f, Math.min(9f, x[j]));
        }
        exp(x, 0, count, 0);
        for (int j = 0; j < count; j++) {
            x[j] = 1f - 2f / (x[j] + 1f);
        }
    }
}
