package dev.ansatz.classical.ortools;

import com.google.ortools.Loader;

/**
 * The native library of OR-Tools: loaded on first use, once. It is unpacked to the temporary directory, about 0.7 s, unless it lies in
 * {@code java.library.path}, as for the command line.
 */
public final class OrToolsNatives {
    private OrToolsNatives() {}

    /** Loads the native library. Idempotent and thread-safe. */
    public static void load() {
        Holder.touch();
    }

    /** Loaded by its class initialiser, which the JVM runs once. */
    private static final class Holder {
        static {
            Loader.loadNativeLibraries();
        }

        private static void touch() {}
    }
}
