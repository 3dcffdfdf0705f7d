package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start script, with a Maven and a Java that only say how they were called. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class LauncherTest {
    /** Puts a jar where Maven would; one line a call in mvn.log; does as the file mvn.does says first. */
    private static final String MAVEN = """
            #!/bin/sh
            echo "$JAVA_HOME | $MAVEN_OPTS | $*" >>"$(dirname "$0")/mvn.log"
            . "$(dirname "$0")/mvn.does"
            mkdir -p cli/target/launcher/lib cli/target/launcher/native/ortools-linux
            echo '[INFO] Building Ansatz problems 0.1.0-SNAPSHOT          [2/8]'
            echo '[INFO] hidden'
            echo jar >cli/target/launcher/lib/ansatz-cli.jar
            echo jar >cli/target/launcher/lib/other.jar
            echo library >cli/target/launcher/native/ortools-linux/libx.so
            """;

    private static final String JAVA = """
            #!/bin/sh
            echo "LC_ALL=${LC_ALL:-}"
            for word; do
                printf '<%s>' "$word"
                case $word in -XX:ArchiveClassesAtExit=*) echo archive >"${word#*=}" ;; esac
            done
            echo
            """;

    @TempDir
    Path folder;

    private Path checkout;
    private Path tools;
    private Path jdk;

    @BeforeEach
    void makeACheckout() throws IOException {
        folder = folder.toRealPath();
        checkout = Files.createDirectories(folder.resolve("check out"));
        tools = Files.createDirectories(folder.resolve("tools"));
        jdk = folder.resolve("jdk");
        ShellTools.into(tools);
        write(tools.resolve("mvn.does"), "");
        ShellTools.script(tools.resolve("mvn"), MAVEN);
        ShellTools.script(jdk.resolve("bin/java"), JAVA);
        write(jdk.resolve("release"), "JAVA_VERSION=\"21.0.1\"\n");
        Files.copy(launcher(), checkout.resolve("ansatz"), StandardCopyOption.COPY_ATTRIBUTES);
        write(checkout.resolve("pom.xml"), "");
        write(checkout.resolve("cli/src/main/java/A.java"), "");
    }

    private static Path launcher() {
        Path script = Path.of("../ansatz");
        assumeTrue(Files.isExecutable(script));
        return script;
    }

    @Test
    void buildsOnFirstUseAndAfterAChangeOnly() throws Exception {
        Said first = ansatz("solve", "a b.tsp", "*");
        assertThat(first.err)
                .contains("building (once", "building Ansatz problems [2/8]")
                .doesNotContain("hidden");
        assertThat(first.out).contains("ansatz-cli.jar><solve><a b.tsp><*>");
        assertThat(first.out).containsPattern("-XX:SharedArchiveFile=[^>]*/check out/cli/target/launcher/run-");
        assertThat(ansatz("solve").err).isEmpty();
        assertThat(calls()).hasSize(1).allMatch(call -> call.contains("-Dmaven.test.skip=true"));
        Files.setLastModifiedTime(checkout.resolve("cli/src/main/java/A.java"), later());
        assertThat(ansatz("solve").err).contains("building what has changed");
        assertThat(calls()).hasSize(2);
    }

    @Test
    void jarsOfPluginsComeAfterOurOwn() throws Exception {
        Files.createDirectories(folder.resolve("plug ins"));
        write(folder.resolve("plug ins/b.jar"), "jar");
        write(folder.resolve("plug ins/a.jar"), "jar");
        write(folder.resolve("plug ins/readme.txt"), "text");
        String plugins = folder.resolve("plug ins").toString();
        Said said = ansatz(Map.of("ANSATZ_PLUGINS", plugins), "solve", "a b.vrp");
        assertThat(said.code).isZero();
        assertThat(said.out)
                .contains("/lib/ansatz-cli.jar:" + plugins + "/a.jar:" + plugins
                        + "/b.jar><dev.ansatz.cli.Main><solve><a b.vrp>")
                .contains("<--enable-native-access=ALL-UNNAMED>")
                .doesNotContain("readme");
        Files.createDirectories(folder.resolve("none"));
        assertThat(ansatz(Map.of("ANSATZ_PLUGINS", folder.resolve("none").toString()), "solve").out)
                .contains("<-jar>");
        Said wrong = ansatz(Map.of("ANSATZ_PLUGINS", folder.resolve("missing").toString()), "solve");
        assertThat(wrong.code).isEqualTo(1);
        assertThat(wrong.err).contains("missing', which is no folder.");
    }

    /** Whatever lies in /bin, where many systems have another Java. */
    @Test
    void withoutJavaHomeTheJdkOfThePathIsTaken() throws Exception {
        Files.createSymbolicLink(tools.resolve("java"), jdk.resolve("bin/java"));
        Said said = ansatz(Map.of("JAVA_HOME", ""), "solve");
        assertThat(said.err).doesNotContain("none was found");
        assertThat(said.code).isZero();
        assertThat(calls()).singleElement().asString().startsWith(jdk + " |");
    }

    @Test
    void aRemovedSourceIsAChange() throws Exception {
        ansatz("solve");
        Files.delete(checkout.resolve("cli/src/main/java/A.java"));
        Files.setLastModifiedTime(checkout.resolve("cli/src/main/java"), later());
        ansatz("solve");
        assertThat(calls()).hasSize(2);
    }

    @Test
    void afterAFailingBuildTheOneBeforeItIsStillThere() throws Exception {
        ansatz("solve");
        Files.setLastModifiedTime(checkout.resolve("pom.xml"), later());
        write(
                tools.resolve("mvn.does"),
                "mkdir -p cli/target/launcher/lib; : >cli/target/launcher/lib/ansatz-cli.jar;"
                        + "echo '[ERROR] A.java: expected'; echo '  symbol: x'; exit 1\n");
        Said failed = ansatz("solve");
        assertThat(failed.code).isEqualTo(1);
        assertThat(failed.err).contains("[ERROR] A.java: expected\n  symbol: x\n", "ANSATZ_NO_BUILD=1 runs it");
        assertThat(failed.out).isEmpty();
        Said old = ansatz(Map.of("ANSATZ_NO_BUILD", "1"), "solve");
        assertThat(old.code).isZero();
        assertThat(Files.readString(usedJar(old))).isEqualTo("jar\n");
        assertThat(halfBuilds()).hasSize(1);
    }

    @Test
    void withoutMavenTheBuildThatIsThereRuns() throws Exception {
        ansatz("solve");
        Files.delete(tools.resolve("mvn"));
        Files.setLastModifiedTime(checkout.resolve("pom.xml"), later());
        Said said = ansatz("solve");
        assertThat(said.code).isZero();
        assertThat(said.err).contains("newer than the build, but Maven (mvn) was not found; running the build");
    }

    @Test
    void withoutMavenAndBuildItSaysSo() throws Exception {
        Files.delete(tools.resolve("mvn"));
        Said said = ansatz("solve");
        assertThat(said.code).isEqualTo(1);
        assertThat(said.err).isEqualTo("ansatz: a build is needed, but Maven (mvn) was not found.\n");
    }

    @Test
    void aReadOnlyCheckoutRunsTheBuildThatIsThere() throws Exception {
        ansatz("solve");
        Path target = checkout.resolve("cli/target/launcher");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(target), "root may write everywhere");
        Files.setLastModifiedTime(checkout.resolve("pom.xml"), later());
        Said said = ansatz("solve");
        assertThat(said.code).isZero();
        assertThat(said.err).contains("cannot be written; running the build");
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "link", "file"})
    void locksOfDeadProcessesAreNotWaitedFor(String kind) throws Exception {
        Path lock =
                Files.createDirectories(checkout.resolve("cli/target/launcher")).resolve("lock");
        switch (kind) {
            case "folder" -> Files.createDirectory(lock);
            case "link" -> Files.createSymbolicLink(lock, Path.of(String.valueOf(deadProcess())));
            default -> write(lock, "");
        }
        assertThat(ansatz("solve").code).isZero();
        assertThat(lock).doesNotExist();
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        write(tools.resolve("mvn.does"), "sleep 2\n");
        Started first = start(Map.of(), "solve");
        awaitBuild();
        Said second = ansatz("solve");
        assertThat(second.err).contains("waiting for the build of another process");
        assertThat(second.code).isZero();
        assertThat(finish(first).code).isZero();
        assertThat(calls()).hasSize(1);
    }

    @Test
    void aSignalEndsTheBuildAtOnceAndLeavesNothingBehind() throws Exception {
        write(tools.resolve("mvn.does"), "echo $$ >\"$(dirname \"$0\")/mvn.pid\"; exec sleep 100\n");
        Process process = start(Map.of(), "solve").process;
        awaitBuild();
        while (!Files.exists(tools.resolve("mvn.pid"))) {
            Thread.sleep(20);
        }
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(Files.isSymbolicLink(checkout.resolve("cli/target/launcher/lock")))
                .isFalse();
        assertThat(halfBuilds()).isEmpty();
        long maven = Long.parseLong(Files.readString(tools.resolve("mvn.pid")).strip());
        ProcessHandle.of(maven)
                .ifPresent(handle ->
                        handle.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "ANSATZ_JAVA_OPTIONS"})
    void theUsersCollectorWins(String variable) throws Exception {
        assertThat(ansatz("solve").out).contains("<-XX:+UseSerialGC>");
        assertThat(ansatz(Map.of(variable, "-Xmx1g -XX:+UseG1GC"), "solve").out).doesNotContain("SerialGC");
        write(folder.resolve("options"), "-XX:+UseZGC\n");
        assertThat(ansatz(Map.of(variable, "@" + folder.resolve("options")), "solve").out)
                .doesNotContain("SerialGC");
        Files.setLastModifiedTime(checkout.resolve("pom.xml"), later());
        ansatz(Map.of(variable, "-XX:+UseParallelGC"), "solve");
        assertThat(calls().getLast()).doesNotContain("SerialGC");
    }

    @Test
    void namesThatAreNotAsciiWorkInTheLocaleC() throws Exception {
        assumeTrue(Files.exists(tools.resolve("locale")));
        assertThat(ansatz(Map.of("LC_ALL", "C"), "solve").out).startsWith("LC_ALL=C.UTF-8\n");
        assertThat(ansatz(Map.of("LC_ALL", "C.UTF-8"), "solve").out).startsWith("LC_ALL=C.UTF-8\n");
        assertThat(ansatz(Map.of("LANG", "xx_XX.UTF-8"), "solve").out).startsWith("LC_ALL=C.UTF-8\n");
    }

    @Test
    void whatMavenPackageMadeRunsWithoutABuild() throws Exception {
        assertThat(ansatz(Map.of("ANSATZ_NO_BUILD", "1"), "solve").err).contains("there is no build in ");
        write(checkout.resolve("cli/target/lib/ansatz-cli.jar"), "package\n");
        Said said = ansatz(Map.of("ANSATZ_NO_BUILD", "1"), "solve");
        assertThat(usedJar(said)).isEqualTo(checkout.resolve("cli/target/lib/ansatz-cli.jar"));
        assertThat(Files.exists(tools.resolve("mvn.log"))).isFalse();
    }

    @Test
    void anInstallationNeedsNoMavenAndKeepsItsArchiveInTheCache() throws Exception {
        Path installed = folder.resolve("ansatz 1.0");
        Files.createDirectories(installed.resolve("bin"));
        Files.copy(launcher(), installed.resolve("bin/ansatz"), StandardCopyOption.COPY_ATTRIBUTES);
        write(installed.resolve("lib/ansatz-cli.jar"), "jar");
        write(installed.resolve("native/ortools-linux-x86-64/lib.so"), "");
        Files.delete(tools.resolve("mvn"));
        Path cache = folder.resolve("home/.cache/ansatz");
        Path command = installed.resolve("bin/ansatz");
        Said first = finish(start(command, Map.of(), "solve"));
        assertThat(first.err).contains("first start");
        assertThat(first.out)
                .contains("-XX:SharedArchiveFile=" + cache, "-Djava.library.path=" + installed.resolve("native"));
        Said second = finish(start(command, Map.of(), "solve"));
        assertThat(second.err).isEmpty();
        Said homeless = finish(start(command, Map.of("HOME", "/dev/null"), "solve"));
        assertThat(homeless.code).isZero();
        assertThat(homeless.err).isEmpty();
        assertThat(homeless.out).doesNotContain("SharedArchiveFile");
        Path link = Files.createSymbolicLink(folder.resolve("link"), command);
        assertThat(finish(start(link, Map.of(), "solve")).code).isZero();
    }

    private record Started(Process process, Path err) {}

    private record Said(int code, String out, String err) {}

    private Said ansatz(String... words) throws Exception {
        return ansatz(Map.of(), words);
    }

    private Said ansatz(Map<String, String> variables, String... words) throws Exception {
        return finish(start(variables, words));
    }

    private Started start(Map<String, String> variables, String... words) throws IOException {
        return start(checkout.resolve("ansatz"), variables, words);
    }

    private Started start(Path command, Map<String, String> variables, String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(command.toString()), Stream.of(words)).toList());
        Path err = Files.createTempFile(folder, "err", ".txt");
        builder.redirectError(err.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(new TreeMap<>(Map.of(
                        "PATH", tools.toString(),
                        "JAVA_HOME", jdk.toString(),
                        "HOME", Files.createDirectories(folder.resolve("home")).toString())));
        builder.environment().putAll(variables);
        return new Started(builder.start(), err);
    }

    private static Said finish(Started started) throws Exception {
        Process process = started.process;
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        return new Said(code, out, Files.readString(started.err));
    }

    private void awaitBuild() throws Exception {
        while (!Files.exists(tools.resolve("mvn.log"))) {
            Thread.sleep(20);
        }
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(tools.resolve("mvn.log"));
    }

    private List<Path> halfBuilds() throws IOException {
        try (Stream<Path> files = Files.list(checkout.resolve("cli/target/launcher"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("run-"))
                    .toList();
        }
    }

    private static Path usedJar(Said said) {
        int jar = said.out.indexOf("<-jar><") + "<-jar><".length();
        return Path.of(said.out.substring(jar, said.out.indexOf('>', jar)));
    }

    private static long deadProcess() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private static FileTime later() {
        return FileTime.from(Instant.now().plus(Duration.ofSeconds(5)));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
