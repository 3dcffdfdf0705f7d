package dev.ansatz.neural;

import dev.ansatz.neural.candidate.CandidateKind;
import dev.ansatz.neural.candidate.CandidatePolicy;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.neural.pointer.PointerPolicy;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The trained policies inside this jar, and loading of one's own.
 *
 * <p>Policies run in plain Java: loading one reads its weights and nothing else; libtorch is only needed for training.
 */
public final class ModelZoo {
    private static final String ROOT = "/dev/ansatz/neural/zoo/";
    private static final Map<String, Policy<?, ?>> LOADED = new ConcurrentHashMap<>();

    private ModelZoo() {}

    /** Problems of the bundled models by name, the default one of each problem first: known without reading a card. */
    private static Map<String, String> index() {
        Map<String, String> index = new LinkedHashMap<>();
        new String(resource("index.txt"), StandardCharsets.UTF_8).lines().forEach(line -> {
            int space = line.indexOf(' ');
            index.put(line.substring(0, space), line.substring(space + 1));
        });
        return index;
    }

    /** Cards of the bundled models, the default one of each problem first. */
    public static List<ModelCard> bundled() {
        return index().keySet().stream()
                .map(name -> Checkpoint.decodeCard(resource(name + "/" + Checkpoint.CARD), name))
                .toList();
    }

    /** Whether there can be a policy for a problem, bundled or of one's own. */
    public static boolean knows(Problem<?, ?> problem) {
        return CandidateKind.of(problem.id()) != null
                || PointerKind.ALL.stream()
                        .anyMatch(adapter -> adapter.problem().id().equals(problem.id()));
    }

    /** Name of the bundled model for a problem, or null where there is none. */
    public static @Nullable String defaultModel(Problem<?, ?> problem) {
        return index().entrySet().stream()
                .filter(model -> model.getValue().equals(problem.id()))
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
     * Reads a checkpoint of an attention policy.
     *
     * @param nameOrDirectory a bundled name or a checkpoint directory
     * @throws InputException if there is none or it is malformed
     */
    public static Checkpoint.Loaded checkpoint(String nameOrDirectory) {
        return Checkpoint.decode(
                file(nameOrDirectory, Checkpoint.CARD), file(nameOrDirectory, Checkpoint.WEIGHTS), nameOrDirectory);
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
        if (isBundled(nameOrDirectory)) {
            return resource(nameOrDirectory + "/" + file);
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
        ModelCard card = Checkpoint.decodeCard(file(nameOrDirectory, Checkpoint.CARD), nameOrDirectory);
        CandidateKind<?, ?> scoring = CandidateKind.of(card.problem());
        if (scoring != null) {
            return policy(scoring, tensors(nameOrDirectory), nameOrDirectory);
        }
        Checkpoint.Loaded loaded = checkpoint(nameOrDirectory);
        return policy(PointerKind.of(loaded.card().problem()), loaded);
    }

    private static <I extends Instance, S> Policy<I, S> policy(
            CandidateKind<I, S> adapter, Checkpoint.Tensors loaded, String source) {
        try {
            return new CandidatePolicy<>(adapter, loaded.card(), loaded.weights());
        } catch (IllegalArgumentException e) {
            throw new InputException(source + ": the weights do not fit the card (" + e.getMessage() + ")");
        }
    }

    private static <I extends Instance, S> Policy<I, S> policy(PointerKind<I, S> adapter, Checkpoint.Loaded loaded) {
        return new PointerPolicy<>(adapter, loaded.card(), loaded.weights());
    }

    private static byte[] resource(String name) {
        try (InputStream in = ModelZoo.class.getResourceAsStream(ROOT + name)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + ROOT + name + " is missing from the jar.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
