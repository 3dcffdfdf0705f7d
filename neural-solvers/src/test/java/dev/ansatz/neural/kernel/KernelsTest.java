package dev.ansatz.neural.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernels without the Vector API, which the tests of this module otherwise run with. */
class KernelsTest {
    private final SplittableRandom random = new SplittableRandom(1);

    private float[] numbers(int count) {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = 2 * random.nextFloat() - 1;
        }
        return x;
    }

    @ParameterizedTest
    @CsvSource({
        "8, 16, 5, false",
        "7, 16, 3, true",
        "4, 4, 1, true",
        "3, 6, 4, false",
        "1, 1, 9, true",
        "9, 3, 2, false"
    })
    void blockedProductsAreThoseOfTheDefinition(int m, int n, int k, boolean add) {
        for (boolean transposed : new boolean[] {false, true}) {
            int lda = (transposed ? m : k) + 2;
            int ldb = n + 1;
            int ldc = n + 3;
            float[] a = numbers(1 + (transposed ? k : m) * lda);
            float[] b = numbers(2 + k * ldb);
            float[] c = numbers(3 + m * ldc);
            float[] before = c.clone();
            Kernels.product(m, n, k, a, 1, transposed ? 1 : lda, transposed ? lda : 1, b, 2, ldb, c, 3, ldc, add);
            for (int at = 0; at < c.length; at++) {
                int i = (at - 3) / ldc;
                int j = (at - 3) % ldc;
                double expected = before[at]; // what lies between the rows is left alone
                if (at >= 3 && i < m && j < n) {
                    expected = add ? before[at] : 0;
                    for (int p = 0; p < k; p++) {
                        expected += a[1 + (transposed ? p * lda + i : i * lda + p)] * b[2 + p * ldb + j];
                    }
                }
                assertThat((double) c[at]).isCloseTo(expected, within(1e-5));
            }
        }
    }

    @Test
    void softmaxDownFourColumnsIsThatOfTheDefinition() {
        int rows = 11;
        float[] x = numbers(rows * 5);
        float[] y = numbers(rows * 4);
        y[9] = -1e9f; // masked
        double[] logits = new double[rows * 4];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < 4; j++) {
                logits[i * 4 + j] = x[i * 5 + j] + 3.0 * y[i * 4 + j];
            }
        }
        Kernels.softmax4(rows, x, 0, 5, 3, y, 0, 4);
        for (int j = 0; j < 4; j++) {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += Math.exp(logits[i * 4 + j]);
            }
            for (int i = 0; i < rows; i++) {
                assertThat((double) x[i * 5 + j]).isCloseTo(Math.exp(logits[i * 4 + j]) / sum, within(1e-6));
            }
        }
    }
}
