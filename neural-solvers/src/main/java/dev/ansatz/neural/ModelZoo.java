package dev.ansatz.neural;

import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The trained policies inside this jar, and loading of one's own. */
public final class ModelZoo {
    private ModelZoo() {}

    /** Cards of the bundled models. Does not load libtorch. */
    public static List<ModelCard> bundled() {
        return List.of();
    }

    /** Name of the bundled model for a problem, or null where there is none. Does not load libtorch. */
    public static @Nullable String defaultModel(Problem<?, ?> problem) {
        return null;
    }

    /** Loads libtorch, so that the first policy does not have to. Idempotent, thread-safe. */
    public static void warmUp() {}

    /**
     * Loads a policy.
     *
     * @param nameOrDirectory a bundled name or a checkpoint directory
     * @throws InputException if there is no such model or it is for another problem
     */
    public static <I extends Instance, S> Policy<I, S> load(Problem<I, S> problem, String nameOrDirectory) {
        throw new InputException("There is no model '" + nameOrDirectory + "' for " + problem.title() + ".");
    }
}
