package dev.ansatz.neural;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The trained policies inside this jar and those of plug-ins, and loading of one's own.
 *
 * <p>Policies run in plain Java: loading one reads its weights and nothing else; libtorch is only needed for training.
 */
public final class ModelZoo {
    private static final String ROOT = "/dev/ansatz/neural/zoo/";
    private static final Map<String, Policy<?, ?>> LOADED = new ConcurrentHashMap<>();

    private ModelZoo() {}

    /** Providers of the bundled models by name, the default one of each problem first: known without reading a card. */
    private static Map<String, PolicyProvider<?, ?>> index() {
        Map<String, PolicyProvider<?, ?>> index = new LinkedHashMap<>();
        PolicyKinds.providers()
                .forEach(provider -> provider.models().forEach(name -> index.putIfAbsent(name, provider)));
        return index;
    }

    /** Cards of the bundled models, the default one of each problem first. */
    public static List<ModelCard> bundled() {
        return index().keySet().stream()
                .map(name -> Checkpoint.decodeCard(file(name, Checkpoint.CARD), name))
                .toList();
    }

    /** Whether there can be a policy for a problem, bundled or of one's own. */
    public static boolean knows(Problem<?, ?> problem) {
        return !PolicyKinds.of(problem).isEmpty();
    }

    /** Name of the bundled model for a problem, or null where there is none. */
    public static @Nullable String defaultModel(Problem<?, ?> problem) {
        return index().entrySet().stream()
                .filter(model -> model.getValue().problem().id().equals(problem.id()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** Whether {@link #load} would not have to read this model: a bundled one that was loaded before. */
    public static boolean isLoaded(String nameOrDirectory) {
        return LOADED.containsKey(nameOrDirectory);
    }

    /**
     * Loads a policy; bundled ones are kept for the life of the JVM (a few MB each). Thread-safe.
     *
     * @param nameOrDirectory a bundled name or a checkpoint directory
     * @throws InputException if there is no such model or it is for another problem
     */
    @SuppressWarnings("unchecked") // the id of the problem is checked
    public static <I extends Instance, S> Policy<I, S> load(Problem<I, S> problem, String nameOrDirectory) {
        Policy<?, ?> policy = isBundled(nameOrDirectory)
                ? LOADED.computeIfAbsent(nameOrDirectory, ModelZoo::policy)
                : policy(nameOrDirectory);
        if (!policy.card().problem().equals(problem.id())) {
            throw new InputException("Model '" + nameOrDirectory + "' is for problem "
                    + policy.card().problem() + ", not for " + problem.id() + ".");
        }
        return (Policy<I, S>) policy;
    }

    /**
     * Reads a checkpoint of any kind of policy.
     *
     * @param nameOrDirectory a bundled name or a checkpoint directory
     * @throws InputException if there is none or it is malformed
     */
    public static Checkpoint.Tensors tensors(String nameOrDirectory) {
        return Checkpoint.decodeTensors(
                file(nameOrDirectory, Checkpoint.CARD), file(nameOrDirectory, Checkpoint.WEIGHTS), nameOrDirectory);
    }

    private static byte[] file(String nameOrDirectory, String file) {
        PolicyProvider<?, ?> provider = index().get(nameOrDirectory);
        if (provider != null) {
            return resource(provider, nameOrDirectory + "/" + file);
        }
        if (Files.isDirectory(Path.of(nameOrDirectory))) {
            return Checkpoint.read(Path.of(nameOrDirectory).resolve(file));
        }
        throw new InputException(
                Suggestions.unknown("model", nameOrDirectory, index().keySet()) + ", or the folder of a checkpoint.");
    }

    private static boolean isBundled(String name) {
        return index().containsKey(name);
    }

    private static Policy<?, ?> policy(String nameOrDirectory) {
        Checkpoint.Tensors loaded = tensors(nameOrDirectory);
        ModelCard card = loaded.card();
        PolicyKind<?, ?> kind = PolicyKinds.of(card);
        String mismatch = card.columns().equals(FeatureColumns.UNKNOWN)
                ? null
                : kind.columns().mismatch(card.columns());
        if (mismatch != null) {
            throw new InputException(nameOrDirectory + ": the model was trained on other features (" + mismatch + ").");
        }
        try {
            return kind.policy(card, loaded.weights());
        } catch (IllegalArgumentException e) {
            throw new InputException(nameOrDirectory + ": the weights do not fit the card (" + e.getMessage() + ")");
        }
    }

    private static byte[] resource(PolicyProvider<?, ?> provider, String name) {
        try (InputStream in = provider.getClass().getResourceAsStream(ROOT + name)) {
            if (in == null) {
                throw new InputException("Resource " + ROOT + name + " is missing from the jar of the model.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
