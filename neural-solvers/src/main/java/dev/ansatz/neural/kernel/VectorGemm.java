package dev.ansatz.neural.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of small matrices with the Vector API. A block of the result stays in registers while the inner dimension goes by,
 * as in Goto and van de Geijn (2008), "Anatomy of high-performance matrix multiplication". Nothing is packed: callers keep
 * operands small and dense.
 */
final class VectorGemm {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private VectorGemm() {}

    /** See {@link Kernels#nn}; n is a multiple of the lanes. */
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
        int j = 0;
        for (; j + 4 * LANES <= n; j += 4 * LANES) {
            int i = 0;
            for (; i + 4 <= m; i += 4) {
                nn4x4(a, ao + i * lda, lda, b, bo + j, ldb, c, co + i * ldc + j, ldc, k, add);
            }
            for (; i < m; i++) {
                nn1x4(a, ao + i * lda, 1, b, bo + j, ldb, c, co + i * ldc + j, k, add);
            }
        }
        for (; j + 2 * LANES <= n; j += 2 * LANES) {
            int i = 0;
            for (; i + 8 <= m; i += 8) {
                nn8x2(a, ao + i * lda, lda, b, bo + j, ldb, c, co + i * ldc + j, ldc, k, add);
            }
            for (; i < m; i++) {
                nn1x2(a, ao + i * lda, 1, b, bo + j, ldb, c, co + i * ldc + j, k, add);
            }
        }
        for (; j < n; j += LANES) {
            int i = 0;
            for (; i + 8 <= m; i += 8) {
                nn8x1(a, ao + i * lda, lda, b, bo + j, ldb, c, co + i * ldc + j, ldc, k, add);
            }
            for (; i < m; i++) {
                nn1x1(a, ao + i * lda, 1, b, bo + j, ldb, c, co + i * ldc + j, k, add);
            }
        }
    }

    /** See {@link Kernels#tn}; n is a multiple of the lanes. */
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
        int j = 0;
        for (; j + 2 * LANES <= n; j += 2 * LANES) {
            int i = 0;
            for (; i + 8 <= m; i += 8) {
                tn8x2(a, ao + i, lda, b, bo + j, ldb, c, co + i * ldc + j, ldc, k, add);
            }
            for (; i < m; i++) {
                nn1x2(a, ao + i, lda, b, bo + j, ldb, c, co + i * ldc + j, k, add);
            }
        }
        for (; j < n; j += LANES) {
            int i = 0;
            for (; i + 8 <= m; i += 8) {
                tn8x1(a, ao + i, lda, b, bo + j, ldb, c, co + i * ldc + j, ldc, k, add);
            }
            for (; i < m; i++) {
                nn1x1(a, ao + i, lda, b, bo + j, ldb, c, co + i * ldc + j, k, add);
            }
        }
    }

    private static FloatVector start(float[] c, int at, boolean add) {
        return add ? FloatVector.fromArray(SPECIES, c, at) : FloatVector.zero(SPECIES);
    }

    /** 4 rows by four vectors of A·B. */
    private static void nn4x4(
            float[] a, int ao, int lda, float[] b, int bo, int ldb, float[] c, int co, int ldc, int k, boolean add) {
        FloatVector s00 = start(c, co, add);
        FloatVector s01 = start(c, co + LANES, add);
        FloatVector s02 = start(c, co + 2 * LANES, add);
        FloatVector s03 = start(c, co + 3 * LANES, add);
        FloatVector s10 = start(c, co + ldc, add);
        FloatVector s11 = start(c, co + ldc + LANES, add);
        FloatVector s12 = start(c, co + ldc + 2 * LANES, add);
        FloatVector s13 = start(c, co + ldc + 3 * LANES, add);
        FloatVector s20 = start(c, co + 2 * ldc, add);
        FloatVector s21 = start(c, co + 2 * ldc + LANES, add);
        FloatVector s22 = start(c, co + 2 * ldc + 2 * LANES, add);
        FloatVector s23 = start(c, co + 2 * ldc + 3 * LANES, add);
        FloatVector s30 = start(c, co + 3 * ldc, add);
        FloatVector s31 = start(c, co + 3 * ldc + LANES, add);
        FloatVector s32 = start(c, co + 3 * ldc + 2 * LANES, add);
        FloatVector s33 = start(c, co + 3 * ldc + 3 * LANES, add);
        int a1 = ao + lda;
        int a2 = ao + 2 * lda;
        int a3 = ao + 3 * lda;
        int bp = bo;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, bp + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, bp + 3 * LANES);
            FloatVector f = FloatVector.broadcast(SPECIES, a[ao + p]);
            s00 = b0.fma(f, s00);
            s01 = b1.fma(f, s01);
            s02 = b2.fma(f, s02);
            s03 = b3.fma(f, s03);
            f = FloatVector.broadcast(SPECIES, a[a1 + p]);
            s10 = b0.fma(f, s10);
            s11 = b1.fma(f, s11);
            s12 = b2.fma(f, s12);
            s13 = b3.fma(f, s13);
            f = FloatVector.broadcast(SPECIES, a[a2 + p]);
            s20 = b0.fma(f, s20);
            s21 = b1.fma(f, s21);
            s22 = b2.fma(f, s22);
            s23 = b3.fma(f, s23);
            f = FloatVector.broadcast(SPECIES, a[a3 + p]);
            s30 = b0.fma(f, s30);
            s31 = b1.fma(f, s31);
            s32 = b2.fma(f, s32);
            s33 = b3.fma(f, s33);
            bp += ldb;
        }
        s00.intoArray(c, co);
        s01.intoArray(c, co + LANES);
        s02.intoArray(c, co + 2 * LANES);
        s03.intoArray(c, co + 3 * LANES);
        s10.intoArray(c, co + ldc);
        s11.intoArray(c, co + ldc + LANES);
        s12.intoArray(c, co + ldc + 2 * LANES);
        s13.intoArray(c, co + ldc + 3 * LANES);
        s20.intoArray(c, co + 2 * ldc);
        s21.intoArray(c, co + 2 * ldc + LANES);
        s22.intoArray(c, co + 2 * ldc + 2 * LANES);
        s23.intoArray(c, co + 2 * ldc + 3 * LANES);
        s30.intoArray(c, co + 3 * ldc);
        s31.intoArray(c, co + 3 * ldc + LANES);
        s32.intoArray(c, co + 3 * ldc + 2 * LANES);
        s33.intoArray(c, co + 3 * ldc + 3 * LANES);
    }

    /** 8 rows by two vectors of A·B. */
    private static void nn8x2(
            float[] a, int ao, int lda, float[] b, int bo, int ldb, float[] c, int co, int ldc, int k, boolean add) {
        FloatVector s00 = start(c, co, add);
        FloatVector s01 = start(c, co + LANES, add);
        FloatVector s10 = start(c, co + ldc, add);
        FloatVector s11 = start(c, co + ldc + LANES, add);
        FloatVector s20 = start(c, co + 2 * ldc, add);
        FloatVector s21 = start(c, co + 2 * ldc + LANES, add);
        FloatVector s30 = start(c, co + 3 * ldc, add);
        FloatVector s31 = start(c, co + 3 * ldc + LANES, add);
        FloatVector s40 = start(c, co + 4 * ldc, add);
        FloatVector s41 = start(c, co + 4 * ldc + LANES, add);
        FloatVector s50 = start(c, co + 5 * ldc, add);
        FloatVector s51 = start(c, co + 5 * ldc + LANES, add);
        FloatVector s60 = start(c, co + 6 * ldc, add);
        FloatVector s61 = start(c, co + 6 * ldc + LANES, add);
        FloatVector s70 = start(c, co + 7 * ldc, add);
        FloatVector s71 = start(c, co + 7 * ldc + LANES, add);
        int a1 = ao + lda;
        int a2 = ao + 2 * lda;
        int a3 = ao + 3 * lda;
        int a4 = ao + 4 * lda;
        int a5 = ao + 5 * lda;
        int a6 = ao + 6 * lda;
        int a7 = ao + 7 * lda;
        int bp = bo;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
            FloatVector f = FloatVector.broadcast(SPECIES, a[ao + p]);
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
            f = FloatVector.broadcast(SPECIES, a[a4 + p]);
            s40 = b0.fma(f, s40);
            s41 = b1.fma(f, s41);
            f = FloatVector.broadcast(SPECIES, a[a5 + p]);
            s50 = b0.fma(f, s50);
            s51 = b1.fma(f, s51);
            f = FloatVector.broadcast(SPECIES, a[a6 + p]);
            s60 = b0.fma(f, s60);
            s61 = b1.fma(f, s61);
            f = FloatVector.broadcast(SPECIES, a[a7 + p]);
            s70 = b0.fma(f, s70);
            s71 = b1.fma(f, s71);
            bp += ldb;
        }
        s00.intoArray(c, co);
        s01.intoArray(c, co + LANES);
        s10.intoArray(c, co + ldc);
        s11.intoArray(c, co + ldc + LANES);
        s20.intoArray(c, co + 2 * ldc);
        s21.intoArray(c, co + 2 * ldc + LANES);
        s30.intoArray(c, co + 3 * ldc);
        s31.intoArray(c, co + 3 * ldc + LANES);
        s40.intoArray(c, co + 4 * ldc);
        s41.intoArray(c, co + 4 * ldc + LANES);
        s50.intoArray(c, co + 5 * ldc);
        s51.intoArray(c, co + 5 * ldc + LANES);
        s60.intoArray(c, co + 6 * ldc);
        s61.intoArray(c, co + 6 * ldc + LANES);
        s70.intoArray(c, co + 7 * ldc);
        s71.intoArray(c, co + 7 * ldc + LANES);
    }

    /** 8 rows by one vector of A·B. */
    private static void nn8x1(
            float[] a, int ao, int lda, float[] b, int bo, int ldb, float[] c, int co, int ldc, int k, boolean add) {
        FloatVector s00 = start(c, co, add);
        FloatVector s10 = start(c, co + ldc, add);
        FloatVector s20 = start(c, co + 2 * ldc, add);
        FloatVector s30 = start(c, co + 3 * ldc, add);
        FloatVector s40 = start(c, co + 4 * ldc, add);
        FloatVector s50 = start(c, co + 5 * ldc, add);
        FloatVector s60 = start(c, co + 6 * ldc, add);
        FloatVector s70 = start(c, co + 7 * ldc, add);
        int a1 = ao + lda;
        int a2 = ao + 2 * lda;
        int a3 = ao + 3 * lda;
        int a4 = ao + 4 * lda;
        int a5 = ao + 5 * lda;
        int a6 = ao + 6 * lda;
        int a7 = ao + 7 * lda;
        int bp = bo;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector f = FloatVector.broadcast(SPECIES, a[ao + p]);
            s00 = b0.fma(f, s00);
            f = FloatVector.broadcast(SPECIES, a[a1 + p]);
            s10 = b0.fma(f, s10);
            f = FloatVector.broadcast(SPECIES, a[a2 + p]);
            s20 = b0.fma(f, s20);
            f = FloatVector.broadcast(SPECIES, a[a3 + p]);
            s30 = b0.fma(f, s30);
            f = FloatVector.broadcast(SPECIES, a[a4 + p]);
            s40 = b0.fma(f, s40);
            f = FloatVector.broadcast(SPECIES, a[a5 + p]);
            s50 = b0.fma(f, s50);
            f = FloatVector.broadcast(SPECIES, a[a6 + p]);
            s60 = b0.fma(f, s60);
            f = FloatVector.broadcast(SPECIES, a[a7 + p]);
            s70 = b0.fma(f, s70);
            bp += ldb;
        }
        s00.intoArray(c, co);
        s10.intoArray(c, co + ldc);
        s20.intoArray(c, co + 2 * ldc);
        s30.intoArray(c, co + 3 * ldc);
        s40.intoArray(c, co + 4 * ldc);
        s50.intoArray(c, co + 5 * ldc);
        s60.intoArray(c, co + 6 * ldc);
        s70.intoArray(c, co + 7 * ldc);
    }

    /** 8 rows by two vectors of AᵀB. */
    private static void tn8x2(
            float[] a, int ao, int lda, float[] b, int bo, int ldb, float[] c, int co, int ldc, int k, boolean add) {
        FloatVector s00 = start(c, co, add);
        FloatVector s01 = start(c, co + LANES, add);
        FloatVector s10 = start(c, co + ldc, add);
        FloatVector s11 = start(c, co + ldc + LANES, add);
        FloatVector s20 = start(c, co + 2 * ldc, add);
        FloatVector s21 = start(c, co + 2 * ldc + LANES, add);
        FloatVector s30 = start(c, co + 3 * ldc, add);
        FloatVector s31 = start(c, co + 3 * ldc + LANES, add);
        FloatVector s40 = start(c, co + 4 * ldc, add);
        FloatVector s41 = start(c, co + 4 * ldc + LANES, add);
        FloatVector s50 = start(c, co + 5 * ldc, add);
        FloatVector s51 = start(c, co + 5 * ldc + LANES, add);
        FloatVector s60 = start(c, co + 6 * ldc, add);
        FloatVector s61 = start(c, co + 6 * ldc + LANES, add);
        FloatVector s70 = start(c, co + 7 * ldc, add);
        FloatVector s71 = start(c, co + 7 * ldc + LANES, add);
        int bp = bo;
        int ap = ao;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
            FloatVector f = FloatVector.broadcast(SPECIES, a[ap]);
            s00 = b0.fma(f, s00);
            s01 = b1.fma(f, s01);
            f = FloatVector.broadcast(SPECIES, a[ap + 1]);
            s10 = b0.fma(f, s10);
            s11 = b1.fma(f, s11);
            f = FloatVector.broadcast(SPECIES, a[ap + 2]);
            s20 = b0.fma(f, s20);
            s21 = b1.fma(f, s21);
            f = FloatVector.broadcast(SPECIES, a[ap + 3]);
            s30 = b0.fma(f, s30);
            s31 = b1.fma(f, s31);
            f = FloatVector.broadcast(SPECIES, a[ap + 4]);
            s40 = b0.fma(f, s40);
            s41 = b1.fma(f, s41);
            f = FloatVector.broadcast(SPECIES, a[ap + 5]);
            s50 = b0.fma(f, s50);
            s51 = b1.fma(f, s51);
            f = FloatVector.broadcast(SPECIES, a[ap + 6]);
            s60 = b0.fma(f, s60);
            s61 = b1.fma(f, s61);
            f = FloatVector.broadcast(SPECIES, a[ap + 7]);
            s70 = b0.fma(f, s70);
            s71 = b1.fma(f, s71);
            bp += ldb;
            ap += lda;
        }
        s00.intoArray(c, co);
        s01.intoArray(c, co + LANES);
        s10.intoArray(c, co + ldc);
        s11.intoArray(c, co + ldc + LANES);
        s20.intoArray(c, co + 2 * ldc);
        s21.intoArray(c, co + 2 * ldc + LANES);
        s30.intoArray(c, co + 3 * ldc);
        s31.intoArray(c, co + 3 * ldc + LANES);
        s40.intoArray(c, co + 4 * ldc);
        s41.intoArray(c, co + 4 * ldc + LANES);
        s50.intoArray(c, co + 5 * ldc);
        s51.intoArray(c, co + 5 * ldc + LANES);
        s60.intoArray(c, co + 6 * ldc);
        s61.intoArray(c, co + 6 * ldc + LANES);
        s70.intoArray(c, co + 7 * ldc);
        s71.intoArray(c, co + 7 * ldc + LANES);
    }

    /** 8 rows by one vector of AᵀB. */
    private static void tn8x1(
            float[] a, int ao, int lda, float[] b, int bo, int ldb, float[] c, int co, int ldc, int k, boolean add) {
        FloatVector s00 = start(c, co, add);
        FloatVector s10 = start(c, co + ldc, add);
        FloatVector s20 = start(c, co + 2 * ldc, add);
        FloatVector s30 = start(c, co + 3 * ldc, add);
        FloatVector s40 = start(c, co + 4 * ldc, add);
        FloatVector s50 = start(c, co + 5 * ldc, add);
        FloatVector s60 = start(c, co + 6 * ldc, add);
        FloatVector s70 = start(c, co + 7 * ldc, add);
        int bp = bo;
        int ap = ao;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector f = FloatVector.broadcast(SPECIES, a[ap]);
            s00 = b0.fma(f, s00);
            f = FloatVector.broadcast(SPECIES, a[ap + 1]);
            s10 = b0.fma(f, s10);
            f = FloatVector.broadcast(SPECIES, a[ap + 2]);
            s20 = b0.fma(f, s20);
            f = FloatVector.broadcast(SPECIES, a[ap + 3]);
            s30 = b0.fma(f, s30);
            f = FloatVector.broadcast(SPECIES, a[ap + 4]);
            s40 = b0.fma(f, s40);
            f = FloatVector.broadcast(SPECIES, a[ap + 5]);
            s50 = b0.fma(f, s50);
            f = FloatVector.broadcast(SPECIES, a[ap + 6]);
            s60 = b0.fma(f, s60);
            f = FloatVector.broadcast(SPECIES, a[ap + 7]);
            s70 = b0.fma(f, s70);
            bp += ldb;
            ap += lda;
        }
        s00.intoArray(c, co);
        s10.intoArray(c, co + ldc);
        s20.intoArray(c, co + 2 * ldc);
        s30.intoArray(c, co + 3 * ldc);
        s40.intoArray(c, co + 4 * ldc);
        s50.intoArray(c, co + 5 * ldc);
        s60.intoArray(c, co + 6 * ldc);
        s70.intoArray(c, co + 7 * ldc);
    }

    /** One row by four vectors; {@code step} leads from one element of A to the next. */
    private static void nn1x4(
            float[] a, int ao, int step, float[] b, int bo, int ldb, float[] c, int co, int k, boolean add) {
        FloatVector s00 = start(c, co, add);
        FloatVector s01 = start(c, co + LANES, add);
        FloatVector s02 = start(c, co + 2 * LANES, add);
        FloatVector s03 = start(c, co + 3 * LANES, add);
        int bp = bo;
        int ap = ao;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, bp + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, bp + 3 * LANES);
            FloatVector f = FloatVector.broadcast(SPECIES, a[ap]);
            s00 = b0.fma(f, s00);
            s01 = b1.fma(f, s01);
            s02 = b2.fma(f, s02);
            s03 = b3.fma(f, s03);
            bp += ldb;
            ap += step;
        }
        s00.intoArray(c, co);
        s01.intoArray(c, co + LANES);
        s02.intoArray(c, co + 2 * LANES);
        s03.intoArray(c, co + 3 * LANES);
    }

    /** One row by two vectors; {@code step} leads from one element of A to the next. */
    private static void nn1x2(
            float[] a, int ao, int step, float[] b, int bo, int ldb, float[] c, int co, int k, boolean add) {
        FloatVector s00 = start(c, co, add);
        FloatVector s01 = start(c, co + LANES, add);
        int bp = bo;
        int ap = ao;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
            FloatVector f = FloatVector.broadcast(SPECIES, a[ap]);
            s00 = b0.fma(f, s00);
            s01 = b1.fma(f, s01);
            bp += ldb;
            ap += step;
        }
        s00.intoArray(c, co);
        s01.intoArray(c, co + LANES);
    }

    /** One row by one vector; {@code step} leads from one element of A to the next. */
    private static void nn1x1(
            float[] a, int ao, int step, float[] b, int bo, int ldb, float[] c, int co, int k, boolean add) {
        FloatVector s00 = start(c, co, add);
        int bp = bo;
        int ap = ao;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector f = FloatVector.broadcast(SPECIES, a[ap]);
            s00 = b0.fma(f, s00);
            bp += ldb;
            ap += step;
        }
        s00.intoArray(c, co);
    }
}
