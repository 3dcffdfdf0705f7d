package dev.ansatz.problems.distance;

import org.jspecify.annotations.Nullable;

/**
 * Asymmetric distances between n nodes as symmetric ones between 2n (Jonker and Volgenant, "Transforming asymmetric into symmetric
 * traveling salesman problems", Operations Research Letters 1983): node {@code 2 i} is where {@code i} is entered, {@code 2 i + 1} where it
 * is left. The two of a pair are 0 apart; from {@code 2 i + 1} to {@code 2 j} it is the distance from i to j, less what leaving
 * i and entering j cost anyway, plus a constant so large that no exchange of a few edges gains by parting a pair; nodes of the same kind
 * are further apart than that. A shortest tour that keeps all pairs together is a shortest tour of the asymmetric distances. O(n) memory
 * beside these.
 */
public final class PairedDistances implements Distances {
    /** Times the largest of the remaining distances: an exchange of six edges gains less than that. */
    private static final double APART = 8;

    private final Distances directed;
    private final double[] leaving;
    private final double[] entering;
    private final double apart;

    /**
     * @param leaving what leaving each node costs at least, to be taken off
     * @param entering what entering each node costs at least
     */
    public PairedDistances(Distances directed, double[] leaving, double[] entering) {
        this.directed = directed;
        this.leaving = leaving.clone();
        this.entering = entering.clone();
        double largest = 0;
        for (int i = 0; i < directed.size(); i++) {
            for (int j = 0; j < directed.size(); j++) {
                largest = i == j ? largest : Math.max(largest, reduced(i, j));
            }
        }
        this.apart = APART * (largest > 0 ? largest : 1);
    }

    /** Distance from one node of the asymmetric distances to another, less what leaving and entering cost; not negative. */
    public double reduced(int from, int to) {
        return Math.max(0, directed.between(from, to) - leaving[from] - entering[to]);
    }

    @Override
    public int size() {
        return Math.multiplyExact(2, directed.size());
    }

    @Override
    public double between(int i, int j) {
        if (i >> 1 == j >> 1) {
            return 0;
        }
        if ((i & 1) == (j & 1)) {
            return 4 * apart;
        }
        return apart + ((i & 1) == 1 ? reduced(i >> 1, j >> 1) : reduced(j >> 1, i >> 1));
    }

    /** Of the asymmetric distances. */
    @Override
    public boolean integral() {
        return directed.integral();
    }

    @Override
    public boolean symmetric() {
        return true;
    }

    @Override
    public double @Nullable [][] coordinates() {
        return null;
    }
}
