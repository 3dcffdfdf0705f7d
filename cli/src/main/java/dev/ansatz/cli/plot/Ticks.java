package dev.ansatz.cli.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.LongStream;

/** Round values along an axis: the multiples of 1, 2 or 5 times a power of ten that lie within it. */
public final class Ticks {
    private final double step;
    private final double[] values;

    private Ticks(double step, double[] values) {
        this.step = step;
        this.values = values;
    }

    /**
     * Ticks of an axis.
     *
     * @param low least value; finite
     * @param high largest value; finite and above {@code low}
     * @param most how many there is room for, at least 2
     */
    public static Ticks of(double low, double high, int most) {
        double step = step((high - low) / most);
        // Half a thousandth of a step is the rounding of the ends.
        long first = (long) Math.ceil(low / step - 5e-4);
        long last = (long) Math.floor(high / step + 5e-4);
        return new Ticks(
                step,
                LongStream.rangeClosed(first, last).mapToDouble(k -> k * step).toArray());
    }

    /** The least of ..., 0.1, 0.2, 0.5, 1, 2, 5, 10, ... that is at least {@code least}, which is positive. */
    public static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * power >= least * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    public double[] values() {
        return values.clone();
    }

    /** A value with the decimals that the ticks need, without an exponent. */
    public String label(double value) {
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
}
