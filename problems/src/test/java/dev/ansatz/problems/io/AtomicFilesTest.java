package dev.ansatz.problems.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    @TempDir
    Path folder;

    @Test
    void aFailedWriteKeepsTheOldFileAndLeavesNothingBehind() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.sol"), "old");
        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    out.write("new");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": cannot be written (No space left on device).");
        assertThat(file).hasContent("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        AtomicFiles.write(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void aMissingFolderADirectoryAndAFullDeviceAreOneSentence() {
        Path absent = folder.resolve("absent/plan.sol");
        assertThatThrownBy(() -> AtomicFiles.write(absent, "x"))
                .hasMessage(absent + ": cannot be written (no such file or directory).");
        assertThatThrownBy(() -> AtomicFiles.write(folder, "x")).hasMessage(folder + ": is a directory, not a file.");
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full));
        assertThatThrownBy(() -> AtomicFiles.write(full, "x"))
                .hasMessage("/dev/full: cannot be written (No space left on device).");
    }

    @Test
    void theLinkOfAFileThatIsNotThereYetStaysALinkToo() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("later"));
        AtomicFiles.write(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(folder.resolve("later")).hasContent("new");
        assertThat(AtomicFiles.target(link)).isEqualTo(AtomicFiles.target(folder.resolve("./later")));
    }

    @Test
    void thePermissionsOfTheOldFileAreKept() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.sol"), "old");
        Assumptions.assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
        for (String permissions : new String[] {"rw-------", "rw-rw-rw-", "rwxr-x---"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            AtomicFiles.write(file, "new");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo(permissions);
        }
    }

    @Test
    void anOpenFileIsAppendedToAndNeverReplaced() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        Assumptions.assumeTrue(Files.isDirectory(descriptors));
        Path log = Files.writeString(folder.resolve("log.txt"), "before\n");
        try (OutputStream open = Files.newOutputStream(log, StandardOpenOption.APPEND);
                Stream<Path> entries = Files.list(descriptors.toRealPath())) {
            Path descriptor =
                    entries.filter(entry -> leadsTo(entry, log)).findFirst().orElseThrow();
            Object inode = Files.getAttribute(log, "unix:ino");
            AtomicFiles.write(Path.of("/dev/fd", descriptor.getFileName().toString()), "one\n");
            AtomicFiles.write(Files.createSymbolicLink(folder.resolve("link"), descriptor), "two\n");
            open.write('3');
            assertThat(log).hasContent("before\none\ntwo\n3");
            assertThat(Files.getAttribute(log, "unix:ino")).isEqualTo(inode);
            assertThat(AtomicFiles.isOpenFile(descriptor)).isTrue();
        }
        assertThat(AtomicFiles.isOpenFile(Path.of("/dev/stdout"))).isTrue();
        assertThat(AtomicFiles.isOpenFile(log)).isFalse();
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.isSameFile(descriptor, file);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aNameAsLongAsNamesCanBeIsWritten() {
        Path file = folder.resolve("x".repeat(251) + ".sol");
        AtomicFiles.write(file, "plan");
        assertThat(file).hasContent("plan");
    }
}
