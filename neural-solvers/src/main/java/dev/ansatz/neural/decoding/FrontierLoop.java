package dev.ansatz.neural.decoding;

import java.util.function.BooleanSupplier;

/** The one loop in which policies of all kinds construct solutions, side by side, decision by decision. */
public final class FrontierLoop {
    private FrontierLoop() {}

    /**
     * Constructs what the feed begins; where a solution ends, the next one begins in its slot.
     *
     * @param slots solutions at a time
     * @param stop asked at first and every few rounds
     * @return number of solutions that ended; what is under way when it is stopped is lost
     */
    public static int run(
            StepScorer scorer, int slots, StepScorer.Sampling how, BooleanSupplier stop, StepScorer.Feed feed) {
        boolean[] busy = new boolean[slots];
        for (int t = 0; t < slots; t++) {
            busy[t] = feed.begin(t);
        }
        int interval = scorer.stopInterval();
        int ended = 0;
        for (int round = 0; ; round++) {
            if (round % interval == 0 && stop.getAsBoolean()) {
                return ended;
            }
            scorer.beginRound();
            int moved = 0;
            int decisions = 0;
            for (int t = 0; t < slots; t++) {
                while (busy[t]) {
                    int alternatives = scorer.look(t);
                    if (alternatives == 1) {
                        moved++;
                        break;
                    }
                    if (alternatives > 1 && scorer.lowerBound(t) < feed.cutoff()) {
                        scorer.admit(t);
                        decisions++;
                        break;
                    }
                    feed.end(t, alternatives == 0);
                    ended++;
                    busy[t] = feed.begin(t);
                }
            }
            if (decisions > 0) {
                scorer.score();
                scorer.choose(how, feed);
            } else if (moved == 0) {
                return ended;
            }
        }
    }
}
