package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/dev/releasing.md} promises: one version everywhere, a BOM of all that is published, packages that say how stable they are. */
class ReleaseTest {
    private static final Path ROOT = Path.of("..");
    private static final String SNAPSHOT = "-SNAPSHOT";

    @Test
    void theVersionFollowsTheChangelogAndIsTheSameEverywhere() throws IOException {
        String version = all("<version>([^<]+)</version>", "pom.xml").getFirst();
        String changes = text("CHANGELOG.md");
        String newest = all("(?m)^## \\[(\\d+\\.\\d+\\.\\d+)] - \\d{4}-\\d\\d-\\d\\d$", "CHANGELOG.md")
                .getFirst();
        if (version.endsWith(SNAPSHOT)) {
            assertThat(changes).contains("## [Unreleased]");
            assertThat(Version.parse(version.replace(SNAPSHOT, ""))).isGreaterThan(Version.parse(newest));
        } else {
            assertThat(newest).isEqualTo(version);
        }
        for (String module : modules()) {
            assertThat(all("<version>([^<]+)</version>", module + "/pom.xml"))
                    .as(module)
                    .first()
                    .isEqualTo(version);
        }
        assertThat(text("README.md")).contains("dev.ansatz:ansatz-search:" + version);
        assertThat(text("docs/guide/embedding.md")).contains("<version>" + version + "</version>");
    }

    @Test
    void theBomHasEveryModuleThatIsPublished() throws IOException {
        List<String> published = modules().stream()
                .filter(module -> !module.equals("bom") && !module.startsWith("examples"))
                .map(module -> "ansatz-" + module)
                .toList();
        assertThat(all("<artifactId>(ansatz-(?!bom)[^<]+)</artifactId>", "bom/pom.xml"))
                .containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void everyPackageIsNullMarkedAndSaysHowStableItIsAndTheReleasePageListsThoseThatAre() throws IOException {
        Map<String, String> stable = new TreeMap<>();
        for (Path info : sources("package-info.java")) {
            String text = Files.readString(info).replaceAll("\\n \\* +", " ");
            String name = packageOf(text);
            assertThat(text).as(name).contains("@NullMarked").containsPattern("/\\*\\*\\s+\\S");
            List<MatchResult> notes = Pattern.compile("@apiNote (API and SPI|API|SPI|Internal):")
                    .matcher(text)
                    .results()
                    .toList();
            assertThat(notes).as(name).hasSize(1);
            String kind = notes.getFirst().group(1);
            if (!kind.equals("Internal")) {
                stable.put(name, kind);
            }
        }
        for (Path source : sources(".java")) {
            assertThat(source.resolveSibling("package-info.java")).exists();
        }
        Map<String, String> listed = new TreeMap<>();
        Pattern.compile("(?m)^\\| `(dev\\.ansatz[\\w.]*)` \\| ([\\w ]+) \\|")
                .matcher(text("docs/dev/releasing.md"))
                .results()
                .forEach(row -> listed.put(row.group(1), row.group(2)));
        assertThat(listed).isEqualTo(stable);
    }

    @Test
    void examplesUseWhatIsStable() throws IOException {
        TreeSet<String> unstable = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("examples"))) {
            for (Path file : files.filter(file -> file.toString().matches(".*/src/main/.*\\.java"))
                    .toList()) {
                Pattern.compile("(?m)^import (dev\\.ansatz(?:\\.[a-z]+)*)\\.([A-Z]\\w*)")
                        .matcher(Files.readString(file))
                        .results()
                        .filter(used -> !used.group(1).startsWith("dev.ansatz.examples"))
                        .filter(used -> !isStable(used.group(1), used.group(2)))
                        .forEach(used -> unstable.add(used.group(1) + '.' + used.group(2)));
            }
        }
        assertThat(unstable).isEmpty();
    }

    /** Whether a package's note covers a class of it: it names some, or means all. */
    private static boolean isStable(String packageName, String type) {
        try {
            String folder = "src/main/java/" + packageName.replace('.', '/') + "/package-info.java";
            for (String module : modules()) {
                Path info = ROOT.resolve(module).resolve(folder);
                if (Files.exists(info)) {
                    String text = Files.readString(info);
                    String note = text.substring(text.indexOf("@apiNote"));
                    return !note.contains("Internal:")
                            && (!note.contains("{@link") || note.contains(packageName + '.' + type + '}'));
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String packageOf(String text) {
        return Pattern.compile("(?m)^package ([\\w.]+);")
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    /** Main sources of all modules whose names end so. */
    private static List<Path> sources(String ending) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : modules()) {
            Path folder = ROOT.resolve(module).resolve("src/main/java");
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(ending)).forEach(found::add);
                }
            }
        }
        return found;
    }

    private static List<String> modules() throws IOException {
        return all("<module>([^<]+)</module>", "pom.xml");
    }

    private static List<String> all(String pattern, String file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(text(file))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String text(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
