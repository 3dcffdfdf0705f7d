package dev.ansatz.bench.quality;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.problems.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where figures come from.
 *
 * @param commit commit of the sources, with {@code +changes} where files differ from it; null where there is no git
 * @param date when the first run began, ISO 8601 in UTC
 * @param command the command line
 * @param versions versions of what the engines are made of; of a policy, how long it was trained
 */
@JsonPropertyOrder({"commit", "date", "command", "machine", "versions"})
public record Provenance(
        @Nullable String commit, String date, String command, Machine machine, Map<String, String> versions) {
    private static final String VERSIONS = "versions.properties";

    public Provenance {
        versions = Map.copyOf(versions);
    }

    /**
     * This build on this machine, now.
     *
     * @param problems whose bundled policies take part, empty for none
     */
    public static Provenance current(String command, List<Problem<?, ?>> problems) {
        Map<String, String> versions = builtVersions();
        for (Problem<?, ?> problem : problems) {
            String model = ModelZoo.defaultModel(problem);
            ModelZoo.bundled().stream()
                    .filter(card -> card.name().equals(model))
                    .forEach(card -> versions.put(
                            "policy " + card.name(),
                            String.format(
                                    Locale.ROOT,
                                    "(trained for %.0f min on %s, no part of any time limit)",
                                    card.seconds() / 60,
                                    card.machine())));
        }
        return new Provenance(
                gitCommit(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                command,
                Machine.current(),
                versions);
    }

    private static Map<String, String> builtVersions() {
        Properties properties = new Properties();
        try (InputStream in = Provenance.class.getResourceAsStream(VERSIONS)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> versions = new TreeMap<>();
        properties.forEach((name, version) -> versions.put(name.toString(), version.toString()));
        return versions;
    }

    private static @Nullable String gitCommit() {
        CodeSource source = Provenance.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return null;
        }
        try {
            Path place = Path.of(source.getLocation().toURI());
            Path folder = Files.isDirectory(place) ? place : place.getParent();
            String commit = folder == null ? null : git(folder, "rev-parse", "--short=12", "HEAD");
            if (folder == null || commit == null) {
                return null;
            }
            String changes = git(folder, "status", "--porcelain", "--untracked-files=no");
            return commit + (changes == null || changes.isEmpty() ? "" : "+changes");
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static @Nullable String git(Path folder, String... arguments) {
        List<String> words = new java.util.ArrayList<>(List.of("git", "-C", folder.toString()));
        words.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? answer : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
