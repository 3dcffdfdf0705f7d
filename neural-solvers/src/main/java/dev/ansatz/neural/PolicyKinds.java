package dev.ansatz.neural;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Providers;
import dev.ansatz.problems.io.InputException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of policies that the {@linkplain PolicyProvider providers} on the class path bring. Thread-safe. */
public final class PolicyKinds {
    private PolicyKinds() {}

    /** All kinds of all problems. */
    public static List<PolicyKind<?, ?>> all() {
        return stream().toList();
    }

    /**
     * The kinds of one architecture of all problems.
     *
     * @param <K> that of the class, of any problem
     */
    @SuppressWarnings("unchecked") // K is the class with any parameters
    public static <K extends PolicyKind<?, ?>> List<K> all(Class<? super K> architecture) {
        return stream().filter(architecture::isInstance).map(kind -> (K) kind).toList();
    }

    private static Stream<PolicyKind<?, ?>> stream() {
        return providers().flatMap(provider -> provider.kinds().stream());
    }

    static Stream<PolicyProvider<?, ?>> providers() {
        return Providers.all(PolicyProvider.class).stream().map(provider -> (PolicyProvider<?, ?>) provider);
    }

    /** Kinds of policies of a problem, the usual one first; empty where there can be no policy. */
    @SuppressWarnings("unchecked") // the ids of the problems are equal
    public static <I extends Instance, S> List<PolicyKind<I, S>> of(Problem<I, S> problem) {
        return stream()
                .filter(kind -> kind.problem().id().equals(problem.id()))
                .map(kind -> (PolicyKind<I, S>) kind)
                .toList();
    }

    /**
     * The kind of policies of a problem of one architecture.
     *
     * @param architecture its id; null = the usual kind
     * @throws InputException if there is none
     */
    public static <I extends Instance, S> PolicyKind<I, S> of(Problem<I, S> problem, @Nullable String architecture) {
        List<PolicyKind<I, S>> kinds = of(problem);
        return kinds.stream()
                .filter(kind -> architecture == null || kind.architecture().equals(architecture))
                .findFirst()
                .orElseThrow(() -> unknown(problem.id(), architecture, kinds));
    }

    /**
     * The kind of policies of a problem of one architecture.
     *
     * @param problemId in any case
     * @return null where the problem has none
     */
    public static <K extends PolicyKind<?, ?>> @Nullable K find(String problemId, Class<? super K> architecture) {
        return PolicyKinds.<K>all(architecture).stream()
                .filter(kind -> kind.problem().id().equalsIgnoreCase(problemId))
                .findFirst()
                .orElse(null);
    }

    /** The kind that a card names. */
    static PolicyKind<?, ?> of(ModelCard card) {
        List<PolicyKind<?, ?>> kinds = stream()
                .filter(kind -> kind.problem().id().equals(card.problem()))
                .toList();
        String architecture = card.architecture().isEmpty() ? null : card.architecture();
        return kinds.stream()
                .filter(kind -> architecture == null || kind.architecture().equals(architecture))
                .findFirst()
                .orElseThrow(() -> unknown(card.problem(), architecture, kinds));
    }

    private static InputException unknown(
            String problem, @Nullable String architecture, List<? extends PolicyKind<?, ?>> kinds) {
        if (architecture == null || kinds.isEmpty()) {
            return new InputException("There is no policy for problem '" + problem + "'.");
        }
        String known = kinds.stream().map(PolicyKind::architecture).collect(Collectors.joining(", "));
        return new InputException("There is no policy of architecture '" + architecture + "' for problem '" + problem
                + "'; there are: " + known + ".");
    }
}
