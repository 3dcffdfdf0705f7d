package dev.ansatz.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Minima of the standard functions of Hansen's tutorial, and what the callers rely on. */
class CmaEsTest {
    private static double sphere(double[] x) {
        return Arrays.stream(x).map(v -> (v - 0.3) * (v - 0.3)).sum();
    }

    private static double ellipsoid(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Math.pow(1e6, i / (x.length - 1.0)) * x[i] * x[i];
        }
        return sum;
    }

    /** The ellipsoid turned by 45 degrees in each plane of two neighbouring coordinates: not separable. */
    private static double turnedEllipsoid(double[] x) {
        double[] y = x.clone();
        for (int i = 0; i + 1 < y.length; i++) {
            double a = y[i];
            y[i] = (a + y[i + 1]) / Math.sqrt(2);
            y[i + 1] = (a - y[i + 1]) / Math.sqrt(2);
        }
        return ellipsoid(y);
    }

    private static double rosenbrock(double[] x) {
        double sum = 0;
        for (int i = 0; i + 1 < x.length; i++) {
            sum += 100 * Math.pow(x[i + 1] - x[i] * x[i], 2) + Math.pow(1 - x[i], 2);
        }
        return sum;
    }

    /** About twice the evaluations that CMA-ES is known to need of population 10 in 10 dimensions down to 1e-10. */
    private static Stream<Arguments> functions() {
        return Stream.of(
                Arguments.of("sphere", (ToDoubleFunction<double[]>) CmaEsTest::sphere, 3_000),
                Arguments.of("ellipsoid", (ToDoubleFunction<double[]>) CmaEsTest::ellipsoid, 8_000),
                Arguments.of("turned ellipsoid", (ToDoubleFunction<double[]>) CmaEsTest::turnedEllipsoid, 8_000),
                Arguments.of("Rosenbrock", (ToDoubleFunction<double[]>) CmaEsTest::rosenbrock, 10_000));
    }

    private static int evaluations(CmaEs search, ToDoubleFunction<double[]> function, double target) {
        for (int k = 1; k < 100_000; k++) {
            double value = function.applyAsDouble(search.ask());
            if (value < target) {
                return k;
            }
            search.tell(value);
        }
        return Integer.MAX_VALUE;
    }

    private static double[] start() {
        double[] mean = new double[10];
        Arrays.fill(mean, 0.1);
        return mean;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void theMinimumIsFoundInTheUsualNumberOfEvaluations(String name, ToDoubleFunction<double[]> function, int most) {
        int[] sorted = Stream.iterate(1, seed -> seed + 1)
                .limit(9)
                .mapToInt(seed -> evaluations(new CmaEs(start(), 0.5, 10, seed), function, 1e-10))
                .sorted()
                .toArray();
        assertThat(sorted[4]).as(name + " " + Arrays.toString(sorted)).isLessThan(most);
    }

    @Test
    void onlyTheOrderOfTheValuesCounts() {
        CmaEs plain = new CmaEs(start(), 0.5, 8, 3);
        CmaEs monotone = new CmaEs(start(), 0.5, 8, 3);
        for (int k = 0; k < 400; k++) {
            double[] x = plain.ask();
            assertThat(monotone.ask()).containsExactly(x);
            plain.tell(sphere(x));
            monotone.tell(Math.log(sphere(x)));
        }
    }

    @Test
    void theSeedDecides() {
        CmaEs one = new CmaEs(start(), 0.5, 8, 3);
        CmaEs same = new CmaEs(start(), 0.5, 8, 3);
        CmaEs other = new CmaEs(start(), 0.5, 8, 4);
        double[] point = one.ask();
        assertThat(same.ask()).containsExactly(point);
        assertThat(other.ask()).isNotEqualTo(point);
    }

    @Test
    void pointsThatCouldNotBeEvaluatedComeLast() {
        CmaEs search = new CmaEs(start(), 0.5, 8, 1);
        int evaluations = evaluations(search, x -> x[0] < 0 ? Double.POSITIVE_INFINITY : sphere(x), 1e-8);
        assertThat(evaluations).isLessThan(5_000);
        assertThatThrownBy(() -> {
                    search.tell(0);
                    search.tell(0);
                })
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void itHasConvergedAtAMinimumAndWhereAllValuesAreEqual() {
        for (ToDoubleFunction<double[]> function :
                Arrays.<ToDoubleFunction<double[]>>asList(CmaEsTest::sphere, x -> 7)) {
            CmaEs search = new CmaEs(start(), 0.5, 8, 1);
            int steps = 0;
            while (!search.converged() && steps < 50_000) {
                search.tell(function.applyAsDouble(search.ask()));
                steps++;
            }
            assertThat(steps).isBetween(8 * 10, 20_000);
        }
    }

    @Test
    void searchesSideBySideBeginAgainOnceTheyHaveConverged() {
        double best = Double.POSITIVE_INFINITY;
        double least = 0;
        LatentCmaEs search = new LatentCmaEs(new double[][] {{0, 0, 0, 0}, {1, -1, 1, -1}}, 0.5, 1);
        for (int round = 0; round < 300 * LatentCmaEs.POPULATION; round++) {
            double[] values =
                    Arrays.stream(search.ask()).mapToDouble(CmaEsTest::sphere).toArray();
            search.tell(values);
            least = Arrays.stream(values).min().orElseThrow();
            best = Math.min(best, least);
        }
        assertThat(best).isLessThan(1e-6);
        assertThat(least).isGreaterThan(best); // else it would look at one point for ever
    }
}
