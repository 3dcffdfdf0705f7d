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

    /**
     * C (+)= A·B with A [m, k], B [k, n], C [m, n], row-major; each array begins at an offset and has its rows at a distance.
     *
     * @param add whether the product is added to C or replaces it
     */
    static void nn(
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
        for (int i = 0; i < m; i++) {
            row(n, k, a, ao + i * lda, 1, b, bo, ldb, c, co + i * ldc, add);
        }
    }

    /** C (+)= AᵀB with A [k, m], B [k, n], C [m, n], otherwise as {@link #nn}. */
    static void tn(
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
        for (int i = 0; i < m; i++) {
            row(n, k, a, ao + i, lda, b, bo, ldb, c, co + i * ldc, add);
        }
    }

    /** One row of C; {@code step} leads from one element of the row of A to the next. */
    private static void row(
            int n, int k, float[] a, int ao, int step, float[] b, int bo, int ldb, float[] c, int co, boolean add) {
        if (!add) {
            java.util.Arrays.fill(c, co, co + n, 0f);
        }
        for (int p = 0; p < k; p++) {
            float f = a[ao + p * step];
            int from = bo + p * ldb;
            for (int j = 0; j < n; j++) {
                c[co + j] += f * b[from + j];
            }
        }
    }

    /** y [columns, ldy] = xᵀ, x [rows, ldx]. */
    static void transpose(int rows, int columns, float[] x, int xo, int ldx, float[] y, int yo, int ldy) {
        int i = 0;
        for (; i + 4 <= rows; i += 4) {
            int from = xo + i * ldx;
            for (int j = 0; j < columns; j++) {
                int to = yo + j * ldy + i;
                y[to] = x[from + j];
                y[to + 1] = x[from + ldx + j];
                y[to + 2] = x[from + 2 * ldx + j];
                y[to + 3] = x[from + 3 * ldx + j];
            }
        }
        for (; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                y[yo + j * ldy + i] = x[xo + i * ldx + j];
            }
        }
    }

    /**
     * Softmax down each column: x = softmax(x + factor · y).
     *
     * @param x {@code [rows, columns]} from {@code xo} on, row length {@code ldx}; columns a multiple of {@link #PADDING}
     * @param y as x; what lies e^-60 below the largest of its column counts as e^-60 of it
     */
    static void columnSoftmax(
            int rows, int columns, float[] x, int xo, int ldx, float factor, float[] y, int yo, int ldy) {
        if (VECTOR) {
            VectorKernels.columnSoftmax(rows, columns, x, xo, ldx, factor, y, yo, ldy);
            return;
        }
        for (int j = 0; j < columns; j++) {
            float max = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < rows; i++) {
                int at = xo + i * ldx + j;
                x[at] += factor * y[yo + i * ldy + j];
                max = Math.max(max, x[at]);
            }
            float sum = 0;
            for (int i = 0; i < rows; i++) {
                int at = xo + i * ldx + j;
                sum += x[at] = exp(Math.max(-60f, x[at] - max));
            }
            float inverse = 1 / sum;
            for (int i = 0; i < rows; i++) {
                x[xo + i * ldx + j] *= inverse;
            }
        }
    }

    /** Backward pass of a softmax a down each column: g = a · (g - Σ a·g); columns a multiple of {@link #PADDING}. */
    static void columnSoftmaxGradient(int rows, int columns, float[] a, int ao, float[] g, int go, int ld) {
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
    static void clip(int count, float[] x, float[] y, float[] mask, float scale, float distance) {
        if (VECTOR) {
            VectorKernels.clip(count, x, y, mask, scale, distance);
            return;
        }
        for (int i = 0; i < count; i++) {
            float u = Math.max(-9f, Math.min(9f, scale * x[i] + distance * y[i]));
            x[i] = Architecture.LOGIT_CLIPPING * (1 - 2 / (exp(2 * u) + 1)) + mask[i];
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
    static void choose(
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

    /** Σ x[xo + i] · y[yo + i] for i < count. */
    static float dot(int count, float[] x, int xo, float[] y, int yo) {
        if (VECTOR) {
            return VectorKernels.dot(count, x, xo, y, yo);
        }
        float sum = 0;
        for (int i = 0; i < count; i++) {
            sum += x[xo + i] * y[yo + i];
        }
        return sum;
    }

    /** y[yo + i] += x[xo + i] for i < count. */
    static void add(int count, float[] x, int xo, float[] y, int yo) {
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
     * @param weight of each column
     * @param max receives the largest logit of each column
     * @param sum receives the sum of the exponentials of what the logits of each column are below the largest
     * @param column index of the first column in the last three
     */
    static void pointer(
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
            float[] weight,
            float[] max,
            float[] sum,
            int column) {
        if (VECTOR) {
            VectorKernels.pointer(
                    rows, columns, x, xo, y, mask, g, ld, pointerScale, distance, weight, max, sum, column);
            return;
        }
        float clipping = Architecture.LOGIT_CLIPPING;
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
        for (int i = 0; bias != null && i < m; i++) {
            System.arraycopy(bias, 0, c, i * n, n);
        }
        if (VECTOR && VectorKernels.fitsMatmul(n)) {
            VectorGemm.nn(m, n, k, a, 0, k, b, 0, n, c, 0, n, bias != null);
            return;
        }
        for (int i = 0; i < m; i++) {
            int row = i * n;
            if (bias == null) {
                java.util.Arrays.fill(c, row, row + n, 0f);
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

    /** Each row of x [m, n] less its mean, by its standard deviation, into y; the reciprocal of the latter into {@code scale}. */
    static void normalise(float[] x, float[] y, float[] scale, int m, int n) {
        if (VECTOR && VectorKernels.fitsMatmul(n)) {
            VectorKernels.normalise(x, y, scale, m, n);
            return;
        }
        for (int i = 0; i < m; i++) {
            int row = i * n;
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
            scale[i] = (float) (1 / Math.sqrt(variance / n + Architecture.NORM_EPSILON));
            for (int j = 0; j < n; j++) {
                y[row + j] = (x[row + j] - mean) * scale[i];
            }
        }
    }

    /**
     * Backward pass of y = weight · x + bias, x from {@link #normalise}: adds to the gradients of weight and bias and of what was
     * normalised.
     *
     * @param g gradient with respect to y, {@code [m, n]}; overwritten
     */
    static void normaliseGradient(
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
