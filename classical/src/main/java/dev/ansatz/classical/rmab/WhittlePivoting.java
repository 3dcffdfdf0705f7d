package dev.ansatz.classical.rmab;

/**
 * Moves the states of an arm from acting to resting one by one, in the order of their indices; see {@link WhittleIndex}. Acting has
 * in state x the advantage {@code d[x] - charge * k[x]} over resting, for the policy reached so far. Used once.
 */
final class WhittlePivoting {
    private static final double SLACK = 1e-9;

    /** Rates below this one are zero but for rounding. */
    private static final double SMALLEST_RATE = 1e-12;

    private final int n;
    /** How the advantages change: by state and, for those still active, by position in {@link #order}. */
    private final double[][] update;

    private final double[] d;
    private final double[] k;
    /** States still active, then those that rest. */
    private final int[] order;

    private final boolean[] passive;
    private final double[] column;
    private final double slack;

    private final double[] index;
    private boolean indexable = true;
    /** Largest charge so far. */
    private double last = Double.NEGATIVE_INFINITY;

    /**
     * @param update {@code [state][state]}, d and k: under acting everywhere; all three are overwritten
     */
    WhittlePivoting(double[][] update, double[] d, double[] k) {
        this.update = update;
        this.d = d;
        this.k = k;
        n = d.length;
        order = new int[n];
        passive = new boolean[n];
        column = new double[n];
        index = new double[n];
        double scale = 1e-300;
        for (int i = 0; i < n; i++) {
            order[i] = i;
            scale = Math.max(scale, Math.abs(d[i]));
        }
        slack = SLACK * n * scale;
    }

    WhittleIndex run() {
        checkRates();
        for (int left = n; left > 0; left--) {
            int position = nextToRest(left);
            int x = order[position];
            double charge = charge(x);
            if (Double.isInfinite(charge)) {
                indexable = false;
                charge = Double.isInfinite(last) ? 0 : last;
            }
            checkOptimal(charge);
            index[x] = charge;
            last = Math.max(last, charge);
            rest(position, left - 1);
        }
        checkRates();
        return new WhittleIndex(index, indexable);
    }

    /** The charge at which acting and resting are equally good in a state. */
    private double charge(int x) {
        return k[x] > SMALLEST_RATE ? d[x] / k[x] : Double.POSITIVE_INFINITY;
    }

    /** Where in the order the active state is that rests at the smallest charge. */
    private int nextToRest(int left) {
        int position = 0;
        double smallest = charge(order[0]);
        for (int p = 1; p < left; p++) {
            double candidate = charge(order[p]);
            if (candidate < smallest) {
                smallest = candidate;
                position = p;
            }
        }
        return position;
    }

    /** A higher charge must make acting worse in every state. */
    private void checkRates() {
        for (double rate : k) {
            indexable &= rate > -SLACK;
        }
    }

    /** The charges must not fall, and the policy reached so far must be optimal at the charge. */
    private void checkOptimal(double charge) {
        indexable &= !(charge < last - slack);
        for (int y = 0; y < n; y++) {
            double advantage = d[y] - charge * k[y];
            indexable &= passive[y] ? advantage <= slack : advantage >= -slack;
        }
    }

    /** Lets a state rest: the rank-one update of all advantages. The state changes places with the last active one. */
    private void rest(int position, int end) {
        int x = order[position];
        double pivot = 1 + update[x][position];
        double stepD = d[x] / pivot;
        double stepK = k[x] / pivot;
        double[] row = update[x].clone();
        for (int y = 0; y < n; y++) {
            column[y] = update[y][position];
            d[y] -= column[y] * stepD;
            k[y] -= column[y] * stepK;
        }
        passive[x] = true;
        order[position] = order[end];
        order[end] = x;
        row[position] = row[end];
        for (int y = 0; y < n; y++) {
            double[] target = update[y];
            target[position] = target[end];
            double factor = column[y] / pivot;
            if (factor != 0) {
                for (int p = 0; p < end; p++) {
                    target[p] -= factor * row[p];
                }
            }
        }
    }
}
