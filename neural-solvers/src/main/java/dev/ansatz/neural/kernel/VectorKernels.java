package dev.ansatz.neural.kernel;

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

    /** out[j] = scale · Σ_c q[qi + c] · keys[(ki + c)·stride + j] for {@code j < count}; writes up to the padded end. */
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

    /** e^v for {@code -80 <= v <= 80}: the exponent is the integer part, shifted into place; see {@link Kernels#exp(float)}. */
    private static FloatVector exp(FloatVector v) {
        FloatVector shifted = v.mul(1.44269504f).add(12582912f); // 1.5 · 2^23: rounds to the nearest integer
        FloatVector whole = shifted.sub(12582912f);
        FloatVector f = whole.mul(-0.693359375f).add(v);
        f = whole.mul(2.12194440e-4f).add(f);
        FloatVector p = FloatVector.broadcast(SPECIES, 1.9875691500e-4f);
        p = p.fma(f, FloatVector.broadcast(SPECIES, 1.3981999507e-3f));
        p = p.fma(f, FloatVector.broadcast(SPECIES, 8.3334519073e-3f));
        p = p.fma(f, FloatVector.broadcast(SPECIES, 4.1665795894e-2f));
        p = p.fma(f, FloatVector.broadcast(SPECIES, 1.6666665459e-1f));
        p = p.fma(f, FloatVector.broadcast(SPECIES, 5.0000001201e-1f));
        p = p.fma(f.mul(f), f).add(1f);
        return p.reinterpretAsInts()
                .add(shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
                .reinterpretAsFloats();
    }

    /** See {@link Kernels#columnSoftmax}. */
    static void columnSoftmax(
            int rows, int columns, float[] x, int xo, int ldx, float factor, float[] y, int yo, int ldy) {
        for (int j = 0; j < columns; j += LANES) {
            FloatVector max = FloatVector.broadcast(SPECIES, -1e30f);
            FloatVector multiple = FloatVector.broadcast(SPECIES, factor);
            int at = xo + j;
            int ay = yo + j;
            for (int i = 0; i < rows; i++) {
                FloatVector v =
                        FloatVector.fromArray(SPECIES, y, ay).fma(multiple, FloatVector.fromArray(SPECIES, x, at));
                v.intoArray(x, at);
                max = max.max(v);
                at += ldx;
                ay += ldy;
            }
            FloatVector sum = FloatVector.zero(SPECIES);
            at = xo + j;
            for (int i = 0; i < rows; i++) {
                FloatVector e =
                        exp(FloatVector.fromArray(SPECIES, x, at).sub(max).max(-60f));
                e.intoArray(x, at);
                sum = sum.add(e);
                at += ldx;
            }
            FloatVector inverse = FloatVector.broadcast(SPECIES, 1f).div(sum);
            at = xo + j;
            for (int i = 0; i < rows; i++) {
                FloatVector.fromArray(SPECIES, x, at).mul(inverse).intoArray(x, at);
                at += ldx;
            }
        }
    }

    /** See {@link Kernels#columnSoftmaxGradient}. */
    static void columnSoftmaxGradient(int rows, int columns, float[] a, int ao, float[] g, int go, int ld) {
        for (int j = 0; j < columns; j += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            int at = ao + j;
            int to = go + j;
            for (int i = 0; i < rows; i++) {
                sum = FloatVector.fromArray(SPECIES, a, at).fma(FloatVector.fromArray(SPECIES, g, to), sum);
                at += ld;
                to += ld;
            }
            at = ao + j;
            to = go + j;
            for (int i = 0; i < rows; i++) {
                FloatVector.fromArray(SPECIES, g, to)
                        .sub(sum)
                        .mul(FloatVector.fromArray(SPECIES, a, at))
                        .intoArray(g, to);
                at += ld;
                to += ld;
            }
        }
    }

    /** See {@link Kernels#pointer}. */
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
            float clipping,
            float[] weight,
            float[] max,
            float[] sum,
            int column) {
        FloatVector multiple = FloatVector.broadcast(SPECIES, 2 * distance);
        for (int j = 0; j < columns; j += LANES) {
            FloatVector largest = FloatVector.broadcast(SPECIES, -1e30f);
            int at = xo + j;
            for (int i = 0; i < rows; i++) {
                FloatVector u = FloatVector.fromArray(SPECIES, x, at)
                        .mul(2 * pointerScale)
                        .add(FloatVector.fromArray(SPECIES, y, at).mul(multiple))
                        .max(-18f)
                        .min(18f);
                FloatVector tanh =
                        FloatVector.broadcast(SPECIES, -2f).div(exp(u).add(1f)).add(1f);
                tanh.intoArray(x, at);
                FloatVector logit = tanh.mul(clipping).add(FloatVector.fromArray(SPECIES, mask, at));
                logit.intoArray(g, at);
                largest = largest.max(logit);
                at += ld;
            }
            FloatVector total = FloatVector.zero(SPECIES);
            at = xo + j;
            for (int i = 0; i < rows; i++) {
                FloatVector e =
                        exp(FloatVector.fromArray(SPECIES, g, at).sub(largest).max(-60f));
                e.intoArray(g, at);
                total = total.add(e);
                at += ld;
            }
            FloatVector scale = FloatVector.fromArray(SPECIES, weight, column + j)
                    .mul(-clipping)
                    .div(total);
            at = xo + j;
            for (int i = 0; i < rows; i++) {
                FloatVector tanh = FloatVector.fromArray(SPECIES, x, at);
                FloatVector p = FloatVector.fromArray(SPECIES, g, at).mul(scale);
                p.sub(p.mul(tanh).mul(tanh)).intoArray(g, at);
                at += ld;
            }
            largest.intoArray(max, column + j);
            total.intoArray(sum, column + j);
        }
    }

    /** See {@link Kernels#clip}. */
    static void clip(int count, float[] x, float[] y, float[] mask, float scale, float distance) {
        FloatVector multiple = FloatVector.broadcast(SPECIES, 2 * distance);
        for (int i = 0; i < count; i += LANES) {
            FloatVector u = FloatVector.fromArray(SPECIES, x, i)
                    .mul(2 * scale)
                    .add(FloatVector.fromArray(SPECIES, y, i).mul(multiple))
                    .max(-18f)
                    .min(18f);
            FloatVector.broadcast(SPECIES, -2 * Kernels.LOGIT_CLIPPING)
                    .div(exp(u).add(1f))
                    .add(Kernels.LOGIT_CLIPPING)
                    .add(FloatVector.fromArray(SPECIES, mask, i))
                    .intoArray(x, i);
        }
    }

    /** See {@link Kernels#choose}. */
    static void choose(
            int rows,
            int columns,
            float[] x,
            int ld,
            float temperature,
            float[] uniform,
            float[] chosen,
            float[] best) {
        for (int j = 0; j < columns; j += LANES) {
            FloatVector max = FloatVector.broadcast(SPECIES, -1e30f);
            FloatVector greatest = FloatVector.zero(SPECIES);
            for (int i = 0; i < rows; i++) {
                FloatVector v = FloatVector.fromArray(SPECIES, x, i * ld + j);
                greatest = greatest.blend((float) i, v.compare(VectorOperators.GT, max));
                max = max.max(v);
            }
            greatest.intoArray(best, j);
            greatest.intoArray(chosen, j);
            if (temperature > 0) {
                float inverse = 1 / temperature;
                FloatVector sum = FloatVector.zero(SPECIES);
                for (int i = 0; i < rows; i++) {
                    FloatVector e = exp(FloatVector.fromArray(SPECIES, x, i * ld + j)
                            .sub(max)
                            .mul(inverse)
                            .max(-60f));
                    e.intoArray(x, i * ld + j);
                    sum = sum.add(e);
                }
                FloatVector left = FloatVector.fromArray(SPECIES, uniform, j).mul(sum);
                FloatVector row = FloatVector.zero(SPECIES);
                for (int i = 0; i < rows; i++) {
                    left = left.sub(FloatVector.fromArray(SPECIES, x, i * ld + j));
                    row = row.add(1f, left.compare(VectorOperators.GE, 0f));
                }
                row.intoArray(chosen, j);
            }
        }
    }

    /** See {@link Kernels#dot}. */
    static float dot(int count, float[] x, int xo, float[] y, int yo) {
        FloatVector s = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            s = FloatVector.fromArray(SPECIES, x, xo + i).fma(FloatVector.fromArray(SPECIES, y, yo + i), s);
        }
        float sum = s.reduceLanes(VectorOperators.ADD);
        for (; i < count; i++) {
            sum += x[xo + i] * y[yo + i];
        }
        return sum;
    }

    /** See {@link Kernels#add}. */
    static void add(int count, float[] x, int xo, float[] y, int yo) {
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xo + i)
                    .add(FloatVector.fromArray(SPECIES, y, yo + i))
                    .intoArray(y, yo + i);
        }
        for (; i < count; i++) {
            y[yo + i] += x[xo + i];
        }
    }

    /** See {@link Kernels#normalise}. */
    static void normalise(float[] x, float[] y, float[] scale, int m, int n) {
        for (int i = 0; i < m; i++) {
            int row = i * n;
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int j = row; j < row + n; j += LANES) {
                sum = sum.add(FloatVector.fromArray(SPECIES, x, j));
            }
            float mean = sum.reduceLanes(VectorOperators.ADD) / n;
            FloatVector squares = FloatVector.zero(SPECIES);
            for (int j = row; j < row + n; j += LANES) {
                FloatVector v = FloatVector.fromArray(SPECIES, x, j).sub(mean);
                squares = v.fma(v, squares);
            }
            float variance = squares.reduceLanes(VectorOperators.ADD) / n;
            float factor = (float) (1 / Math.sqrt(variance + Kernels.NORM_EPSILON));
            for (int j = row; j < row + n; j += LANES) {
                FloatVector.fromArray(SPECIES, x, j).sub(mean).mul(factor).intoArray(y, j);
            }
            scale[i] = factor;
        }
    }

    /** See {@link Kernels#normaliseGradient}. */
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
        for (int i = 0; i < m; i++) {
            int row = i * n;
            FloatVector sum = FloatVector.zero(SPECIES);
            FloatVector products = FloatVector.zero(SPECIES);
            for (int j = 0; j < n; j += LANES) {
                FloatVector gv = FloatVector.fromArray(SPECIES, g, row + j);
                FloatVector xv = FloatVector.fromArray(SPECIES, x, row + j);
                gv.fma(xv, FloatVector.fromArray(SPECIES, toWeight, j)).intoArray(toWeight, j);
                gv.add(FloatVector.fromArray(SPECIES, toBias, j)).intoArray(toBias, j);
                gv = gv.mul(FloatVector.fromArray(SPECIES, weight, j));
                gv.intoArray(g, row + j);
                sum = sum.add(gv);
                products = gv.fma(xv, products);
            }
            float mean = sum.reduceLanes(VectorOperators.ADD) / n;
            float product = products.reduceLanes(VectorOperators.ADD) / n;
            for (int j = row; j < row + n; j += LANES) {
                FloatVector.fromArray(SPECIES, g, j)
                        .sub(mean)
                        .sub(FloatVector.fromArray(SPECIES, x, j).mul(product))
                        .mul(scale[i])
                        .add(FloatVector.fromArray(SPECIES, toInput, j))
                        .intoArray(toInput, j);
            }
        }
    }

    static boolean fitsMatmul(int n) {
        return n % LANES == 0;
    }
}
