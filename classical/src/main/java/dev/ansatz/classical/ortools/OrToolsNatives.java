package dev.ansatz.classical.ortools;

import com.google.ortools.Loader;
import dev.ansatz.classical.Library;
import dev.ansatz.problems.io.InputException;
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
    public static void load() {
        String lack = lack();
        if (lack != null) {
            throw new InputException("This needs OR-Tools: " + lack + ".");
        }
    }

    /**
     * Loads the native library where it can be, for engines that have another way where it cannot.
     *
     * @return null where it is loaded, else why not, as the end of a sentence
     */
    public static synchronized @Nullable String lack() {
        if (!loaded && failure == null) {
            failure = Library.OR_TOOLS.missing();
            if (failure == null) {
                tryToLoad();
            }
        }
        return failure;
    }

    private static void tryToLoad() {
        try {
            Loader.loadNativeLibraries();
            loaded = true;
        } catch (RuntimeException | LinkageError e) {
            // Kept: a second try would find half a library.
            failure = "its native library cannot be loaded on this machine (" + e.getMessage() + ")";
        }
    }
}
