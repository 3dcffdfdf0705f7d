package dev.ansatz.problems;

import dev.ansatz.problems.io.InputException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@linkplain Provider providers} on the class path, in its order: those of this library first, where its jars come first. Looked for
 * once in the life of the JVM, by the class loader of the interface and by that of the thread that asks first. Thread-safe.
 */
public final class Providers {
    private static final Map<Class<?>, List<?>> FOUND = new ConcurrentHashMap<>();

    private Providers() {}

    /**
     * All providers of a kind.
     *
     * @throws InputException if one of them cannot be made
     */
    @SuppressWarnings("unchecked") // the lists hold what their keys say
    public static <P extends Provider<?, ?>> List<P> all(Class<P> kind) {
        return (List<P>) FOUND.computeIfAbsent(kind, unseen -> find(kind));
    }

    /** The providers of a kind for one problem: of this library and of plug-ins. */
    public static <P extends Provider<?, ?>> List<P> of(Class<P> kind, Problem<?, ?> problem) {
        return all(kind).stream()
                .filter(provider -> provider.problem().id().equals(problem.id()))
                .toList();
    }

    /** The first provider of a kind for one problem; null where there is none. */
    public static <P extends Provider<?, ?>> @Nullable P first(Class<P> kind, Problem<?, ?> problem) {
        List<P> all = of(kind, problem);
        return all.isEmpty() ? null : all.get(0);
    }

    private static <P> List<P> find(Class<P> kind) {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        loaders.add(kind.getClassLoader());
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null) {
            loaders.add(context);
        }
        List<P> found = new ArrayList<>();
        Set<Class<?>> seen = new LinkedHashSet<>();
        try {
            for (ClassLoader loader : loaders) {
                for (P provider : ServiceLoader.load(kind, loader)) {
                    if (seen.add(provider.getClass())) {
                        found.add(provider);
                    }
                }
            }
        } catch (ServiceConfigurationError e) {
            throw new InputException("A plug-in cannot be loaded (" + e.getMessage() + ").");
        }
        return List.copyOf(found);
    }
}
