package dev.ansatz.training;

import dev.ansatz.neural.PolicyKinds;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Suggestions;
import dev.ansatz.training.method.Compass;
import dev.ansatz.training.method.LossMean;
import dev.ansatz.training.method.Scale;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Architectures of policies that can be trained, and the settings that are usual with each. */
public enum Architecture {
    /** Points at the next node: attention over all nodes, encoded once. */
    POINTER(128, 8, 512, Scale.BATCH, Compass.Credit.OWN_STARTS, LossMean.TRAJECTORY),
    /** Scores the few candidates of a decision by features computed on the way. */
    CANDIDATE(64, 4, 128, Scale.INSTANCE, Compass.Credit.LIKELIHOOD, LossMean.DECISION);

    private static final int LAYERS = 3;

    /** Architectures that there will be. */
    private static final List<String> PLANNED = List.of("reembedding", "parallel");

    private final int embeddingSize;
    private final int heads;
    private final int feedForwardSize;
    private final Scale scale;
    private final Compass.Credit credit;
    private final LossMean mean;

    Architecture(int embeddingSize, int heads, int feedForwardSize, Scale scale, Compass.Credit credit, LossMean mean) {
        this.embeddingSize = embeddingSize;
        this.heads = heads;
        this.feedForwardSize = feedForwardSize;
        this.scale = scale;
        this.credit = credit;
        this.mean = mean;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The usual size. */
    public TrainingConfig.Network network() {
        return new TrainingConfig.Network(this, LAYERS, embeddingSize, heads, feedForwardSize);
    }

    /** The usual unit of advantages. */
    public Scale scale() {
        return scale;
    }

    /** The usual reward of COMPASS. */
    public Compass.Credit credit() {
        return credit;
    }

    /** The usual mean of a loss. */
    public LossMean mean() {
        return mean;
    }

    /** Names of all architectures. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Architecture::id).toList();
    }

    /**
     * The architecture of a problem's policies.
     *
     * @param name of the wanted one; null = the usual one
     * @throws InputException if the problem has no such policies, or they cannot be trained
     */
    public static Architecture of(Problem<?, ?> problem, @Nullable String name) {
        Architecture wanted = name == null || name.isEmpty() ? null : named(name);
        return named(
                PolicyKinds.of(problem, wanted == null ? null : wanted.id()).architecture());
    }

    private static Architecture named(String name) {
        if (PLANNED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new InputException("Policies of the architecture " + name + " are planned, but not there yet.");
        }
        return Arrays.stream(values())
                .filter(architecture -> architecture.id().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new InputException(Suggestions.unknown("architecture", name, ids()) + "."));
    }
}
