package dev.ansatz.problems.rmab;

import java.util.Arrays;

/** What to do in one step: an action for each arm, and the certificate that the constraint asks for. Not thread-safe. */
public final class Decision {
    private static final int[] NONE = {};

    /** Action of each arm. */
    public final int[] levels;

    /** As the constraint defines it; empty without one. */
    public int[] certificate = NONE;

    public Decision(int arms) {
        this.levels = new int[arms];
    }

    /** Rests every arm. */
    public void clear() {
        Arrays.fill(levels, 0);
        certificate = NONE;
    }

    /** The arms acted on, ascending, each as often as its action says. */
    public int[] arms() {
        int total = 0;
        for (int level : levels) {
            total += level;
        }
        int[] arms = new int[total];
        int k = 0;
        for (int j = 0; j < levels.length; j++) {
            for (int i = 0; i < levels[j]; i++) {
                arms[k++] = j;
            }
        }
        return arms;
    }
}
