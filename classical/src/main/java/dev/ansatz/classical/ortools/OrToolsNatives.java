package dev.ansatz.classical.ortools;

import com.google.ortools.Loader;
import dev.ansatz.classical.Library;
import dev.ansatz.problems.InputException;
import org.jspecify.annotations.Nullable;

/**
 * The native library of OR-Tools: loaded on first use, once. It is unpacked to the temporary directory, about 0.7 s, unless it lies in
 * {@code java.library.path}, as for the command line.
 */
public final class OrToolsNatives {
    private static boolean loaded;
    private static @Nullable String failure;

    private OrToolsNatives() {}

    /**
     * Loads the native library. Idempotent and thread-safe.
     *
     * @throws InputException if there is none for this platform on the class path, with the artefact to add, or it cannot be loaded
     */
    public static synchronized void load() {
        if (loaded) {
            return;
        }
        if (failure != null) {
            throw new InputException(failure);
        }
        Library.OR_TOOLS.require();
        try {
            Loader.loadNativeLibraries();
            loaded = true;
        } catch (RuntimeException | LinkageError e) {
            // Kept: a second try would find half a library.
            failure = "The native library of OR-Tools cannot be loaded on this machine (" + e.getMessage()
                    + "); engines other than ortools, cpsat and mip do without it.";
            throw new InputException(failure);
        }
    }
}
