package dev.ansatz.neural;

import dev.ansatz.neural.policy.AttentionPolicy;
import dev.ansatz.neural.policy.ProblemAdapter;
import dev.ansatz.neural.policy.ScoringAdapter;
import dev.ansatz.neural.policy.ScoringPolicy;
import dev.ansatz.neural.train.Checkpoint;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
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

    /** Cards of the bundled models, the default one of each problem first. */
    public static List<ModelCard> bundled() {
        return new String(resource("index.txt"), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> Checkpoint.decodeCard(resource(name + "/" + Checkpoint.CARD), name))
                .toList();
    }

    /** Whether there can be a policy for a problem, bundled or of one's own. */
    public static boolean knows(Problem<?, ?> problem) {
        return ScoringAdapter.of(problem.id()) != null
                || ProblemAdapter.ALL.stream()
                        .anyMatch(adapter -> adapter.problem().id().equals(problem.id()));
    }

    /** Name of the bundled model for a problem, or null where there is none. */
    public static @Nullable String defaultModel(Problem<?, ?> problem) {
        return bundled().stream()
                .filter(card -> card.problem().equals(problem.id()))
                .map(ModelCard::name)
                .findFirst()
                .orElse(null);
    }

    /**
     * Loads a policy; bundled ones are kept for the life of the JVM (a few MB each). Thread-safe.
     *
     * @param nameOrDirectory a bundled name or a checkpoint directory
     * @throws InputException if there is no such model or it is for another problem
     */
    @SuppressWarnings("unchecked") // the id of the problem is checked
    public static <I extends Instance, S> Policy<I, S> load(Problem<I, S> problem, String nameOrDirectory) {
        Policy<?, ?> policy;
        if (bundled().stream().anyMatch(card -> card.name().equals(nameOrDirectory))) {
            policy = LOADED.computeIfAbsent(
                    nameOrDirectory,
                    name -> policy(
                            resource(name + "/" + Checkpoint.CARD), resource(name + "/" + Checkpoint.WEIGHTS), name));
        } else if (Files.isDirectory(Path.of(nameOrDirectory))) {
            Path directory = Path.of(nameOrDirectory);
            policy = policy(
                    Checkpoint.read(directory.resolve(Checkpoint.CARD)),
                    Checkpoint.read(directory.resolve(Checkpoint.WEIGHTS)),
                    nameOrDirectory);
        } else {
            throw new InputException("There is no model '" + nameOrDirectory
                    + "': it is neither a directory nor one of the bundled models ("
                    + bundled().stream().map(ModelCard::name).collect(Collectors.joining(", ")) + ").");
        }
        if (!policy.card().problem().equals(problem.id())) {
            throw new InputException("Model '" + nameOrDirectory + "' is for problem "
                    + policy.card().problem() + ", not for " + problem.id() + ".");
        }
        return (Policy<I, S>) policy;
    }

    private static Policy<?, ?> policy(byte[] card, byte[] weights, String source) {
        ScoringAdapter<?, ?> scoring =
                ScoringAdapter.of(Checkpoint.decodeCard(card, source).problem());
        if (scoring != null) {
            return policy(scoring, Checkpoint.decodeTensors(card, weights, source), source);
        }
        Checkpoint.Loaded loaded = Checkpoint.decode(card, weights, source);
        return policy(ProblemAdapter.of(loaded.card().problem()), loaded);
    }

    private static <I extends Instance, S> Policy<I, S> policy(
            ScoringAdapter<I, S> adapter, Checkpoint.Tensors loaded, String source) {
        try {
            return new ScoringPolicy<>(adapter, loaded.card(), loaded.weights());
        } catch (IllegalArgumentException e) {
            throw new InputException(source + ": the weights do not fit the card (" + e.getMessage() + ")");
        }
    }

    private static <I extends Instance, S> Policy<I, S> policy(ProblemAdapter<I, S> adapter, Checkpoint.Loaded loaded) {
        return new AttentionPolicy<>(adapter, loaded.card(), loaded.weights());
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
