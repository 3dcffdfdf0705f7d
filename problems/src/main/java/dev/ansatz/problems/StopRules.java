package dev.ansatz.problems;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What ends a run: whichever rule is met first. Immutable; every {@code with…} returns a changed copy.
 *
 * <p>Without a limit of time or iterations a run lasts {@link Options#DEFAULT_TIME}, whatever the other rules say.
 *
 * @param timeLimit wall-clock limit, or null
 * @param iterationLimit limit on the engine's own iterations (each engine documents what it counts), or null
 * @param noImprovement the run ends where no better solution was found for so long, counted from its begin where there is none, or null
 * @param target the run ends with a solution of this objective or a better one, or null
 * @param gap the run ends with a solution whose {@linkplain Bound#gap gap} to the proven bound is at most this, such as 0.01, or null
 * @param token stops the run from outside; interrupting the calling thread does the same
 */
public record StopRules(
        @Nullable Duration timeLimit,
        @Nullable Long iterationLimit,
        @Nullable Duration noImprovement,
        @Nullable Double target,
        @Nullable Double gap,
        StopToken token) {
    /** @throws IllegalArgumentException if a limit is negative, or a target or gap is no number */
    public StopRules {
        if (timeLimit != null && timeLimit.isNegative()) {
            throw new IllegalArgumentException("The time limit (" + timeLimit + ") must not be negative.");
        }
        if (iterationLimit != null && iterationLimit < 0) {
            throw new IllegalArgumentException("The iteration limit (" + iterationLimit + ") must not be negative.");
        }
        if (noImprovement != null && (noImprovement.isNegative() || noImprovement.isZero())) {
            throw new IllegalArgumentException(
                    "The time without an improvement (" + noImprovement + ") must be positive.");
        }
        if (target != null && target.isNaN()) {
            throw new IllegalArgumentException("The target must be a number.");
        }
        if (gap != null && !(gap >= 0)) {
            throw new IllegalArgumentException("The gap (" + gap + ") must not be negative.");
        }
        if (timeLimit == null && iterationLimit == null) {
            timeLimit = Options.DEFAULT_TIME;
        }
    }

    /** {@link Options#DEFAULT_TIME} and a token of its own. */
    public StopRules() {
        this(null, null, null, null, null, new StopToken());
    }

    public StopRules withTimeLimit(@Nullable Duration limit) {
        return new StopRules(limit, iterationLimit, noImprovement, target, gap, token);
    }

    public StopRules withIterationLimit(@Nullable Long limit) {
        return new StopRules(timeLimit, limit, noImprovement, target, gap, token);
    }

    public StopRules withNoImprovement(@Nullable Duration wait) {
        return new StopRules(timeLimit, iterationLimit, wait, target, gap, token);
    }

    public StopRules withTarget(@Nullable Double objective) {
        return new StopRules(timeLimit, iterationLimit, noImprovement, objective, gap, token);
    }

    public StopRules withGap(@Nullable Double fraction) {
        return new StopRules(timeLimit, iterationLimit, noImprovement, target, fraction, token);
    }

    public StopRules withToken(StopToken newToken) {
        return new StopRules(timeLimit, iterationLimit, noImprovement, target, gap, newToken);
    }

    /** The rules of a part of a run: whether there is an improvement is seen in the whole only, and its token says so. */
    public StopRules ofPart(StopToken tokenOfWhole) {
        return withNoImprovement(null).withToken(tokenOfWhole);
    }
}
