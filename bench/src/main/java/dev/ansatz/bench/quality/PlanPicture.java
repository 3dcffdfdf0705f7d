package dev.ansatz.bench.quality;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import org.jspecify.annotations.Nullable;

/** Draws solutions for {@link HtmlReport}. */
public interface PlanPicture {
    /** No pictures. */
    PlanPicture NONE = new PlanPicture() {
        @Override
        public <I extends Instance, S> @Nullable String svg(Problem<I, S> problem, I instance, S solution) {
            return null;
        }
    };

    /** An {@code svg} element without reference to anything outside, or null where there is no picture of this solution. */
    <I extends Instance, S> @Nullable String svg(Problem<I, S> problem, I instance, S solution);
}
