package dev.ansatz.classical;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Libraries of others that some engines need. Both are ordinary dependencies of this module that an application may exclude:
 * engines whose library is not there are not listed. Looked for once in the life of the JVM; nothing native is loaded for it.
 */
public enum Library {
    OR_TOOLS("OR-Tools", "com.google.ortools.Loader") {
        @Override
        @Nullable
        String lack() {
            String lack = super.lack();
            if (lack != null || hasNatives()) {
                return lack;
            }
            String platform = platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
            return NATIVE_PLATFORMS.contains(platform)
                    ? "the native library of OR-Tools for " + platform + " is not on the class path; add "
                            + String.format(artifact("ortools.native"), platform)
                    : "OR-Tools has no native library for this platform (" + platform + ")";
        }
    },
    TIMEFOLD("Timefold", "ai.timefold.solver.core.api.solver.SolverFactory");

    /** Platforms for which OR-Tools is published, as in the names of its artefacts. */
    private static final List<String> NATIVE_PLATFORMS =
            List.of("linux-x86-64", "linux-aarch64", "darwin-x86-64", "darwin-aarch64", "win32-x86-64");

    private final String title;
    private final String type;
    private volatile boolean looked;
    private @Nullable String missing;

    Library(String title, String type) {
        this.title = title;
        this.type = type;
    }

    /** Whether it can be used here. */
    public boolean isPresent() {
        return missing() == null;
    }

    /**
     * Why it cannot be used here and which artefact to add, as the end of a sentence.
     *
     * @return null where it can be used
     */
    public @Nullable String missing() {
        if (!looked) {
            missing = lack();
            looked = true;
        }
        return missing;
    }

    /** Its name in sentences. */
    public String title() {
        return title;
    }

    @Nullable
    String lack() {
        try {
            Class.forName(type, false, Library.class.getClassLoader());
            return null;
        } catch (ClassNotFoundException | LinkageError e) {
            return title + " is not on the class path; add "
                    + artifact(name().replace("_", "").toLowerCase(Locale.ROOT));
        }
    }

    /** Where {@code com.google.ortools.Loader} looks for it: in the library path, else on the class path. */
    private static boolean hasNatives() {
        String file = System.mapLibraryName("jniortools");
        for (String folder : System.getProperty("java.library.path", "").split(File.pathSeparator)) {
            if (new File(folder, file).exists()) {
                return true;
            }
        }
        String platform = platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        return Library.class.getClassLoader().getResource("ortools-" + platform + "/") != null;
    }

    /** The platform as OR-Tools names it, of the JVM's {@code os.name} and {@code os.arch}. */
    static String platform(String os, String arch) {
        String system = os.startsWith("Linux")
                ? "linux"
                : os.startsWith("Mac") || os.startsWith("Darwin")
                        ? "darwin"
                        : os.startsWith("Windows")
                                ? "win32"
                                : os.toLowerCase(Locale.ROOT).replace(' ', '-');
        String machine = switch (arch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64", "x86-64" -> "x86-64";
            case "aarch64", "arm64" -> "aarch64";
            default -> arch;
        };
        return system + "-" + machine;
    }

    private static String artifact(String key) {
        try (InputStream in = Library.class.getResourceAsStream("libraries.properties")) {
            Properties artifacts = new Properties();
            artifacts.load(in);
            return artifacts.getProperty(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
