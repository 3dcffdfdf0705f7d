package dev.ansatz.neural.network;

/** A range of columns of a matrix that active search adapts, with the state of Adam (Kingma and Ba 2015). */
public final class Parameter {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final float EPSILON = 1e-8f;

    private final float[] values;
    private final float[] gradient;
    private final int width;
    private final int from;
    private final int to;
    private final float[] first;
    private final float[] second;

    public Parameter(float[] values, float[] gradient, int width, int from, int to) {
        this.values = values;
        this.gradient = gradient;
        this.width = width;
        this.from = from;
        this.to = to;
        first = new float[values.length];
        second = new float[values.length];
    }

    public Parameter(float[] values, float[] gradient) {
        this(values, gradient, values.length, 0, values.length);
    }

    /**
     * One step uphill; the gradient is 0 afterwards.
     *
     * @param rate learning rate
     * @param steps number of steps with this one
     */
    public void step(double rate, int steps) {
        float corrected = (float) (rate * Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps)));
        for (int row = 0; row < values.length; row += width) {
            for (int i = row + from; i < row + to; i++) {
                float g = gradient[i];
                first[i] += (float) (1 - BETA1) * (g - first[i]);
                second[i] += (float) (1 - BETA2) * (g * g - second[i]);
                values[i] += corrected * first[i] / ((float) Math.sqrt(second[i]) + EPSILON);
                gradient[i] = 0;
            }
        }
    }
}
