package dev.ansatz.problems;

/**
 * Says what one module knows of one problem. Each module that asks for something has an interface of its own that extends this one;
 * implementations are found by {@link java.util.ServiceLoader}, see {@link Providers}. Stateless and thread-safe; making one is cheap and
 * loads no native library.
 */
public interface Provider<I extends Instance, S> {
    Problem<I, S> problem();
}
