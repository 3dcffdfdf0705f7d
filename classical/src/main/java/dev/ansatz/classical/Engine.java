package dev.ansatz.classical;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Solver;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine as the provider of its problem lists it. Immutable.
 *
 * @param name that of the solver
 * @param aliases older names under which it is found, too
 * @param library what it needs, null for nothing
 * @param roles what it is good for
 * @param teachingIterations of a {@link Role#TEACHER}: enough for near-optimal solutions of the sizes trained on; else 0
 * @param maker makes the solver; called only where the library is there
 */
public record Engine<I extends Instance, S>(
        String name,
        List<String> aliases,
        @Nullable Library library,
        Set<Role> roles,
        long teachingIterations,
        Supplier<? extends Solver<I, S>> maker) {
    public Engine {
        aliases = List.copyOf(aliases);
        roles = Set.copyOf(roles);
        if (roles.contains(Role.TEACHER) != (teachingIterations > 0)) {
            throw new IllegalArgumentException(
                    "A teacher has iterations: " + name + " " + roles + " " + teachingIterations);
        }
    }

    /** An engine that needs no library. */
    public static <I extends Instance, S> Engine<I, S> of(Solver<I, S> solver, Role... roles) {
        return new Engine<>(solver.name(), List.of(), null, set(roles), 0, () -> solver);
    }

    /**
     * An engine that needs a library.
     *
     * @param maker a lambda, not a method reference: to resolve a reference the JVM links the class, and that takes the library
     */
    public static <I extends Instance, S> Engine<I, S> of(
            String name, Library library, Supplier<? extends Solver<I, S>> maker, Role... roles) {
        return new Engine<>(name, List.of(), library, set(roles), 0, maker);
    }

    /** The same engine as a teacher. */
    public Engine<I, S> teaching(long iterations) {
        Set<Role> more = set(roles.toArray(Role[]::new));
        more.add(Role.TEACHER);
        return new Engine<>(name, aliases, library, more, iterations, maker);
    }

    /** The same engine under older names, too. */
    public Engine<I, S> formerly(String... names) {
        return new Engine<>(name, List.of(names), library, roles, teachingIterations, maker);
    }

    /** Whether its library is there. */
    public boolean isPresent() {
        return library == null || library.isPresent();
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    private static Set<Role> set(Role... roles) {
        Set<Role> set = EnumSet.noneOf(Role.class);
        set.addAll(List.of(roles));
        return set;
    }
}
